#include "log/log_model.h"

// What the cells of the table say.

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const IdBytes &id) { return id == noId ? QString() : uuidText(id); }

} // namespace

QString LogModel::text(int row, int column) const
{
    const LogRow line = this->row(row);
    const bool isLine = line.record().kind == RowKind::Line;
    switch (column) {
    case TimeColumn:
        return timeText(row, line.record());
    case LevelColumn:
        return isLine ? wireName(line.record().logLevel()) : QString();
    case EventColumn:
        return line.string(LogText::Event);
    case RequestColumn:
        return line.requestId();
    case UserColumn:
        return textOf(line.record().user);
    case MessageColumn:
        return isLine ? said(line) : message(line);
    default:
        return {};
    }
}

/// What the line says, or the request it is of: "GET /api/users 200 in 3.2 ms".
QString LogModel::said(const LogRow &line)
{
    if (!line.text(LogText::Message).isEmpty() || line.text(LogText::Route).isEmpty())
        return line.string(LogText::Message);
    const LogRecord &record = line.record();
    QString text = line.string(LogText::Method) + u' ' + line.string(LogText::Route);
    if (record.status)
        text += u' ' + QString::number(record.status);
    return record.durationMs < 0 ? text : tr("%1 in %2 ms").arg(text, QString::number(record.durationMs, 'f', 1));
}

QString LogModel::message(const LogRow &row)
{
    const qint64 missing = row.record().missing();
    const auto number = static_cast<int>(std::min<qint64>(missing, std::numeric_limits<int>::max()));
    switch (row.record().kind) {
    case RowKind::Restart:
        return tr("The log goes on with another run of the service");
    case RowKind::Overflow:
        return tr("%Ln line(s) came faster than they could be taken in", nullptr, number);
    default:
        return missing < 0 ? tr("Lines are not available, nobody knows how many")
                           : tr("%Ln line(s) not available", nullptr, number);
    }
}

QString LogModel::timeText(int row, const LogRecord &record) const
{
    if (m_timeMode == TimeMode::Relative)
        return LogTimes::relative(record.time, m_now);
    if (m_timeMode != TimeMode::Delta)
        return m_times.clock(record.time, m_now, m_timeMode);
    return LogTimes::delta(row == 0 ? std::chrono::milliseconds(0) : record.time - this->row(row - 1).record().time);
}

QString LogModel::beginningText() const
{
    if (m_buffer.count() == 0)
        return {};
    const Time time = m_buffer.row(m_buffer.firstRow()).record().time;
    return m_timeMode == TimeMode::Relative ? LogTimes::relative(time, m_now) : m_times.clock(time, m_now, m_timeMode);
}

QString LogModel::toolTip(int row, int column) const
{
    if (column != TimeColumn)
        return text(row, column);
    const Time time = this->row(row).record().time;
    return tr("%1 (local time)\n%2 (UTC)").arg(m_times.full(time, TimeMode::Local), toRfc3339(time));
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return toolTip(index.row(), index.column());
    case Qt::AccessibleTextRole:
        return text(index.row(), index.column());
    default:
        return role >= Qt::UserRole ? raw(index.row(), role) : QVariant();
    }
}

QVariant LogModel::raw(int row, int role) const
{
    const LogRow line = this->row(row);
    switch (role) {
    case RowIdRole:
        return rowId(row);
    case KindRole:
        return static_cast<int>(line.record().kind);
    case LevelRole:
        return static_cast<int>(line.record().level);
    case MarkRole:
        return m_buffer.markOf(rowId(row));
    case TimeRole:
        return toMillis(line.record().time);
    case RequestRole:
        return line.requestId();
    case UserRole:
        return textOf(line.record().user);
    case SessionRole:
        return textOf(line.record().session);
    case JsonRole:
        return line.json(LogRow::Epoch::First);
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return m_timeMode == TimeMode::Utc     ? tr("Time (UTC)")
               : m_timeMode == TimeMode::Delta ? tr("Since the one before")
                                               : tr("Time");
    case LevelColumn:
        return tr("Level");
    case EventColumn:
        return tr("Event");
    case RequestColumn:
        return tr("Request");
    case UserColumn:
        return tr("User");
    case MessageColumn:
        return tr("Message");
    default:
        return {};
    }
}

} // namespace auth::console
