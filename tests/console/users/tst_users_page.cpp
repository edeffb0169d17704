#include "support/console_server.h"
#include "users_host.h"

#include "users/user_list_model.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;
using console::UserListModel;

class TestUsersPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_host.reset(); }
    void typingNarrowsTheList();
    void wrongFilterKeepsTheListAndSaysWhy();
    void nobodyMatchesAndTheFilterIsCleared();
    void clickOnAHeaderSortsAndSortsBack();
    void columnWithoutIndexIsNotSorted();
    void deactivatesByKeyboardAndUndoes();
    void activatesAtOnceAndUndoes();
    void undoOfALockPutsTheEarlierOneBack();
    void undoLeavesWhatOthersHaveDoneSince();
    void deletesAndRestores();
    void resetShowsATokenOnce();
    void invitesSomebodyAndSaysWhatIsRefused();
    void selectionStaysWithItsUserOverARefresh();
    void supporterSeesWhyNot();
    void ownAccountIsSpared();
    void leadsToLogsOfTheUser();
    void checkSaysWhySomebodyCannotSignIn();

private:
    QString stateOf(const QString &name)
    {
        return m_server.userByEmail(name + u"@example.org"_s)[u"state"_s].toString();
    }
    QString lockedUntil(const QString &name);
    void lock(const QString &name, int days);
    UsersHost &host() { return *m_host; }

    ConsoleServer m_server;
    std::unique_ptr<UsersHost> m_host;
};

void TestUsersPage::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_server.addUsers(300));
}

void TestUsersPage::init()
{
    m_host = std::make_unique<UsersHost>(m_server.client().port(), m_server.staff().admin);
    QTRY_VERIFY(host().table().model()->rowCount() > 300);
}

void TestUsersPage::typingNarrowsTheList()
{
    host().page().focusFilter();
    QTest::keyClicks(&host().filterLine(), u"user0001"_s);
    QTRY_COMPARE(host().table().model()->rowCount(), 10);
    QTRY_COMPARE(host().part<QLabel>(u"filterCount"_s)->text(), u"10 of about %1"_s.arg(303));
}

void TestUsersPage::wrongFilterKeepsTheListAndSaysWhy()
{
    QVERIFY(host().find(u"user0001"_s, 10));
    QTest::keyClicks(&host().filterLine(), u" colour:red"_s);
    QTest::keyClick(&host().filterLine(), Qt::Key_Return);
    const auto *error = host().part<QLabel>(u"filterError"_s);
    QTRY_VERIFY(error->text().contains(u"colour"_s));
    QCOMPARE(host().table().model()->rowCount(), 10);
}

void TestUsersPage::nobodyMatchesAndTheFilterIsCleared()
{
    host().page().focusFilter();
    QTest::keyClicks(&host().filterLine(), u"nobodyiscalledlikethis"_s);
    QTRY_COMPARE(host().table().model()->rowCount(), 0);
    QTRY_VERIFY(!host().table().isVisible());
    QVERIFY(host().page().escape());
    QTRY_VERIFY(host().table().isVisible() && host().table().model()->rowCount() > 300);
}

void TestUsersPage::clickOnAHeaderSortsAndSortsBack()
{
    QVERIFY(host().find(u"user00"_s, 300));
    QHeaderView *header = host().table().horizontalHeader();
    const QPoint name(header->sectionViewportPosition(UserListModel::Name) + 10, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, name);
    QTRY_COMPARE(host().cell(0, UserListModel::Name), u"user00001"_s);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, name);
    QTRY_COMPARE(host().cell(0, UserListModel::Name), u"user00300"_s);
    QVERIFY(header->isSortIndicatorShown());
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, name);
    QVERIFY(!header->isSortIndicatorShown());
}

void TestUsersPage::columnWithoutIndexIsNotSorted()
{
    QHeaderView *header = host().table().horizontalHeader();
    const QString before = host().cell(0, UserListModel::Name);
    const QPoint roles(header->sectionViewportPosition(UserListModel::Roles) + 10, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, roles);
    QCOMPARE(host().cell(0, UserListModel::Name), before);
    QVERIFY(!header->isSortIndicatorShown());
    QVERIFY(header->model()
                ->headerData(UserListModel::Roles, Qt::Horizontal, Qt::ToolTipRole)
                .toString()
                .contains(u"index"_s));
}

void TestUsersPage::deactivatesByKeyboardAndUndoes()
{
    QVERIFY(host().find(u"user00005"_s, 1));
    host().select(0, 0);
    QTest::keyClick(&host().table(), Qt::Key_D, Qt::ControlModifier);
    QVERIFY(UsersHost::press(host().dialog(u"confirmDialog"_s), u"confirmGo"_s));
    QTRY_COMPARE(host().cell(0, UserListModel::State), u"Deactivated"_s);
    QCOMPARE(stateOf(u"user00005"_s), u"deactivated"_s);
    QVERIFY(host().desk().wasTold(u"user00005 is deactivated."_s));
    host().desk().notices().undo();
    QTRY_COMPARE(host().cell(0, UserListModel::State), u"Invited"_s);
    QCOMPARE(stateOf(u"user00005"_s), u"invited"_s);
}

void TestUsersPage::activatesAtOnceAndUndoes()
{
    QVERIFY(host().find(u"user00006"_s, 1));
    host().select(0, 0);
    QVERIFY(!host().action(u"activate"_s).isEnabled());
    QVERIFY(host().action(u"activate"_s).obstacle().contains(u"not deactivated"_s));
    host().action(u"deactivate"_s).trigger();
    QVERIFY(UsersHost::press(host().dialog(u"confirmDialog"_s), u"confirmGo"_s));
    QTRY_VERIFY(host().action(u"activate"_s).isEnabled());
    host().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&host()));
    QTest::keyClick(&host().table(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(host().desk().wasTold(u"user00006 is activated."_s));
    host().desk().notices().undo();
    QTRY_COMPARE(stateOf(u"user00006"_s), u"deactivated"_s);
}

/// The end of the lock of the user, as the server has it.
QString TestUsersPage::lockedUntil(const QString &name)
{
    return m_server.userByEmail(name + u"@example.org"_s)[u"locked_until"_s].toString();
}

/// As somebody else does it.
void TestUsersPage::lock(const QString &name, int days)
{
    const QString id = m_server.userByEmail(name + u"@example.org"_s)[u"id"_s].toString();
    const QString until = QDateTime::currentDateTimeUtc().addDays(days).toString(Qt::ISODate);
    const Answer locked = m_server.client().post("/api/users/" + id.toLatin1() + "/lock", {{u"until"_s, until}},
                                                 m_server.staff().admin.access);
    QCOMPARE(locked.status, 200);
}

void TestUsersPage::undoOfALockPutsTheEarlierOneBack()
{
    lock(u"user00012"_s, 30);
    const QString before = lockedUntil(u"user00012"_s);
    QVERIFY(host().find(u"user00012"_s, 1));
    host().select(0, 0);
    host().action(u"lock"_s).trigger();
    QVERIFY(UsersHost::press(host().dialog(u"lockDialog"_s), u"lockGo"_s));
    QTRY_VERIFY(host().desk().wasTold(u"user00012 is locked until"_s));
    QVERIFY(lockedUntil(u"user00012"_s) != before);
    host().desk().notices().undo();
    QTRY_COMPARE(lockedUntil(u"user00012"_s), before);
    QTRY_VERIFY(host().desk().notices().canUndo()); // its answer is here
    host().desk().notices().undo();
    QTRY_VERIFY(lockedUntil(u"user00012"_s) != before);
}

void TestUsersPage::undoLeavesWhatOthersHaveDoneSince()
{
    QVERIFY(host().find(u"user00013"_s, 1));
    host().select(0, 0);
    host().action(u"deactivate"_s).trigger();
    QVERIFY(UsersHost::press(host().dialog(u"confirmDialog"_s), u"confirmGo"_s));
    QTRY_VERIFY(host().desk().wasTold(u"user00013 is deactivated."_s));
    lock(u"user00013"_s, 7);
    host().desk().notices().undo();
    QTRY_VERIFY(host().desk().wasTold(u"Somebody else has changed user00013"_s));
    QCOMPARE(stateOf(u"user00013"_s), u"deactivated"_s);
    host().desk().posted().last().actions.front().run();
    QTRY_COMPARE(host().panel().title(), u"user00013"_s);
}

void TestUsersPage::deletesAndRestores()
{
    QVERIFY(host().find(u"user00007"_s, 1));
    host().select(0, 0);
    QTest::keyClick(&host().table(), Qt::Key_Delete);
    QVERIFY(UsersHost::press(host().dialog(u"confirmDialog"_s), u"confirmGo"_s));
    QTRY_COMPARE(host().table().model()->rowCount(), 0);
    host().desk().notices().undo();
    QTRY_COMPARE(host().table().model()->rowCount(), 1);
    QCOMPARE(stateOf(u"user00007"_s), u"invited"_s);
}

void TestUsersPage::resetShowsATokenOnce()
{
    QVERIFY(host().find(u"user00008"_s, 1));
    host().select(0, 0);
    host().action(u"resetPassword"_s).trigger();
    QVERIFY(UsersHost::press(host().dialog(u"confirmDialog"_s), u"confirmGo"_s));
    QWidget *secret = host().dialog(u"secretDialog"_s);
    QVERIFY(secret);
    QVERIFY(!secret->findChild<QLineEdit *>(u"secretValue"_s)->text().isEmpty());
}

void TestUsersPage::invitesSomebodyAndSaysWhatIsRefused()
{
    QTest::keyClick(&host().table(), Qt::Key_N, Qt::ControlModifier);
    QWidget *dialog = host().dialog(u"inviteDialog"_s);
    QVERIFY(dialog);
    auto *email = dialog->findChild<QLineEdit *>(u"inviteEmail"_s);
    auto *name = dialog->findChild<QLineEdit *>(u"inviteName"_s);
    QTest::keyClicks(email, u"user00001@example.org"_s);
    QTest::keyClicks(name, u"newcomer"_s);
    QVERIFY(UsersHost::press(dialog, u"inviteGo"_s));
    QTRY_VERIFY(!dialog->findChild<QLabel *>(u"inviteEmailProblem"_s)->text().isEmpty());
    email->selectAll();
    QTest::keyClicks(email, u"newcomer@example.org"_s);
    QVERIFY(UsersHost::press(dialog, u"inviteGo"_s));
    QVERIFY(host().dialog(u"secretDialog"_s));
    QCOMPARE(stateOf(u"newcomer"_s), u"invited"_s);
}

void TestUsersPage::selectionStaysWithItsUserOverARefresh()
{
    host().table().selectRow(3);
    const QString chosen = host().page().target().id;
    QVERIFY(m_server.addUsers(1, u"latecomer"_s));
    host().page().refresh();
    QTRY_COMPARE(host().cell(0, UserListModel::Name), u"latecomer00001"_s);
    QCOMPARE(host().page().target().id, chosen);
    QTRY_COMPARE(host().table().selectionModel()->selectedRows().size(), 1);
    QCOMPARE(host().table().selectionModel()->selectedRows().first().row(), 4);
}

void TestUsersPage::supporterSeesWhyNot()
{
    m_host = std::make_unique<UsersHost>(m_server.client().port(), m_server.staff().support);
    QVERIFY(host().find(u"user00009"_s, 1));
    host().select(0, 0);
    QVERIFY(!host().action(u"deactivate"_s).isEnabled());
    QVERIFY(host().action(u"deactivate"_s).toolTip().contains(u"users.write"_s));
    QVERIFY(host().action(u"endSessions"_s).isEnabled());
    host().action(u"endSessions"_s).trigger();
    QWidget *dialog = host().dialog(u"confirmDialog"_s);
    QVERIFY(!UsersHost::press(dialog, u"confirmGo"_s)); // a reason is needed
    QTest::keyClicks(dialog->findChild<QWidget *>(u"confirmReason"_s), u"asked by phone"_s);
    QVERIFY(UsersHost::press(dialog, u"confirmGo"_s));
    QTRY_VERIFY(host().desk().wasTold(u"signed out everywhere"_s));
}

void TestUsersPage::ownAccountIsSpared()
{
    QVERIFY(host().find(m_server.staff().admin.email, 1));
    host().select(0, 0);
    for (const QString &id : {u"deactivate"_s, u"lock"_s, u"delete"_s})
        QVERIFY2(!host().action(id).isEnabled(), qPrintable(id));
    QTRY_VERIFY(host().action(u"delete"_s).obstacle().contains(u"last administrator"_s));
}

void TestUsersPage::leadsToLogsOfTheUser()
{
    QVERIFY(host().find(u"user00010"_s, 1));
    host().select(0, 0);
    QTest::keyClick(&host().table(), Qt::Key_L, Qt::ControlModifier);
    const console::Target &target = host().desk().navigator().current();
    QCOMPARE(target.place, console::Place::Logs);
    QCOMPARE(target.filter, u"user:"_s + m_server.userByEmail(u"user00010@example.org"_s)[u"id"_s].toString());
}

void TestUsersPage::checkSaysWhySomebodyCannotSignIn()
{
    QVERIFY(host().find(u"user00011"_s, 1));
    host().select(0, 0);
    host().action(u"check"_s).trigger();
    QWidget *dialog = host().dialog(u"signInCheckDialog"_s);
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"causes"_s)->text().contains(u"password"_s));
}

QTEST_MAIN(TestUsersPage)
#include "tst_users_page.moc"
