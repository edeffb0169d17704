#include "log_store/log_reader.h"

#include "log/log_matcher.h"
#include "log_store/store_file.h"

#include <algorithm>

namespace auth {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Lines between two looks at the clock where nothing leads to those asked for.
constexpr qint64 linesPerLook = 1 << 14;
/// Threads that log at the same time may write their lines in another order than their times.
constexpr auto disorder = 10s;

#define CONDITIONS                                                                                                     \
    " AND (?3 IS NULL OR level >= ?3)"                                                                                 \
    " AND (?4 IS NULL OR event IN (SELECT id FROM names WHERE substr(name, 1, length(?4)) = ?4))"                      \
    " AND (?5 IS NULL OR request = ?5) AND (?6 IS NULL OR user = ?6) AND (?7 IS NULL OR session = ?7)"                 \
    " AND (?8 IS NULL OR ip = ?8) AND (?9 IS NULL OR status >= ?9)"                                                    \
    " AND (?10 IS NULL OR status <= ?10) AND (?11 IS NULL OR nanos >= ?11) AND (?12 IS NULL OR time >= ?12)"           \
    " AND (?13 IS NULL OR time < ?13)"
#define SELECT_LINES "SELECT " AUTH_LINE_COLUMNS " FROM "
#define BY_NUMBER SELECT_LINES "lines WHERE id >= ?1 AND id < ?2" CONDITIONS
#define OF_CONCERN SELECT_LINES "lines INDEXED BY lines_of_concern WHERE level >= 2 AND id >= ?1 AND id < ?2" CONDITIONS
#define BY_KEY                                                                                                         \
    SELECT_LINES "line_keys CROSS JOIN lines ON id = line"                                                             \
                 " WHERE segment = ?14 AND key = ?15 AND line >= ?1 AND line < ?2" CONDITIONS

/// How the lines are come by, each in both orders.
struct Path {
    const char *oldestFirst;
    const char *newestFirst;
    qint64 linesAtOnce; ///< Looked at, or passed by, with one execution.
};
constexpr Path byNumber{BY_NUMBER " ORDER BY id", BY_NUMBER " ORDER BY id DESC", linesPerLook};
constexpr Path ofConcern{OF_CONCERN " ORDER BY id", OF_CONCERN " ORDER BY id DESC", segmentLines};
constexpr Path byKey{BY_KEY " ORDER BY line", BY_KEY " ORDER BY line DESC", segmentLines};

QByteArray utf8(const std::optional<QString> &text) { return text ? text->toUtf8() : QByteArray(); }
template<class Id> QByteArray bytesOf(const std::optional<Id> &id) { return id ? id->bytes() : QByteArray(); }

/// Lines by their numbers, the end excluded.
struct Range {
    qint64 first = 0;
    qint64 end = 0;

    bool isEmpty() const { return first >= end; }
};

Error unknownRun(const QString &field)
{
    return fieldError(ErrorCode::ValidationError, field, u"unknown"_s,
                      u"%1 is not, or no longer, a line of this instance's log."_s.arg(field));
}

/// One search, on a connection of its own.
class Search {
public:
    using Deadline = std::chrono::steady_clock::time_point;

    Search(const LineSelection &selection, LineOrder order, Deadline deadline)
        : m_selection(selection), m_newestFirst(order == LineOrder::NewestFirst), m_deadline(deadline),
          m_matcher(selection.filter), m_request(selection.filter.requestId.value_or(QString())),
          m_event(utf8(selection.filter.event)), m_ip(utf8(selection.filter.clientIp)),
          m_user(bytesOf(selection.filter.userId)), m_session(bytesOf(selection.filter.sessionId)), m_path(choosePath())
    {
    }

    Outcome open(const QString &path);
    Result<FoundLines> run(qsizetype limit);

private:
    Path choosePath();
    Result<Range> range();
    Outcome narrow(Range &range);
    std::optional<qint64> numberOf(const LinePosition &position) const;
    std::optional<LinePosition> positionOf(qint64 id) const;
    Result<qint64> firstSince(Time time);
    Range takePart(Range &rest) const;
    qint64 lastLookedAt(Range part, bool all) const;
    void bindConditions(SqliteStatement &statement) const;
    /// The number of the last line looked at when it did not get to the end of the part.
    std::optional<qint64> look(SqliteStatement &statement, Range part, qsizetype limit, FoundLines &found);

    const LineSelection &m_selection;
    const bool m_newestFirst;
    const Deadline m_deadline;
    const LogMatcher m_matcher; ///< Asked last; text it judges alone.
    const StoredRequestId m_request;
    const QByteArray m_event, m_ip, m_user, m_session;
    std::optional<qint64> m_key;
    const Path m_path;
    SqliteHandle m_handle;
    Names m_names;
    QList<StoredRun> m_runs;
};

Path Search::choosePath()
{
    if (!m_request.bytes.isEmpty()) {
        m_key = keyHash(LineKey::Request, m_request.bytes);
        return byKey;
    }
    if (!m_session.isEmpty() || !m_user.isEmpty()) {
        m_key = m_session.isEmpty() ? keyHash(LineKey::User, m_user) : keyHash(LineKey::Session, m_session);
        return byKey;
    }
    return m_selection.filter.level >= LogLevel::Warning ? ofConcern : byNumber;
}

Outcome Search::open(const QString &path)
{
    auto handle = SqliteHandle::open(path, SqliteHandle::Mode::Read);
    if (!handle)
        return handle.error();
    m_handle = *std::move(handle);
    m_handle.interruptAt(m_deadline);
    auto names = Names::load(m_handle);
    if (!names)
        return names.error();
    m_names = *std::move(names);
    auto runs = storedRuns(m_handle);
    if (!runs)
        return runs.error();
    m_runs = *std::move(runs);
    return Done{};
}

Result<FoundLines> Search::run(qsizetype limit)
{
    auto rest = range();
    if (!rest)
        return rest.error();
    auto statement = SqliteStatement::prepare(m_handle, m_newestFirst ? m_path.newestFirst : m_path.oldestFirst);
    if (!statement)
        return statement.error();
    bindConditions(*statement);
    FoundLines found;
    while (!rest->isEmpty()) {
        const Range part = takePart(*rest);
        const auto stopped = look(*statement, part, limit, found);
        if (statement->failed() && !m_handle.wasInterrupted())
            return m_handle.error();
        const bool late = statement->failed() || std::chrono::steady_clock::now() >= m_deadline;
        if (found.lines.size() < limit && !late)
            continue;
        found.inTime = found.lines.size() == limit;
        if (stopped || statement->failed() || !rest->isEmpty())
            found.next = positionOf(stopped.value_or(lastLookedAt(part, !statement->failed())));
        break;
    }
    return found;
}

/// What the positions and times asked for leave of the store.
Result<Range> Search::range()
{
    const auto first = m_handle.integer("SELECT coalesce(min(id), 1) FROM lines");
    const auto last = m_handle.integer("SELECT coalesce(max(id), 0) FROM lines");
    if (!first || !last)
        return (first ? last : first).error();
    Range range{*first, *last + 1};
    if (auto narrowed = narrow(range); !narrowed)
        return narrowed.error();
    return range;
}

Outcome Search::narrow(Range &range)
{
    if (m_selection.after) {
        const auto number = numberOf(*m_selection.after);
        if (!number)
            return unknownRun(u"after"_s);
        range.first = std::max(range.first, *number + 1);
    }
    if (m_selection.before) {
        const auto number = numberOf(*m_selection.before);
        if (!number)
            return unknownRun(u"before"_s);
        range.end = std::min(range.end, *number);
    }
    if (m_selection.from) {
        const auto since = firstSince(*m_selection.from - disorder);
        if (!since)
            return since.error();
        range.first = std::max(range.first, *since);
    }
    if (m_selection.to) {
        const auto since = firstSince(*m_selection.to + disorder);
        if (!since)
            return since.error();
        range.end = std::min(range.end, *since);
    }
    return Done{};
}

std::optional<qint64> Search::numberOf(const LinePosition &position) const
{
    const auto run = std::ranges::find(m_runs, position.epoch, &StoredRun::epoch);
    if (run == m_runs.end())
        return std::nullopt;
    const auto next = std::next(run);
    const qint64 number = run->before + position.seq;
    return next == m_runs.end() ? number : std::min(number, next->before); // its last lines may never have got here
}

std::optional<LinePosition> Search::positionOf(qint64 id) const
{
    const auto after = std::ranges::lower_bound(m_runs, id, {}, &StoredRun::before);
    if (after == m_runs.begin())
        return std::nullopt;
    const StoredRun &run = *std::prev(after);
    return LinePosition{.epoch = run.epoch, .seq = id - run.before};
}

/// By halving: lines have no index by time, which goes with their number.
Result<qint64> Search::firstSince(Time time)
{
    auto probe = SqliteStatement::prepare(m_handle, "SELECT id, time FROM lines WHERE id >= ? ORDER BY id LIMIT 1");
    const auto first = m_handle.integer("SELECT coalesce(min(id), 1) FROM lines");
    const auto last = m_handle.integer("SELECT coalesce(max(id), 0) FROM lines");
    if (!probe || !first || !last)
        return m_handle.error();
    Range range{*first, *last + 1};
    while (!range.isEmpty()) {
        const qint64 middle = range.first + (range.end - range.first) / 2;
        probe->bind(1, middle);
        if (probe->step() && fromMillis(probe->integer(1)) < time)
            range.first = probe->integer(0) + 1;
        else
            range.end = middle;
        if (probe->failed())
            return m_handle.error();
        probe->reset();
    }
    return range.first;
}

/// Up to the next multiple of what is looked at together, so that by key no part is in two segments.
Range Search::takePart(Range &rest) const
{
    const qint64 size = m_path.linesAtOnce;
    if (m_newestFirst) {
        const Range part{std::max(rest.first, (rest.end - 1) / size * size), rest.end};
        rest.end = part.first;
        return part;
    }
    const Range part{rest.first, std::min(rest.end, (rest.first / size + 1) * size)};
    rest.first = part.end;
    return part;
}

/// Of a part in which nothing was found.
qint64 Search::lastLookedAt(Range part, bool all) const
{
    if (m_newestFirst)
        return all ? part.first : part.end;
    return all ? part.end - 1 : part.first - 1;
}

void Search::bindConditions(SqliteStatement &statement) const
{
    const auto bindOptional = [&](int position, const std::optional<qint64> &value) {
        value ? statement.bind(position, *value) : statement.bind(position, std::nullopt);
    };
    const auto bindBytes = [&](int position, const QByteArray &bytes, bool text) {
        if (bytes.isEmpty())
            statement.bind(position, std::nullopt);
        else
            text ? statement.bindText(position, bytes) : statement.bindBytes(position, bytes);
    };
    const auto millis = [](const std::optional<Time> &time) {
        return time ? std::optional(toMillis(*time)) : std::nullopt;
    };
    const LogFilter &filter = m_selection.filter;
    bindOptional(3, filter.level ? std::optional(static_cast<qint64>(*filter.level)) : std::nullopt);
    bindBytes(4, m_event, true);
    bindBytes(5, m_request.bytes, !m_request.isUuid);
    bindBytes(6, m_user, false);
    bindBytes(7, m_session, false);
    bindBytes(8, m_ip, true);
    bindOptional(9, filter.minStatus);
    bindOptional(10, filter.maxStatus);
    bindOptional(11, filter.minDurationMs ? std::optional(*filter.minDurationMs * qint64{1'000'000}) : std::nullopt);
    bindOptional(12, millis(m_selection.from));
    bindOptional(13, millis(m_selection.to));
}

std::optional<qint64> Search::look(SqliteStatement &statement, Range part, qsizetype limit, FoundLines &found)
{
    statement.bind(1, part.first);
    statement.bind(2, part.end);
    if (m_key) {
        statement.bind(14, part.first >> segmentBits);
        statement.bind(15, *m_key);
    }
    std::optional<qint64> last;
    while (found.lines.size() < limit && statement.step()) {
        StoredLine line = lineOf(statement, m_names, m_runs);
        last = line.id;
        if (m_matcher.matches(line.event))
            found.lines.append(std::move(line));
    }
    const bool toTheEnd = found.lines.size() < limit && !statement.failed();
    statement.reset();
    return toTheEnd ? std::nullopt : last;
}

} // namespace

Result<FoundLines> LogReader::find(const LineSelection &selection, LineOrder order, qsizetype limit,
                                   std::chrono::milliseconds timeLimit) const
{
    Search search(selection, order, std::chrono::steady_clock::now() + timeLimit);
    if (auto opened = search.open(m_path); !opened)
        return opened.error();
    return search.run(limit);
}

} // namespace auth
