#include "tests/services/office.h"

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const char *const chosen = "sleepy otters juggle plums";

} // namespace

/// Passwords chosen with a token, and those that must be changed.
class TestPasswordResets : public QObject {
    Q_OBJECT

private:
    struct Desk : Office {
        Desk()
        {
            admin = caller(administrator());
            alice = signUp()->user.id;
        }
        Ticket reset(std::optional<bool> endSessions = {})
        {
            return *users.resetPassword({.id = alice, .endSessions = endSessions, .reason = {}}, admin);
        }
        Result<NoContent> choose(const Secret &token, const char *next = chosen)
        {
            return resets.reset({.token = token, .newPassword = secret(next)}, stranger());
        }
        Result<TokenPair> replace(const char *current, const char *next)
        {
            return signIn.replacePassword(
                {.email = u"alice@example.org"_s, .currentPassword = secret(current), .newPassword = secret(next)},
                stranger());
        }

        Caller admin;
        UserId alice;
    };

private Q_SLOTS:
    void resetSetsThePasswordOnce()
    {
        Desk desk;
        const auto old = desk.login();
        const Ticket ticket = desk.reset(false);
        VERIFY_RESULT(desk.login()); // the old one is good until then
        VERIFY_RESULT(desk.choose(ticket.token));
        QVERIFY(!desk.isOpen(desk.sessionOf(*old)));
        COMPARE_CODE(desk.login(), ErrorCode::InvalidCredentials);
        VERIFY_RESULT(desk.login(u"alice"_s, chosen));
        COMPARE_CODE(desk.choose(ticket.token, "another otter altogether"), ErrorCode::TokenInvalid);
        VERIFY_RESULT(desk.login(u"alice"_s, chosen));
        QCOMPARE(desk.record().last(), u"user.password_set"_s);
    }

    void tokenOfOneWhoMayDoLessIsNoGood()
    {
        Desk desk;
        const Ticket ticket = desk.reset();
        desk.sql(u"INSERT INTO user_roles SELECT id, 1 FROM users WHERE username = 'alice'"_s);
        desk.sql(u"DELETE FROM user_roles WHERE role_id = 1 AND user_id <> (SELECT id FROM users WHERE username ="
                 " 'alice')"_s);
        COMPARE_CODE(desk.choose(ticket.token), ErrorCode::TokenInvalid);
        VERIFY_RESULT(desk.login());
    }

    void oneOfManyUsesTheToken()
    {
        Desk desk;
        for (int round = 0; round < 5; ++round) {
            const Ticket ticket = desk.reset();
            std::atomic<int> used{0};
            onThreads(4, [&](int i) {
                const QByteArray next = "sleepy otters juggle " + QByteArray::number(round * 10 + i);
                used += int(bool(desk.choose(ticket.token, next.constData())));
            });
            QCOMPARE(used.load(), 1);
        }
    }

    void invitedPersonChoosesThePassword()
    {
        Desk desk;
        const auto ticket =
            desk.users.invite({.email = u"new@example.org"_s, .username = u"new_one"_s, .roles = {}}, desk.admin);
        VERIFY_RESULT(ticket);
        QCOMPARE(ticket->user.state, AccountState::Invited);
        QCOMPARE(ticket->user.roles, QStringList{u"user"_s});
        QCOMPARE(ticket->expiresAt, desk.clock.now() + std::chrono::days(7));
        QCOMPARE(ticket->token.size(), 43);
        const quint64 hashes = desk.hasher->runs();
        COMPARE_CODE(desk.login(u"new"_s, ""), ErrorCode::InvalidCredentials);
        QCOMPARE(desk.hasher->runs(), hashes + 1); // as for an unknown one
        VERIFY_RESULT(desk.choose(ticket->token));
        VERIFY_RESULT(desk.login(u"new"_s, chosen));
        QCOMPARE(desk.account(ticket->user.id).state, AccountState::Active);
    }

    void tokensEnd_data()
    {
        QTest::addColumn<QString>("by");
        for (const char *by : {"time", "a newer one", "own change", "deletion", "restored account", "replacement"})
            QTest::addRow("%s", by) << QString::fromLatin1(by);
    }

    void tokensEnd()
    {
        QFETCH(const QString, by);
        Desk desk;
        const auto pair = desk.login();
        const Ticket ticket = desk.reset(false);
        const auto remove = [&] {
            return desk.users.remove({.id = desk.alice, .version = desk.account(desk.alice).version, .reason = {}},
                                     desk.admin);
        };
        if (by == u"time") {
            desk.clock.advance(24h - 1ms);
            COMPARE_CODE(desk.choose(ticket.token, "short"), ErrorCode::WeakPassword);
            desk.clock.advance(1ms);
        } else if (by == u"a newer one") {
            desk.reset();
        } else if (by == u"own change") {
            VERIFY_RESULT(desk.accounts.changePassword(
                {.currentPassword = secret("fluffy walrus paints"), .newPassword = secret("other walrus sculpts")},
                desk.callerOf(*pair)));
        } else if (by == u"replacement") {
            VERIFY_RESULT(desk.replace("fluffy walrus paints", "other walrus sculpts"));
        } else {
            VERIFY_RESULT(remove());
        }
        if (by == u"restored account")
            VERIFY_RESULT(desk.users.restore({.id = desk.alice, .reason = {}}, desk.admin));
        COMPARE_CODE(desk.choose(ticket.token), by == u"time" ? ErrorCode::TokenExpired : ErrorCode::TokenInvalid);
        COMPARE_CODE(desk.login(u"alice"_s, chosen), ErrorCode::InvalidCredentials);
    }

    void databaseKnowsNoToken()
    {
        Desk desk;
        const Ticket ticket = desk.reset();
        const auto hashes = desk.database->read([](Connection &connection) {
            return connection.all("SELECT hash FROM one_time_tokens", {}, [](const Row &row) { return row.bytes(0); });
        });
        QCOMPARE(*hashes, QList<QByteArray>{desk.oneTimeTokens.hash(ticket.token)});
        QVERIFY(!hashes->first().contains(text(ticket.token)));
    }

    void unknownTokensCostNoHash()
    {
        Desk desk;
        const quint64 hashes = desk.hasher->runs();
        for (const char *token : {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
            COMPARE_CODE(desk.choose(secret(token)), ErrorCode::TokenInvalid);
        QCOMPARE(desk.hasher->runs(), hashes);
    }

    void passwordThatMustBeChangedOpensNothingElse()
    {
        Desk desk;
        VERIFY_RESULT(
            desk.users.requirePasswordChange({.id = desk.alice, .endSessions = {}, .reason = {}}, desk.admin));
        COMPARE_CODE(desk.login(), ErrorCode::PasswordChangeRequired);
        COMPARE_CODE(desk.login(u"alice"_s, "a wrong one"), ErrorCode::InvalidCredentials);
        COMPARE_CODE(desk.replace("a wrong one", chosen), ErrorCode::InvalidCredentials);
        const auto same = desk.replace("fluffy walrus paints", "fluffy walrus paints");
        COMPARE_CODE(same, ErrorCode::WeakPassword);
        QCOMPARE(same.error().fields.first().code, u"unchanged"_s);
        COMPARE_CODE(desk.replace("fluffy walrus paints", "short"), ErrorCode::WeakPassword);
        const auto pair = desk.replace("fluffy walrus paints", chosen);
        VERIFY_RESULT(pair);
        QVERIFY(desk.isOpen(desk.sessionOf(*pair)));
        VERIFY_RESULT(desk.login(u"alice"_s, chosen));
        QVERIFY(!desk.account(desk.alice).mustChangePassword);
    }

    void closedAccountsAreToldOnlyWithTheRightPassword_data()
    {
        QTest::addColumn<QString>("fate");
        QTest::addColumn<ErrorCode>("right");
        QTest::newRow("deactivated") << u"deactivated"_s << ErrorCode::AccountDisabled;
        QTest::newRow("locked") << u"locked"_s << ErrorCode::AccountDisabled;
        QTest::newRow("deleted") << u"deleted"_s << ErrorCode::InvalidCredentials;
    }

    void closedAccountsAreToldOnlyWithTheRightPassword()
    {
        QFETCH(const QString, fate);
        QFETCH(const ErrorCode, right);
        Desk desk;
        if (fate == u"deactivated")
            VERIFY_RESULT(desk.users.deactivate({.id = desk.alice, .reason = {}}, desk.admin));
        else if (fate == u"locked")
            VERIFY_RESULT(
                desk.users.lock({.id = desk.alice, .until = desk.clock.now() + 1h, .reason = {}}, desk.admin));
        else
            VERIFY_RESULT(desk.users.remove({.id = desk.alice, .version = 1, .reason = {}}, desk.admin));
        const quint64 hashes = desk.hasher->runs();
        const auto refused = desk.login();
        COMPARE_CODE(refused, right);
        QCOMPARE(desk.hasher->runs(), hashes + 1);
        QCOMPARE(refused.error().message.contains(u"until 20"), fate == u"locked");
        COMPARE_CODE(desk.login(u"alice"_s, "a wrong one"), ErrorCode::InvalidCredentials);
        COMPARE_CODE(desk.replace("fluffy walrus paints", chosen), right);
        if (fate == u"locked") {
            desk.clock.advance(1h);
            VERIFY_RESULT(desk.login());
        }
    }
};

QTEST_GUILESS_MAIN(TestPasswordResets)
#include "tst_password_resets.moc"
