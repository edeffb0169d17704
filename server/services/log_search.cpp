#include "services/log_search.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualLimit = 50;
constexpr qsizetype linesPerPiece = 200; // about 64 KiB

QString textOf(const LinePosition &position) { return u"%1-%2"_s.arg(position.epoch).arg(position.seq); }

Result<std::optional<LinePosition>> positionOf(const std::optional<QString> &text, const QString &field)
{
    if (!text)
        return std::optional<LinePosition>();
    const qsizetype dash = text->indexOf(u'-');
    bool isNumber = false;
    const qint64 seq = dash > 0 ? text->sliced(dash + 1).toLongLong(&isNumber) : 0;
    if (!isNumber || seq < 0)
        return fieldError(ErrorCode::ValidationError, field, u"invalid"_s,
                          u"%1 must be a line's epoch and seq, joined by '-'."_s.arg(field));
    return std::optional(LinePosition{.epoch = text->first(dash), .seq = seq});
}

Result<LineSelection> selectionOf(const LogRange &range)
{
    const auto after = positionOf(range.after, u"after"_s);
    if (!after)
        return after.error();
    const auto before = positionOf(range.before, u"before"_s);
    if (!before)
        return before.error();
    return LineSelection{.filter = range, .from = range.from, .to = range.to, .after = *after, .before = *before};
}

LogLine lineOf(const StoredLine &stored)
{
    LogLine line{stored.event, stored.epoch};
    return line;
}

QByteArray textOf(const QList<StoredLine> &lines)
{
    QByteArray text;
    for (const StoredLine &line : lines) {
        append(text, lineOf(line));
        text.append('\n');
    }
    return text;
}

Error tooMany()
{
    return {.code = ErrorCode::Overloaded,
            .message = u"Too many searches of the log are under way. Try again shortly."_s,
            .retryAfter = std::chrono::seconds(1)};
}

} // namespace

Result<FoundLines> LogSearch::find(const LineSelection &selection, LineOrder order, qsizetype limit) const
{
    if (!m_reader)
        return Error{.code = ErrorCode::StorageUnavailable,
                     .message = u"This instance keeps no lines to search; LOG_STORE is not set."_s};
    return m_reader->find(selection, order, limit, m_timeLimit);
}

LogSearch::Slot LogSearch::take(const Running &running) const
{
    if (running->fetch_add(1) < m_atOnce)
        return Slot(running.get(), [running](void *) { running->fetch_sub(1); });
    running->fetch_sub(1);
    return {};
}

Result<LogPage> LogSearch::search(const LogQuery &query, const Caller &)
{
    const Slot slot = take(m_searches);
    if (!slot)
        return tooMany();
    const auto selection = selectionOf(query);
    if (!selection)
        return selection.error();
    const bool newestFirst = query.sequence.value_or(LineSequence::NewestFirst) == LineSequence::NewestFirst;
    const auto found = find(*selection, newestFirst ? LineOrder::NewestFirst : LineOrder::OldestFirst,
                            query.limit.value_or(usualLimit));
    if (!found)
        return found.error();
    LogPage page{.items = {}, .nextCursor = {}, .complete = found->inTime};
    for (const StoredLine &line : found->lines)
        page.items.append(lineOf(line));
    if (found->next)
        page.nextCursor = textOf(*found->next);
    return page;
}

/// Page by page, so that nothing is held open while the client reads. Lines that come meanwhile are no part of it.
Result<Stream> LogSearch::exportLines(const LogRange &range, const Caller &)
{
    const Slot slot = take(m_exports);
    if (!slot)
        return tooMany();
    auto selection = selectionOf(range);
    if (!selection)
        return selection.error();
    const auto newest = find({}, LineOrder::NewestFirst, 1);
    if (!newest)
        return newest.error();
    if (!selection->before && !newest->lines.isEmpty())
        selection->before = LinePosition{newest->lines.first().epoch, newest->lines.first().event.seq + 1};
    const auto next = [this, slot, rest = *selection, done = false]() mutable -> Result<QByteArray> {
        if (done)
            return QByteArray();
        const auto found = find(rest, LineOrder::OldestFirst, linesPerPiece);
        if (!found)
            return found.error();
        done = !found->next;
        rest.after = found->next;
        if (found->lines.isEmpty()
            && !done) // what is rare takes several searches; an empty line gives others their turn
            return QByteArray("\n");
        return textOf(found->lines);
    };
    return Stream{.mediaType = "application/x-ndjson", .fileName = u"auth-serve-log.ndjson"_s, .next = next};
}

Result<FoundLines> LogSearch::ofRequest(const QString &requestId, qsizetype limit) const
{
    LineSelection selection;
    selection.filter.requestId = requestId;
    return find(selection, LineOrder::OldestFirst, limit);
}

} // namespace auth
