#include "logs_host.h"

#include "client/tls_trust.h"
#include "support/fault_proxy.h"
#include "support/tls_server.h"

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

    static bool isDense(LogModel &model)
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            const LogRecord &record = model.row(row).record();
            if (record.kind != RowKind::Line)
                return false;
            if (row > 0 && record.place.seq != model.row(row - 1).record().place.seq + 1)
                return false;
        }
        return model.rowCount() > 0;
    }
    bool comes(LogsHost &host, const QString &requestId)
    {
        return QTest::qWaitFor([&] { return host.rowOf(requestId) >= 0; }, patienceMs);
    }

    struct Outcome {
        FeedState state;
        bool wasAsked; ///< It was trusted with a token.
    };
    /// A feed of a server that shows this, for somebody who trusts that.
    static Outcome follow(const Identity &shown, const ServerProfile &trusting)
    {
        const TlsServer server(shown, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:\n\n");
        FeedSettings settings;
        settings.server = QUrl(u"https://localhost:%1"_s.arg(server.serverPort()));
        settings.tls = sslConfiguration(trusting);
        settings.trust = [trusting](const QList<QSslCertificate> &chain, const QList<QSslError> &errors) {
            return !judge(trusting, chain, errors).has_value();
        };
        LogFeed feed(settings);
        feed.setToken(Secret("secret"));
        feed.start();
        const auto isSettled = [&feed] {
            const auto kind = feed.state().kind;
            return kind != FeedState::Kind::Stopped && kind != FeedState::Kind::Connecting;
        };
        (void)QTest::qWaitFor(isSettled, patienceMs);
        return {feed.state(), server.asked() > 0};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }

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
        QTRY_VERIFY(proxy.up()); // another program may have the port for a moment
        QVERIFY(comes(host, u"while-away-19"_s));
        QVERIFY(isDense(host.model()));
        for (int i = 0; i < 20; ++i)
            QCOMPARE(host.count(u"while-away-%1"_s.arg(i)), 1);
        QTRY_COMPARE_WITH_TIMEOUT(host.state(), u"Live"_s, patienceMs);
    }

    void storedLineThatCannotBeReadLeavesARow()
    {
        FaultProxy proxy(m_server.client().port());
        const QByteArray body = "{\"items\":[{\"time\":\"2026-11-21T05:41:00.123Z\",\"event\":\"a.b\",\"seq\":2},"
                                "{\"no\":\"line\"}],\"next_cursor\":null}";
        LogsHost host(proxy.port(), m_server.staff().admin);
        QTRY_VERIFY_WITH_TIMEOUT(host.isLive(), patienceMs);
        proxy.inject("GET /api/logs?",
                     {.kind = FaultProxy::Fault::Kind::Answer,
                      .answer = "HTTP/1.1 200 x\r\nContent-Type: application/json\r\nConnection: close\r\n"
                                "Content-Length: "
                                + QByteArray::number(body.size()) + "\r\n\r\n" + body});
        host.action(u"older"_s).trigger();
        QTRY_COMPARE_WITH_TIMEOUT(host.model().rowCount(), 2, patienceMs);
        QCOMPARE(host.model().row(0).record().kind, RowKind::Gap); // the newest came first
        QCOMPARE(host.model().row(1).record().place.seq, 2);
        QVERIFY(host.desk().wasTold(u"more lines"_s));
    }

    void supporterMayFollow()
    {
        LogsHost host(m_server.client().port(), m_server.staff().support);
        QTRY_COMPARE_WITH_TIMEOUT(host.state(), u"Live"_s, patienceMs);
        ask(m_server.client(), u"supported-"_s, 1);
        QVERIFY(comes(host, u"supported-0"_s));
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

    void exportedLinesAreTheSameWhenOpenedAgain_data()
    {
        QTest::addColumn<bool>("onlyShown");
        QTest::newRow("those the filter lets through") << true;
        QTest::newRow("all in the buffer") << false;
    }
    void exportedLinesAreTheSameWhenOpenedAgain()
    {
        QFETCH(const bool, onlyShown);
        LogsHost host(m_server.client().port(), m_server.staff().admin);
        const QString prefix = onlyShown ? u"exported-"_s : u"exported-too-"_s;
        ask(m_server.client(), prefix, 20);
        QVERIFY(comes(host, prefix + u"19"_s));
        host.typeFilter(u"req:%1*"_s.arg(prefix));
        QTRY_COMPARE(host.model().rowCount(), 20);
        const QString file = m_folder.filePath(prefix + u"log.ndjson"_s);
        host.page().exportLines(onlyShown, file);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), patienceMs);
        host.page().openFile(file);
        QCOMPARE(host.tabs().count(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(host.desk().wasTold(u"read."_s), patienceMs);
        QCOMPARE(host.model().rowCount() == 20, onlyShown);
        host.typeFilter(u"req:%1*"_s.arg(prefix));
        QTRY_COMPARE(host.model().rowCount(), 20);
        for (int row = 0; row < 20; ++row)
            QCOMPARE(host.model().row(row).json(LogRow::Epoch::First),
                     host.live().model().row(row).json(LogRow::Epoch::First));
    }

    void feedFollowsNobodyButThePinnedServer()
    {
        const Identity one = makeIdentity(m_folder, u"one"_s, u"localhost"_s);
        const Identity other = makeIdentity(m_folder, u"other"_s, u"localhost"_s);
        ServerProfile pinned;
        pinned.pinnedSha256 = fingerprint(one.chain.first());
        ServerProfile vouched = pinned;
        vouched.caFile = other.file;
        const Outcome right = follow(one, pinned);
        QCOMPARE(right.state.kind, FeedState::Kind::Live);
        QVERIFY(right.wasAsked);
        for (const auto &[shown, trusting] :
             {std::pair(one, ServerProfile()), std::pair(other, pinned), std::pair(other, vouched)})
        {
            const Outcome wrong = follow(shown, trusting);
            QCOMPARE(wrong.state.kind, FeedState::Kind::Distrusted);
            QVERIFY2(wrong.state.problem.contains(u"certificate"_s), qPrintable(wrong.state.problem));
            QVERIFY(!wrong.wasAsked);
        }
    }

    void serverThatIsNotTrustedIsSaid()
    {
        LogsHost host(m_server.client().port(), m_server.staff().admin);
        QTRY_VERIFY_WITH_TIMEOUT(host.isLive(), patienceMs);
        Q_EMIT host.page().feed()->stateChanged({FeedState::Kind::Distrusted, {}, u"Another certificate."_s});
        QCOMPARE(host.state(), u"Not trusted"_s);
        QVERIFY(host.desk().wasTold(u"Another certificate."_s));
    }
};

QTEST_MAIN(TestLogsConnection)
#include "tst_logs_connection.moc"
