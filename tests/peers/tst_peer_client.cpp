#include "peers/peer_client.h"

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace auth;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Gives every connection the same bytes, from a thread of its own; none: it stays silent.
class FakePeer {
public:
    explicit FakePeer(QByteArray answer) : m_answer(std::move(answer))
    {
        m_thread = std::jthread([this](const std::stop_token &stopped) { serve(stopped); });
        while (m_port == 0)
            std::this_thread::yield();
    }

    QString url() const { return u"http://127.0.0.1:%1"_s.arg(m_port.load()); }
    QByteArrayList requests() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

private:
    void serve(const std::stop_token &stopped)
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        m_port = server.serverPort();
        while (!stopped.stop_requested()) {
            if (!server.waitForNewConnection(20))
                continue;
            QTcpSocket *client = server.nextPendingConnection();
            client->waitForReadyRead(1000);
            {
                const std::lock_guard lock(m_mutex);
                m_requests.append(client->readAll());
            }
            if (m_answer.isEmpty()) {
                client->waitForDisconnected(2000);
            } else {
                client->write(m_answer);
                client->disconnectFromHost();
                client->state() == QAbstractSocket::UnconnectedState || client->waitForDisconnected(2000);
            }
            delete client;
        }
    }

    const QByteArray m_answer;
    mutable std::mutex m_mutex;
    QByteArrayList m_requests;
    std::atomic<quint16> m_port{0};
    std::jthread m_thread;
};

QByteArray good(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n"
           + body;
}

Secret token() { return Secret(QByteArrayView("a.b.c")); }

} // namespace

class TestPeerClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersComeInTheOrderAsked()
    {
        FakePeer one(good("one"));
        FakePeer two(good("two"));
        const auto answers = PeerClient(2s).get({two.url() + u"/x"_s, one.url() + u"/y?local=true"_s}, token());
        QCOMPARE(answers.size(), 2);
        QVERIFY(answers[0] && answers[1]);
        QCOMPARE(*answers[0], "two");
        QCOMPARE(*answers[1], "one");
        const QByteArray asked = one.requests().at(0);
        QVERIFY(asked.startsWith("GET /y?local=true HTTP/1.1\r\n"));
        QVERIFY(asked.contains("Authorization: Bearer a.b.c\r\n"));
    }

    void silentPeerCostsTheTimeOutOnceForAll()
    {
        FakePeer silent({});
        FakePeer alsoSilent({});
        FakePeer talks(good("x"));
        const auto start = std::chrono::steady_clock::now();
        const auto answers = PeerClient(200ms).get({silent.url(), alsoSilent.url(), talks.url()}, token());
        const auto took = std::chrono::steady_clock::now() - start;
        QVERIFY(took >= 200ms && took < 2s);
        QVERIFY(!answers[0] && !answers[1] && answers[2]);
    }

    void whatIsNoAnswerIsAnError_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("refusal") << "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"_ba;
        QTest::newRow("no HTTP") << "hello\r\n\r\n"_ba;
        QTest::newRow("cut off") << "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"_ba;
        QTest::newRow("too long") << good(QByteArray(PeerClient::mostBytes + 1, 'x'));
    }
    void whatIsNoAnswerIsAnError()
    {
        QFETCH(QByteArray, answer);
        FakePeer peer(answer);
        const auto answers = PeerClient(2s).get({peer.url()}, token());
        QVERIFY(!answers[0]);
        QVERIFY(!answers[0].error().message.isEmpty());
    }

    void longestAnswerIsTaken()
    {
        FakePeer peer(good(QByteArray(PeerClient::mostBytes, 'x')));
        const auto answers = PeerClient(5s).get({peer.url()}, token());
        QVERIFY(answers[0]);
        QCOMPARE(answers[0]->size(), PeerClient::mostBytes);
    }

    void redirectIsNotFollowed()
    {
        FakePeer thief(good("stolen"));
        FakePeer peer("HTTP/1.1 302 Found\r\nLocation: " + thief.url().toLatin1() + "\r\nContent-Length: 0\r\n\r\n");
        QVERIFY(!PeerClient(2s).get({peer.url()}, token())[0]);
        QVERIFY(thief.requests().isEmpty());
    }

    void nothingButHttpIsSpoken()
    {
        const auto answers =
            PeerClient(2s).get({u"file:///etc/hostname"_s, u"nonsense"_s, u"http://127.0.0.1:1"_s}, token());
        for (const auto &answer : answers)
            QVERIFY(!answer);
    }

    void soManyAreAskedAndNoMore()
    {
        FakePeer peer(good("x"));
        QStringList urls(PeerClient::mostPeers, u"http://127.0.0.1:1"_s);
        urls.append(peer.url());
        const auto answers = PeerClient(2s).get(urls, token());
        QCOMPARE(answers.size(), urls.size());
        QVERIFY(!answers.last());
        QVERIFY(peer.requests().isEmpty());
    }

    void nobodyToAsk() { QVERIFY(PeerClient(1s).get({}, token()).isEmpty()); }
};

QTEST_GUILESS_MAIN(TestPeerClient)
#include "tst_peer_client.moc"
