#include "jobs/job_items_view.h"

#include "widgets/badge_delegate.h"
#include "shell/outcome_words.h"
#include "widgets/table_view.h"
#include "widgets/time_text.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

namespace auth::console {

using namespace Qt::StringLiterals;

JobItemsView::JobItemsView(ApiClient &client, QWidget *parent)
    : QWidget(parent), m_items(new JobItemsModel(client, this)), m_outcome(new QComboBox), m_table(new TableView)
{
    setUpTable();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addLayout(makeChoice());
    column->addWidget(m_table, 1);
    connect(m_outcome, &QComboBox::activated, this, [this] { m_items->ask(m_job, outcome()); });
    connect(m_table, &TableView::rowActivated, this, &JobItemsView::activated);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &JobItemsView::currentChanged);
}

QLayout *JobItemsView::makeChoice()
{
    auto *show = new QLabel(tr("S&how:"));
    show->setBuddy(m_outcome);
    m_outcome->setObjectName(u"jobOutcome"_s);
    m_outcome->setAccessibleName(tr("Show"));
    m_outcome->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *row = new QHBoxLayout;
    row->addWidget(show);
    row->addWidget(m_outcome, 1);
    return row;
}

void JobItemsView::setUpTable()
{
    m_table->setObjectName(u"jobItems"_s);
    m_table->setAccessibleName(tr("Accounts of the job"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_items);
    m_table->setItemDelegate(new BadgeDelegate(m_table));
    m_table->setColumnWidth(JobItemsModel::User, 120);
    m_table->setColumnWidth(JobItemsModel::Outcome, 180);
}

QString JobItemsView::outcome() const { return m_outcome->currentData().toString(); }

void JobItemsView::load(JobId job)
{
    if (job != m_job) {
        m_outcomes.clear();
        m_outcome->clear();
    }
    m_job = job;
    m_items->ask(job, outcome());
}

void JobItemsView::showOutcomes(const Job &job)
{
    const auto outcomes = job.outcomes.value_or(QList<JobOutcome>());
    if (m_outcome->count() > 0 && outcomes == m_outcomes)
        return;
    m_outcomes = outcomes;
    const QString chosen = outcome();
    m_outcome->clear();
    m_outcome->addItem(tr("All accounts (%1)").arg(numberText(job.total)), QString());
    for (const JobOutcome &each : outcomes)
        m_outcome->addItem(tr("%1 (%2)").arg(outcomeText(each.outcome), numberText(each.count)), each.outcome);
    m_outcome->setCurrentIndex(std::max(0, m_outcome->findData(chosen)));
}

const JobItem *JobItemsView::current() const { return m_items->item(m_table->currentIndex().row()); }

} // namespace auth::console
