#pragma once

#include "shell/bulk_run.h"

namespace auth::console {

/// What is done to one job that is there.
class JobChanges : public QObject {
    Q_OBJECT

public:
    /// Dialogs stand over `window`.
    JobChanges(Workspace &workspace, BulkRun &run, QWidget *window);

    void cancel(const Job &job);
    /// Asks first: whoever finds a job in the list may not be who has started it.
    void undo(const Job &job);

Q_SIGNALS:
    void changed(const auth::Job &job);

private:
    Workspace &m_workspace;
    BulkRun &m_run;
    QWidget *m_window;
};

} // namespace auth::console
