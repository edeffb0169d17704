#include "fixture.h"
#include "http/message.h"
#include "rest/authenticator.h"
#include "services/cache_invalidation.h"
#include "services/instances.h"
#include "storage/instance_repository.h"
#include "support/postgres_server.h"

#include <set>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// The services of one instance, with what they hear of the others.
struct Member : Rig {
    explicit Member(const QString &url) : Rig({.databaseUrl = url}) {}

    CacheInvalidation invalidation{cache, limiter, log};
    std::unique_ptr<ChangeFeed> changes = database->follow(invalidation);
    Authenticator authenticator{*database, cache, signer, 60s, clock};
    Instances instances{*database, u"member"_s, 5s, clock, log};

    bool isFollowing()
    {
        return QTest::qWaitFor([&] { return events.last(u"changes.followed"_s).has_value(); });
    }
    Outcome admit(const TokenPair &pair)
    {
        HttpRequest request;
        request.headers.emplace_back("authorization", "Bearer " + text(pair.accessToken));
        Caller caller = stranger();
        return authenticator.authenticate(request, Access::signedIn(), caller);
    }
    bool isOut()
    {
        return QTest::qWaitFor([&] { return database->breaker()->state() == CircuitState::Open; });
    }
    bool isBack()
    {
        return QTest::qWaitFor([&] { return database->breaker()->state() == CircuitState::Closed; }, 10000);
    }
};

} // namespace

/// Two instances on one PostgreSQL.
class InstancesTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PostgresServer> m_server;
    QString m_noServer;
    std::unique_ptr<Member> m_one, m_two;

private Q_SLOTS:
    void initTestCase()
    {
        m_server = PostgresServer::start(m_noServer);
        REQUIRE_POSTGRES(m_server, m_noServer);
    }

    void init()
    {
        m_server->makeDatabase(u"fleet"_s);
        m_one = std::make_unique<Member>(m_server->url(u"fleet"_s));
        m_two = std::make_unique<Member>(m_server->url(u"fleet"_s));
        QVERIFY(m_one->isFollowing() && m_two->isFollowing());
    }

    void cleanup()
    {
        m_one.reset();
        m_two.reset();
    }

    void oneTokenRefreshedByManyHasOneSuccessor()
    {
        constexpr int rounds = 20, threads = 8;
        auto pair = m_one->signUp();
        VERIFY_RESULT(pair);
        const qint64 before = m_one->stored(m_one->sessionOf(*pair)).generation;
        for (int round = 0; round < rounds; ++round) {
            std::vector<QByteArray> answers(threads);
            onThreads(threads, [&](int i) {
                Member &member = i % 2 ? *m_one : *m_two;
                const auto next = member.refresh(pair->refreshToken);
                answers[std::size_t(i)] = next ? text(next->refreshToken) : "refused: " + next.error().cause.toUtf8();
            });
            const std::set<QByteArray> distinct(answers.begin(), answers.end());
            QVERIFY2(distinct.size() == 1, distinct.begin()->constData());
            pair->refreshToken = Secret(*distinct.begin());
        }
        QCOMPARE(m_one->stored(m_one->sessionOf(*pair)).generation, before + rounds);
    }

    void usedTokenEndsTheSessionForAll()
    {
        const auto first = m_one->signUp();
        const auto second = m_two->refresh(first->refreshToken);
        const auto third = m_one->refresh(second->refreshToken);
        VERIFY_RESULT(third);
        VERIFY_RESULT(m_two->admit(*third));
        COMPARE_CODE(m_one->refresh(first->refreshToken), ErrorCode::TokenInvalid);
        QTRY_COMPARE(codeOf(m_two->admit(*third)), std::optional(ErrorCode::TokenInvalid)); // its clock stands still
        COMPARE_CODE(m_two->refresh(third->refreshToken), ErrorCode::TokenInvalid);
    }

    void whatOneEndsTheOtherForgets_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::newRow("session") << u"UPDATE sessions SET revoked_at = 1"_s;
        QTest::newRow("user") << u"UPDATE users SET is_active = 0"_s;
        QTest::newRow("deleted user") << u"DELETE FROM users"_s;
    }
    void whatOneEndsTheOtherForgets()
    {
        QFETCH(QString, statement);
        const auto pair = m_one->signUp();
        VERIFY_RESULT(m_two->admit(*pair));
        m_one->sql(statement);
        QTRY_COMPARE(codeOf(m_two->admit(*pair)), std::optional(ErrorCode::TokenInvalid));
    }

    void knownSessionsCountThroughAnOutageForAsLongAsAllowed()
    {
        const auto known = m_one->signUp();
        VERIFY_RESULT(m_one->admit(*known));
        const auto unknown = m_two->signUp(u"bobby"_s);
        VERIFY_RESULT(unknown);
        m_server->kill();
        QVERIFY(m_one->isOut());
        m_one->clock.advance(59s);
        VERIFY_RESULT(m_one->admit(*known));
        COMPARE_CODE(m_one->admit(*unknown), ErrorCode::CircuitOpen);
        m_one->clock.advance(1s);
        QVERIFY(codeOf(m_one->admit(*known)) != std::optional(ErrorCode::TokenInvalid)); // and never a wrong 401
        QVERIFY(!m_one->admit(*known));
        m_server->launch();
        QVERIFY(m_one->isBack());
        VERIFY_RESULT(m_one->admit(*known));
        VERIFY_RESULT(m_one->admit(*unknown));
    }

    void refusedSessionIsNoWrongRefusalInAnOutage()
    {
        const auto pair = m_one->signUp();
        m_one->sql(u"UPDATE users SET is_active = 0"_s);
        COMPARE_CODE(m_one->admit(*pair), ErrorCode::TokenInvalid);
        m_server->kill();
        QVERIFY(m_one->isOut());
        m_one->clock.advance(1s);
        QVERIFY(codeOf(m_one->admit(*pair)) != std::optional(ErrorCode::TokenInvalid));
        m_server->launch();
    }

    void whatWasEndedDuringAGapIsForgottenAfterIt()
    {
        const auto pair = m_one->signUp();
        VERIFY_RESULT(m_one->admit(*pair));
        m_server->kill();
        QVERIFY(m_one->isOut());
        m_server->launch();
        m_server->query(u"UPDATE sessions SET revoked_at = 1"_s, u"fleet"_s);
        QVERIFY(m_one->isBack());
        QTRY_COMPARE(codeOf(m_one->admit(*pair)), std::optional(ErrorCode::TokenInvalid));
    }

    /// The answer to the refresh was lost with the server; the client asks again when it is back.
    void graceStandsStillDuringAnOutage()
    {
        const auto first = m_one->signUp();
        const auto second = m_one->refresh(first->refreshToken);
        VERIFY_RESULT(second);
        m_server->kill();
        QVERIFY(m_one->isOut());
        m_one->clock.advance(5min);
        m_server->launch();
        QVERIFY(m_one->isBack());
        m_one->sql(u"UPDATE users SET version = 2"_s); // which ends the outage
        m_one->clock.advance(10s);
        const auto again = m_one->refresh(first->refreshToken);
        VERIFY_RESULT(again);
        QCOMPARE(text(again->refreshToken), text(second->refreshToken));
        m_one->clock.advance(1s);
        COMPARE_CODE(m_one->refresh(first->refreshToken), ErrorCode::TokenInvalid);
    }

    void outageForgivesNothingThatWasUsedLongBefore()
    {
        const auto first = m_one->signUp();
        VERIFY_RESULT(m_one->refresh(first->refreshToken));
        m_one->clock.advance(11s);
        m_server->kill();
        QVERIFY(m_one->isOut());
        m_server->launch();
        QVERIFY(m_one->isBack());
        COMPARE_CODE(m_one->refresh(first->refreshToken), ErrorCode::TokenInvalid);
    }

    void outagesThatFollowEachOtherAreOne()
    {
        const auto first = m_one->signUp();
        const auto second = m_one->refresh(first->refreshToken);
        for (int i = 0; i < 2; ++i) {
            m_server->kill();
            QVERIFY(m_one->isOut());
            m_one->clock.advance(9s);
            m_server->launch();
            QVERIFY(m_one->isBack());
            m_one->sql(u"UPDATE users SET version = 2"_s);
            m_one->clock.advance(2s);
        }
        m_one->clock.advance(8s);
        const auto again = m_one->refresh(first->refreshToken);
        VERIFY_RESULT(again);
        QCOMPARE(text(again->refreshToken), text(second->refreshToken));
    }

    /// A commit that nobody knows the outcome of, while reads go on: a standby that is waited for, a disk that stalls.
    void stalledCommitIsAnOutageToo()
    {
        const auto first = m_one->signUp();
        m_server->query(u"ALTER SYSTEM SET synchronous_standby_names = 'gone'"_s);
        m_server->query(u"SELECT pg_reload_conf()"_s);
        Secret token = first->refreshToken;
        while (const auto next = m_one->refresh(token)) // the server takes its time to read its settings
            token = next->refreshToken;
        VERIFY_RESULT(m_one->database->read([](Connection &c) { return UserRepository::count(c); }));
        m_one->clock.advance(1min);
        m_server->query(u"ALTER SYSTEM RESET synchronous_standby_names"_s);
        m_server->query(u"SELECT pg_reload_conf()"_s);
        QTRY_COMPARE(m_server->query(u"SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"_s),
                     QByteArray("0"));
        VERIFY_RESULT(m_one->refresh(token));
    }

    void successorOfAnInstanceThatDiedForgivesItsLostAnswers()
    {
        m_one->instances.beat();
        const auto first = m_one->signUp();
        const auto second = m_one->refresh(first->refreshToken);
        VERIFY_RESULT(second);
        m_two->clock.advance(1min);
        m_two->instances.beat();                                     // its first
        m_two->database->setClockLead(m_one->database->clockLead()); // a minute has gone by for both
        m_two->clock.advance(9s);
        const auto again = m_two->refresh(first->refreshToken);
        VERIFY_RESULT(again);
        QCOMPARE(text(again->refreshToken), text(second->refreshToken));
    }

    void silentInstanceForgivesTooWhileItsClientsComeOver()
    {
        m_two->instances.beat();
        m_one->instances.beat();
        const auto first = m_one->signUp();
        const auto second = m_one->refresh(first->refreshToken);
        VERIFY_RESULT(second);
        m_two->clock.advance(14s); // in which the other one answers 503
        m_two->instances.beat();
        m_two->database->setClockLead(m_one->database->clockLead());
        const auto again = m_two->refresh(first->refreshToken);
        VERIFY_RESULT(again);
        QCOMPARE(text(again->refreshToken), text(second->refreshToken));
    }

    void instanceThatLeftForgivesNothing()
    {
        m_one->instances.beat();
        const auto first = m_one->signUp();
        VERIFY_RESULT(m_one->refresh(first->refreshToken));
        m_one->instances.leave();
        m_two->clock.advance(1min);
        m_two->instances.beat();
        m_two->database->setClockLead(m_one->database->clockLead());
        COMPARE_CODE(m_two->refresh(first->refreshToken), ErrorCode::TokenInvalid);
    }

    void instancesKnowEachOther()
    {
        for (Member *each : {m_one.get(), m_two.get()}) {
            each->instances.listensAt(u"http://127.0.0.1:1"_s);
            each->instances.beat();
        }
        const auto alive = m_one->instances.alive();
        VERIFY_RESULT(alive);
        QCOMPARE(alive->size(), 2);
        QCOMPARE(alive->first().name, u"member"_s);
        QCOMPARE(alive->first().pid, QCoreApplication::applicationPid());
        QCOMPARE(alive->first().url, u"http://127.0.0.1:1"_s);
        QCOMPARE(alive->first().seenAt, m_one->clock.now());
        m_two->instances.leave();
        QCOMPARE(m_one->instances.alive()->size(), 1);
    }

    void silentInstanceCountsAsGone()
    {
        m_one->instances.beat();
        m_two->clock.advance(30s);
        m_two->instances.beat();
        QCOMPARE(m_two->instances.alive()->size(), 2);
        m_two->clock.advance(1ms);
        m_two->instances.beat();
        QCOMPARE(m_two->instances.alive()->size(), 1);
        m_two->clock.advance(24h);
        m_two->instances.beat();
        QCOMPARE(m_server->query(u"SELECT count(*) FROM instances"_s, u"fleet"_s), QByteArray("1"));
    }

    void heartbeatMovesOnlyTheTime()
    {
        m_one->instances.beat();
        const auto before = *m_one->instances.alive();
        m_one->clock.advance(5s);
        m_one->instances.beat();
        auto after = *m_one->instances.alive();
        QCOMPARE(after.size(), 1);
        QCOMPARE(after.first().seenAt, before.first().seenAt + 5s);
        after.first().seenAt = before.first().seenAt;
        QCOMPARE(after, before);
    }

    void clockThatDiffersIsToldOnce()
    {
        const auto told = [&] {
            const auto all = m_one->events.all();
            return std::count_if(all.begin(), all.end(),
                                 [](const LogEvent &each) { return each.event == u"clock.skewed"_s; });
        };
        m_one->clock.adjust(SystemClock().now() - m_one->clock.now());
        m_one->instances.beat();
        QCOMPARE(told(), 0);
        m_one->clock.advance(10min);
        m_one->instances.beat();
        m_one->instances.beat();
        QCOMPARE(told(), 1);
        m_one->clock.adjust(SystemClock().now() - m_one->clock.now());
        m_one->instances.beat();
        m_one->clock.advance(10min);
        m_one->instances.beat();
        QCOMPARE(told(), 2);
    }

    void clocksThatDifferAgreeOnTheGrace()
    {
        const auto now = SystemClock().now();
        m_one->clock.adjust(now - m_one->clock.now());
        m_two->clock.adjust(now + 12s - m_two->clock.now());
        for (Member *each : {m_one.get(), m_two.get()})
            each->instances.beat();
        const auto first = m_one->signUp();
        const auto second = m_two->refresh(first->refreshToken);
        VERIFY_RESULT(second);
        const auto again = m_one->refresh(first->refreshToken);
        VERIFY_RESULT(again);
        QCOMPARE(text(again->refreshToken), text(second->refreshToken));
    }

    void heartbeatDuringAnOutageDoesNoHarm()
    {
        m_server->kill();
        QVERIFY(m_one->isOut());
        m_one->instances.beat();
        m_one->instances.leave();
        QVERIFY(!m_one->instances.alive());
        m_server->launch();
    }
};

QTEST_GUILESS_MAIN(InstancesTest)
#include "tst_instances.moc"
