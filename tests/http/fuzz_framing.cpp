#include "framing_runs.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QtTest>

using namespace auth;
using namespace auth::test;

/// Valid requests, damaged at random with a fixed seed: what comes out must not depend on how the bytes were cut.
/// AUTH_FUZZ_RUNS sets how many; the default takes about a second.
class FuzzFraming : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void damagedRequestsAreFramedTheSameHoweverCut();

private:
    QByteArray damaged();
    QByteArrayList cut(const QByteArray &bytes);
    int below(qsizetype bound) { return int(m_random.bounded(quint32(bound))); }

    QRandomGenerator m_random{20261121};
};

static const QByteArrayList seeds{
    "GET /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
    "chunked\r\n\r\n3;x=\"y\"\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\nT: 1\r\n\r\n",
    "HEAD http://b/ HTTP/1.0\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n\r\n",
};
static const QByteArrayList splices{"\r\n",
                                    "\n",
                                    "\r",
                                    "0\r\n\r\n",
                                    ":",
                                    " ",
                                    "\t",
                                    QByteArray(1, '\0'),
                                    "\xff",
                                    "5",
                                    "ffffffffffffffff",
                                    "Content-Length: 5\r\n",
                                    "Transfer-Encoding: chunked\r\n",
                                    "\"",
                                    ";",
                                    "%00"};

QByteArray FuzzFraming::damaged()
{
    QByteArray bytes;
    for (int count = 1 + below(3); count > 0; --count)
        bytes += seeds[below(seeds.size())];
    for (int count = below(4); count > 0; --count) {
        const int at = below(bytes.size());
        switch (below(4)) {
        case 0:
            bytes[at] = char(below(256));
            break;
        case 1:
            bytes.remove(at, 1 + below(8));
            break;
        case 2:
            bytes.insert(at, splices[below(splices.size())]);
            break;
        default:
            bytes.insert(at, bytes.mid(below(bytes.size()), below(40)));
        }
        if (bytes.isEmpty())
            bytes = "\r";
    }
    return bytes;
}

QByteArrayList FuzzFraming::cut(const QByteArray &bytes)
{
    QByteArrayList pieces;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype size = 1 + below(below(4) == 0 ? 40 : 4);
        pieces.append(bytes.mid(at, size));
        at += size;
    }
    return pieces;
}

void FuzzFraming::damagedRequestsAreFramedTheSameHoweverCut()
{
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("AUTH_FUZZ_RUNS", &given);
    constexpr qsizetype shortestRequest = sizeof("GET / HTTP/1.0\r\n\r\n") - 1;
    HttpLimits limits;
    limits.maxRequestLineBytes = 60;
    limits.maxHeadBytes = 120;
    limits.maxBodyBytes = 40;
    int complete = 0;
    const int runs = given ? wanted : 20'000;
    for (int run = 0; run < runs; ++run) {
        const QByteArray bytes = damaged();
        const FramingRun whole = frame({bytes}, limits);
        QVERIFY2(whole.requests.size() * shortestRequest <= bytes.size(), bytes.toPercentEncoding().constData());
        QVERIFY2(frame(cut(bytes), limits) == whole, bytes.toPercentEncoding().constData());
        complete += int(whole.requests.size());
    }
    QVERIFY(complete > runs / 4); // the damage must not hide what it is to reach
}

QTEST_APPLESS_MAIN(FuzzFraming)
#include "fuzz_framing.moc"
