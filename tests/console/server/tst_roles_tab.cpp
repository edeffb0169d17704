#include "server_host.h"

#include "server/role_dialog.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// Roles, made, changed and deleted on the real daemon.
class TestRolesTab : public QObject {
    Q_OBJECT

private:
    ConsoleServer m_server;
    std::unique_ptr<ServerHost> m_host;

    bool isThere(const QString &role) { return m_host->rowOf(u"roles"_s, role) >= 0; }
    void select(const QString &role) { m_host->table(u"roles"_s).selectRow(m_host->rowOf(u"roles"_s, role)); }
    RoleDialog *dialog() { return m_host->part<RoleDialog>(u"roleDialog"_s); }
    template<class T> T *field(const QString &name) { return dialog()->findChild<T *>(name); }
    QString permissionsOf(const QString &role) { return m_host->cell(u"roles"_s, role, 2); }
    QString descriptionOf(const QString &role) { return m_host->cell(u"roles"_s, role, 4); }

    void make(const QString &name)
    {
        m_host->action(u"new_role"_s).trigger();
        field<QLineEdit>(u"roleName"_s)->setText(name);
        field<QCheckBox>(u"logs.read"_s)->setChecked(true);
        field<QPushButton>(u"roleSave"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(isThere(name), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog(), patienceMs);
    }

    void openEditor(const QString &name)
    {
        select(name);
        m_host->action(u"edit_role"_s).trigger();
        QVERIFY(dialog());
    }

    /// By somebody else.
    void changeElsewhere(const QString &name, const QJsonObject &change)
    {
        const QByteArray path = "/api/roles/" + name.toLatin1();
        const QString token = m_server.staff().admin.access;
        const QByteArray tag = m_server.client().get(path, token).header("etag");
        QCOMPARE(m_server.client().patch(path, change, token, tag).status, 200);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }

    void init()
    {
        m_host = std::make_unique<ServerHost>(m_server, m_server.staff().admin, u"roles"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isThere(u"admin"_s), patienceMs);
    }

    void builtInRolesAreLocked()
    {
        select(u"support"_s);
        QCOMPARE(m_host->cell(u"roles"_s, u"support"_s, 1), u"Built-in"_s);
        QVERIFY(!m_host->action(u"edit_role"_s).isEnabled());
        QVERIFY(!m_host->action(u"delete_role"_s).isEnabled());
        QVERIFY(m_host->action(u"edit_role"_s).obstacle().contains(u"Built-in"_s));
        QVERIFY(m_host->part<QLabel>(u"value:audit.read"_s));
    }

    void aRoleIsMadeChangedAndDeleted()
    {
        make(u"auditor"_s);
        QCOMPARE(permissionsOf(u"auditor"_s), u"1"_s);
        openEditor(u"auditor"_s);
        field<QLineEdit>(u"roleDescription"_s)->setText(u"Reads the trail."_s);
        field<QCheckBox>(u"audit.read"_s)->setChecked(true);
        field<QPushButton>(u"roleSave"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(permissionsOf(u"auditor"_s), u"2"_s, patienceMs);
        QCOMPARE(descriptionOf(u"auditor"_s), u"Reads the trail."_s);
        select(u"auditor"_s);
        m_host->action(u"delete_role"_s).trigger();
        m_host->part<QPushButton>(u"confirmGo"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!isThere(u"auditor"_s), patienceMs);
        QVERIFY(m_host->desk().wasTold(u"auditor is deleted"_s));
    }

    void aDeletedRoleComesBackByUndo()
    {
        make(u"undone"_s);
        select(u"undone"_s);
        m_host->action(u"delete_role"_s).trigger();
        m_host->part<QPushButton>(u"confirmGo"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!isThere(u"undone"_s), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_host->desk().wasTold(u"undone is deleted"_s), patienceMs);
        m_host->desk().notices().undo();
        QTRY_VERIFY_WITH_TIMEOUT(isThere(u"undone"_s), patienceMs);
        QCOMPARE(permissionsOf(u"undone"_s), u"1"_s);
    }

    void aBadNameIsSaidInTheDialog()
    {
        m_host->action(u"new_role"_s).trigger();
        field<QLineEdit>(u"roleName"_s)->setText(u"No Name"_s);
        field<QPushButton>(u"roleSave"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(field<QPushButton>(u"roleSave"_s)->isEnabled(), patienceMs);
        const QString said = field<QLabel>(u"roleError"_s)->text();
        QVERIFY2(said.contains(u"a-z"_s), qPrintable(said));
    }

    void changesOfSomebodyElseAreMergedFieldByField()
    {
        make(u"merged"_s);
        openEditor(u"merged"_s);
        changeElsewhere(u"merged"_s, {{u"description"_s, u"Theirs."_s}});
        field<QCheckBox>(u"sessions.read"_s)->setChecked(true);
        field<QPushButton>(u"roleSave"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(dialog()->findChild<QPushButton *>(u"mergeSave"_s), patienceMs);
        auto *save = field<QPushButton>(u"mergeSave"_s);
        QVERIFY(save->isEnabled()); // each field was changed by one side only
        save->click();
        QTRY_COMPARE_WITH_TIMEOUT(permissionsOf(u"merged"_s), u"2"_s, patienceMs);
        QCOMPARE(descriptionOf(u"merged"_s), u"Theirs."_s);
    }

    void aRoleThatSomebodyHasStays()
    {
        make(u"used"_s);
        giveRoles(m_server.client(), m_server.staff().admin, m_server.staff().user, {u"used"_s});
        select(u"used"_s);
        m_host->action(u"delete_role"_s).trigger();
        m_host->part<QPushButton>(u"confirmGo"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_host->desk().wasTold(u"give them others first"_s), patienceMs);
        QVERIFY(isThere(u"used"_s));
    }

    void supportMayLookAndNotChange()
    {
        m_host = std::make_unique<ServerHost>(m_server, m_server.staff().support, u"roles"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isThere(u"admin"_s), patienceMs);
        QVERIFY(!m_host->action(u"new_role"_s).isEnabled());
        QVERIFY(m_host->action(u"new_role"_s).obstacle().contains(u"roles.manage"_s));
    }
};

QTEST_MAIN(TestRolesTab)
#include "tst_roles_tab.moc"
