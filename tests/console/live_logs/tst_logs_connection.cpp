#include "logs_host.h"

#include "client/tls_trust.h"
#include "log/cutting_proxy.h"
#include "support/fault_proxy.h"

#include <QtCore/QProcess>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslServer>
#include <QtTest/QSignalSpy>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// The page over connections that break, files, and what other roles see.
class TestLogsConnection : public QObject {
    Q_OBJECT

private:
    ConsoleServer m_server;
    QTemporaryDir m_folder;

    static QList<qint64> numbers(LogModel &model)
    {
        QList<qint64> all;
        for (int row = 0; row < model.rowCount(); ++row)
            all += model.row(row).record().kind == RowKind::Line ? model.row(row).record().place.seq : -1;
        return all;
    }
    static bool isDense(const QList<qint64> &numbers)
    {
        return std::adjacent_find(numbers.begin(), numbers.end(), [](qint64 a, qint64 b) { return b != a + 1; })
               == numbers.end();
    }

    struct Identity {
        QSslCertificate certificate;
        QSslKey key;
    };
    Identity identity(const QString &name) const
    {
        const QString file = m_folder.filePath(name);
        const QStringList arguments{u"req"_s,
                                    u"-x509"_s,
                                    u"-newkey"_s,
                                    u"ec"_s,
                                    u"-pkeyopt"_s,
                                    u"ec_paramgen_curve:P-256"_s,
                                    u"-nodes"_s,
                                    u"-subj"_s,
                                    u"/CN=localhost"_s,
                                    u"-addext"_s,
                                    u"subjectAltName=DNS:localhost"_s,
                                    u"-days"_s,
                                    u"2"_s,
                                    u"-keyout"_s,
                                    file + u".key"_s,
                                    u"-out"_s,
                                    file + u".pem"_s};
        if (QProcess::execute(u"openssl"_s, arguments) != 0)
            qFatal("openssl is missing");
        QFile key(file + u".key"_s);
        if (!key.open(QIODevice::ReadOnly))
            qFatal("no key");
        return {QSslCertificate::fromPath(file + u".pem"_s).first(), QSslKey(&key, QSsl::Ec)};
    }
    /// A feed of a server with this certificate, for a profile that trusts as it does; whether it got as far as to ask.
    bool isAsked(const Identity &shown, const ServerProfile &trusting, FeedState &state) const
    {
        QSslServer server;
        QSslConfiguration configuration;
        configuration.setLocalCertificate(shown.certificate);
        configuration.setPrivateKey(shown.key);
        server.setSslConfiguration(configuration);
        bool asked = false;
        connect(&server, &QTcpServer::pendingConnectionAvailable, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [&asked, socket] {
                asked = true;
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:\n\n");
            });
        });
        server.listen(QHostAddress::LocalHost);
        FeedSettings settings;
        settings.server = QUrl(u"https://localhost:%1"_s.arg(server.serverPort()));
        settings.tls = sslConfiguration(trusting);
        settings.trust = [trusting](const QList<QSslCertificate> &chain, const QList<QSslError> &errors) {
            return !judge(trusting, chain, errors).has_value();
        };
        LogFeed feed(settings);
        feed.setToken(Secret("secret"));
        feed.start();
        const bool settled = QTest::qWaitFor(
            [&] {
                const auto kind = feed.state().kind;
                return kind == FeedState::Kind::Live || kind == FeedState::Kind::Reconnecting;
            },
            patienceMs);
        state = feed.state();
        return settled && asked;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }

    void cutManyTimesNoLineIsLostAndNoneComesTwice()
    {
        CuttingProxy proxy(m_server.client().port());
        LogsHost host(proxy.port(), m_server.staff().admin);
        QTRY_VERIFY_WITH_TIMEOUT(host.isLive(), patienceMs);
        QSignalSpy states(host.page().feed(), &LogFeed::stateChanged);
        proxy.cut(4, 5'000);
        QVERIFY(askMeanwhile(m_server.client(), u"cut-stream-"_s, 200));
        QTRY_VERIFY_WITH_TIMEOUT(host.rowOf(u"cut-stream-199"_s) >= 0, patienceMs);
        QVERIFY(proxy.cuts() > 0);
        QVERIFY(isDense(numbers(host.model())));
        for (const int i : {0, 60, 120, 199})
            QCOMPARE(host.count(u"cut-stream-%1"_s.arg(i)), 1);
        QVERIFY(std::any_of(states.begin(), states.end(), [](const QVariantList &each) {
            return each.front().value<FeedState>().kind == FeedState::Kind::Reconnecting;
        }));
    }

    void serverThatIsAwayIsSaidAndComesBack()
    {
        FaultProxy proxy(m_server.client().port());
        LogsHost host(proxy.port(), m_server.staff().admin);
        QTRY_VERIFY_WITH_TIMEOUT(host.isLive(), patienceMs);
        proxy.down();
        QTRY_VERIFY_WITH_TIMEOUT(host.state().startsWith(u"Reconnecting"_s), patienceMs);
        const auto *badge = host.page().findChild<StateBadge *>(u"logs.state"_s);
        QVERIFY(!badge->toolTip().isEmpty());
        ask(m_server.client(), u"while-away-"_s, 20);
        QVERIFY(proxy.up());
        QTRY_VERIFY_WITH_TIMEOUT(host.rowOf(u"while-away-19"_s) >= 0, patienceMs);
        QVERIFY(isDense(numbers(host.model())));
        QTRY_COMPARE_WITH_TIMEOUT(host.state(), u"Live"_s, patienceMs);
    }

    void supporterMayFollow()
    {
        LogsHost host(m_server.client().port(), m_server.staff().support);
        QTRY_COMPARE_WITH_TIMEOUT(host.state(), u"Live"_s, patienceMs);
        ask(m_server.client(), u"supported-"_s, 1);
        QTRY_VERIFY_WITH_TIMEOUT(host.rowOf(u"supported-0"_s) >= 0, patienceMs);
    }

    void whoMayNotReadIsToldSo()
    {
        LogsHost host(m_server.client().port(), m_server.staff().user);
        QTRY_COMPARE_WITH_TIMEOUT(host.live().state().state(), StateView::State::Forbidden, patienceMs);
        host.typeFilter(u"level:>=info"_s);
        QTRY_VERIFY(!host.model().isSearching());
        QCOMPARE(host.live().state().state(), StateView::State::Forbidden);
        QCOMPARE(host.state(), u"Not allowed"_s);
    }

    void exportedLinesAreTheSameWhenOpenedAgain()
    {
        LogsHost host(m_server.client().port(), m_server.staff().admin);
        ask(m_server.client(), u"exported-"_s, 20);
        QTRY_VERIFY_WITH_TIMEOUT(host.rowOf(u"exported-19"_s) >= 0, patienceMs);
        host.typeFilter(u"req:exported-*"_s);
        QTRY_COMPARE(host.model().rowCount(), 20);
        const QString file = m_folder.filePath(u"log.ndjson"_s);
        host.page().exportLines(true, file);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), patienceMs);
        host.page().openFile(file);
        QCOMPARE(host.tabs().count(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(host.model().rowCount(), 20, patienceMs);
        for (int row = 0; row < 20; ++row)
            QCOMPARE(host.model().row(row).json(LogRow::Epoch::First),
                     host.live().model().row(row).json(LogRow::Epoch::First));
    }

    void feedRefusesAnotherCertificate()
    {
        const Identity one = identity(u"one"_s);
        const Identity other = identity(u"other"_s);
        ServerProfile plain;
        ServerProfile pinned;
        pinned.pinnedSha256 = fingerprint(one.certificate);
        ServerProfile vouched = pinned;
        vouched.caFile = m_folder.filePath(u"other.pem"_s);
        FeedState state;
        QVERIFY(isAsked(one, pinned, state));
        QCOMPARE(state.kind, FeedState::Kind::Live);
        for (const auto &[shown, profile] :
             {std::pair(one, plain), std::pair(other, pinned), std::pair(other, vouched)}) {
            QVERIFY(!isAsked(shown, profile, state));
            QCOMPARE(state.kind, FeedState::Kind::Reconnecting);
            QVERIFY2(state.problem.contains(u"certificate"_s), qPrintable(state.problem));
        }
    }
};

QTEST_MAIN(TestLogsConnection)
#include "tst_logs_connection.moc"
