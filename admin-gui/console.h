#pragma once

#include "client/profile_store.h"
#include "client/token_vault.h"
#include "shell/main_window.h"

namespace auth::console {

/// The program: what its windows share, and the only place that knows all pages.
class Console : public QObject {
    Q_OBJECT

public:
    /// `settings` outlives it. Styles the application.
    explicit Console(QSettings &settings);

    /// On a profile, signed in where a session was kept; without one on the last used.
    MainWindow *openWindow(const std::optional<ServerProfile> &profile = std::nullopt);
    ProfileStore &profiles() { return m_profiles; }

private:
    void furnish(MainWindow &window, Workspace &work);

    SystemClock m_clock;
    QSettings &m_settings;
    ProfileStore m_profiles;
    TokenVault m_vault;
    Theme m_theme;
    TimeText m_times;
    Preferences m_preferences;
    IdleLock m_idle; ///< One for all windows: the touch that wakes them is one.
};

} // namespace auth::console
