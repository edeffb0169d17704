#pragma once

#include "jobs/job_changes.h"
#include "jobs/job_model.h"
#include "shell/live_page.h"

namespace auth::console {

class FilterBar;
class TableView;

/// The last hundred jobs, newest first, live while one runs. Enter opens the details.
class JobsPage : public LivePage {
    Q_OBJECT

public:
    JobsPage(Workspace &workspace, QWidget *parent);

    /// The filter is a part of any text of a row; the id is of the job to select.
    void open(const Target &target) override;
    Target target() const override;
    void focusFilter() override;
    bool escape() override;

protected:
    void setStale(bool stale) override;

private:
    QWidget *makeContent();
    void addActions();
    Action *addAction(const QString &id, const QString &text, Icon icon, const QString &keys, bool changes,
                      std::function<void(const Job &job)> run);
    CallHandle askJobs();
    CallHandle askWhileUnderWay();
    void showJobs(const QList<Job> &jobs);
    void put(const Job &job);
    void filter();
    bool matches(const Job &job) const;
    void judge();
    void openDetails();
    const Job *current() const;
    void selectWanted();

    BulkRun *m_run;
    JobChanges *m_changes;
    CallHandle m_call;
    QList<Job> m_all;
    JobModel *m_model;
    FilterBar *m_filter;
    TableView *m_table;
    Action *m_open;
    Action *m_start;
    Action *m_cancel;
    Action *m_undo;
    QString m_wanted; ///< To select when it is there.
};

} // namespace auth::console
