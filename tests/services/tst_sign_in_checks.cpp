#include "tests/services/office.h"

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Obstacle = SignInObstacle;

const char *const password = "fluffy walrus paints";

QList<Obstacle> codesOf(const SignInCheck &check)
{
    QList<Obstacle> codes;
    for (const SignInCause &cause : check.causes)
        codes += cause.code;
    return codes;
}

} // namespace

/// Why can't this person sign in?
class TestSignInChecks : public QObject {
    Q_OBJECT

private:
    struct Desk : Office {
        explicit Desk(const RateLimits &rates = {.enabled = false})
            : Office({.rates = rates, .databaseUrl = engineUrl()})
        {
            admin = caller(administrator());
            alice = signUp()->user.id;
        }
        SignInCheck check() { return *checks.ofUser({.id = alice}, admin); }
        void fail(int times, const QString &network = u"192.0.2.7"_s)
        {
            for (int i = 0; i < times; ++i)
                Q_UNUSED(bool(login(u"alice"_s, "not the one", stranger(network))));
        }

        Caller admin;
        UserId alice;
    };

private Q_SLOTS:
    void nothingStandsInTheWay()
    {
        Desk desk;
        const SignInCheck check = desk.check();
        QCOMPARE(check.userId, std::optional(desk.alice));
        QVERIFY(check.canSignIn && check.causes.isEmpty() && check.attempts.isEmpty());
        COMPARE_CODE(desk.checks.ofUser({.id = userId(999)}, desk.admin), ErrorCode::UserNotFound);
    }

    void faultsAreNamed_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<Obstacle>("expected");
        QTest::addColumn<bool>("canSignIn");
        const auto row = [](const char *fault, Obstacle expected, bool canSignIn) {
            QTest::addRow("%s", fault) << QString::fromLatin1(fault) << expected << canSignIn;
        };
        row("deleted", Obstacle::Deleted, false);
        row("deactivated", Obstacle::Deactivated, false);
        row("locked", Obstacle::Locked, false);
        row("must change", Obstacle::PasswordChangeRequired, false);
        row("imported", Obstacle::PasswordImported, true);
        row("wrong password", Obstacle::WrongPassword, true);
        row("reused", Obstacle::SessionReused, true);
        row("ended", Obstacle::SessionsEnded, true);
        row("too many", Obstacle::TooManySessions, true);
    }

    void faultsAreNamed()
    {
        QFETCH(const QString, fault);
        QFETCH(const Obstacle, expected);
        QFETCH(const bool, canSignIn);
        Desk desk;
        const UserId id = desk.alice;
        const Account account = desk.account(id);
        const auto end = [&](RevokeReason reason) {
            VERIFY_RESULT(desk.database->write([&](Connection &connection) {
                return SessionRepository::revokeAll(connection, id, {}, desk.clock.now(), reason);
            }));
        };
        if (fault == u"deleted")
            VERIFY_RESULT(desk.users.remove({.id = id, .version = account.version, .reason = {}}, desk.admin));
        else if (fault == u"deactivated")
            VERIFY_RESULT(desk.users.deactivate({.id = id, .reason = {}}, desk.admin));
        else if (fault == u"locked")
            VERIFY_RESULT(desk.users.lock({.id = id, .until = desk.clock.now() + 1h, .reason = {}}, desk.admin));
        else if (fault == u"must change")
            VERIFY_RESULT(desk.users.requirePasswordChange({.id = id, .endSessions = false, .reason = {}}, desk.admin));
        else if (fault == u"imported")
            VERIFY_RESULT(desk.database->write([&](Connection &connection) {
                return AccountRepository::setPassword(connection, id, "$2b$12$abc", desk.clock.now());
            }));
        else if (fault == u"wrong password")
            desk.fail(1);
        else
            end(fault == u"reused"  ? RevokeReason::TokenReuse
                : fault == u"ended" ? RevokeReason::Administrator
                                    : RevokeReason::TooMany);
        for (const SignInCheck &check :
             {desk.check(), *desk.checks.ofAddress({.email = u"ALICE@example.org"_s}, desk.admin)}) {
            QVERIFY(codesOf(check).contains(expected));
            QCOMPARE(codesOf(check).first(), expected);
            QCOMPARE(check.canSignIn, canSignIn);
            QCOMPARE(check.userId, std::optional(id));
            QCOMPARE(check.causes.first().detail, explanation(expected));
        }
    }

    void addressWithoutAnAccountIsAnAnswer()
    {
        Desk desk;
        const auto check = desk.checks.ofAddress({.email = u"nobody@example.org"_s}, desk.admin);
        VERIFY_RESULT(check);
        QCOMPARE(codesOf(*check), QList{Obstacle::UnknownAccount});
        QVERIFY(!check->canSignIn && !check->userId);
    }

    void invitationIsGoodUntilItEnds()
    {
        Desk desk;
        const auto ticket =
            desk.users.invite({.email = u"new@example.org"_s, .username = u"new_one"_s, .roles = {}}, desk.admin);
        VERIFY_RESULT(ticket);
        const auto check = [&] { return *desk.checks.ofUser({.id = ticket->user.id}, desk.admin); };
        QCOMPARE(codesOf(check()), QList{Obstacle::Invited});
        QCOMPARE(check().causes.first().until, std::optional(ticket->expiresAt));
        desk.clock.advance(std::chrono::days(7));
        QCOMPARE(codesOf(check()), QList{Obstacle::InvitationExpired});
        QVERIFY(!check().canSignIn);
    }

    void throttlesAreNamedUntilTheyEnd()
    {
        Desk desk({.requests = 2, .window = 60s});
        desk.clock.advance(1s);
        const RateKey pair = RateKey::pair(u"192.0.2.7"_s, u"alice@example.org"_s);
        const RateKey address = RateKey::address(u"192.0.2.7"_s);
        for (int i = 0; i < 2; ++i)
            QVERIFY(!desk.limiter.charge({pair}));
        SignInCheck check = desk.check();
        QCOMPARE(codesOf(check), QList{Obstacle::NetworkThrottled});
        QCOMPARE(check.causes.first().network, std::optional(u"192.0.2.7"_s));
        QCOMPARE(check.causes.first().until, std::optional(desk.clock.now() + 60s));
        QVERIFY(check.canSignIn); // from elsewhere
        for (int i = 0; i < 40; ++i)
            QVERIFY(!desk.limiter.charge({address}));
        QVERIFY(codesOf(desk.check()).contains(Obstacle::AddressThrottled));
        desk.clock.advance(60s);
        QVERIFY(desk.check().causes.isEmpty());
        for (int i = 0; i < 8; ++i)
            QVERIFY(!desk.limiter.chargeAccount(u"alice@example.org"_s));
        check = desk.check();
        QCOMPARE(codesOf(check), QList{Obstacle::AccountThrottled});
        QCOMPARE(check.causes.first().until, std::optional(desk.clock.now() + 1s));
        VERIFY_RESULT(desk.users.unlock({.id = desk.alice, .reason = {}}, desk.admin));
        QVERIFY(desk.check().causes.isEmpty());
    }

    void lastFiveAttemptsAreToldNewestFirst()
    {
        Desk desk;
        for (int i = 0; i < 7; ++i) {
            desk.clock.advance(1s);
            desk.fail(1, u"192.0.2.%1"_s.arg(i));
        }
        desk.clock.advance(1s);
        VERIFY_RESULT(desk.login());
        VERIFY_RESULT(desk.users.deactivate({.id = desk.alice, .reason = {}}, desk.admin));
        desk.clock.advance(1s);
        COMPARE_CODE(desk.login(), ErrorCode::AccountDisabled);
        const QList<SignInAttempt> attempts = desk.check().attempts;
        QCOMPARE(attempts.size(), 5);
        QCOMPARE(attempts[0].outcome, AttemptOutcome::Disabled);
        QCOMPARE(attempts[1].outcome, AttemptOutcome::Succeeded);
        QCOMPARE(attempts[2].outcome, AttemptOutcome::WrongPassword);
        QCOMPARE(attempts[2].network, u"192.0.2.6"_s);
        QCOMPARE(attempts[4].network, u"192.0.2.4"_s);
        QCOMPARE(attempts[0].at, desk.clock.now());
        QCOMPARE(attempts[0].device, u"Firefox"_s);
    }

    void attemptsOfNobodyCountAndAreNotKept()
    {
        Desk desk;
        COMPARE_CODE(desk.login(u"nobody"_s, "whatever it is"), ErrorCode::InvalidCredentials);
        QCOMPARE(desk.attempts.counters().waiting, 1);
        QVERIFY(!desk.attempts.flush());
        QCOMPARE(desk.attempts.counters().waiting, 0);
        QCOMPARE(desk.attempts.counters().added, 1u);
        QCOMPARE(desk.attempts.counters().dropped, 0u);
    }

    void fullQueueDropsAndCounts()
    {
        Desk desk;
        SignInAttempts attempts(*desk.database, {.queue = 3, .batch = 2, .keep = 5});
        for (int i = 0; i < 5; ++i)
            attempts.add(desk.alice,
                         {.at = desk.clock.now(), .network = {}, .device = {}, .requestId = QString::number(i)});
        QCOMPARE(attempts.counters().dropped, 2u);
        QCOMPARE(attempts.counters().waiting, 3);
        QVERIFY(attempts.flush());
        QVERIFY(!attempts.flush());
        QCOMPARE(desk.check().attempts.size(), 3);
        QCOMPARE(desk.check().attempts.first().requestId, u"2"_s);
    }
};

QTEST_GUILESS_MAIN(TestSignInChecks)
#include "tst_sign_in_checks.moc"
