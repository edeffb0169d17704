#pragma once

#include "shell/bulk_run.h"
#include "users/user_selection.h"

namespace auth::console {

/// What is done to all selected users, by a job.
class BulkChanges : public QObject {
    Q_OBJECT

public:
    /// Dialogs stand over `window`.
    BulkChanges(Workspace &workspace, const UserSelection &selection, const UserListModel &model, QWidget *window);

    void begin(JobAction action);
    /// Asks first which one is given or taken.
    void changeRoles();

Q_SIGNALS:
    /// Users are not what they were.
    void done();

private:
    void lock();
    void run(const BulkChange &change);

    Workspace &m_workspace;
    const UserSelection &m_selection;
    const UserListModel &m_model;
    QWidget *m_window;
    BulkRun m_run;
};

} // namespace auth::console
