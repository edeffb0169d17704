#pragma once

#include "console.h"
#include "support/accounts.h"

#include <QtCore/QTemporaryDir>

namespace auth::test {

/// The whole console with settings of its own, as its main() makes it.
class ConsoleProgram {
public:
    /// `theme`: Light or Dark.
    explicit ConsoleProgram(const QString &theme = QStringLiteral("Light"));

    console::Console &console() { return *m_console; }
    QSettings &settings() { return m_settings; }
    /// Of a server on this machine.
    static console::ServerProfile profileOf(quint16 port);
    /// A window that is shown, on the connect page.
    console::MainWindow *openWindow(const console::ServerProfile &profile);
    console::MainWindow *openWindow(quint16 port) { return openWindow(profileOf(port)); }
    /// The same, signed in by typing address and password.
    console::MainWindow *signIn(const console::ServerProfile &profile, const Account &account);
    console::MainWindow *signIn(quint16 port, const Account &account) { return signIn(profileOf(port), account); }
    /// Until the current page shows something; not for long, as some are empty.
    static void waitForContent(const console::MainWindow &window);
    /// Fills the form that is shown and presses Enter.
    static void typeCredentials(QWidget *around, const QString &email, const QString &password);

private:
    QTemporaryDir m_folder;
    QSettings m_settings;
    std::unique_ptr<console::Console> m_console;
};

} // namespace auth::test
