#pragma once

#include "jobs/job_failures.h"
#include "jobs/job_items_view.h"
#include "shell/details_panel.h"

#include <QtCore/QTimer>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QProgressBar)

namespace auth::console {

class KeyValueView;
class StateBadge;
class StateView;

/// One job: what, how far, and what became of its accounts one by one; those that failed as a file, or once more.
class JobPanel : public DetailsPanel {
    Q_OBJECT

public:
    JobPanel(Workspace &workspace, QWidget *parent = nullptr);

    void open(const QString &id) override;
    void refresh() override;
    QString title() const override;

    /// To this file; what came of it is told.
    void exportFailures(const QString &path) { m_failures->exportTo(m_id, path); }

private:
    QWidget *makeContent();
    QWidget *makeButtons();
    void addActions();
    Action *addAction(const QString &id, const QString &text, Icon icon, const QString &keys,
                      std::optional<Permission> needs, bool changes, std::function<void()> run);
    void showJob(const Job &job);
    void judge();
    void heed(const Job &job);
    void askForFile();
    void showAudit();
    void openUser();
    void follow(const QString &kind, const QString &target);

    Workspace &m_workspace;
    BulkRun *m_run;
    JobFailures *m_failures;
    JobId m_id;
    std::optional<Job> m_job;
    JobItemsView *m_items;
    StateView *m_view;
    QLabel *m_heading;
    StateBadge *m_badge;
    QProgressBar *m_progress;
    KeyValueView *m_facts;
    QTimer m_again;
    Action *m_export;
    Action *m_retry;
    Action *m_audit;
    Action *m_user;
};

} // namespace auth::console
