#include "requests/story_model.h"

#include "widgets/time_text.h"

#include <QtCore/QPointF>

#include <algorithm>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString millis(double ms) { return durationText(std::chrono::duration<double, std::milli>(ms)); }

QString whatText(const QString &what)
{
    static const QHash<QString, const char *> words{
        {u"received"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Received")},
        {u"limits"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Rate limits")},
        {u"lane"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Waited for a thread")},
        {u"authentication"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Token checked")},
        {u"handler"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Handled")},
        {u"limits.shared"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Shared rate limits")},
        {u"pool"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Waited for a connection")},
        {u"writer"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Waited for the writer")},
        {u"statement"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Statement")},
        {u"commit"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Committed")},
        {u"hash.slot"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Waited for a hash slot")},
        {u"hash"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Password hashed")},
        {u"line"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Log line")},
        {u"audit"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "On record")},
        {u"answered"_s, QT_TRANSLATE_NOOP("auth::console::StoryModel", "Answered")},
    };
    const char *word = words.value(what);
    return word ? StoryModel::tr(word) : what;
}

QString detailText(const StoryEntry &entry)
{
    QStringList parts;
    if (entry.detail && !entry.detail->isEmpty())
        parts += *entry.detail;
    if (entry.status)
        parts += u"HTTP %1"_s.arg(*entry.status);
    if (entry.count)
        parts += StoryModel::tr("%n time(s)", nullptr, static_cast<int>(*entry.count));
    if (entry.message && !entry.message->isEmpty())
        parts += *entry.message;
    return parts.join(u" · "_s);
}

} // namespace

QString storyText(const StoryEntry &entry)
{
    QStringList lines{whatText(entry.what)};
    if (const QString detail = detailText(entry); !detail.isEmpty())
        lines += detail;
    for (const NamedText &fact : entry.facts)
        lines += u"%1: %2"_s.arg(fact.name, fact.text);
    return lines.join(u'\n');
}

void StoryModel::setEntries(QList<StoryEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    m_totalMs = 0;
    for (const StoryEntry &entry : m_entries)
        m_totalMs = std::max(m_totalMs, entry.atMs + entry.tookMs.value_or(0));
    endResetModel();
}

int StoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int StoryModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant StoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("At"), tr("Step"), tr("Detail"), tr("Took"), tr("Instance")};
    return titles.value(section);
}

QVariant StoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_entries.size())
        return {};
    const StoryEntry &entry = m_entries.at(index.row());
    if (role == Qt::DisplayRole)
        return text(entry, index.column());
    if (role == Qt::ToolTipRole)
        return storyText(entry);
    if (role == spanRole && m_totalMs > 0)
        return QPointF(entry.atMs / m_totalMs, entry.tookMs.value_or(0) / m_totalMs);
    return {};
}

QString StoryModel::text(const StoryEntry &entry, int column) const
{
    switch (column) {
    case At:
        return u"+"_s + millis(entry.atMs);
    case What:
        return whatText(entry.what);
    case Detail:
        return detailText(entry);
    case Took:
        return entry.tookMs ? millis(*entry.tookMs) : QString();
    case Instance:
        return entry.instance;
    default:
        return {};
    }
}

} // namespace auth::console
