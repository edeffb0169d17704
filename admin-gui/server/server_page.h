#pragma once

#include "shell/live_page.h"

QT_FORWARD_DECLARE_CLASS(QTabWidget)

namespace auth {
struct SystemState;
}

namespace auth::console {

class CircuitsTab;
class HealthTab;
class LogLevelsTab;
class RetentionTab;
class RolesTab;
class SettingsTab;

/// The server inside: health, settings, circuits, log levels, roles, audit retention. The filter of a target is the
/// name of a tab: health, settings, circuits, levels, roles, retention.
class ServerPage : public LivePage {
    Q_OBJECT

public:
    ServerPage(Workspace &workspace, QWidget *parent);

    void open(const Target &target) override;
    Target target() const override;
    void focusFilter() override;
    bool escape() override;
    void refresh() override;

protected:
    void setStale(bool stale) override;

private:
    QWidget *makeContent();
    void addTab(QWidget *tab, const QString &name, const QString &title);
    CallHandle askState();
    void enterTab();
    QString currentName() const;

    QTabWidget *m_tabs;
    HealthTab *m_health;
    SettingsTab *m_settings;
    CircuitsTab *m_circuits;
    LogLevelsTab *m_levels;
    RolesTab *m_roles;
    RetentionTab *m_retention;
};

} // namespace auth::console
