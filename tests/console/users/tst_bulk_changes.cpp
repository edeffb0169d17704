#include "support/console_server.h"
#include "users_host.h"

#include "users/user_list_model.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;
using console::UserListModel;

class TestBulkChanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_host.reset(); }
    void selectedUsersAreDeactivatedAfterADryRunAndPutBack();
    void nobodyIsChangedWhoseDialogIsCancelled();
    void nothingToChangeIsSaid();
    void everybodyWhoMatchesIsMeantAndTheNumberIsTyped();
    void roleIsGivenToMany();
    void ownAccountIsLeftAlone();
    void linkLeadsToTheJob();

private:
    QString stateOf(const QString &name) { return userOf(name)[u"state"_s].toString(); }
    QJsonObject userOf(const QString &name) { return m_server.userByEmail(name + u"@example.org"_s); }
    UsersHost &host() { return *m_host; }

    ConsoleServer m_server;
    std::unique_ptr<UsersHost> m_host;
};

void TestBulkChanges::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_server.addUsers(250));
}

void TestBulkChanges::init()
{
    m_host = std::make_unique<UsersHost>(m_server.client().port(), m_server.staff().admin);
    QTRY_VERIFY(host().table().model()->rowCount() > 200);
}

void TestBulkChanges::selectedUsersAreDeactivatedAfterADryRunAndPutBack()
{
    QVERIFY(host().find(u"user0001"_s, 10));
    host().select(0, 2);
    QStringList names;
    for (int row = 0; row < 3; ++row)
        names += host().cell(row, UserListModel::Name);
    QTest::keyClick(&host().table(), Qt::Key_D, Qt::ControlModifier);
    QWidget *dialog = host().dialog(u"confirmDialog"_s);
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Deactivate 3 users"_s);
    for (const QString &name : std::as_const(names)) {
        QVERIFY(dialog->findChild<QLabel *>(u"confirmNames"_s)->text().contains(name));
        QCOMPARE(stateOf(name), u"invited"_s); // only a dry run so far
    }
    QVERIFY(UsersHost::press(dialog, u"confirmGo"_s));
    QTRY_VERIFY_WITH_TIMEOUT(host().desk().wasTold(u"3 users are deactivated."_s), 20000);
    QTRY_COMPARE(host().cell(0, UserListModel::State), u"Deactivated"_s);
    QCOMPARE(stateOf(names.first()), u"deactivated"_s);
    QVERIFY(host().desk().notices().canUndo());
    host().desk().notices().undo();
    QTRY_VERIFY_WITH_TIMEOUT(host().desk().wasTold(u"3 users are as they were before."_s), 20000);
    QTRY_COMPARE(host().cell(0, UserListModel::State), u"Invited"_s);
}

void TestBulkChanges::nobodyIsChangedWhoseDialogIsCancelled()
{
    QVERIFY(host().find(u"user0002"_s, 10));
    host().select(0, 4);
    host().action(u"delete"_s).trigger();
    QVERIFY(UsersHost::press(host().dialog(u"confirmDialog"_s), u"confirmCancel"_s));
    QCOMPARE(stateOf(u"user00020"_s), u"invited"_s);
    QCOMPARE(host().table().model()->rowCount(), 10);
}

void TestBulkChanges::nothingToChangeIsSaid()
{
    QVERIFY(host().find(u"user0003"_s, 10));
    host().select(0, 4);
    host().action(u"activate"_s).trigger();
    QTRY_VERIFY_WITH_TIMEOUT(host().desk().wasTold(u"nothing to change"_s), 20000);
    QVERIFY(host().desk().wasTold(u"Already so (5)"_s));
}

void TestBulkChanges::everybodyWhoMatchesIsMeantAndTheNumberIsTyped()
{
    QVERIFY(host().find(u"state:invited "_s, 250));
    host().table().setFocus();
    QTest::keyClick(&host().table(), Qt::Key_A, Qt::ControlModifier);
    auto *everybody = host().part<QAbstractButton>(u"selectEverybody"_s);
    QTRY_VERIFY(everybody->isVisible());
    QVERIFY(everybody->text().contains(u"250"_s));
    QTest::mouseClick(everybody, Qt::LeftButton);
    host().action(u"endSessions"_s).trigger();
    QWidget *dialog = host().dialog(u"confirmDialog"_s);
    QVERIFY(!UsersHost::press(dialog, u"confirmGo"_s));
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"confirmTyped"_s), u"250"_s);
    QVERIFY(UsersHost::press(dialog, u"confirmGo"_s));
    QTRY_VERIFY_WITH_TIMEOUT(host().desk().wasTold(u"250 users are signed out everywhere."_s), 20000);
    QVERIFY(!host().desk().notices().canUndo());
}

void TestBulkChanges::roleIsGivenToMany()
{
    QVERIFY(host().find(u"user0004"_s, 10));
    host().select(0, 1);
    const QString name = host().cell(1, UserListModel::Name);
    QTest::keyClick(&host().table(), Qt::Key_R, Qt::ControlModifier);
    QWidget *roles = host().dialog(u"bulkRoleDialog"_s);
    QVERIFY(roles);
    auto *role = roles->findChild<QComboBox *>(u"bulkRole"_s);
    QTRY_VERIFY(role->findText(u"support"_s) >= 0);
    role->setCurrentText(u"support"_s);
    QVERIFY(UsersHost::press(roles, u"bulkRoleGo"_s));
    QWidget *dialog = host().dialog(u"confirmDialog"_s);
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Give 2 users the role support"_s);
    QVERIFY(UsersHost::press(dialog, u"confirmGo"_s));
    QTRY_VERIFY_WITH_TIMEOUT(host().desk().wasTold(u"2 users have other roles."_s), 20000);
    QVERIFY(userOf(name)[u"roles"_s].toVariant().toStringList().contains(u"support"_s));
}

void TestBulkChanges::ownAccountIsLeftAlone()
{
    QVERIFY(host().find(u"state:active "_s, 3));
    host().select(0, 2);
    host().action(u"deactivate"_s).trigger();
    QWidget *dialog = host().dialog(u"confirmDialog"_s);
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Deactivate 2 users"_s);
    QStringList sentences;
    for (const QLabel *label : dialog->findChildren<QLabel *>(u"confirmConsequence"_s))
        sentences += label->text();
    QVERIFY(sentences.contains(u"Left alone: Own account (1)"_s));
    QVERIFY(UsersHost::press(dialog, u"confirmCancel"_s));
}

void TestBulkChanges::linkLeadsToTheJob()
{
    QVERIFY(host().find(u"user0005"_s, 10));
    host().select(0, 1);
    host().action(u"endSessions"_s).trigger();
    QVERIFY(UsersHost::press(host().dialog(u"confirmDialog"_s), u"confirmGo"_s));
    QTRY_VERIFY_WITH_TIMEOUT(host().desk().wasTold(u"2 users are signed out everywhere."_s), 20000);
    host().desk().posted().last().actions.front().run();
    QCOMPARE(host().desk().navigator().current().place, console::Place::Jobs);
    QVERIFY(!host().desk().navigator().current().id.isEmpty());
}

QTEST_MAIN(TestBulkChanges)
#include "tst_bulk_changes.moc"
