#pragma once

#include "model/listed_session.h"
#include "shell/list_page.h"

namespace auth::console {

class DetailsDock;
class SessionPanel;

/// Everybody's live sessions, newest first, and the end of one or many.
class SessionsPage : public ListPage {
    Q_OBJECT

public:
    SessionsPage(Workspace &work, DetailsDock &details, QWidget *parent);

protected:
    std::optional<FilterProblem> apply(const QString &filter) override;
    void selectionChanged() override;
    void activated(const QModelIndex &index) override;

private:
    using Model = CursorModel<ListedSession>;

    void addActions();
    QList<ListedSession> selected() const;
    void leadFrom(const std::function<Target(const ListedSession &)> &to);
    void askToEnd();
    void end(const QList<ListedSession> &sessions, const QString &reason);

    Model *m_model;
    DetailsDock &m_details;
    SessionPanel *m_panel;
    QList<Action *> m_needOne;
    Action *m_end = nullptr;
};

} // namespace auth::console
