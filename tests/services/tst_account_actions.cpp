#include "core/field_text.h"
#include "core/json.h"
#include "tests/services/office.h"

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString why = u"because"_s;

/// An action by its name, on an account at its current version.
Result<Account> perform(Office &office, const QString &action, UserId by, UserId id)
{
    const Caller caller = office.caller(by);
    const auto version = [&] { return office.account(id).version; };
    if (action == u"activate")
        return office.users.activate({.id = id, .reason = why}, caller);
    if (action == u"deactivate")
        return office.users.deactivate({.id = id, .reason = why}, caller);
    if (action == u"lock")
        return office.users.lock({.id = id, .until = office.clock.now() + 1h, .reason = why}, caller);
    if (action == u"unlock")
        return office.users.unlock({.id = id, .reason = why}, caller);
    if (action == u"require")
        return office.users.requirePasswordChange({.id = id, .endSessions = {}, .reason = why}, caller);
    if (action == u"edit")
        return office.users.edit(
            {.id = id, .version = version(), .username = u"other_name"_s, .email = {}, .reason = why}, caller);
    if (action == u"roles")
        return office.users.setRoles({.id = id, .version = version(), .roles = {u"support"_s}, .reason = why}, caller);
    if (action == u"restore")
        return office.users.restore({.id = id, .reason = why}, caller);
    if (action == u"remove") {
        const auto removed = office.users.remove({.id = id, .version = version(), .reason = why}, caller);
        return removed ? Result<Account>(office.account(id)) : removed.error();
    }
    const auto ticket = office.users.resetPassword({.id = id, .endSessions = {}, .reason = why}, caller);
    return ticket ? Result<Account>(ticket->user) : ticket.error();
}

const QStringList everyAction{u"activate"_s, u"deactivate"_s, u"lock"_s,    u"unlock"_s, u"require"_s,
                              u"edit"_s,     u"roles"_s,      u"restore"_s, u"remove"_s, u"reset"_s};
const QStringList takingOut{u"deactivate"_s, u"lock"_s, u"roles"_s, u"remove"_s};

void rows(const QStringList &actions)
{
    QTest::addColumn<QString>("action");
    for (const QString &action : actions)
        QTest::addRow("%s", qPrintable(action)) << action;
}

QString ruleOf(const Result<Account> &result)
{
    return result || result.error().fields.isEmpty() ? QString() : result.error().fields.first().code;
}

} // namespace

/// What administrators do to one account.
class TestAccountActions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachActionChangesTheAccountAndIsOnRecord_data();
    void eachActionChangesTheAccountAndIsOnRecord();
    void nobodyActsOnWhoMayDoMore();
    void callerWhoWasDemotedActsNoMore();
    void lastAdministratorStays_data() { rows(takingOut); }
    void lastAdministratorStays();
    void onlyWhoCanSignInCountsAsAdministrator_data();
    void onlyWhoCanSignInCountsAsAdministrator();
    void nobodyTakesOutThemselves_data() { rows(takingOut); }
    void nobodyTakesOutThemselves();
    void oneAdministratorIsLeftWhateverHappensAtOnce_data() { rows(takingOut); }
    void oneAdministratorIsLeftWhateverHappensAtOnce();

    void deletedAccountsAreLeftAlone_data() { rows(everyAction); }
    void deletedAccountsAreLeftAlone();
    void restoredAccountIsWhatItWas_data();
    void restoredAccountIsWhatItWas();
    void purgeDeletesWhatWasDeletedLongAgo();
    void editOfAnOldVersionGetsTheCurrentOne();
    void twoEditsOfOneVersionAreOneChange();
    void whatIsSoAlreadyIsNoChange();
    void lockMustEndInTheFuture();
    void rolesBeyondTheCallersAreNotGiven();
    void unknownUsersAreNotFound();
    void factsTellWhatChanged();
};

void TestAccountActions::eachActionChangesTheAccountAndIsOnRecord_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("recorded");
    QTest::addColumn<bool>("endsSessions");
    QTest::newRow("activate") << u"deactivate"_s << u"activate"_s << u"active"_s << u"user.activated"_s << false;
    QTest::newRow("deactivate") << QString() << u"deactivate"_s << u"deactivated"_s << u"user.deactivated"_s << true;
    QTest::newRow("lock") << QString() << u"lock"_s << u"locked"_s << u"user.locked"_s << true;
    QTest::newRow("unlock") << u"lock"_s << u"unlock"_s << u"active"_s << u"user.unlocked"_s << false;
    QTest::newRow("require") << QString() << u"require"_s << u"active"_s << u"user.password_change_required"_s << true;
    QTest::newRow("edit") << QString() << u"edit"_s << u"active"_s << u"user.changed"_s << false;
    QTest::newRow("roles") << QString() << u"roles"_s << u"active"_s << u"user.roles_changed"_s << false;
    QTest::newRow("remove") << QString() << u"remove"_s << u"deleted"_s << u"user.deleted"_s << true;
    QTest::newRow("restore") << u"remove"_s << u"restore"_s << u"active"_s << u"user.restored"_s << false;
    QTest::newRow("reset") << QString() << u"reset"_s << u"active"_s << u"user.password_reset"_s << true;
}

void TestAccountActions::eachActionChangesTheAccountAndIsOnRecord()
{
    QFETCH(const QString, first);
    QFETCH(const QString, action);
    QFETCH(const QString, state);
    QFETCH(const QString, recorded);
    QFETCH(const bool, endsSessions);
    Office office;
    const UserId by = office.administrator();
    const UserId id = office.person();
    if (!first.isEmpty())
        VERIFY_RESULT(perform(office, first, by, id));
    const Account before = office.account(id);
    const SessionId session = office.session(id);
    office.clock.advance(1s);

    const auto after = perform(office, action, by, id);
    VERIFY_RESULT(after);
    QCOMPARE(toText(after->state), state);
    QCOMPARE(office.account(id), *after);
    QCOMPARE(after->version, action == u"reset" ? before.version : before.version + 1);
    QCOMPARE(after->updatedAt, action == u"reset" ? before.updatedAt : office.clock.now());
    QCOMPARE(office.isOpen(session), !endsSessions);
    QCOMPARE(office.record().last(), recorded);
    QCOMPARE(office.record().size(), first.isEmpty() ? 1 : 2);
}

void TestAccountActions::nobodyActsOnWhoMayDoMore()
{
    Office office;
    office.makeRole(u"clerk"_s, Permission::UsersRead | Permission::UsersWrite);
    office.makeRole(u"auditor"_s, Permission::AuditRead);
    office.administrator();
    const UserId clerk = office.person({u"clerk"_s});
    for (const QString &role : {u"admin"_s, u"support"_s, u"auditor"_s}) {
        const UserId id = office.person({u"user"_s, role});
        const SessionId session = office.session(id);
        const Account before = office.account(id);
        for (const QString &action : everyAction)
            QVERIFY2(codeOf(perform(office, action, clerk, id)) == ErrorCode::Forbidden, qPrintable(action));
        QCOMPARE(office.account(id), before);
        QVERIFY(office.isOpen(session));
    }
    QVERIFY(office.record().isEmpty());
}

void TestAccountActions::callerWhoWasDemotedActsNoMore()
{
    Office office;
    office.administrator();
    const UserId id = office.person();
    const QHash<QString, UserId> callers{
        {u"without a role"_s, office.person()},     {u"support"_s, office.person({u"support"_s})},
        {u"deactivated"_s, office.administrator()}, {u"locked"_s, office.administrator()},
        {u"deleted"_s, office.administrator()},     {u"nobody"_s, UserId()}};
    const UserId boss = office.administrator();
    VERIFY_RESULT(perform(office, u"deactivate"_s, boss, callers[u"deactivated"_s]));
    VERIFY_RESULT(perform(office, u"lock"_s, boss, callers[u"locked"_s]));
    VERIFY_RESULT(perform(office, u"remove"_s, boss, callers[u"deleted"_s]));
    for (auto by = callers.begin(); by != callers.end(); ++by) {
        for (const QString &action : everyAction)
            QVERIFY2(codeOf(perform(office, action, by.value(), id)) == ErrorCode::Forbidden,
                     qPrintable(by.key() + u": "_s + action));
    }
    QCOMPARE(office.record().size(), 3);
}

void TestAccountActions::lastAdministratorStays()
{
    QFETCH(const QString, action);
    Office office;
    office.makeRole(u"boss"_s, Permissions::fromInt(511));
    const UserId id = office.administrator();
    const Account before = office.account(id);
    for (const UserId &by : {office.person({u"boss"_s}), id}) {
        const auto refused = perform(office, action, by, id);
        COMPARE_CODE(refused, ErrorCode::Conflict);
        QCOMPARE(ruleOf(refused), u"last_administrator"_s);
    }
    QCOMPARE(office.account(id), before);
    const UserId other = office.administrator();
    VERIFY_RESULT(perform(office, action, other, id));
}

void TestAccountActions::onlyWhoCanSignInCountsAsAdministrator_data()
{
    QTest::addColumn<QString>("fate");
    for (const char *fate : {"deactivate", "lock", "remove", "invited"})
        QTest::addRow("%s", fate) << QString::fromLatin1(fate);
}

void TestAccountActions::onlyWhoCanSignInCountsAsAdministrator()
{
    QFETCH(const QString, fate);
    Office office;
    office.makeRole(u"boss"_s, Permissions::fromInt(511));
    const UserId boss = office.person({u"boss"_s});
    const UserId id = office.administrator();
    if (fate == u"invited")
        VERIFY_RESULT(office.users.invite(
            {.email = u"new@example.org"_s, .username = u"new_one"_s, .roles = QStringList{u"admin"_s}},
            office.caller(boss)));
    else
        VERIFY_RESULT(perform(office, fate, boss, office.administrator()));
    QCOMPARE(ruleOf(perform(office, u"deactivate"_s, boss, id)), u"last_administrator"_s);
    office.clock.advance(1h);
    QCOMPARE(bool(perform(office, u"deactivate"_s, boss, id)), fate == u"lock"); // the other's lock has ended
}

void TestAccountActions::nobodyTakesOutThemselves()
{
    QFETCH(const QString, action);
    Office office;
    office.administrator();
    const UserId id = office.administrator();
    QCOMPARE(ruleOf(perform(office, action, id, id)), u"own_account"_s);
}

void TestAccountActions::oneAdministratorIsLeftWhateverHappensAtOnce()
{
    QFETCH(const QString, action);
    Office office;
    office.makeRole(u"boss"_s, Permissions::fromInt(511));
    const UserId bosses[] = {office.person({u"boss"_s}), office.person({u"boss"_s})};
    const UserId admins[] = {office.administrator(), office.administrator()};
    for (int round = 0; round < 125; ++round) {
        std::atomic<int> done{0};
        onThreads(2, [&](int i) { done += int(bool(perform(office, action, bosses[i], admins[i]))); });
        QCOMPARE(done.load(), 1);
        const bool hasOne = *office.database->read([&](Connection &connection) {
            return AccountRepository::hasAdministratorBeside(connection, UserId(), office.clock.now());
        });
        QVERIFY(hasOne);
        for (const UserId &each : admins) {
            for (const QString &repair : {u"restore"_s, u"activate"_s, u"unlock"_s})
                Q_UNUSED(bool(perform(office, repair, bosses[0], each)));
            VERIFY_RESULT(office.users.setRoles(
                {.id = each, .version = office.account(each).version, .roles = {u"admin"_s}, .reason = {}},
                office.caller(bosses[0])));
        }
    }
}

void TestAccountActions::deletedAccountsAreLeftAlone()
{
    QFETCH(const QString, action);
    Office office;
    const UserId by = office.administrator();
    const UserId id = office.person();
    VERIFY_RESULT(perform(office, u"remove"_s, by, id));
    const auto result = perform(office, action, by, id);
    QCOMPARE(ruleOf(result), action == u"restore" ? QString() : u"deleted"_s);
    if (action == u"restore")
        QCOMPARE(ruleOf(perform(office, action, by, id)), u"not_deleted"_s);
}

void TestAccountActions::restoredAccountIsWhatItWas_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("state");
    QTest::newRow("active") << QString() << u"active"_s;
    QTest::newRow("deactivated") << u"deactivate"_s << u"deactivated"_s;
    QTest::newRow("locked") << u"lock"_s << u"locked"_s;
}

void TestAccountActions::restoredAccountIsWhatItWas()
{
    QFETCH(const QString, before);
    QFETCH(const QString, state);
    Office office;
    const UserId by = office.administrator();
    const UserId id = office.person();
    if (!before.isEmpty())
        VERIFY_RESULT(perform(office, before, by, id));
    Account was = office.account(id);
    VERIFY_RESULT(perform(office, u"remove"_s, by, id));
    const auto restored = perform(office, u"restore"_s, by, id);
    VERIFY_RESULT(restored);
    was.version += 2;
    was.updatedAt = restored->updatedAt;
    QCOMPARE(*restored, was);
    QCOMPARE(toText(restored->state), state);
}

void TestAccountActions::purgeDeletesWhatWasDeletedLongAgo()
{
    Office office;
    const UserId by = office.administrator();
    const UserId old = office.person(), fresh = office.person(), kept = office.person();
    const SessionId session = office.session(old);
    VERIFY_RESULT(perform(office, u"remove"_s, by, old));
    office.clock.advance(1ms);
    const Time moment = office.clock.now();
    VERIFY_RESULT(perform(office, u"remove"_s, by, fresh));
    const auto purge = [&](int limit) {
        return *office.database->write(
            [&](Connection &connection) { return AccountRepository::purge(connection, moment, limit); });
    };
    QCOMPARE(purge(0), QList<UserId>());
    QCOMPARE(purge(10), QList<UserId>{old});
    QCOMPARE(purge(10), QList<UserId>());
    QCOMPARE(office.stored(session).id, SessionId());
    COMPARE_CODE(office.users.user({.id = old}, office.caller(by)), ErrorCode::UserNotFound);
    QCOMPARE(office.account(fresh).state, AccountState::Deleted);
    QCOMPARE(office.account(kept).state, AccountState::Active);
}

void TestAccountActions::editOfAnOldVersionGetsTheCurrentOne()
{
    Office office;
    const UserId by = office.administrator();
    const UserId id = office.person();
    VERIFY_RESULT(perform(office, u"edit"_s, by, id));
    const Caller caller = office.caller(by);
    const QByteArray current = json::encode(office.account(id));
    const auto isStale = [&](const auto &result) {
        return !result && result.error().code == ErrorCode::PreconditionFailed && result.error().current == current;
    };
    QVERIFY(isStale(
        office.users.edit({.id = id, .version = 1, .username = u"third"_s, .email = {}, .reason = {}}, caller)));
    QVERIFY(isStale(office.users.setRoles({.id = id, .version = 1, .roles = {u"support"_s}, .reason = {}}, caller)));
    QVERIFY(isStale(office.users.remove({.id = id, .version = 1, .reason = {}}, caller)));
    QCOMPARE(json::encode(office.account(id)), current);
}

void TestAccountActions::twoEditsOfOneVersionAreOneChange()
{
    Office office;
    const UserId by[] = {office.administrator(), office.administrator()};
    const UserId id = office.person();
    for (int round = 0; round < 50; ++round) {
        const qint64 version = office.account(id).version;
        std::atomic<int> changed{0}, stale{0};
        onThreads(2, [&](int i) {
            const auto edited = office.users.edit({.id = id,
                                                   .version = version,
                                                   .username = u"name_%1_%2"_s.arg(round).arg(i),
                                                   .email = {},
                                                   .reason = {}},
                                                  office.caller(by[i]));
            changed += int(bool(edited));
            stale += int(!edited && edited.error().code == ErrorCode::PreconditionFailed);
        });
        QCOMPARE(changed.load(), 1);
        QCOMPARE(stale.load(), 1);
        QCOMPARE(office.account(id).version, version + 1);
    }
}

void TestAccountActions::whatIsSoAlreadyIsNoChange()
{
    Office office;
    const UserId by = office.administrator();
    const UserId id = office.person();
    const Account before = office.account(id);
    QCOMPARE(*perform(office, u"activate"_s, by, id), before);
    VERIFY_RESULT(perform(office, u"deactivate"_s, by, id));
    const Account off = office.account(id);
    office.clock.advance(1s);
    QCOMPARE(*perform(office, u"deactivate"_s, by, id), off);
    QCOMPARE(office.record(), QStringList{u"user.deactivated"_s});
}

void TestAccountActions::lockMustEndInTheFuture()
{
    Office office;
    const UserId by = office.administrator();
    const UserId id = office.person();
    const auto lock = [&](std::chrono::milliseconds ahead) {
        return office.users.lock({.id = id, .until = office.clock.now() + ahead, .reason = {}}, office.caller(by));
    };
    QCOMPARE(ruleOf(lock(0ms)), u"past"_s);
    VERIFY_RESULT(lock(1ms));
    QCOMPARE(office.account(id).state, AccountState::Locked);
    office.clock.advance(1ms);
    QCOMPARE(office.account(id).state, AccountState::Active);
}

void TestAccountActions::rolesBeyondTheCallersAreNotGiven()
{
    Office office;
    office.makeRole(u"clerk"_s, Permission::UsersRead | Permission::UsersWrite);
    office.makeRole(u"reader"_s, Permission::UsersRead);
    const UserId clerk = office.person({u"clerk"_s});
    const UserId id = office.person();
    const auto give = [&](const QStringList &roles) {
        return office.users.setRoles({.id = id, .version = office.account(id).version, .roles = roles, .reason = {}},
                                     office.caller(clerk));
    };
    COMPARE_CODE(give({u"user"_s, u"support"_s}), ErrorCode::Forbidden);
    COMPARE_CODE(give({u"admin"_s}), ErrorCode::Forbidden);
    QCOMPARE(ruleOf(give({u"no such"_s})), u"unknown"_s);
    QCOMPARE(office.account(id).roles, QStringList{u"user"_s});
    QCOMPARE(give({u"reader"_s, u"clerk"_s, u"reader"_s})->roles, (QStringList{u"clerk"_s, u"reader"_s}));
    QCOMPARE(give({})->roles, QStringList());
    const auto invite = [&](const QString &role) {
        return office.users.invite(
            {.email = u"new@example.org"_s, .username = u"new_one"_s, .roles = QStringList{role}},
            office.caller(clerk));
    };
    COMPARE_CODE(invite(u"support"_s), ErrorCode::Forbidden);
    VERIFY_RESULT(invite(u"reader"_s));
}

void TestAccountActions::unknownUsersAreNotFound()
{
    Office office;
    const UserId by = office.administrator();
    const Caller caller = office.caller(by);
    const UserId id = userId(999);
    COMPARE_CODE(office.users.user({.id = id}, caller), ErrorCode::UserNotFound);
    COMPARE_CODE(office.users.deactivate({.id = id, .reason = {}}, caller), ErrorCode::UserNotFound);
    COMPARE_CODE(office.users.remove({.id = id, .version = 1, .reason = {}}, caller), ErrorCode::UserNotFound);
    COMPARE_CODE(office.userSessions.list({.id = id}, caller), ErrorCode::UserNotFound);
    COMPARE_CODE(office.userSessions.endAll({.id = id, .reason = {}}, caller), ErrorCode::UserNotFound);
}

void TestAccountActions::factsTellWhatChanged()
{
    Office office;
    const UserId by = office.administrator();
    const UserId id = office.person();
    const auto change = office.database->write([&](Connection &connection) {
        const auto authority =
            Authority::take(connection, office.caller(by), Permission::UsersWrite, office.clock.now());
        return office.actions.setRoles(connection, *authority, id, {u"support"_s}, 1, why);
    });
    VERIFY_RESULT(change);
    const AuditFact fact = change->fact.value();
    QCOMPARE(fact.before, QByteArray(R"({"roles":["user"]})"));
    QCOMPARE(fact.after, QByteArray(R"({"roles":["support"]})"));
    QCOMPARE(fact.reason, why);
    QCOMPARE(fact.person, id);
    QCOMPARE(fact.targetId, id.text());
}

QTEST_GUILESS_MAIN(TestAccountActions)
#include "tst_account_actions.moc"
