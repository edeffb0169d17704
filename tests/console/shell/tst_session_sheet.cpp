#include "support/console_program.h"
#include "support/console_server.h"
#include "widgets/message_stack.h"

#include <QtTest/QTest>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStatusBar>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;

/// A session that is over, and a window that is locked, lose nothing.
class SessionSheetTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;
    std::unique_ptr<test::ConsoleProgram> m_program;
    MainWindow *m_window = nullptr;

    SessionSheet *sheet() { return m_window->findChild<SessionSheet *>(u"session_sheet"_s); }
    const test::Account &admin() const { return m_server.staff().admin; }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_program = std::make_unique<test::ConsoleProgram>();
        m_window = m_program->signIn(m_server.client().port(), admin());
    }
    void cleanup()
    {
        delete m_window;
        m_program.reset();
    }

    void anEndedSessionIsRenewedWithWhatWasTypedStillThere()
    {
        QTest::keyClick(m_window, Qt::Key_3, Qt::ControlModifier);
        QTest::keyClick(m_window, Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), u"ip:127.0.0.1"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        const QByteArray token = m_window->desk()->client().tokens().refreshToken().reveal().toByteArray();
        QCOMPARE(m_server.client()
                     .send("POST", "/api/auth/logout", {{"Content-Type", "application/json"}},
                           "{\"refresh_token\":\"" + token + "\"}")
                     .status,
                 204);
        QTest::keyClick(m_window, Qt::Key_F5);
        QTRY_VERIFY(sheet()->isVisible());
        test::ConsoleProgram::typeCredentials(sheet(), admin().email, admin().password);
        QTRY_VERIFY_WITH_TIMEOUT(!sheet()->isVisible(), 20000);
        QCOMPARE(m_window->currentPage()->place(), Place::Sessions);
        QVERIFY(m_window->currentPage()->target().filter.contains(u"ip:127.0.0.1"_s));
    }

    void aLockedWindowOpensWithThePasswordOnlyAndEndsTheOldSession()
    {
        const QByteArray before = m_window->desk()->client().tokens().refreshToken().reveal().toByteArray();
        QTest::keyClick(m_window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(sheet()->isVisible());
        QVERIFY(!m_window->menuBar()->isEnabled());
        QCOMPARE(sheet()->size(), m_window->centralWidget()->size());
        test::ConsoleProgram::typeCredentials(sheet(), admin().email, u"not this one"_s);
        auto *password = sheet()->findChild<QLineEdit *>(u"sign_in.password"_s);
        QTRY_VERIFY_WITH_TIMEOUT(password->isEnabled() && password->text().isEmpty(), 20000);
        QVERIFY(sheet()->isVisible());
        test::ConsoleProgram::typeCredentials(sheet(), admin().email, admin().password);
        QTRY_VERIFY_WITH_TIMEOUT(!sheet()->isVisible(), 20000);
        QVERIFY(m_window->menuBar()->isEnabled());
        const auto old = [&] {
            return m_server.client()
                .send("POST", "/api/auth/refresh", {{"Content-Type", "application/json"}},
                      "{\"refresh_token\":\"" + before + "\"}")
                .status;
        };
        QTRY_COMPARE(old(), 401);
    }

    void theNextLockAsksForThePasswordAgain()
    {
        for (int i = 0; i < 2; ++i) {
            QTest::keyClick(m_window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
            QVERIFY(sheet()->isVisible());
            QCOMPARE(sheet()->findChild<QLineEdit *>(u"sign_in.password"_s)->text(), QString());
            test::ConsoleProgram::typeCredentials(sheet(), admin().email, admin().password);
            QTRY_VERIFY_WITH_TIMEOUT(!sheet()->isVisible(), 20000);
        }
    }

    void nothingBehindALockCanBeUsed()
    {
        bool undone = false;
        m_window->desk()->workspace().notices.done(u"Done"_s, [&] { undone = true; });
        auto *undo = m_window->findChild<MessageStack *>()->findChild<QPushButton *>();
        QVERIFY(undo->isVisible());
        QTest::keyClick(m_window, Qt::Key_3, Qt::ControlModifier);
        QWidget *table = m_window->findChild<QWidget *>(u"sessions.table"_s);
        QVERIFY(table->isEnabled());
        QTest::keyClick(m_window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(undo, Qt::Key_Space);
        QTest::mouseClick(undo, Qt::LeftButton);
        QVERIFY(!undone);
        QVERIFY(!table->isEnabled());
        QVERIFY(!m_window->statusBar()->isEnabled());
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QVERIFY(sheet()->isAncestorOf(QApplication::focusWidget()));
        }
    }

    void aDialogWaitsBehindTheLock()
    {
        QTest::keyClick(m_window, Qt::Key_Comma, Qt::ControlModifier);
        QPointer<QDialog> settings = m_window->findChild<QDialog *>(u"settings"_s);
        QVERIFY(settings && settings->isVisible());
        m_window->lock();
        QVERIFY(settings && !settings->isVisible());
        test::ConsoleProgram::typeCredentials(sheet(), admin().email, admin().password);
        QTRY_VERIFY_WITH_TIMEOUT(!sheet()->isVisible(), 20000);
        QVERIFY(settings && settings->isVisible() && settings->isModal());
        settings->close();
    }

    void aDialogThatAnAnswerOpensWaitsToo()
    {
        m_window->lock();
        QPointer<QDialog> late = new QDialog(m_window->currentPage());
        late->setAttribute(Qt::WA_DeleteOnClose);
        late->open();
        QTRY_VERIFY(!late->isVisible());
        test::ConsoleProgram::typeCredentials(sheet(), admin().email, admin().password);
        QTRY_VERIFY_WITH_TIMEOUT(!sheet()->isVisible(), 20000);
        QVERIFY(late && late->isVisible() && late->isModal());
        late->close();
    }

    void whoSignsOutDoesNotWaitForTheServer()
    {
        QPointer<Desk> desk = m_window->desk();
        m_window->openSettings();
        m_window->openPalette();
        m_window->signOut();
        QTRY_VERIFY(!m_window->desk());
        QVERIFY(desk); // until the server has heard of it
        QVERIFY(m_window->connectPage().isVisible());
        QVERIFY(!m_window->findChild<QDialog *>(u"settings"_s));
        QCOMPARE(m_window->connectPage().findChild<QLineEdit *>(u"sign_in.password"_s)->text(), QString());
        QTRY_VERIFY(!desk);
    }

    void keysDoNothingBehindALock()
    {
        QTest::keyClick(m_window, Qt::Key_3, Qt::ControlModifier);
        QTest::keyClick(m_window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(m_window, Qt::Key_4, Qt::ControlModifier);
        QTest::keyClick(m_window, Qt::Key_K, Qt::ControlModifier);
        QVERIFY(sheet()->isVisible());
        QCOMPARE(m_window->currentPage()->place(), Place::Sessions);
        QVERIFY(sheet()->isAncestorOf(QApplication::focusWidget()));
    }
};

QTEST_MAIN(SessionSheetTest)
#include "tst_session_sheet.moc"
