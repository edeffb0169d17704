#include "shell/sidebar.h"
#include "support/console_program.h"
#include "support/console_server.h"
#include "widgets/message_stack.h"

#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QStatusBar>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;

/// The window as a whole, by keyboard, with the real service behind it.
class MainWindowTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;
    std::unique_ptr<test::ConsoleProgram> m_program;

    MainWindow *signInAs(const test::Account &account) { return m_program->signIn(m_server.client().port(), account); }
    static QString shown(const MainWindow &window, const QString &name)
    {
        const auto *label = window.findChild<QLabel *>(name);
        return label ? label->text() : QString();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init() { m_program = std::make_unique<test::ConsoleProgram>(); }
    void cleanup()
    {
        QList<QPointer<QWidget>> windows; // a window takes others with it
        for (QWidget *window : QApplication::topLevelWidgets())
            windows += window;
        for (const QPointer<QWidget> &window : windows)
            delete qobject_cast<MainWindow *>(window.data());
        m_program.reset();
    }

    void aWrongPasswordIsSaidBesideTheFormAndTheNextOneWorks()
    {
        MainWindow *window = m_program->openWindow(m_server.client().port());
        const auto &admin = m_server.staff().admin;
        test::ConsoleProgram::typeCredentials(&window->connectPage(), admin.email, u"not this one"_s);
        const auto *error = window->findChild<QLabel *>(u"sign_in.error"_s);
        QTRY_VERIFY_WITH_TIMEOUT(error->isVisible(), 20000);
        QVERIFY(error->text().contains(u"password"_s));
        QVERIFY(window->findChild<QLineEdit *>(u"sign_in.password"_s)->text().isEmpty());
        test::ConsoleProgram::typeCredentials(&window->connectPage(), admin.email, admin.password);
        QTRY_VERIFY_WITH_TIMEOUT(window->desk() != nullptr, 20000);
        QCOMPARE(shown(*window, u"status.server"_s), u"Test"_s);
        QVERIFY(shown(*window, u"status.user"_s).startsWith(admin.username));
    }

    void theServerIsRememberedAndNeverThePassword()
    {
        const auto &admin = m_server.staff().admin;
        signInAs(admin);
        m_program->settings().sync();
        QFile file(m_program->settings().fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray kept = file.readAll();
        QVERIFY(kept.contains(admin.email.toUtf8()));
        QVERIFY(!kept.contains(admin.password.toUtf8()));
        QVERIFY(!kept.contains("eyJ"));
    }

    void noTwoActionsOfAPageShareAKey()
    {
        MainWindow *window = signInAs(m_server.staff().admin);
        const Actions &actions = window->desk()->workspace().actions;
        for (int i = 0; i <= static_cast<int>(Place::Jobs); ++i) {
            QHash<QString, QString> users;
            for (const auto &group : {actions.of(std::nullopt), actions.of(static_cast<Place>(i))}) {
                for (const Action *action : group) {
                    const QString keys = action->shortcut().toString();
                    if (keys.isEmpty())
                        continue;
                    QVERIFY2(!users.contains(keys),
                             qPrintable(u"%1: %2 and %3"_s.arg(keys, users.value(keys), action->facts().id)));
                    users.insert(keys, action->facts().id);
                }
            }
        }
    }

    void everyActionHasATextAnIdOfItsOwnAndAPlaceInTheMenus()
    {
        MainWindow *window = signInAs(m_server.staff().admin);
        QSet<QString> ids;
        for (const Action *action : window->desk()->workspace().actions.all()) {
            QVERIFY(!action->text().isEmpty());
            QVERIFY2(!ids.contains(action->facts().id), qPrintable(action->facts().id));
            ids += action->facts().id;
        }
    }

    void keysLeadToThePlacesAndBack()
    {
        MainWindow *window = signInAs(m_server.staff().admin);
        for (int i = 0; i <= static_cast<int>(Place::Jobs); ++i) {
            QTest::keyClick(window, static_cast<Qt::Key>(Qt::Key_1 + i), Qt::ControlModifier);
            QVERIFY2(window->currentPage() && window->currentPage()->place() == static_cast<Place>(i),
                     qPrintable(nameOf(static_cast<Place>(i))));
        }
        QTest::keyClick(window, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(window->currentPage()->place(), Place::Server);
        QTest::keyClick(window, Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(window->currentPage()->place(), Place::Jobs);
    }

    void aPastedIdLeadsToItsUser()
    {
        MainWindow *window = signInAs(m_server.staff().admin);
        QTest::keyClick(window, Qt::Key_K, Qt::ControlModifier);
        QWidget *line = QApplication::focusWidget();
        QVERIFY(qobject_cast<QLineEdit *>(line));
        QTest::keyClicks(line, test::idOf(m_server.staff().user));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(window->currentPage()->place(), Place::Users);
        QCOMPARE(window->currentPage()->target().filter, u"id:"_s + test::idOf(m_server.staff().user));
    }

    void whatARoleMayNotSeeSaysWhatIsMissing()
    {
        MainWindow *window = signInAs(m_server.staff().user);
        QTest::keyClick(window, Qt::Key_2, Qt::ControlModifier);
        QVERIFY(!window->currentPage());
        bool said = false;
        for (const QLabel *label : window->findChildren<QLabel *>())
            said = said || (label->isVisible() && label->text().contains(u"users.read"_s));
        QVERIFY(said);
    }

    void signingOutEndsTheSessionAndLeavesNothing()
    {
        MainWindow *window = signInAs(m_server.staff().support);
        const auto body = QByteArray("{\"refresh_token\":\"")
                          + window->desk()->client().tokens().refreshToken().reveal().toByteArray() + "\"}";
        QTest::keyClick(window, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(window->desk() == nullptr);
        QVERIFY(window->connectPage().isVisible());
        const auto afterwards = [&] {
            return m_server.client()
                .send("POST", "/api/auth/refresh", {{"Content-Type", "application/json"}}, body)
                .status;
        };
        QTRY_COMPARE(window->findChild<Desk *>(), nullptr); // the server has heard of it
        QCOMPARE(afterwards(), 401);
    }

    void aSessionThatCannotBeKeptIsSaid()
    {
        ServerProfile profile = test::ConsoleProgram::profileOf(m_server.client().port());
        profile.staySignedIn = true;
        const auto isSaid = [](MainWindow *window, const QString &part) {
            const auto labels = window->findChild<MessageStack *>()->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel *each) { return each->text().contains(part); });
        };
        MainWindow *first = m_program->signIn(profile, m_server.staff().support);
        QTRY_VERIFY(isSaid(first, u"the keychain does not keep it"_s));
        MainWindow *second = m_program->signIn(profile, m_server.staff().support);
        QVERIFY(isSaid(second, u"Another window"_s));
    }

    void anotherWindowHasASessionOfItsOwn()
    {
        MainWindow *first = signInAs(m_server.staff().admin);
        MainWindow *second = signInAs(m_server.staff().support);
        QVERIFY(first->desk()->workspace().rights.allows(Permission::UsersWrite));
        QVERIFY(!second->desk()->workspace().rights.allows(Permission::UsersWrite));
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
