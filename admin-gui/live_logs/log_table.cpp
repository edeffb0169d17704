#include "live_logs/log_table.h"

#include "live_logs/log_delegate.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

/// In widths of a digit: what the columns usually hold.
constexpr std::array columnDigits{24, 12, 24, 14, 14};

} // namespace

LogTable::LogTable(LogModel &model, QWidget *parent)
    : TableView(parent), m_model(model), m_delegate(new LogDelegate(this))
{
    setObjectName(u"logs.table"_s);
    setAccessibleName(tr("Log lines"));
    setModel(&model);
    setItemDelegate(m_delegate);
    setVerticalScrollMode(ScrollPerItem);
    setContextMenuPolicy(Qt::CustomContextMenu);
    horizontalHeader()->setStretchLastSection(true);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    for (std::size_t i = 0; i < columnDigits.size(); ++i)
        setColumnWidth(static_cast<int>(i), columnDigits.at(i) * digit);
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_following)
            scrollToBottom();
    });
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { // dragged, or an arrow of it pressed
        setFollowing(verticalScrollBar()->sliderPosition() == verticalScrollBar()->maximum());
    });
    connect(&model, &LogModel::evicted, this, &LogTable::keepPlace);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &LogTable::rememberPlace);
    connect(&model, &QAbstractItemModel::modelReset, this, &LogTable::restorePlace);
}

void LogTable::setFollowing(bool following)
{
    if (following)
        scrollToBottom();
    if (std::exchange(m_following, following) != following)
        Q_EMIT followingChanged(following);
}

bool LogTable::isAtEnd() const { return verticalScrollBar()->value() == verticalScrollBar()->maximum(); }

void LogTable::wheelEvent(QWheelEvent *event)
{
    TableView::wheelEvent(event);
    if (event->angleDelta().y() > 0)
        setFollowing(false);
    else if (isAtEnd())
        setFollowing(true);
}

void LogTable::keyPressEvent(QKeyEvent *event)
{
    TableView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_PageUp:
    case Qt::Key_Home:
        return setFollowing(false);
    case Qt::Key_End:
        return setFollowing(true);
    default:
        return;
    }
}

void LogTable::resizeEvent(QResizeEvent *event)
{
    TableView::resizeEvent(event);
    if (m_following)
        scrollToBottom();
}

std::vector<qint64> LogTable::selectedRows() const
{
    std::vector<qint64> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows.push_back(m_model.rowId(index.row()));
    std::sort(rows.begin(), rows.end());
    return rows;
}

qint64 LogTable::currentRow() const { return currentIndex().isValid() ? m_model.rowId(currentIndex().row()) : -1; }

void LogTable::goTo(int row)
{
    if (row < 0)
        return;
    setFollowing(false);
    // Not as with setCurrentIndex(): Ctrl or Shift, held for the key that leads here, would add to the selection.
    selectionModel()->setCurrentIndex(m_model.index(row, 0),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(m_model.index(row, 0), PositionAtCenter);
}

void LogTable::setSoughtTexts(const QStringList &texts) { m_delegate->setSoughtTexts(texts); }

void LogTable::rememberPlace()
{
    const int top = rowAt(0);
    m_top = top < 0 || top >= m_model.rowCount() ? -1 : m_model.rowId(top);
    m_current = currentRow();
}

void LogTable::restorePlace()
{
    if (const int row = m_current < 0 ? -1 : m_model.rowOf(m_current); row >= 0)
        setCurrentIndex(m_model.index(row, 0));
    if (m_following)
        return scrollToBottom();
    const int top = m_top < 0 ? -1 : m_model.rowAtOrAfter(m_top);
    if (top >= 0 && top < m_model.rowCount())
        scrollTo(m_model.index(top, 0), PositionAtTop);
}

/// Rows went from the top: those that are looked at stay under the eye.
void LogTable::keepPlace(int evictedRows)
{
    if (m_following)
        return;
    const int value = verticalScrollBar()->value();
    if (value < evictedRows)
        Q_EMIT lostSight();
    verticalScrollBar()->setValue(std::max(0, value - evictedRows));
}

} // namespace auth::console
