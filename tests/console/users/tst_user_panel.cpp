#include "support/console_server.h"
#include "users_host.h"

#include "users/user_edit_tab.h"

#include <QtTest/QSignalSpy>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTreeWidget>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

class TestUserPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_host.reset(); }
    void editIsSavedByKeyAndUndone();
    void whatIsTypedWhileSavingStays();
    void undoKeepsWhatIsTypedAndEndsNoSave();
    void signingOutTellsNothingOfTheAccount();
    void escapeReverts();
    void refusedValueIsExplainedBesideItsField();
    void conflictIsResolvedFieldByField();
    void changeOfAnotherFieldIsKept();
    void sameChangeByOthersLeavesNothingToSave();
    void leavingWithEditsAsks_data();
    void leavingWithEditsAsks();
    void rolesAreTickedAndSaved();
    void rolesAreSavedAndRevertedByKey();
    void sameRolesByOthersLeaveNothingToSave();
    void ownRolesCannotBeTicked();
    void sessionsAreShownAndEnded();
    void auditTellsWhatWasDone();
    void supporterReadsButDoesNotEdit();

private:
    void open(const QString &name);
    void edit(const QString &line, const QString &text);
    void change(const QString &name, const QJsonObject &change);
    void tick(const QString &role);
    QTreeWidget *roles() { return part<QWidget>(u"rolesTab"_s)->findChild<QTreeWidget *>(u"roles"_s); }
    QJsonObject userOf(const QString &name) { return m_server.userByEmail(name + u"@example.org"_s); }
    QString nameOf(const QString &name) { return userOf(name)[u"username"_s].toString(); }
    QTabWidget *tabs() { return m_host->part<QTabWidget>(u"userTabs"_s); }
    template<class T> T *part(const QString &name) { return m_host->part<T>(name); }

    ConsoleServer m_server;
    std::unique_ptr<UsersHost> m_host;
};

void TestUserPanel::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_server.addUsers(30));
}

void TestUserPanel::init()
{
    m_host = std::make_unique<UsersHost>(m_server.client().port(), m_server.staff().admin);
    QTRY_VERIFY(m_host->table().model()->rowCount() > 30);
}

/// By Enter in the list.
void TestUserPanel::open(const QString &name)
{
    QVERIFY(m_host->find(name, 1));
    m_host->select(0, 0);
    QTest::keyClick(&m_host->table(), Qt::Key_Return);
    QTRY_VERIFY(m_host->panel().title() == m_host->cell(0, 1));
}

void TestUserPanel::edit(const QString &line, const QString &text)
{
    auto *edit = part<QLineEdit>(line);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void TestUserPanel::tick(const QString &role)
{
    QTest::keyClick(&m_host->table(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(!roles()->findItems(role, Qt::MatchExactly).isEmpty());
    roles()->findItems(role, Qt::MatchExactly).first()->setCheckState(0, Qt::Checked);
}

/// By somebody else, meanwhile.
void TestUserPanel::change(const QString &name, const QJsonObject &change)
{
    const QJsonObject user = userOf(name);
    const QByteArray tag = '"' + QByteArray::number(user[u"version"_s].toInteger()) + '"';
    const Answer answer = m_server.client().patch("/api/users/" + user[u"id"_s].toString().toLatin1(), change,
                                                  m_server.staff().admin.access, tag);
    QCOMPARE(answer.status, 200);
}

void TestUserPanel::editIsSavedByKeyAndUndone()
{
    open(u"user00001"_s);
    m_host->table().setFocus();
    QTest::keyClick(&m_host->table(), Qt::Key_F2);
    auto *name = part<QLineEdit>(u"profileName"_s);
    QTRY_VERIFY(name->hasFocus());
    QTest::keyClicks(name, u"ada"_s);
    QVERIFY(part<QLabel>(u"profileDirty"_s)->isVisible());
    QTest::keyClick(name, Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(m_host->desk().wasTold(u"ada is saved."_s));
    QCOMPARE(nameOf(u"user00001"_s), u"ada"_s);
    QCOMPARE(m_host->cell(0, 1), u"ada"_s);
    QVERIFY(part<QLabel>(u"profileDirty"_s)->isHidden());
    m_host->desk().notices().undo();
    QTRY_COMPARE(nameOf(u"user00001"_s), u"user00001"_s);
    QTRY_COMPARE(name->text(), u"user00001"_s);
}

void TestUserPanel::whatIsTypedWhileSavingStays()
{
    open(u"user00016"_s);
    edit(u"profileName"_s, u"first16"_s);
    QTest::keyClick(part<QLineEdit>(u"profileName"_s), Qt::Key_S, Qt::ControlModifier);
    edit(u"profileEmail"_s, u"typed16@example.org"_s);
    QTRY_VERIFY(m_host->desk().wasTold(u"first16 is saved."_s));
    QCOMPARE(part<QLineEdit>(u"profileEmail"_s)->text(), u"typed16@example.org"_s);
    QVERIFY(part<QLabel>(u"profileDirty"_s)->isVisible());
    QTest::keyClick(part<QLineEdit>(u"profileEmail"_s), Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(m_server.userByEmail(u"typed16@example.org"_s)[u"username"_s].toString(), u"first16"_s);
}

void TestUserPanel::undoKeepsWhatIsTypedAndEndsNoSave()
{
    open(u"user00015"_s);
    edit(u"profileName"_s, u"first15"_s);
    QTest::keyClick(part<QLineEdit>(u"profileName"_s), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(m_host->desk().wasTold(u"first15 is saved."_s));
    edit(u"profileEmail"_s, u"typed15@example.org"_s);
    const QSignalSpy settled(part<console::UserEditTab>(u"profileTab"_s), &console::UserEditTab::settled);
    m_host->desk().notices().undo();
    QTRY_VERIFY(m_host->desk().wasTold(u"user00015 is as before."_s));
    QCOMPARE(settled.size(), 0);
    QCOMPARE(part<QLineEdit>(u"profileEmail"_s)->text(), u"typed15@example.org"_s);
    QTest::keyClick(part<QLineEdit>(u"profileName"_s), Qt::Key_Escape);
    QCOMPARE(part<QLineEdit>(u"profileName"_s)->text(), u"user00015"_s);
}

/// What others have changed since it was loaded must not come back.
void TestUserPanel::signingOutTellsNothingOfTheAccount()
{
    const auto somebody = signUp(m_server.client());
    open(somebody.email);
    tabs()->setCurrentWidget(part<QWidget>(u"sessionsTab"_s));
    auto *sessions = part<QTreeWidget>(u"userSessions"_s);
    QTRY_COMPARE(sessions->topLevelItemCount(), 1);
    const QSignalSpy changed(&m_host->panel().changes(), &console::UserChanges::changed);
    QVERIFY(UsersHost::press(part<QWidget>(u"sessionsTab"_s), u"endAllSessions"_s));
    QVERIFY(UsersHost::press(m_host->dialog(u"confirmDialog"_s), u"confirmGo"_s));
    QTRY_COMPARE(sessions->topLevelItemCount(), 0);
    QVERIFY(m_host->desk().wasTold(u"signed out everywhere"_s));
    QCOMPARE(changed.size(), 0);
}

void TestUserPanel::escapeReverts()
{
    open(u"user00002"_s);
    edit(u"profileName"_s, u"somebody"_s);
    QTest::keyClick(part<QLineEdit>(u"profileName"_s), Qt::Key_Escape);
    QCOMPARE(part<QLineEdit>(u"profileName"_s)->text(), u"user00002"_s);
    QVERIFY(m_host->panel().mayLeave());
}

void TestUserPanel::refusedValueIsExplainedBesideItsField()
{
    open(u"user00003"_s);
    edit(u"profileName"_s, u"user00004"_s);
    QTest::keyClick(part<QLineEdit>(u"profileName"_s), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(part<QLabel>(u"profileNameProblem"_s)->isVisible());
    QVERIFY(part<QLabel>(u"profileEmailProblem"_s)->isHidden());
    QCOMPARE(nameOf(u"user00003"_s), u"user00003"_s);
    QTest::keyClick(part<QLineEdit>(u"profileName"_s), Qt::Key_Escape);
}

void TestUserPanel::conflictIsResolvedFieldByField()
{
    open(u"user00005"_s);
    edit(u"profileName"_s, u"mine"_s);
    change(u"user00005"_s, {{u"username"_s, u"theirs"_s}});
    QTest::keyClick(part<QLineEdit>(u"profileName"_s), Qt::Key_S, Qt::ControlModifier);
    QWidget *merge = m_host->dialog(u"mergeDialog"_s);
    QVERIFY(merge);
    QCOMPARE(nameOf(u"user00005"_s), u"theirs"_s);
    QVERIFY(UsersHost::press(merge, u"keepMine"_s));
    QVERIFY(UsersHost::press(merge, u"mergeSave"_s));
    QTRY_COMPARE(nameOf(u"user00005"_s), u"mine"_s);
}

void TestUserPanel::changeOfAnotherFieldIsKept()
{
    open(u"user00006"_s);
    edit(u"profileEmail"_s, u"mine6@example.org"_s);
    change(u"user00006"_s, {{u"username"_s, u"theirs6"_s}});
    QTest::keyClick(part<QLineEdit>(u"profileEmail"_s), Qt::Key_S, Qt::ControlModifier);
    QVERIFY(UsersHost::press(m_host->dialog(u"mergeDialog"_s), u"mergeSave"_s)); // nothing is left to choose
    QTRY_COMPARE(nameOf(u"mine6"_s), u"theirs6"_s);
}

void TestUserPanel::sameChangeByOthersLeavesNothingToSave()
{
    open(u"user00012"_s);
    edit(u"profileName"_s, u"same12"_s);
    change(u"user00012"_s, {{u"username"_s, u"same12"_s}});
    QTest::keyClick(part<QLineEdit>(u"profileName"_s), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(m_host->desk().wasTold(u"the server has these values of same12 already"_s));
    QVERIFY(!part<QWidget>(u"mergeDialog"_s));
    QVERIFY(part<QLabel>(u"profileDirty"_s)->isHidden());
    QCOMPARE(m_host->cell(0, 1), u"same12"_s);
}

void TestUserPanel::leavingWithEditsAsks_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<bool>("leaves");
    QTest::addColumn<QString>("name");
    QTest::newRow("save") << u"leaveSave"_s << true << u"left_save"_s;
    QTest::newRow("discard") << u"leaveDiscard"_s << true << u"user00008"_s;
}

void TestUserPanel::leavingWithEditsAsks()
{
    QFETCH(const QString, button);
    QFETCH(const bool, leaves);
    QFETCH(const QString, name);
    const QString account = name == u"left_save"_s ? u"user00007"_s : u"user00008"_s;
    open(account);
    edit(u"profileName"_s, u"left_save"_s);
    QTimer::singleShot(0, this, [&] { UsersHost::press(m_host->dialog(u"leaveDialog"_s), button); });
    QCOMPARE(m_host->panel().mayLeave(), leaves);
    QCOMPARE(nameOf(account), name);
}

void TestUserPanel::rolesAreTickedAndSaved()
{
    open(u"user00009"_s);
    tick(u"support"_s);
    QVERIFY(UsersHost::press(part<QWidget>(u"rolesTab"_s), u"rolesSave"_s));
    QTRY_VERIFY(m_host->desk().wasTold(u"user00009 has other roles."_s));
    QVERIFY(m_host->cell(0, 2).contains(u"support"_s));
    m_host->desk().notices().undo();
    QTRY_COMPARE(userOf(u"user00009"_s)[u"roles"_s].toVariant().toStringList(), QStringList{u"user"_s});
}

void TestUserPanel::rolesAreSavedAndRevertedByKey()
{
    open(u"user00013"_s);
    tick(u"support"_s);
    QTest::keyClick(roles(), Qt::Key_Escape);
    QCOMPARE(roles()->findItems(u"support"_s, Qt::MatchExactly).first()->checkState(0), Qt::Unchecked);
    tick(u"support"_s);
    QTest::keyClick(roles(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(m_host->desk().wasTold(u"user00013 has other roles."_s));
}

void TestUserPanel::sameRolesByOthersLeaveNothingToSave()
{
    open(u"user00014"_s);
    tick(u"support"_s);
    const QJsonObject user = userOf(u"user00014"_s);
    const QByteArray path = "/api/users/" + user[u"id"_s].toString().toLatin1() + "/roles";
    Headers headers = HttpClient::bearer(m_server.staff().admin.access);
    headers.emplaceBack("If-Match", '"' + QByteArray::number(user[u"version"_s].toInteger()) + '"');
    headers.emplaceBack("Content-Type", "application/json");
    QCOMPARE(m_server.client().send("PUT", path, headers, R"({"roles":["support","user"]})").status, 200);
    QVERIFY(UsersHost::press(part<QWidget>(u"rolesTab"_s), u"rolesSave"_s));
    QTRY_VERIFY(m_host->desk().wasTold(u"the server has these values of user00014 already"_s));
    QVERIFY(m_host->panel().mayLeave());
}

void TestUserPanel::ownRolesCannotBeTicked()
{
    open(m_server.staff().admin.email);
    tabs()->setCurrentWidget(part<QWidget>(u"rolesTab"_s));
    const auto *note = part<QWidget>(u"rolesTab"_s)->findChild<QLabel *>(u"note"_s);
    QTRY_VERIFY(note->text().contains(u"own roles"_s));
    QVERIFY(!UsersHost::press(part<QWidget>(u"rolesTab"_s), u"rolesSave"_s));
}

void TestUserPanel::sessionsAreShownAndEnded()
{
    open(m_server.staff().user.email);
    tabs()->setCurrentWidget(part<QWidget>(u"sessionsTab"_s));
    auto *sessions = part<QTreeWidget>(u"userSessions"_s);
    QTRY_COMPARE(sessions->topLevelItemCount(), 1);
    sessions->setCurrentItem(sessions->topLevelItem(0));
    QTest::keyClick(sessions, Qt::Key_Delete);
    QVERIFY(UsersHost::press(m_host->dialog(u"confirmDialog"_s), u"confirmGo"_s));
    QTRY_COMPARE(sessions->topLevelItemCount(), 0);
    QCOMPARE(m_server.client().get("/api/user/profile", m_server.staff().user.access).status, 401);
}

void TestUserPanel::auditTellsWhatWasDone()
{
    change(u"user00010"_s, {{u"username"_s, u"renamed10"_s}});
    open(u"renamed10"_s);
    tabs()->setCurrentWidget(part<QWidget>(u"auditTab"_s));
    auto *audit = part<QTreeWidget>(u"userAudit"_s);
    QTRY_VERIFY(audit->topLevelItemCount() > 0);
    QCOMPARE(audit->topLevelItem(0)->text(1), u"user.changed"_s);
    QCOMPARE(audit->topLevelItem(0)->text(2), m_server.staff().admin.username);
}

void TestUserPanel::supporterReadsButDoesNotEdit()
{
    m_host = std::make_unique<UsersHost>(m_server.client().port(), m_server.staff().support);
    open(u"user00011"_s);
    QVERIFY(part<QLineEdit>(u"profileName"_s)->isReadOnly());
    QVERIFY(part<QLineEdit>(u"profileName"_s)->toolTip().contains(u"users.write"_s));
}

QTEST_MAIN(TestUserPanel)
#include "tst_user_panel.moc"
