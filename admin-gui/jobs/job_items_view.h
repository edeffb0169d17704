#pragma once

#include "jobs/job_items_model.h"

#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QComboBox)

namespace auth::console {

class TableView;

/// The accounts of a job: all of them, or those with one outcome.
class JobItemsView : public QWidget {
    Q_OBJECT

public:
    explicit JobItemsView(ApiClient &client, QWidget *parent = nullptr);

    /// Asks for them; what is there of the same job stays until then.
    void load(JobId job);
    /// Offers the outcomes that the job knows.
    void showOutcomes(const Job &job);
    /// Null: none.
    const JobItem *current() const;

Q_SIGNALS:
    void currentChanged();
    void activated();

private:
    QLayout *makeChoice();
    void setUpTable();
    QString outcome() const;

    JobId m_job;
    JobItemsModel *m_items;
    QComboBox *m_outcome;
    TableView *m_table;
    QList<JobOutcome> m_outcomes; ///< On offer.
};

} // namespace auth::console
