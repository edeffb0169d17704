#pragma once

#include "shell/workspace.h"

QT_FORWARD_DECLARE_CLASS(QMenu)

namespace auth::console {

class LogsPage;

/// What can be done with the log: following, moving, marking, leading elsewhere, files.
class LogsActions : public QObject {
    Q_OBJECT

public:
    LogsActions(Workspace &work, LogsPage &page);

    void popUp(const QPoint &globalPosition);

private:
    void addFollowing();
    void addFilters();
    void addMoving();
    void addLeading();
    void addFiles();
    void judge();
    void fillSavedFilters(QMenu &menu);
    Action *add(const QString &id, const QString &text, Icon picture, const QKeySequence &keys,
                std::function<void()> run, std::optional<Permission> needs = {});
    /// Only while the focus is in the page's tables: keys that a line edit needs.
    Action *addForTables(const QString &id, const QString &text, Icon picture, const QKeySequence &keys,
                         std::function<void()> run);
    Action *withLine(Action *action, const QString &member);

    Workspace &m_work;
    LogsPage &m_page;
    Action *m_follow = nullptr;
    Action *m_pause = nullptr;
    Action *m_closeTab = nullptr;
    QList<std::pair<Action *, QString>> m_needLine; ///< And the member the line must have; empty: any line.
};

} // namespace auth::console
