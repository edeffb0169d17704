#include "core/json.h"
#include "tests/services/office.h"

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

class TestRoles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rolesAreMadeChangedAndDeletedOnRecord()
    {
        Office office;
        const Caller admin = office.caller(office.administrator());
        const auto made = office.roles.create(
            {.name = u"desk"_s, .description = u"Helps."_s, .permissions = {u"users.read"_s, u"logs.read"_s}}, admin);
        VERIFY_RESULT(made);
        QCOMPARE(made->permissions, (QStringList{u"users.read"_s, u"logs.read"_s}));
        QCOMPARE(*office.roles.one({.name = u"desk"_s}, admin), *made);
        const auto changed = office.roles.edit(
            {.name = u"desk"_s, .version = 1, .description = {}, .permissions = QStringList{u"users.read"_s}}, admin);
        VERIFY_RESULT(changed);
        QCOMPARE(changed->version, 2);
        QCOMPARE(changed->description, u"Helps."_s);
        QCOMPARE(changed->permissions, QStringList{u"users.read"_s});
        const auto stale =
            office.roles.edit({.name = u"desk"_s, .version = 1, .description = u"x"_s, .permissions = {}}, admin);
        COMPARE_CODE(stale, ErrorCode::PreconditionFailed);
        QCOMPARE(stale.error().current, json::encode(*changed));
        VERIFY_RESULT(office.roles.remove({.name = u"desk"_s, .version = 2, .reason = {}}, admin));
        COMPARE_CODE(office.roles.one({.name = u"desk"_s}, admin), ErrorCode::NotFound);
        QCOMPARE(office.record(), (QStringList{u"role.created"_s, u"role.changed"_s, u"role.deleted"_s}));
        QCOMPARE(office.roles.list({}, admin)->items.size(), 3);
    }

    void namesAreChecked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        const auto row = [](const QString &name, bool good) { QTest::addRow("%s", qPrintable(name)) << name << good; };
        row(u"ab"_s, true);
        row(u"a-1_z"_s, true);
        row(u"a"_s + QString(49, u'x'), true);
        row(u"a"_s, false);
        row(u"a"_s + QString(50, u'x'), false);
        row(u"1a"_s, false);
        row(u"Ab"_s, false);
        row(u"a,b"_s, false);
        row(u"a b"_s, false);
        row(u"\u00e4b"_s, false);
    }
    void namesAreChecked()
    {
        QFETCH(const QString, name);
        QFETCH(const bool, good);
        QCOMPARE(isValidRoleName(name), good);
    }

    void builtInAndUsedRolesStay()
    {
        Office office;
        office.makeRole(u"desk"_s, Permission::UsersRead);
        const Caller admin = office.caller(office.administrator());
        office.person({u"desk"_s});
        const auto ruleOf = [](const auto &result) { return result ? QString() : result.error().fields.value(0).code; };
        for (const QString &name : {u"admin"_s, u"support"_s, u"user"_s}) {
            QCOMPARE(ruleOf(office.roles.remove({.name = name, .version = 1, .reason = {}}, admin)), u"built_in"_s);
            QCOMPARE(ruleOf(office.roles.edit(
                         {.name = name, .version = 1, .description = {}, .permissions = QStringList()}, admin)),
                     u"built_in"_s);
        }
        QCOMPARE(ruleOf(office.roles.remove({.name = u"desk"_s, .version = 1, .reason = {}}, admin)), u"in_use"_s);
        QCOMPARE(ruleOf(office.roles.create({.name = u"desk"_s, .description = {}, .permissions = {}}, admin)),
                 u"name_taken"_s);
        const auto unknown = office.roles.create(
            {.name = u"other"_s, .description = {}, .permissions = {u"users.read"_s, u"users.fly"_s}}, admin);
        COMPARE_CODE(unknown, ErrorCode::ValidationError);
        QCOMPARE(unknown.error().fields.first().field, u"permissions[1]"_s);
        QVERIFY(office.record().isEmpty());
    }

    void nobodyGivesARoleMoreThanTheyHave()
    {
        Office office;
        office.makeRole(u"keeper"_s, Permission::RolesManage | Permission::UsersRead);
        office.makeRole(u"auditor"_s, Permission::AuditRead);
        const Caller keeper = office.caller(office.person({u"keeper"_s}));
        COMPARE_CODE(
            office.roles.create({.name = u"more"_s, .description = {}, .permissions = {u"users.write"_s}}, keeper),
            ErrorCode::Forbidden);
        VERIFY_RESULT(
            office.roles.create({.name = u"less"_s, .description = {}, .permissions = {u"users.read"_s}}, keeper));
        const auto give = [&](const QString &name, const QString &permission) {
            return office.roles.edit(
                {.name = name, .version = 1, .description = {}, .permissions = QStringList{permission}}, keeper);
        };
        COMPARE_CODE(give(u"less"_s, u"users.write"_s), ErrorCode::Forbidden);
        COMPARE_CODE(give(u"keeper"_s, u"users.write"_s), ErrorCode::Forbidden);
        COMPARE_CODE(give(u"auditor"_s, u"users.read"_s), ErrorCode::Forbidden);
        COMPARE_CODE(office.roles.remove({.name = u"auditor"_s, .version = 1, .reason = {}}, keeper),
                     ErrorCode::Forbidden);
        COMPARE_CODE(office.roles.create({.name = u"any"_s, .description = {}, .permissions = {}},
                                         office.caller(office.person({u"support"_s}))),
                     ErrorCode::Forbidden);
    }
};

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
