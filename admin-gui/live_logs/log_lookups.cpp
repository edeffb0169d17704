#include "live_logs/log_table.h"
#include "live_logs/logs_page.h"
#include "live_logs/picked_rows.h"
#include "live_logs/server_lines.h"
#include "widgets/state_view.h"

#include <QtCore/QJsonObject>
#include <QtWidgets/QTabWidget>

// The tabs that LogsPage opens for lines it looks for.

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostFetched = 2000;
constexpr qint64 contextLines = 50;
constexpr LogLimits fetchedLimits{.rows = 200'000, .bytes = 64LL << 20};

Failure failureOf(const ApiError &error)
{
    return {.text = error.message, .requestId = error.requestId, .details = {}};
}

} // namespace

void LogsPage::openNarrow()
{
    LogTab &from = current().grows() ? current() : *m_live;
    if (current().model().filter().isEmpty())
        return m_work.notices.say(Tone::Info,
                                  tr("Type a filter first: the new tab follows the lines it lets through."));
    const FilterExpression wanted = current().demanded();
    LogTab *tab = addTab(LogTab::Kind::Narrow, wanted.text(), fetchedLimits);
    tab->append(from.having(wanted));
    tab->setOnly(wanted);
    m_tabs->setCurrentWidget(tab);
    tab->table().setFocus();
}

LogTab *LogsPage::addFetched(const QString &title, TimeMode times)
{
    LogTab *tab = addTab(LogTab::Kind::Fetched, title, fetchedLimits);
    tab->model().setTimeMode(times);
    tab->state().showLoading();
    m_tabs->setCurrentWidget(tab);
    return tab;
}

void LogsPage::fetchInto(LogTab *tab, LogQuery query, const FilterExpression &held)
{
    const auto take = [this, tab, held](const Answer<ServerLines::Fetched> &fetched) {
        if (!fetched)
            return tab->state().showError(failureOf(fetched.error()));
        // The store may lag behind what has been seen already.
        tab->append(held.isEmpty() ? fetched->lines : merged(fetched->lines, m_live->having(held)));
        tab->state().showContent();
        tab->showState();
        tab->table().setFocus();
        if (!fetched->complete)
            m_work.notices.say(Tone::Info, tr("There are more lines than are shown here."));
    };
    (new ServerLines(m_work.client, std::move(query), mostFetched, tab, take))->begin();
}

void LogsPage::openRequest()
{
    const QString id = currentLine()[u"request_id"_s].toString();
    if (id.isEmpty())
        return;
    LogQuery query;
    query.requestId = id;
    query.sequence = LineSequence::OldestFirst;
    fetchInto(addFetched(tr("Request %1").arg(id.left(13)), TimeMode::Delta), query,
              FilterExpression().with(u"request_id"_s, id));
}

void LogsPage::openOlder()
{
    LogTab &from = current();
    LogQuery query;
    static_cast<LogFilter &>(query) = from.model().filter().atServer(FreeText::AtServerToo);
    query.sequence = LineSequence::NewestFirst;
    if (const LogBuffer &buffer = from.model().buffer(); buffer.count() > 0)
        query.before = QString::fromLatin1(buffer.row(buffer.firstRow()).record().place.text());
    const QString filter = from.filterText();
    LogTab *tab =
        addFetched(filter.isEmpty() ? tr("Older lines") : tr("Older: %1").arg(filter), from.model().timeMode());
    tab->setFilterText(filter);
    fetchInto(tab, query);
}

/// From a tab that has the neighbours of its lines, in the order they were written; else the service has them.
void LogsPage::openContext()
{
    LogTab &from = current();
    const qint64 row = from.table().currentRow();
    if (row < 0)
        return;
    if (from.kind() == LogTab::Kind::Live || from.kind() == LogTab::Kind::File)
        return showNeighbours(from, row);
    const LogRow line = from.model().buffer().row(row);
    if (const qint64 live = rowAt(m_live->model().buffer().snapshot(), line.record().place); live >= 0)
        return showNeighbours(*m_live, live);
    LogBatch own;
    own.appendRow(line);
    fetchNeighbours(addFetched(tr("Context"), from.model().timeMode()), line.record().place, own);
}

void LogsPage::showNeighbours(LogTab &from, qint64 row)
{
    const LogBuffer &buffer = from.model().buffer();
    const qint64 first = std::max(buffer.firstRow(), row - contextLines);
    LogBatch lines;
    for (qint64 each = first; each < std::min(buffer.endRow(), row + contextLines + 1); ++each)
        lines.appendRow(buffer.row(each));
    LogTab *tab = addFetched(tr("Context"), from.model().timeMode());
    tab->append(lines);
    tab->table().goTo(static_cast<int>(row - first));
    tab->table().setFocus();
}

void LogsPage::fetchNeighbours(LogTab *tab, LinePlace place, const LogBatch &line)
{
    LogQuery older;
    older.before = QString::fromLatin1(place.text());
    LogQuery newer;
    newer.after = older.before;
    newer.sequence = LineSequence::OldestFirst;
    const auto takeOlder = [this, tab, newer, line](const Answer<ServerLines::Fetched> &fetched) {
        if (!fetched)
            return tab->state().showError(failureOf(fetched.error()));
        tab->append(fetched->lines);
        tab->append(line);
        tab->table().goTo(static_cast<int>(fetched->lines.size()));
        const auto takeNewer = [tab](const Answer<ServerLines::Fetched> &rest) {
            if (rest)
                tab->append(rest->lines);
            tab->table().setFocus();
        };
        (new ServerLines(m_work.client, newer, contextLines, tab, takeNewer))->begin();
    };
    (new ServerLines(m_work.client, older, contextLines, tab, takeOlder))->begin();
}

} // namespace auth::console
