#include "support/console_program.h"

#include "widgets/state_badge.h"

#include <QtTest/QTest>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QLineEdit>

namespace auth::test {

using namespace Qt::StringLiterals;
using namespace auth::console;

ConsoleProgram::ConsoleProgram(const QString &theme)
    : m_settings(m_folder.filePath(u"console.ini"_s), QSettings::IniFormat)
{
    m_settings.setValue(u"appearance/theme"_s, theme);
    m_console = std::make_unique<Console>(m_settings);
}

ServerProfile ConsoleProgram::profileOf(quint16 port)
{
    ServerProfile profile;
    profile.name = u"Test"_s;
    profile.url = QUrl(u"http://127.0.0.1:%1"_s.arg(port));
    return profile;
}

MainWindow *ConsoleProgram::openWindow(const ServerProfile &profile)
{
    MainWindow *window = m_console->openWindow(profile);
    window->show();
    if (!QTest::qWaitForWindowActive(window))
        qFatal("the window does not come up");
    return window;
}

void ConsoleProgram::typeCredentials(QWidget *around, const QString &email, const QString &password)
{
    auto *address = around->findChild<QLineEdit *>(u"sign_in.email"_s);
    auto *secret = around->findChild<QLineEdit *>(u"sign_in.password"_s);
    if (!address->isReadOnly()) {
        address->clear();
        QTest::keyClicks(address, email);
    }
    secret->clear();
    QTest::keyClicks(secret, password);
    QTest::keyClick(secret, Qt::Key_Return);
}

void ConsoleProgram::waitForContent(const MainWindow &window)
{
    const auto isFilled = [&] {
        const auto *follows = window.currentPage()->findChild<StateBadge *>(u"logs.state"_s);
        if (follows && follows->tone() != Tone::Success)
            return false;
        const auto *list = window.currentPage()->findChild<QAbstractItemView *>();
        return !list || !list->model() || list->model()->rowCount() > 0;
    };
    (void)QTest::qWaitFor(isFilled, 2000);
}

MainWindow *ConsoleProgram::signIn(const ServerProfile &profile, const Account &account)
{
    MainWindow *window = openWindow(profile);
    typeCredentials(&window->connectPage(), account.email, account.password);
    if (!QTest::qWaitFor([&] { return window->desk() != nullptr; }, 20000))
        qFatal("%s cannot sign in", qPrintable(account.email));
    return window;
}

} // namespace auth::test
