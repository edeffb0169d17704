#include "live_logs/log_tab.h"

#include "live_logs/log_table.h"
#include "live_logs/picked_rows.h"
#include "log/line_matcher.h"
#include "log/row_finder.h"
#include "widgets/filter_bar.h"
#include "widgets/state_view.h"
#include "widgets/time_text.h"

#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

TimeMode modeOf(const TimeText &times)
{
    switch (times.mode()) {
    case TimeText::Mode::Local:
        return TimeMode::Local;
    case TimeText::Mode::Utc:
        return TimeMode::Utc;
    case TimeText::Mode::Relative:
        return TimeMode::Relative;
    }
    return TimeMode::Local;
}

qint64 bytesOf(const LogBatch &lines)
{
    return std::ssize(lines.texts) + lines.size() * static_cast<qint64>(sizeof(LogRecord));
}

Time now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

} // namespace

LogTab::LogTab(Kind kind, LogLimits limits, TimeText &times, QWidget *parent)
    : QWidget(parent), m_kind(kind), m_model(new LogModel(limits, this)), m_filter(new FilterBar(this)),
      m_table(new LogTable(*m_model)), m_state(new StateView(m_table, this))
{
    m_filter->setObjectName(u"logs.filter"_s);
    m_filter->setPlaceholder(tr("level:>=warning event:sign_in.* user:id \"two words\" -noise /regex/"));
    m_filter->setKeys({});
    m_filter->setDelay(std::chrono::milliseconds(120));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 8, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(m_filter);
    rows->addWidget(m_state, 1);
    m_table->setFollowing(grows());
    connect(m_filter, &FilterBar::edited, this, &LogTab::applyFilter);
    connect(m_filter, &FilterBar::submitted, this, &LogTab::applyFilter);
    connect(m_model, &LogModel::filterApplied, this, &LogTab::showState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &LogTab::showState);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &LogTab::showState);
    connect(m_table, &LogTable::followingChanged, this, [this] {
        m_seenTo = m_model->buffer().endRow();
        Q_EMIT changed();
    });
    followTimes(times);
    showState();
}

LogTab::~LogTab() = default;

void LogTab::followTimes(TimeText &times)
{
    const auto take = [this, &times] {
        m_model->setNow(now());
        m_model->setTimeMode(modeOf(times));
    };
    take();
    connect(&times, &TimeText::modeChanged, this, take);
    connect(&times, &TimeText::changed, this, [this] { m_model->setNow(now()); });
}

void LogTab::setOnly(const FilterExpression &expression)
{
    m_onlyOf = expression;
    m_only = std::make_unique<LineMatcher>(expression);
}

FilterExpression LogTab::demanded() const
{
    const auto both = FilterExpression::parse(m_onlyOf.text() + u' ' + m_model->filter().text());
    return std::get<FilterExpression>(both);
}

LogBatch LogTab::having(const FilterExpression &expression) const
{
    const LineMatcher matcher(expression);
    LogBatch lines = rowsOf(m_model->buffer().snapshot(), matcher);
    for (const LogBatch &batch : m_waiting)
        lines.append(rowsOf(batch, matcher));
    return lines;
}

void LogTab::append(const LogBatch &batch)
{
    const LogBatch own = m_only ? rowsOf(batch, *m_only) : LogBatch();
    const LogBatch &lines = m_only ? own : batch;
    if (lines.isEmpty())
        return;
    if (m_paused)
        return keepWaiting(lines);
    m_model->append(lines);
    showCount();
}

void LogTab::keepWaiting(const LogBatch &lines)
{
    m_waiting.push_back(lines);
    m_waitingRows += lines.size();
    m_waitingBytes += bytesOf(lines);
    const LogLimits &limits = m_model->buffer().limits(); // as much again as the ring holds
    while (m_waitingRows > limits.rows || m_waitingBytes > limits.bytes)
        dropWaiting();
    Q_EMIT changed();
}

void LogTab::dropWaiting()
{
    m_waitingRows -= m_waiting.front().size();
    m_waitingBytes -= bytesOf(m_waiting.front());
    m_dropped += m_waiting.front().size();
    m_waiting.pop_front();
}

void LogTab::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused) {
        if (m_dropped > 0) {
            LogBatch gap;
            gap.addMark(RowKind::Overflow, {}, std::exchange(m_dropped, 0));
            m_model->append(gap);
        }
        for (const LogBatch &batch : std::exchange(m_waiting, {}))
            m_model->append(batch);
        m_waitingRows = m_waitingBytes = 0;
    }
    Q_EMIT changed();
}

qint64 LogTab::unseen() const
{
    const qint64 scrolled = m_table->isFollowing() ? 0 : m_model->buffer().endRow() - m_seenTo;
    return m_waitingRows + std::max<qint64>(0, scrolled);
}

void LogTab::setFilterText(const QString &text) { m_filter->setText(text); }

QString LogTab::filterText() const { return m_filter->text(); }

void LogTab::applyFilter(const QString &text)
{
    const auto parsed = FilterExpression::parse(text);
    if (const auto *problem = std::get_if<FilterProblem>(&parsed)) {
        m_filter->setError(problem->sentence, problem->position, problem->length);
        return; // the last good filter stays
    }
    m_filter->setError({});
    const auto &expression = std::get<FilterExpression>(parsed);
    m_table->setSoughtTexts(expression.soughtTexts());
    m_model->setFilter(expression);
    Q_EMIT filterAccepted(text);
}

void LogTab::showState()
{
    showCount();
    const bool nothing = m_model->buffer().count() == 0;
    const auto state = m_state->state();
    const bool waits = state == StateView::State::Forbidden || state == StateView::State::Loading;
    if (m_model->rowCount() > 0)
        m_state->showContent();
    else if (nothing && waits)
        m_filter->setCount({});
    else if (nothing && !grows())
        m_state->showEmpty(Icon::Logs, tr("There are no lines."), {});
    else if (nothing)
        m_state->showEmpty(Icon::Logs, tr("No line has come yet. They appear here as the service writes them."), {});
    else if (!m_model->isSearching())
        m_state->showEmpty(Icon::Logs, tr("No line in the buffer matches this filter."),
                           {tr("Clear filter"), [this] { m_filter->clear(); }});
    if (m_table->isFollowing())
        m_seenTo = m_model->buffer().endRow();
    Q_EMIT changed();
}

void LogTab::showCount()
{
    const QString all = numberText(m_model->buffer().count());
    if (m_model->filter().isEmpty())
        return m_filter->setCount(tr("%1 lines").arg(all));
    const QString text = m_model->filterGaveUp() ? tr("%1 of %2; the filter takes too long for some") : tr("%1 of %2");
    m_filter->setCount(text.arg(numberText(m_model->rowCount()), all));
}

bool LogTab::find(const QString &text, bool forward)
{
    const int rows = m_model->rowCount();
    const int step = forward ? 1 : rows - 1;
    int row = m_table->currentIndex().isValid() ? m_table->currentIndex().row() : (forward ? rows - 1 : 0);
    const RowFinder wanted(text);
    for (int looked = 0; looked < rows; ++looked) {
        row = (row + step) % rows;
        if (wanted.isIn(*m_model, row)) {
            m_table->goTo(row);
            return true;
        }
    }
    return false;
}

} // namespace auth::console
