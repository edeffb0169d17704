#include "console.h"

#include "audit/audit_page.h"
#include "jobs/job_panel.h"
#include "jobs/jobs_page.h"
#include "live_logs/logs_page.h"
#include "overview/overview_page.h"
#include "requests/request_panel.h"
#include "server/server_page.h"
#include "sessions/sessions_page.h"
#include "users/user_panel.h"
#include "users/users_page.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QApplication>

namespace auth::console {

using namespace Qt::StringLiterals;

Console::Console(QSettings &settings)
    : m_settings(settings), m_profiles(settings), m_vault(QFileInfo(settings.fileName()).absolutePath()),
      m_times(m_clock), m_preferences(settings, m_theme, m_times), m_idle(m_clock)
{
    const auto setPatience = [this] { m_idle.setPatience(std::chrono::minutes(m_preferences.lockMinutes())); };
    connect(&m_preferences, &Preferences::changed, this, setPatience);
    setPatience();
    m_theme.apply(*qApp);
}

MainWindow *Console::openWindow(const std::optional<ServerProfile> &profile)
{
    auto *window = new MainWindow({m_settings, m_profiles, m_vault, m_preferences, m_times, m_idle},
                                  [this](MainWindow &made, Workspace &work) { furnish(made, work); });
    connect(window, &MainWindow::newWindowWanted, this, [this] { openWindow()->show(); });
    const auto known = m_profiles.all();
    if (profile || !known.isEmpty())
        window->connectTo(profile ? *profile : known.first());
    return window;
}

void Console::furnish(MainWindow &window, Workspace &work)
{
    DetailsDock &details = window.details();
    window.addDetails(Subject::Request, new RequestPanel(work));
    window.addDetails(Subject::Job, new JobPanel(work));
    window.addPage(new OverviewPage(work, &window), Permission::SystemRead);
    auto *users = new UsersPage(work, &window);
    window.addDetails(Subject::User, users->panel());
    window.addPage(users, Permission::UsersRead);
    window.addPage(new SessionsPage(work, details, &window), Permission::SessionsRead);
    window.addPage(new AuditPage(work, details, &window), Permission::AuditRead);
    window.addPage(new LogsPage(work, details, &window), Permission::LogsRead);
    window.addPage(new ServerPage(work, &window), Permission::SystemRead);
    window.addPage(new JobsPage(work, &window), Permission::UsersRead);
}

} // namespace auth::console
