#include "fixture.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const char *const password = "fluffy walrus paints";
const char *const better = "seven tractors hum softly";

ProfileChange newName(qint64 version, const QString &name)
{
    return {.version = version, .username = name, .email = {}, .currentPassword = {}};
}

ProfileChange newAddress(qint64 version, const QString &email, const std::optional<Secret> &proof = secret(password))
{
    return {.version = version, .username = {}, .email = email, .currentPassword = proof};
}

} // namespace

class AccountsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void profileShowsTheAccountAndItsPermissions()
    {
        Rig rig;
        const auto pair = rig.signUp();
        Caller caller = rig.callerOf(*pair);
        caller.permissions = Permission::LogsRead | Permission::UsersRead;
        const auto profile = rig.accounts.profile({}, caller);
        VERIFY_RESULT(profile);
        QCOMPARE(static_cast<const User &>(*profile), pair->user);
        QCOMPARE(profile->permissions, (QStringList{u"users.read"_s, u"logs.read"_s}));
    }

    void deletedAccountHasNoProfile()
    {
        Rig rig;
        const auto pair = rig.signUp();
        rig.sql(u"DELETE FROM users"_s);
        COMPARE_CODE(rig.accounts.profile({}, rig.callerOf(*pair)), ErrorCode::TokenInvalid);
        COMPARE_CODE(rig.accounts.changePassword({secret(password), secret(better)}, rig.callerOf(*pair)),
                     ErrorCode::TokenInvalid);
        COMPARE_CODE(rig.accounts.change(newAddress(1, u"new@example.org"_s), rig.callerOf(*pair)),
                     ErrorCode::TokenInvalid);
        COMPARE_CODE(rig.accounts.change(newName(1, u"other"_s), rig.callerOf(*pair)), ErrorCode::TokenInvalid);
    }

    void nameChangesWithoutThePassword()
    {
        Rig rig;
        const auto pair = rig.signUp();
        rig.clock.advance(1h);
        const auto changed = rig.accounts.change(newName(pair->user.version, u"Alice_2"_s), rig.callerOf(*pair));
        VERIFY_RESULT(changed);
        QCOMPARE(changed->username, u"Alice_2"_s);
        QCOMPARE(changed->version, pair->user.version + 1);
        QCOMPARE(changed->updatedAt, rig.clock.now());
        QCOMPARE(changed->email, pair->user.email);
    }

    void addressChangesWithThePasswordOnly()
    {
        Rig rig;
        const auto pair = rig.signUp();
        ProfileChange change = newAddress(pair->user.version, u"new@example.org"_s, std::nullopt);
        const auto unproven = rig.accounts.change(change, rig.callerOf(*pair));
        COMPARE_CODE(unproven, ErrorCode::ValidationError);
        QCOMPARE(unproven.error().fields.value(0),
                 (FieldError{u"current_password"_s, u"missing"_s, unproven.error().message}));
        change.currentPassword = secret("wrong password");
        COMPARE_CODE(rig.accounts.change(change, rig.callerOf(*pair)), ErrorCode::InvalidCredentials);
        change.currentPassword = secret(password);
        const auto changed = rig.accounts.change(change, rig.callerOf(*pair));
        VERIFY_RESULT(changed);
        QCOMPARE(changed->email, u"new@example.org"_s);
        VERIFY_RESULT(rig.login(u"new"_s, password));
        COMPARE_CODE(rig.login(), ErrorCode::InvalidCredentials);
    }

    void badChangesAreRefused_data()
    {
        QTest::addColumn<ProfileChange>("change");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("nothing") << ProfileChange{1, {}, {}, {}} << ErrorCode::ValidationError;
        QTest::newRow("proof alone") << ProfileChange{1, {}, {}, secret(password)} << ErrorCode::ValidationError;
        QTest::newRow("bad name") << newName(1, u"a b"_s) << ErrorCode::InvalidUsername;
        QTest::newRow("bad address") << newAddress(1, u"nope"_s) << ErrorCode::InvalidEmail;
        QTest::newRow("taken name") << newName(1, u"BOBBY"_s) << ErrorCode::DuplicateUsername;
        QTest::newRow("taken address") << newAddress(1, u"BOBBY@example.org"_s) << ErrorCode::DuplicateEmail;
        QTest::newRow("stale") << newName(7, u"other"_s) << ErrorCode::PreconditionFailed;
    }
    void badChangesAreRefused()
    {
        QFETCH(ProfileChange, change);
        QFETCH(ErrorCode, code);
        Rig rig;
        const auto pair = rig.signUp();
        VERIFY_RESULT(rig.signUp(u"bobby"_s));
        COMPARE_CODE(rig.accounts.change(change, rig.callerOf(*pair)), code);
        QCOMPARE(rig.credentials(pair->user.id).user, pair->user);
    }

    void staleChangeShowsTheCurrentProfile()
    {
        Rig rig;
        const auto pair = rig.signUp();
        const Caller caller = rig.callerOf(*pair);
        VERIFY_RESULT(rig.accounts.change(newName(1, u"first"_s), caller));
        const auto stale = rig.accounts.change(newName(1, u"second"_s), caller);
        COMPARE_CODE(stale, ErrorCode::PreconditionFailed);
        const QJsonObject current = QJsonDocument::fromJson(stale.error().current).object();
        QCOMPARE(current.value(u"username"_s).toString(), u"first"_s);
        QCOMPARE(current.value(u"version"_s).toInteger(), 2);
    }

    void newPasswordEndsTheOtherSessions()
    {
        Rig rig;
        const auto first = rig.signUp();
        const auto second = rig.login();
        rig.remember(*first);
        VERIFY_RESULT(rig.accounts.changePassword({secret(password), secret(better)}, rig.callerOf(*second)));
        QVERIFY(!rig.cache.find(rig.sessionOf(*first)));
        COMPARE_CODE(rig.refresh(first->refreshToken), ErrorCode::TokenInvalid);
        VERIFY_RESULT(rig.refresh(second->refreshToken));
        COMPARE_CODE(rig.login(), ErrorCode::InvalidCredentials);
        VERIFY_RESULT(rig.login(u"alice"_s, better));
    }

    void badPasswordChangesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("current");
        QTest::addColumn<QByteArray>("next");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<FieldError>("blamed");
        QTest::newRow("wrong proof") << "wrong"_ba << QByteArray(better) << ErrorCode::InvalidCredentials
                                     << FieldError{u"current_password"_s, u"wrong"_s, {}};
        QTest::newRow("short") << QByteArray(password) << "short"_ba << ErrorCode::WeakPassword
                               << FieldError{u"new_password"_s, u"too_short"_s, {}};
        QTest::newRow("endless") << QByteArray(password) << QByteArray(60000, 'x') << ErrorCode::WeakPassword
                                 << FieldError{u"new_password"_s, u"too_long"_s, {}};
        QTest::newRow("common") << QByteArray(password) << "Password1!"_ba << ErrorCode::WeakPassword
                                << FieldError{u"new_password"_s, u"common"_s, {}};
        QTest::newRow("own name") << QByteArray(password) << "gribblethorpe1"_ba << ErrorCode::WeakPassword
                                  << FieldError{u"new_password"_s, u"context"_s, {}};
    }
    void badPasswordChangesAreRefused()
    {
        QFETCH(QByteArray, current);
        QFETCH(QByteArray, next);
        QFETCH(ErrorCode, code);
        QFETCH(FieldError, blamed);
        Rig rig;
        const auto pair = rig.signUp(u"gribblethorpe"_s);
        const QByteArray hash = rig.credentials(pair->user.id).passwordHash;
        const auto refused = rig.accounts.changePassword({Secret(current), Secret(next)}, rig.callerOf(*pair));
        COMPARE_CODE(refused, code);
        QCOMPARE(refused.error().fields.value(0).field, blamed.field);
        QCOMPARE(refused.error().fields.value(0).code, blamed.code);
        QCOMPARE(rig.credentials(pair->user.id).passwordHash, hash);
        VERIFY_RESULT(rig.refresh(pair->refreshToken));
    }

    void passwordChangedAtTheSameMomentIsNotOverwritten()
    {
        Setup setup;
        setup.rates = {.enabled = true};
        Rig rig(setup);
        const auto pair = rig.signUp();
        rig.limiterClock.whenAsked(
            [&] { rig.sql(u"UPDATE users SET password_hash = x'00'"_s); }); // asked after the read
        COMPARE_CODE(rig.accounts.changePassword({secret(password), secret(better)}, rig.callerOf(*pair)),
                     ErrorCode::InvalidCredentials);
        QVERIFY(rig.limiterClock.wasAsked());
        QCOMPARE(rig.credentials(pair->user.id).passwordHash, QByteArray(1, '\0'));
    }

    void guessesOfAStolenTokenAreLimited()
    {
        Setup setup;
        setup.rates = {.enabled = true};
        Rig rig(setup);
        const auto pair = rig.signUp();
        for (int i = 0; i < 5; ++i)
            COMPARE_CODE(rig.accounts.changePassword({secret("wrong"), secret(better)}, rig.callerOf(*pair)),
                         ErrorCode::InvalidCredentials);
        const quint64 before = rig.hasher->runs();
        COMPARE_CODE(rig.accounts.changePassword({secret(password), secret(better)}, rig.callerOf(*pair)),
                     ErrorCode::RateLimited);
        QCOMPARE(rig.hasher->runs(), before);
    }

    void sessionsAreListedInOnePage()
    {
        Rig rig;
        const auto pair = rig.signUp();
        VERIFY_RESULT(rig.login());
        const auto page = rig.accounts.sessions({}, rig.callerOf(*pair));
        VERIFY_RESULT(page);
        QCOMPARE(page->items.size(), 2);
        QCOMPARE(page->total, (Total{.value = 2, .exact = true}));
        QVERIFY(!page->nextCursor);
    }

    void ownSessionEndsAndOthersLookUnknown()
    {
        Rig rig;
        const auto alice = rig.signUp();
        const auto bobby = rig.signUp(u"bobby"_s);
        const Caller caller = rig.callerOf(*alice);
        const auto foreign = rig.accounts.endSession({rig.sessionOf(*bobby)}, caller);
        const auto unknown = rig.accounts.endSession({sessionId(4711)}, caller);
        VERIFY_RESULT(rig.accounts.endSession({rig.sessionOf(*alice)}, caller));
        const auto ended = rig.accounts.endSession({rig.sessionOf(*alice)}, caller);
        COMPARE_CODE(foreign, ErrorCode::NotFound);
        COMPARE_CODE(unknown, ErrorCode::NotFound);
        COMPARE_CODE(ended, ErrorCode::NotFound);
        QCOMPARE(foreign.error(), unknown.error());
        QCOMPARE(ended.error(), unknown.error());
        VERIFY_RESULT(rig.refresh(bobby->refreshToken));
    }

    void storageFaultIsNeverSuccess()
    {
        Rig rig;
        const auto pair = rig.signUp();
        const Caller caller = rig.callerOf(*pair);
        rig.refuseChanges(u"UPDATE ON users"_s);
        COMPARE_CODE(rig.accounts.change(newName(1, u"other"_s), caller), ErrorCode::InternalError);
        COMPARE_CODE(rig.accounts.changePassword({secret(password), secret(better)}, caller), ErrorCode::InternalError);
        rig.allowChanges();
        VERIFY_RESULT(rig.login());
        rig.refuseChanges(u"UPDATE OF revoked_at ON sessions"_s);
        COMPARE_CODE(rig.accounts.changePassword({secret(password), secret(better)}, caller), ErrorCode::InternalError);
        COMPARE_CODE(rig.accounts.endSession({caller.session}, caller), ErrorCode::InternalError);
        rig.allowChanges();
        VERIFY_RESULT(rig.login()); // the password was not changed without ending the sessions
        rig.sql(u"UPDATE users SET password_hash = CAST('no hash' AS BLOB)"_s);
        COMPARE_CODE(rig.accounts.changePassword({secret(password), secret(better)}, caller), ErrorCode::InternalError);
        rig.loseTable(u"sessions"_s);
        COMPARE_CODE(rig.accounts.sessions({}, caller), ErrorCode::InternalError);
        rig.loseTable(u"users"_s);
        COMPARE_CODE(rig.accounts.profile({}, caller), ErrorCode::InternalError);
        COMPARE_CODE(rig.accounts.changePassword({secret(password), secret(better)}, caller), ErrorCode::InternalError);
        COMPARE_CODE(rig.accounts.change(newAddress(1, u"new@example.org"_s), caller), ErrorCode::InternalError);
        COMPARE_CODE(rig.accounts.change(newName(1, u"other"_s), caller), ErrorCode::InternalError);
    }
};

QTEST_GUILESS_MAIN(AccountsTest)
#include "tst_accounts.moc"
