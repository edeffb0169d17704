#pragma once

#include "api/system_messages.h"
#include "shell/workspace.h"
#include "widgets/row_model.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QComboBox)
QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QSpinBox)

namespace auth::console {

class StateView;
class TableView;

/// What each module writes to the log. Another level is for some minutes; then the usual one returns by itself.
class LogLevelsTab : public QWidget {
    Q_OBJECT

public:
    LogLevelsTab(Workspace &workspace, QWidget *parent = nullptr);

    void refresh();
    /// By the page: whether this tab is on show.
    void setHere(bool here);
    const LogLevelState &levels() const { return m_state; }

private:
    QWidget *makeContent();
    void addActions();
    void show(const LogLevelState &state);
    void countDown();
    void judge();
    void setLevel();
    void change(QList<ModuleLevel> levels, std::optional<int> minutes, const QString &what);
    QStringList selectedModules() const;

    Workspace &m_workspace;
    LogLevelState m_state;
    RowModel<ModuleLevel> *m_model;
    TableView *m_table;
    QComboBox *m_level;
    QSpinBox *m_minutes;
    QLabel *m_left;
    StateView *m_view;
    Action *m_set;
    Action *m_return;
    QTimer m_second;
    bool m_here = false;
};

} // namespace auth::console
