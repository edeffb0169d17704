#include "log/log_feed.h"
#include "log_lines.h"

#include <QtCore/QTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 epoch = 1'700'000'000'000;

/// An event of the stream; a line's number is one less than that of its place.
QByteArray told(qint64 seq, const QByteArray &data)
{
    return "id: " + LinePlace{epoch, seq}.text() + "\ndata: " + data + "\n\n";
}
QByteArray told(qint64 seq) { return told(seq, logLine(seq - 1)); }

QByteArray stored(qint64 seq) { return logLines(seq - 1, seq).row(0).json(LogRow::Epoch::First); }

QByteArray page(const QByteArrayList &lines, const QByteArray &cursor = "null")
{
    const QByteArray body = "{\"items\":[" + lines.join(',') + "],\"next_cursor\":" + cursor + '}';
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
           + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

const QByteArray refusal = "HTTP/1.1 401 x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// A service that says what the test wants.
class Service : public QTcpServer {
public:
    struct Request {
        QTcpSocket *socket;
        QByteArray head;
        bool asksFor(const QByteArray &text) const { return head.contains(text); }
    };
    Service()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
    }

    /// The events; behind a "retry" it closes.
    std::function<QByteArray(const Request &request)> stream;
    std::function<void(const Request &request)> search;

private:
    void read(QTcpSocket *socket)
    {
        const Request request{socket, socket->peek(1 << 16)};
        if (!request.head.endsWith("\r\n\r\n"))
            return;
        socket->readAll();
        if (!request.head.startsWith("GET /api/logs/stream"))
            return search(request);
        const QByteArray events = stream(request);
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + events);
        if (events.endsWith("retry: 0\n\n"))
            socket->disconnectFromHost();
    }
};

FeedSettings settings(const Service &service)
{
    FeedSettings settings;
    settings.server = QUrl(u"http://127.0.0.1:%1"_s.arg(service.serverPort()));
    settings.times.firstRetry = 20ms;
    settings.times.lastRetry = 50ms;
    return settings;
}

/// What a feed brought: numbers of lines, "gap" for rows that say that lines are missing.
class Followed : public QObject {
public:
    explicit Followed(const FeedSettings &settings) : feed(settings)
    {
        connect(&feed, &LogFeed::linesArrived, this, [this](const LogBatch &batch) {
            for (const LogRecord &record : batch.records)
                rows += record.kind == RowKind::Line ? QString::number(record.place.seq) : u"gap"_s;
        });
        connect(&feed, &LogFeed::stateChanged, this, [this](const FeedState &state) { states += state; });
        feed.setToken(Secret("old"));
        feed.start();
    }

    LogFeed feed;
    QStringList rows;
    QList<FeedState> states;
};

} // namespace

/// What the live log makes of lines that are missing, late or unreadable.
class TestLogGaps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gapIsFilledWithAnotherTokenWhenTheFirstHasExpired();
    void longGapIsNoSilence();
    void unreadableLineLeavesARow();
    void unreadableStoredLineLeavesARow();
    void serverCannotAskForRetriesWithoutAPause();
};

void TestLogGaps::gapIsFilledWithAnotherTokenWhenTheFirstHasExpired()
{
    Service service;
    service.stream = [](const auto &request) { return request.asksFor("Last-Event-ID") ? told(4) : told(1) + told(4); };
    service.search = [](const auto &request) {
        request.socket->write(request.asksFor("Bearer new") ? page({stored(2), stored(3)}) : refusal);
    };
    Followed followed(settings(service));
    connect(&followed.feed, &LogFeed::tokenNeeded, &followed, [&followed] { followed.feed.setToken(Secret("new")); });
    QTRY_COMPARE(followed.rows, (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
}

void TestLogGaps::longGapIsNoSilence()
{
    constexpr qint64 last = 30;
    Service service;
    QTcpSocket *stream = nullptr;
    service.stream = [&stream](const auto &request) {
        stream = request.socket;
        return told(1) + told(last);
    };
    qint64 next = 2;
    service.search = [&](const Service::Request &request) {
        if (next == 2)
            stream->write(":\n\n"); // and no more, as when the buffers are full
        QTimer::singleShot(20ms, request.socket, [&next, socket = request.socket] {
            const qint64 seq = next++;
            socket->write(page({stored(seq)}, seq == last - 1 ? "null" : '"' + QByteArray::number(seq) + '"'));
        });
    };
    FeedSettings impatient = settings(service);
    impatient.times.silence = 200ms;
    Followed followed(impatient);
    QTRY_COMPARE(followed.rows.size(), last);
    QVERIFY(std::ranges::none_of(followed.states,
                                 [](const FeedState &state) { return state.kind == FeedState::Kind::Reconnecting; }));
}

void TestLogGaps::unreadableLineLeavesARow()
{
    Service service;
    service.stream = [](const auto &) { return told(1) + told(2, "{\"a\":1}") + told(3); };
    Followed followed(settings(service));
    QTRY_COMPARE(followed.rows, (QStringList{u"1"_s, u"gap"_s, u"3"_s}));
}

void TestLogGaps::unreadableStoredLineLeavesARow()
{
    Service service;
    const QByteArray gap = "event: gap\ndata: {\"after\":\"" + LinePlace{epoch, 1}.text() + "\",\"before\":\""
                           + LinePlace{epoch, 9}.text() + "\"}\n\n";
    service.stream = [&gap](const auto &) { return told(1) + gap + told(9); };
    service.search = [](const auto &request) { request.socket->write(page({stored(3), "{\"a\":1}", stored(5)})); };
    FeedSettings filtered = settings(service);
    filtered.filter.requestId = u"of-a-filter-no-number-is-missed"_s;
    Followed followed(filtered);
    QTRY_COMPARE(followed.rows, (QStringList{u"1"_s, u"3"_s, u"gap"_s, u"5"_s, u"9"_s}));
}

void TestLogGaps::serverCannotAskForRetriesWithoutAPause()
{
    Service service;
    service.stream = [](const auto &) { return QByteArray("retry: 0\n\n"); };
    Followed followed(settings(service));
    const auto waits = [](const FeedState &state) { return state.kind == FeedState::Kind::Reconnecting; };
    QTRY_VERIFY(std::ranges::count_if(followed.states, waits) >= 2);
    QVERIFY(std::ranges::all_of(followed.states,
                                [&](const FeedState &state) { return !waits(state) || state.retryIn > 0ms; }));
}

QTEST_GUILESS_MAIN(TestLogGaps)
#include "tst_log_gaps.moc"
