#include "fake_rate_limit_store.h"
#include "fixture.h"

#include <QtCore/QFile>

#include <sys/resource.h>
#include <unistd.h>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const char *const password = "fluffy walrus paints";

Setup limited(int requests = 5, RateLimitStore *shared = nullptr)
{
    Setup setup;
    setup.rates = {.enabled = true, .requests = requests};
    setup.sharedRates = shared;
    return setup;
}

/// No more than `bytes` of address space beyond what is in use, while it lives.
class MemoryLimit {
public:
    explicit MemoryLimit(rlim_t bytes)
    {
        QFile statm(u"/proc/self/statm"_s);
        const bool known = statm.open(QIODevice::ReadOnly) && ::getrlimit(RLIMIT_AS, &m_before) == 0;
        const rlim_t used =
            statm.readLine().split(' ').first().toULongLong() * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
        rlimit limit = m_before;
        limit.rlim_cur = used + bytes;
        m_set = known && ::setrlimit(RLIMIT_AS, &limit) == 0;
    }
    ~MemoryLimit() { ::setrlimit(RLIMIT_AS, &m_before); }
    Q_DISABLE_COPY_MOVE(MemoryLimit)
    bool isSet() const { return m_set; }

private:
    rlimit m_before{};
    bool m_set = false;
};

} // namespace

class SignInTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rightPasswordSignsIn()
    {
        Rig rig;
        VERIFY_RESULT(rig.signUp());
        rig.clock.advance(1h);
        const auto pair = rig.login();
        VERIFY_RESULT(pair);
        QCOMPARE(pair->user.username, u"alice"_s);
        QCOMPARE(pair->user.lastLogin, std::optional(rig.clock.now()));
        QCOMPARE(rig.credentials(pair->user.id).user.lastLogin, std::optional(rig.clock.now()));
        QCOMPARE(rig.stored(rig.sessionOf(*pair)).network, u"192.0.2.7"_s);
        VERIFY_RESULT(rig.refresh(pair->refreshToken));
    }

    void addressMayBeSpelledInAnyCase()
    {
        Rig rig;
        VERIFY_RESULT(rig.signUp());
        VERIFY_RESULT(
            rig.signIn.login({.email = u"ALICE@EXAMPLE.ORG"_s, .password = secret(password)}, Rig::stranger()));
    }

    void passwordMayBeComposedOrNot()
    {
        Rig rig;
        VERIFY_RESULT(rig.signUp(u"alice"_s, "K\u00e4sekuchen am Sonntag"));
        VERIFY_RESULT(rig.login(u"alice"_s, "Ka\u0308sekuchen am Sonntag"));
    }

    void wrongPasswordAndUnknownAddressLookAlike_data()
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<QByteArray>("given");
        QTest::newRow("wrong") << u"alice@example.org"_s << "fluffy walrus prints"_ba;
        QTest::newRow("empty") << u"alice@example.org"_s << QByteArray();
        QTest::newRow("other case") << u"alice@example.org"_s << "Fluffy walrus paints"_ba;
        QTest::newRow("a space more") << u"alice@example.org"_s << "fluffy walrus paints "_ba;
        QTest::newRow("unknown") << u"nobody@example.org"_s << QByteArray(password);
        QTest::newRow("no address at all") << u"not an address"_s << QByteArray(password);
        QTest::newRow("empty address") << QString() << QByteArray(password);
        QTest::newRow("very long address") << QString(60000, u'a') << QByteArray(password);
    }
    void wrongPasswordAndUnknownAddressLookAlike()
    {
        QFETCH(QString, email);
        QFETCH(QByteArray, given);
        Rig rig;
        VERIFY_RESULT(rig.signUp());
        const quint64 before = rig.hasher->runs();
        const auto refused = rig.signIn.login({.email = email, .password = Secret(given)}, Rig::stranger());
        COMPARE_CODE(refused, ErrorCode::InvalidCredentials);
        QCOMPARE(refused.error().message, u"The e-mail address or the password is wrong."_s);
        QVERIFY(refused.error().fields.isEmpty());
        QCOMPARE(rig.hasher->runs() - before, 1u);
        QVERIFY(rig.events.last(u"sign_in.failed"_s));
    }

    void endlessPasswordIsNeverHashed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("known") << u"alice"_s;
        QTest::newRow("unknown") << u"nobody"_s;
    }
    void endlessPasswordIsNeverHashed()
    {
        QFETCH(QString, name);
        Rig rig;
        VERIFY_RESULT(rig.signUp());
        const quint64 before = rig.hasher->runs();
        COMPARE_CODE(rig.login(name, QByteArray(1025, 'x').constData()), ErrorCode::InvalidCredentials);
        QCOMPARE(rig.hasher->runs(), before);
    }

    void disabledAccountIsToldAfterTheRightPasswordOnly()
    {
        Rig rig;
        VERIFY_RESULT(rig.signUp());
        rig.sql(u"UPDATE users SET is_active = 0"_s);
        COMPARE_CODE(rig.login(), ErrorCode::AccountDisabled);
        COMPARE_CODE(rig.login(u"alice"_s, "wrong password"), ErrorCode::InvalidCredentials);
    }

    void cheaperHashIsRenewedAtSignIn()
    {
        Rig rig;
        const auto account = rig.signUp();
        VERIFY_RESULT(account);
        const QByteArray old = rig.credentials(account->user.id).passwordHash;
        const auto stronger = *PasswordHasher::create({.passes = 3});
        SignIn signIn(*rig.database, *stronger, rig.policy, rig.sessions, rig.limiter, rig.audit, rig.clock, rig.log);
        VERIFY_RESULT(signIn.login({.email = u"alice@example.org"_s, .password = secret(password)}, Rig::stranger()));
        const Credentials renewed = rig.credentials(account->user.id);
        QVERIFY(renewed.passwordHash != old);
        QVERIFY(renewed.passwordHash.contains(",t=3,"));
        QCOMPARE(renewed.user.version, account->user.version);
        const quint64 before = stronger->runs();
        VERIFY_RESULT(signIn.login({.email = u"alice@example.org"_s, .password = secret(password)}, Rig::stranger()));
        QCOMPARE(stronger->runs() - before, 1u); // once is enough
    }

    void wrongPasswordRenewsNothing()
    {
        Rig rig;
        const auto account = rig.signUp();
        const QByteArray old = rig.credentials(account->user.id).passwordHash;
        const auto stronger = *PasswordHasher::create({.passes = 3});
        SignIn signIn(*rig.database, *stronger, rig.policy, rig.sessions, rig.limiter, rig.audit, rig.clock, rig.log);
        COMPARE_CODE(
            signIn.login({.email = u"alice@example.org"_s, .password = secret("wrong password")}, Rig::stranger()),
            ErrorCode::InvalidCredentials);
        QCOMPARE(rig.credentials(account->user.id).passwordHash, old);
    }

    void signInGoesOnWhenTheHashCannotBeRenewed()
    {
        Rig rig;
        const auto account = rig.signUp();
        const QByteArray old = rig.credentials(account->user.id).passwordHash;
        const auto stronger = *PasswordHasher::create({.passes = 3});
        SignIn signIn(*rig.database, *stronger, rig.policy, rig.sessions, rig.limiter, rig.audit, rig.clock, rig.log);
        rig.refuseChanges(u"UPDATE OF password_hash ON users"_s);
        VERIFY_RESULT(signIn.login({.email = u"alice@example.org"_s, .password = secret(password)}, Rig::stranger()));
        QCOMPARE(rig.credentials(account->user.id).passwordHash, old);
    }

    void signInGoesOnWithoutMemoryForABetterHash()
    {
        Rig rig;
        const auto account = rig.signUp();
        const QByteArray old = rig.credentials(account->user.id).passwordHash;
        const auto hungry = *PasswordHasher::create({.memoryKiB = PasswordHasher::mostMemoryKiB, .keepMemory = false});
        SignIn signIn(*rig.database, *hungry, rig.policy, rig.sessions, rig.limiter, rig.audit, rig.clock, rig.log);
        const MemoryLimit limit(rlim_t{256} << 20); // enough for the old hash, not for the gigabyte of a new one
        QVERIFY(limit.isSet());
        VERIFY_RESULT(signIn.login({.email = u"alice@example.org"_s, .password = secret(password)}, Rig::stranger()));
        QCOMPARE(rig.credentials(account->user.id).passwordHash, old);
    }

    void changeBetweenCheckAndOpenFailsTheSignIn_data()
    {
        QTest::addColumn<QString>("change");
        QTest::newRow("password changed") << u"UPDATE users SET password_hash = x'00'"_s;
        QTest::newRow("account switched off") << u"UPDATE users SET is_active = 0"_s;
        QTest::newRow("account deleted") << u"DELETE FROM users"_s;
    }
    void changeBetweenCheckAndOpenFailsTheSignIn()
    {
        QFETCH(QString, change);
        Rig rig;
        VERIFY_RESULT(rig.signUp());
        rig.serviceClock.whenAsked([&] { rig.sql(change); }); // the moment of a sign-in is taken after the check
        COMPARE_CODE(rig.login(), ErrorCode::InvalidCredentials);
        QVERIFY(rig.serviceClock.wasAsked());
    }

    void passwordChangedBeforeItsRenewalFailsTheSignIn()
    {
        Setup setup = limited();
        setup.hashing.passes = 3;
        Rig rig(setup);
        const auto cheap = *PasswordHasher::create({});
        const auto row =
            newUser({.email = u"alice@example.org"_s, .username = u"alice"_s, .password = secret(password)},
                    {u"user"_s}, rig.policy, *cheap, rig.clock.now());
        VERIFY_RESULT(row);
        VERIFY_RESULT(rig.database->write([&](Connection &c) { return UserRepository::insert(c, *row); }));
        rig.limiterClock.whenAsked(
            [&] { rig.sql(u"UPDATE users SET password_hash = x'00'"_s); }); // asked after the read
        COMPARE_CODE(rig.login(), ErrorCode::InvalidCredentials);
        QVERIFY(rig.limiterClock.wasAsked());
        QCOMPARE(rig.credentials(row->id).passwordHash, QByteArray(1, '\0'));
    }

    void failuresSlowStrangersDownButNotKnownPlaces()
    {
        Rig rig(limited(2));         // an account takes 8 failures
        VERIFY_RESULT(rig.signUp()); // from 192.0.2.7
        for (int i = 0; i < 8; ++i)
            COMPARE_CODE(rig.login(u"alice"_s, "wrong password", Rig::stranger(u"198.51.100.%1"_s.arg(i))),
                         ErrorCode::InvalidCredentials);
        const auto stranger = rig.login(u"alice"_s, password, Rig::stranger(u"203.0.113.1"_s));
        COMPARE_CODE(stranger, ErrorCode::RateLimited);
        QCOMPARE(stranger.error().retryAfter, 1s);
        VERIFY_RESULT(rig.login()); // from home
        COMPARE_CODE(rig.login(u"alice"_s, "wrong password"), ErrorCode::InvalidCredentials);
        rig.clock.advance(1s);
        VERIFY_RESULT(rig.login(u"alice"_s, password, Rig::stranger(u"203.0.113.1"_s)));
    }

    void throttledAttemptsCostNoHash()
    {
        Rig rig(limited(1));
        VERIFY_RESULT(rig.signUp());
        for (int i = 0; i < 4; ++i)
            COMPARE_CODE(rig.login(u"alice"_s, "wrong password", Rig::stranger(u"198.51.100.1"_s)),
                         ErrorCode::InvalidCredentials);
        const quint64 before = rig.hasher->runs();
        COMPARE_CODE(rig.login(u"alice"_s, "wrong password", Rig::stranger(u"198.51.100.1"_s)), ErrorCode::RateLimited);
        QCOMPARE(rig.hasher->runs(), before);
    }

    void unknownAccountIsSlowedDownLikeAKnownOne()
    {
        Rig rig(limited(1));
        for (int i = 0; i < 4; ++i)
            COMPARE_CODE(rig.login(u"nobody"_s, "wrong password"), ErrorCode::InvalidCredentials);
        COMPARE_CODE(rig.login(u"nobody"_s, "wrong password"), ErrorCode::RateLimited);
    }

    void placeThatCannotBeLookedUpIsUnknown()
    {
        Rig rig(limited(1));
        VERIFY_RESULT(rig.signUp());
        for (int i = 0; i < 4; ++i)
            COMPARE_CODE(rig.login(u"alice"_s, "wrong password"), ErrorCode::InvalidCredentials);
        rig.loseTable(u"sessions"_s);
        COMPARE_CODE(rig.login(), ErrorCode::RateLimited);
    }

    void signInsThatSucceedAreNotCounted()
    {
        Rig rig(limited(1));
        VERIFY_RESULT(rig.signUp());
        for (int i = 0; i < 10; ++i)
            VERIFY_RESULT(rig.login());
    }

    void failedRefreshesOfOneTokenAreLimited()
    {
        Rig rig(limited());
        const auto pair = rig.signUp();
        VERIFY_RESULT(rig.sessions.end(rig.sessionOf(*pair), {}, RevokeReason::Logout));
        for (int i = 0; i < 5; ++i)
            COMPARE_CODE(rig.signIn.refresh({pair->refreshToken}, Rig::stranger()), ErrorCode::TokenInvalid);
        QVERIFY(rig.events.last(u"refresh.failed"_s));
        COMPARE_CODE(rig.signIn.refresh({pair->refreshToken}, Rig::stranger()), ErrorCode::RateLimited);
        COMPARE_CODE(rig.signIn.refresh({pair->refreshToken}, Rig::stranger(u"198.51.100.1"_s)),
                     ErrorCode::TokenInvalid);
        rig.clock.advance(60s);
        COMPARE_CODE(rig.signIn.refresh({pair->refreshToken}, Rig::stranger()), ErrorCode::TokenInvalid);
    }

    void garbageAsRefreshTokenIsLimitedToo()
    {
        Rig rig(limited());
        for (int i = 0; i < 5; ++i)
            COMPARE_CODE(rig.signIn.refresh({Secret(QByteArray::number(i))}, Rig::stranger()), ErrorCode::TokenInvalid);
        COMPARE_CODE(rig.signIn.refresh({secret("another")}, Rig::stranger()), ErrorCode::RateLimited);
    }

    void expiredRefreshesAreLimitedToo()
    {
        Rig rig(limited());
        const auto pair = rig.signUp();
        rig.clock.advance(std::chrono::days(7));
        for (int i = 0; i < 5; ++i)
            COMPARE_CODE(rig.signIn.refresh({pair->refreshToken}, Rig::stranger()), ErrorCode::TokenExpired);
        COMPARE_CODE(rig.signIn.refresh({pair->refreshToken}, Rig::stranger()), ErrorCode::RateLimited);
    }

    void refreshesThatSucceedAreNotLimited()
    {
        Rig rig(limited());
        auto pair = rig.signUp();
        for (int i = 0; i < 20; ++i) {
            pair = rig.signIn.refresh({pair->refreshToken}, Rig::stranger());
            VERIFY_RESULT(pair);
        }
    }

    void failedRefreshesAreLimitedOverAllInstances()
    {
        FakeRateLimitStore shared;
        Rig here(limited(5, &shared)), there(limited(5, &shared)); // of two databases; the limits are what they share
        for (int i = 0; i < 5; ++i)
            COMPARE_CODE((i % 2 ? here : there).signIn.refresh({secret("wrong")}, Rig::stranger()),
                         ErrorCode::TokenInvalid);
        COMPARE_CODE(here.signIn.refresh({secret("wrong")}, Rig::stranger()), ErrorCode::RateLimited);
        COMPARE_CODE(there.signIn.refresh({secret("wrong")}, Rig::stranger()), ErrorCode::RateLimited);
        const int asked = shared.charges();
        COMPARE_CODE(here.signIn.refresh({secret("wrong")}, Rig::stranger()), ErrorCode::RateLimited);
        QCOMPARE(shared.charges(), asked);
    }

    void failedRefreshesAtOnceGetNoMoreThanTheLimit()
    {
        Rig rig(limited());
        std::atomic<int> judged = 0, refused = 0;
        onThreads(32, [&](int) {
            const auto code = codeOf(rig.signIn.refresh({secret("wrong")}, Rig::stranger()));
            judged += code == ErrorCode::TokenInvalid;
            refused += code == ErrorCode::RateLimited;
        });
        QCOMPARE(judged.load(), 5);
        QCOMPARE(refused.load(), 27);
    }

    void refreshThatSucceedsAsksNoOtherInstance()
    {
        FakeRateLimitStore shared;
        Rig rig(limited(5, &shared));
        auto pair = rig.signUp();
        for (int i = 0; i < 3; ++i) {
            pair = rig.signIn.refresh({pair->refreshToken}, Rig::stranger());
            VERIFY_RESULT(pair);
        }
        QCOMPARE(shared.charges(), 0);
    }

    void storageFaultIsNotHeldAgainstTheClient()
    {
        Rig rig(limited());
        const auto pair = rig.signUp();
        rig.refuseChanges(u"UPDATE OF token_hash ON sessions"_s);
        for (int i = 0; i < 10; ++i)
            COMPARE_CODE(rig.signIn.refresh({pair->refreshToken}, Rig::stranger()), ErrorCode::InternalError);
        rig.allowChanges();
        VERIFY_RESULT(rig.signIn.refresh({pair->refreshToken}, Rig::stranger()));
    }

    void logoutEndsTheSessionOfTheToken_data()
    {
        QTest::addColumn<bool>("byRefreshToken");
        QTest::newRow("bearer token") << false;
        QTest::newRow("refresh token") << true;
    }
    void logoutEndsTheSessionOfTheToken()
    {
        QFETCH(bool, byRefreshToken);
        Rig rig;
        const auto pair = rig.signUp();
        const auto other = rig.login();
        const LogoutRequest request{byRefreshToken ? std::optional(pair->refreshToken) : std::nullopt};
        const Caller caller = byRefreshToken ? Rig::stranger() : rig.callerOf(*pair);
        VERIFY_RESULT(rig.signIn.logout(request, caller));
        COMPARE_CODE(rig.refresh(pair->refreshToken), ErrorCode::TokenInvalid);
        VERIFY_RESULT(rig.signIn.logout(request, caller)); // again: it is so already
        VERIFY_RESULT(rig.refresh(other->refreshToken));
    }

    void logoutCountsAtOnceForAccessTokens()
    {
        Rig rig;
        const auto pair = rig.signUp();
        const SessionId session = rig.sessionOf(*pair);
        rig.remember(*pair);
        VERIFY_RESULT(rig.signIn.logout({}, rig.callerOf(*pair)));
        QVERIFY(!rig.cache.find(session));
    }

    void logoutNeedsATokenOfOurs()
    {
        Rig rig;
        COMPARE_CODE(rig.signIn.logout({}, Rig::stranger()), ErrorCode::MissingToken);
        COMPARE_CODE(rig.signIn.logout({secret("garbage")}, Rig::stranger()), ErrorCode::TokenInvalid);
    }

    void logoutEverywhereEndsAllSessionsOfTheCaller()
    {
        Rig rig;
        const auto first = rig.signUp();
        const auto second = rig.login();
        const auto others = rig.signUp(u"bobby"_s);
        rig.remember(*first);
        VERIFY_RESULT(rig.signIn.logoutAll({}, rig.callerOf(*second)));
        QVERIFY(!rig.cache.find(rig.sessionOf(*first)));
        COMPARE_CODE(rig.refresh(first->refreshToken), ErrorCode::TokenInvalid);
        COMPARE_CODE(rig.refresh(second->refreshToken), ErrorCode::TokenInvalid);
        VERIFY_RESULT(rig.refresh(others->refreshToken));
    }

    void storageFaultIsNeverSuccess()
    {
        Rig rig;
        const auto pair = rig.signUp();
        rig.refuseChanges(u"UPDATE OF revoked_at ON sessions"_s);
        COMPARE_CODE(rig.signIn.logout({}, rig.callerOf(*pair)), ErrorCode::InternalError);
        COMPARE_CODE(rig.signIn.logoutAll({}, rig.callerOf(*pair)), ErrorCode::InternalError);
        rig.allowChanges();
        rig.refuseChanges(u"UPDATE OF last_login ON users"_s);
        COMPARE_CODE(rig.login(), ErrorCode::InternalError);
        rig.allowChanges();
        rig.sql(u"UPDATE users SET password_hash = CAST('no hash' AS BLOB)"_s);
        COMPARE_CODE(rig.login(), ErrorCode::InternalError);
        rig.loseTable(u"users"_s);
        COMPARE_CODE(rig.login(), ErrorCode::InternalError);
        QVERIFY(!rig.events.last(u"sign_in.failed"_s));
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_sign_in.moc"
