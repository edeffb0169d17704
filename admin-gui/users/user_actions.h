#pragma once

#include "users/bulk_changes.h"
#include "users/user_changes.h"

namespace auth::console {

class UserPanel;

/// Everything that can be done with users: of one selected user at once or after a question, of more by a job. Says of
/// each action why it is not possible.
class UserActions : public QObject {
    Q_OBJECT

public:
    UserActions(Workspace &workspace, UserSelection &selection, UserListModel &model, UserPanel &panel, QWidget *table);

    UserChanges &changes() { return m_changes; }
    /// How many can administer, as far as that is known: the last one is not taken out.
    void setAdministrators(std::optional<qint64> count);

Q_SIGNALS:
    void exportWanted();
    void importWanted();
    /// Many users are not what they were.
    void manyChanged();

private:
    using Change = void (UserChanges::*)(const Account &account);

    void addEditing(QWidget *table);
    void addSwitches();
    void addSecurity(QWidget *table);
    void addLooking();
    void addSelecting(QWidget *table);
    void openPanel(const Account &account);
    void addForOne(ActionFacts facts, std::function<void(const Account &)> run);
    /// `where`: the key works only there.
    void addForAny(ActionFacts facts, JobAction action, Change change, QWidget *where = nullptr);

    void check(const Account &account);
    void judge();
    QString objection(JobAction action, const Account &account) const;
    QString objection(JobAction action) const;

    struct Any {
        Action *action;
        JobAction job;
    };

    Workspace &m_workspace;
    UserSelection &m_selection;
    UserListModel &m_model;
    UserPanel &m_panel;
    QWidget *m_window;
    UserChanges m_changes;
    BulkChanges m_bulk;
    QList<Action *> m_forOne;
    QList<Any> m_forAny;
    Action *m_roles = nullptr;
    std::optional<qint64> m_administrators;
};

} // namespace auth::console
