#include "fixture.h"

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

Setup withLimits(std::function<void(SessionLimits &)> change)
{
    Setup setup;
    change(setup.sessions);
    return setup;
}

} // namespace

/// The life of a session. The defaults: refresh tokens for 7 days, sessions for 90, a grace of 10 s.
class SessionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refreshGivesANewPair()
    {
        Rig rig;
        const auto first = rig.signUp();
        VERIFY_RESULT(first);
        rig.clock.advance(1h);
        const auto second = rig.refresh(first->refreshToken);
        VERIFY_RESULT(second);
        QVERIFY(second->accessToken != first->accessToken);
        QVERIFY(second->refreshToken != first->refreshToken);
        QCOMPARE(second->tokenType, u"bearer"_s);
        QCOMPARE(second->expiresIn, 30 * 60);
        QCOMPARE(second->user.id, first->user.id);
        QCOMPARE(rig.sessionOf(*second), rig.sessionOf(*first));
        QCOMPARE(rig.stored(rig.sessionOf(*second)).lastUsedAt, rig.clock.now());
    }

    void accessTokenSaysWhoAndForHowLong()
    {
        Rig rig;
        const auto pair = rig.signUp();
        VERIFY_RESULT(pair);
        const auto claims = rig.signer.verify(pair->accessToken.reveal(), rig.clock.now());
        VERIFY_RESULT(claims);
        QCOMPARE(claims->subject, pair->user.id);
        QCOMPARE(claims->session, rig.sessionOf(*pair));
        QCOMPARE(claims->roles, QStringList{u"user"_s});
        QCOMPARE(claims->expiresAt - claims->issuedAt, std::chrono::milliseconds(30min));
        VERIFY_RESULT(rig.signer.verify(pair->accessToken.reveal(), rig.clock.now() + 30min - 1s));
        COMPARE_CODE(rig.signer.verify(pair->accessToken.reveal(), rig.clock.now() + 30min), ErrorCode::TokenExpired);
    }

    void tokenNotIssuedHereIsInvalid_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("garbage") << QByteArray(91, 'A');
        QTest::newRow("not base64url") << QByteArray(91, '!');
        QTest::newRow("too long") << QByteArray(5000, 'A');
    }
    void tokenNotIssuedHereIsInvalid()
    {
        QFETCH(QByteArray, token);
        Rig rig;
        COMPARE_CODE(rig.refresh(Secret(token)), ErrorCode::TokenInvalid);
        QVERIFY(!rig.sessions.sessionOf(Secret(token)));
    }

    void changedTokenIsInvalidAndHarmsNobody()
    {
        Rig rig;
        const auto pair = rig.signUp();
        QByteArray changed = text(pair->refreshToken);
        changed[40] = changed[40] == 'A' ? 'B' : 'A';
        COMPARE_CODE(rig.refresh(Secret(changed)), ErrorCode::TokenInvalid);
        VERIFY_RESULT(rig.refresh(pair->refreshToken));
    }

    /// A lost answer: the client asks again with the token it still has.
    void usedTokenGetsTheSameSuccessorWithinTheGrace_data()
    {
        QTest::addColumn<qint64>("later");
        QTest::newRow("at once") << qint64{0};
        QTest::newRow("at the edge") << qint64{10'000};
        QTest::newRow("after the wall clock went back a little") << qint64{-10'000};
    }
    void usedTokenGetsTheSameSuccessorWithinTheGrace()
    {
        QFETCH(qint64, later);
        Rig rig;
        const auto first = rig.signUp();
        const auto second = rig.refresh(first->refreshToken);
        VERIFY_RESULT(second);
        rig.clock.adjust(std::chrono::milliseconds(later));
        const auto again = rig.refresh(first->refreshToken);
        VERIFY_RESULT(again);
        QCOMPARE(text(again->refreshToken), text(second->refreshToken));
        VERIFY_RESULT(rig.refresh(second->refreshToken));
    }

    void usedTokenEndsTheSessionAfterTheGrace_data()
    {
        QTest::addColumn<qint64>("later");
        QTest::newRow("a millisecond") << qint64{10'001};
        QTest::newRow("a day") << qint64{86'400'000};
        QTest::newRow("the wall clock went back an hour") << qint64{-3'600'000};
    }
    void usedTokenEndsTheSessionAfterTheGrace()
    {
        QFETCH(qint64, later);
        Rig rig;
        const auto first = rig.signUp();
        const auto second = rig.refresh(first->refreshToken);
        VERIFY_RESULT(second);
        rig.clock.adjust(std::chrono::milliseconds(later));
        COMPARE_CODE(rig.refresh(first->refreshToken), ErrorCode::TokenInvalid);
        COMPARE_CODE(rig.refresh(second->refreshToken), ErrorCode::TokenInvalid);
        QVERIFY(rig.stored(rig.sessionOf(*first)).revokedAt);
        const auto told = rig.events.last(u"session.token_reused"_s);
        QVERIFY(told);
        QCOMPARE(told->level, LogLevel::Warning);
    }

    void graceOfZeroForgivesOnlyTheSameMoment()
    {
        Rig rig(withLimits([](SessionLimits &limits) { limits.grace = 0s; }));
        const auto first = rig.signUp();
        VERIFY_RESULT(rig.refresh(first->refreshToken));
        rig.clock.advance(1ms);
        COMPARE_CODE(rig.refresh(first->refreshToken), ErrorCode::TokenInvalid);
    }

    void olderTokenEndsTheSessionEvenWithinTheGrace()
    {
        Rig rig;
        const auto first = rig.signUp();
        const auto second = rig.refresh(first->refreshToken);
        const auto third = rig.refresh(second->refreshToken);
        VERIFY_RESULT(third);
        COMPARE_CODE(rig.refresh(first->refreshToken), ErrorCode::TokenInvalid);
        COMPARE_CODE(rig.refresh(third->refreshToken), ErrorCode::TokenInvalid);
        QCOMPARE(rig.events.last(u"session.token_reused"_s)->sessionId, std::optional<SessionId>());
    }

    void reuseCountsAtOnceForAccessTokensToo()
    {
        Rig rig;
        const auto first = rig.signUp();
        const SessionId session = rig.sessionOf(*first);
        const auto second = rig.refresh(first->refreshToken);
        VERIFY_RESULT(rig.refresh(second->refreshToken));
        rig.remember(*first);
        COMPARE_CODE(rig.refresh(first->refreshToken), ErrorCode::TokenInvalid);
        QVERIFY(!rig.cache.find(session));
    }

    void reuseEndsThatSessionOnly()
    {
        Rig rig;
        const auto first = rig.signUp();
        const auto other = rig.login();
        const auto second = rig.refresh(first->refreshToken);
        VERIFY_RESULT(rig.refresh(second->refreshToken));
        COMPARE_CODE(rig.refresh(first->refreshToken), ErrorCode::TokenInvalid);
        VERIFY_RESULT(rig.refresh(other->refreshToken));
    }

    void endedAndUnknownSessionsLookAlikeAndAreToldApartInTheLog()
    {
        Rig rig;
        const auto pair = rig.signUp();
        QCOMPARE(*rig.sessions.end(rig.sessionOf(*pair), {}, RevokeReason::Logout), true);
        const auto ended = rig.refresh(pair->refreshToken);
        const auto unknown = rig.refresh(rig.tokens.text(rig.tokens.issue(sessionId(4711))));
        COMPARE_CODE(ended, ErrorCode::TokenInvalid);
        COMPARE_CODE(unknown, ErrorCode::TokenInvalid);
        QCOMPARE(ended.error().message, unknown.error().message);
        QVERIFY(ended.error().cause != unknown.error().cause);
    }

    void idleSessionExpires()
    {
        Rig rig;
        const auto first = rig.signUp();
        rig.clock.advance(std::chrono::days(7) - 1ms);
        const auto second = rig.refresh(first->refreshToken);
        VERIFY_RESULT(second);
        rig.clock.advance(std::chrono::days(7));
        COMPARE_CODE(rig.refresh(second->refreshToken), ErrorCode::TokenExpired);
        QVERIFY(!rig.stored(rig.sessionOf(*first)).revokedAt); // expired, not ended
    }

    void usedSessionExpiresAtItsGreatestAge()
    {
        Rig rig;
        auto pair = rig.signUp();
        const Time end = rig.clock.now() + std::chrono::days(90);
        while (rig.clock.now() + std::chrono::days(6) < end) {
            rig.clock.advance(std::chrono::days(6));
            pair = rig.refresh(pair->refreshToken);
            VERIFY_RESULT(pair);
        }
        QCOMPARE(rig.stored(rig.sessionOf(*pair)).expiresAt, end);
        rig.clock.advance(end - rig.clock.now() - 1ms);
        pair = rig.refresh(pair->refreshToken);
        VERIFY_RESULT(pair);
        rig.clock.advance(1ms);
        COMPARE_CODE(rig.refresh(pair->refreshToken), ErrorCode::TokenExpired);
    }

    void endedSessionIsNotCalledExpired()
    {
        Rig rig;
        const auto pair = rig.signUp();
        VERIFY_RESULT(rig.sessions.end(rig.sessionOf(*pair), {}, RevokeReason::Logout));
        rig.clock.advance(std::chrono::days(8));
        COMPARE_CODE(rig.refresh(pair->refreshToken), ErrorCode::TokenInvalid);
    }

    void clockSetBackAnHourLosesNobodysSession()
    {
        Rig rig;
        const auto first = rig.signUp();
        rig.clock.adjust(-1h);
        const auto second = rig.refresh(first->refreshToken);
        VERIFY_RESULT(second);
        VERIFY_RESULT(rig.refresh(second->refreshToken));
        QVERIFY(rig.stored(rig.sessionOf(*first)).expiresAt <= rig.clock.now() + std::chrono::days(7));
    }

    void deactivatedUserCannotRefresh()
    {
        Rig rig;
        const auto pair = rig.signUp();
        const auto off = rig.database->write(
            [&](Connection &c) { return UserRepository::setActive(c, pair->user.id, false, rig.clock.now()); });
        QVERIFY(*off);
        COMPARE_CODE(rig.refresh(pair->refreshToken), ErrorCode::TokenInvalid);
    }

    void deletedUserCannotRefresh()
    {
        Rig rig;
        const auto pair = rig.signUp();
        rig.sql(u"DELETE FROM users"_s);
        COMPARE_CODE(rig.refresh(pair->refreshToken), ErrorCode::TokenInvalid);
    }

    void rowThatChangedUnderTheRotationIsLeftAlone()
    {
        Rig rig;
        const auto pair = rig.signUp();
        rig.sql(u"CREATE TRIGGER faster BEFORE UPDATE OF token_hash ON sessions BEGIN SELECT RAISE(IGNORE); END"_s);
        COMPARE_CODE(rig.refresh(pair->refreshToken), ErrorCode::TokenInvalid);
        QVERIFY(!rig.stored(rig.sessionOf(*pair)).revokedAt);
    }

    void oneSessionTooManyEndsTheOneUnusedForLongest()
    {
        Rig rig(withLimits([](SessionLimits &limits) { limits.perUser = 3; }));
        QList<TokenPair> pairs{*rig.signUp()};
        for (int i = 0; i < 2; ++i) {
            rig.clock.advance(1min);
            pairs += *rig.login();
        }
        rig.clock.advance(1min);
        const auto refreshed = rig.refresh(pairs[0].refreshToken); // so that the second is the oldest
        VERIFY_RESULT(refreshed);
        rig.clock.advance(1min);
        const SessionId oldest = rig.sessionOf(pairs[1]);
        rig.remember(pairs[1]);
        VERIFY_RESULT(rig.login());
        QVERIFY(!rig.cache.find(oldest));
        COMPARE_CODE(rig.refresh(pairs[1].refreshToken), ErrorCode::TokenInvalid);
        VERIFY_RESULT(rig.refresh(refreshed->refreshToken));
        VERIFY_RESULT(rig.refresh(pairs[2].refreshToken));
        QCOMPARE(rig.sessions.list(pairs[0].user.id, {})->size(), 3);
    }

    void limitOfOneUserIsNotThatOfOthers()
    {
        Rig rig(withLimits([](SessionLimits &limits) { limits.perUser = 1; }));
        const auto alice = rig.signUp(u"alice"_s);
        VERIFY_RESULT(rig.signUp(u"bobby"_s));
        VERIFY_RESULT(rig.refresh(alice->refreshToken));
    }

    void listShowsWhatIsAliveAndMarksTheCaller()
    {
        Rig rig;
        const auto first = rig.signUp();
        rig.clock.advance(1min);
        const auto second = rig.login();
        const auto ended = rig.login();
        VERIFY_RESULT(rig.sessions.end(rig.sessionOf(*ended), {}, RevokeReason::Logout));
        VERIFY_RESULT(rig.signUp(u"bobby"_s));
        const auto list = rig.sessions.list(first->user.id, rig.sessionOf(*first));
        VERIFY_RESULT(list);
        QCOMPARE(list->size(), 2);
        QCOMPARE(list->at(0).id, rig.sessionOf(*second)); // last used first
        QCOMPARE(list->at(0).current, false);
        QCOMPARE(list->at(1).current, true);
        QCOMPARE(list->at(1).device, u"Firefox"_s);
        QCOMPARE(list->at(1).ip, u"192.0.2.7"_s);
    }

    void onlyTheOwnerEndsASession()
    {
        Rig rig;
        const auto alice = rig.signUp(u"alice"_s);
        const auto bobby = rig.signUp(u"bobby"_s);
        const SessionId session = rig.sessionOf(*alice);
        QCOMPARE(*rig.sessions.end(session, bobby->user.id, RevokeReason::Logout), false);
        QCOMPARE(*rig.sessions.end(session, alice->user.id, RevokeReason::Logout), true);
        QCOMPARE(*rig.sessions.end(session, alice->user.id, RevokeReason::Logout), false);
    }

    /// A retry beside its original, as clients do: all get the same successor, and the session lives.
    void sameTokenFromManyThreadsRotatesOnce()
    {
        Rig rig;
        const auto first = rig.signUp();
        constexpr int threads = 8;
        std::array<QByteArray, threads> successors;
        onThreads(threads, [&](int i) {
            const auto pair = rig.refresh(first->refreshToken);
            successors.at(static_cast<std::size_t>(i)) = pair ? text(pair->refreshToken) : QByteArray();
            rig.database->releaseThread();
        });
        for (const QByteArray &each : successors) {
            QVERIFY(!each.isEmpty());
            QCOMPARE(each, successors[0]);
        }
        QCOMPARE(rig.stored(rig.sessionOf(*first)).generation, 2);
    }

    void storageFaultIsNeverSuccess_data()
    {
        QTest::addColumn<QString>("fault"); // a statement
        const QString refuse =
            u"CREATE TRIGGER refused BEFORE %1 BEGIN SELECT RAISE(ABORT, 'refused by the test'); END"_s;
        QTest::newRow("session cannot be read") << u"ALTER TABLE sessions RENAME TO lost"_s;
        QTest::newRow("user cannot be read") << u"ALTER TABLE roles RENAME TO lost"_s;
        QTest::newRow("token cannot be replaced") << refuse.arg(u"UPDATE OF token_hash ON sessions"_s);
    }
    void storageFaultIsNeverSuccess()
    {
        QFETCH(QString, fault);
        Rig rig;
        const auto pair = rig.signUp();
        rig.sql(fault);
        COMPARE_CODE(rig.refresh(pair->refreshToken), ErrorCode::InternalError);
    }

    void storageFaultWhileEndingIsNeverSuccess()
    {
        Rig rig;
        const auto first = rig.signUp();
        const auto second = rig.refresh(first->refreshToken);
        rig.clock.advance(11s);
        rig.refuseChanges(u"UPDATE OF revoked_at ON sessions"_s);
        COMPARE_CODE(rig.refresh(first->refreshToken), ErrorCode::InternalError);
        COMPARE_CODE(rig.sessions.end(rig.sessionOf(*first), {}, RevokeReason::Logout), ErrorCode::InternalError);
        rig.allowChanges();
        VERIFY_RESULT(rig.refresh(second->refreshToken)); // nothing was half done
        rig.loseTable(u"sessions"_s);
        COMPARE_CODE(rig.sessions.list(first->user.id, {}), ErrorCode::InternalError);
    }

    void storageFaultWhileStartingIsNeverSuccess()
    {
        Rig rig(withLimits([](SessionLimits &limits) { limits.perUser = 1; }));
        VERIFY_RESULT(rig.signUp());
        rig.refuseChanges(u"UPDATE OF revoked_at ON sessions"_s); // of the one too many
        COMPARE_CODE(rig.login(), ErrorCode::InternalError);
        rig.allowChanges();
        rig.refuseChanges(u"INSERT ON sessions"_s);
        COMPARE_CODE(rig.login(), ErrorCode::InternalError);
        rig.allowChanges();
        VERIFY_RESULT(rig.login());
    }
};

QTEST_GUILESS_MAIN(SessionsTest)
#include "tst_sessions.moc"
