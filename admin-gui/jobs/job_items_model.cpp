#include "jobs/job_items_model.h"

#include "api/endpoints/jobs.h"
#include "jobs/failure_list.h"
#include "widgets/row_model.h"
#include "shell/outcome_words.h"

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pageSize = 100;

} // namespace

JobItemsModel::JobItemsModel(ApiClient &client, QObject *parent) : QAbstractTableModel(parent), m_client(client) {}

void JobItemsModel::ask(JobId job, const QString &outcome)
{
    if (job == m_job && outcome == m_outcome)
        return refresh();
    m_job = job;
    m_outcome = outcome;
    beginResetModel();
    m_items.clear();
    m_more = false;
    endResetModel();
    load(0, true);
}

void JobItemsModel::refresh()
{
    if (!m_call.isUnderWay()) // or the page that is being fetched would never come
        load(0, true);
}

void JobItemsModel::load(qint64 after, bool anew)
{
    m_call.cancel();
    JobItemsRequest request{.id = m_job, .outcome = {}, .after = after, .limit = pageSize};
    if (!m_outcome.isEmpty())
        request.outcome = m_outcome;
    m_call = m_client.send(api::jobItems, request, this, [this, anew](const Answer<auth::Page<JobItem>> &page) {
        if (page)
            take(*page, anew);
        else
            Q_EMIT failed(page.error());
    });
}

/// The first page anew leaves rows that are as they were alone, so that nobody who has scrolled down loses the place.
void JobItemsModel::take(const auth::Page<JobItem> &page, bool anew)
{
    const bool same =
        anew && m_items.size() >= page.items.size()
        && std::equal(page.items.begin(), page.items.end(), m_items.begin(),
                      [](const JobItem &one, const JobItem &other) { return one.userId == other.userId; });
    if (same && !page.items.isEmpty()) {
        std::copy(page.items.begin(), page.items.end(), m_items.begin());
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(page.items.size()) - 1, ColumnCount - 1));
    } else if (anew) {
        beginResetModel();
        m_items.clear();
        endResetModel();
        put(page.items);
        m_more = page.nextCursor.has_value();
    } else {
        put(page.items);
        m_more = page.nextCursor.has_value();
    }
    Q_EMIT loaded();
}

void JobItemsModel::put(const QList<JobItem> &items)
{
    if (items.isEmpty())
        return;
    const int first = static_cast<int>(m_items.size());
    beginInsertRows({}, first, first + static_cast<int>(items.size()) - 1);
    m_items += items;
    endInsertRows();
}

const JobItem *JobItemsModel::item(int row) const { return row >= 0 && row < m_items.size() ? &m_items[row] : nullptr; }

int JobItemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int JobItemsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant JobItemsModel::data(const QModelIndex &index, int role) const
{
    const JobItem *item = index.isValid() ? this->item(index.row()) : nullptr;
    if (!item)
        return {};
    const QString outcome = outcomeOf(*item);
    if (role == toneRole && index.column() == Outcome && !outcome.isEmpty())
        return static_cast<int>(outcomeTone(outcome));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case User:
        return item->username.isEmpty() ? tr("No longer there") : item->username;
    case Email:
        return item->email;
    case Outcome:
        return outcomeText(outcome);
    default:
        return {};
    }
}

QVariant JobItemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case User:
        return tr("User");
    case Email:
        return tr("E-mail");
    case Outcome:
        return tr("Outcome");
    default:
        return {};
    }
}

bool JobItemsModel::canFetchMore(const QModelIndex &parent) const { return !parent.isValid() && m_more; }

void JobItemsModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent) || m_call.isUnderWay())
        return;
    load(m_items.last().position, false);
}

} // namespace auth::console
