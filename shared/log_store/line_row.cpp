#include "log_store/line_row.h"

#include "log_store/packed_bytes.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace auth {

using namespace Qt::StringLiterals;
using std::chrono::microseconds;

namespace {

/// Of a value in the packed extra fields; never renumbered.
enum class Kind : quint64 { Text = 0, Integer = 1, Number = 2, False = 3, True = 4 };

/// Of the steps of a trace and of all numbers.
constexpr qsizetype moreThanPacked = 8 << 10;
constexpr std::size_t keysAtOnce = 64;

quint64 numberOf(Kind kind) { return static_cast<quint64>(kind); }

LogValue valueOf(PackedReader &packed)
{
    switch (static_cast<Kind>(packed.number())) {
    case Kind::Text:
        return QString::fromUtf8(packed.bytes());
    case Kind::Integer:
        return packed.signedNumber();
    case Kind::Number:
        return std::bit_cast<double>(packed.number());
    case Kind::False:
        return false;
    case Kind::True:
        return true;
    }
    return QString();
}

LogFields extraOf(QByteArrayView bytes, const Names &names)
{
    LogFields extra;
    for (PackedReader packed(bytes); !packed.atEnd();) {
        const QString name = names.name(static_cast<qint64>(packed.number()));
        extra.add(LogField::stored(name, valueOf(packed)));
    }
    return extra;
}

void readSteps(QByteArrayView bytes, const Names &names, StoredLine &line)
{
    if (bytes.isEmpty())
        return;
    PackedReader packed(bytes);
    line.stepsOmitted = static_cast<qint64>(packed.number());
    microseconds at{0};
    while (!packed.atEnd()) {
        const QString name = names.name(static_cast<qint64>(packed.number()));
        const qsizetype space = name.indexOf(u' ');
        at += microseconds(packed.signedNumber());
        const microseconds took(static_cast<qint64>(packed.number()));
        line.steps.append({.name = space < 0 ? name : name.first(space),
                           .detail = space < 0 ? QString() : name.sliced(space + 1),
                           .at = at,
                           .took = took,
                           .value = packed.signedNumber()});
    }
    std::ranges::stable_sort(line.steps, {}, &StoredStep::at);
}

QString requestOf(const SqliteStatement &row, int column)
{
    if (row.isText(column))
        return row.text(column);
    const auto id = Id<struct RequestKind>::fromBytes(row.bytes(column));
    return id ? id->text() : QString();
}

template<class T> std::optional<T> idOf(const SqliteStatement &row, int column)
{
    return T::fromBytes(row.bytes(column));
}

QByteArrayView viewOf(const IdBytes &bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace

qint64 keyHash(LineKey kind, QByteArrayView bytes)
{
    quint32 hash = 2166136261u ^ static_cast<quint32>(kind);
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return static_cast<qint32>(hash); // SQLite keeps a signed number of 32 bits in four bytes
}

StoredRequestId::StoredRequestId(const QString &requestId)
{
    const auto uuid = requestId.size() == 36 ? parseUuid(requestId) : std::nullopt;
    isUuid = uuid.has_value();
    bytes = uuid ? viewOf(*uuid).toByteArray() : requestId.toUtf8();
}

Result<KeyInsert> KeyInsert::prepare(const SqliteHandle &handle)
{
    static const QByteArray one = "INSERT INTO line_keys (segment, key, line) VALUES (?, ?, ?)";
    static const QByteArray many = one + QByteArray(", (?, ?, ?)").repeated(keysAtOnce - 1);
    auto manyAtOnce = SqliteStatement::prepare(handle, many.constData());
    if (!manyAtOnce)
        return manyAtOnce.error();
    auto single = SqliteStatement::prepare(handle, one.constData());
    if (!single)
        return single.error();
    KeyInsert insert;
    insert.m_many = *std::move(manyAtOnce);
    insert.m_one = *std::move(single);
    return insert;
}

void KeyInsert::add(qint64 line, LineKey kind, QByteArrayView bytes)
{
    if (!bytes.isEmpty())
        m_keys.push_back({.segment = line >> segmentBits, .hash = keyHash(kind, bytes), .line = line});
}

bool KeyInsert::execute()
{
    std::ranges::sort(m_keys);
    std::span<const Key> rest(m_keys);
    bool inserted = true;
    for (; inserted && rest.size() >= keysAtOnce; rest = rest.subspan(keysAtOnce))
        inserted = insert(m_many, rest.first(keysAtOnce));
    for (; inserted && !rest.empty(); rest = rest.subspan(1))
        inserted = insert(m_one, rest.first(1));
    m_keys.clear();
    return inserted;
}

bool KeyInsert::insert(SqliteStatement &statement, std::span<const Key> keys)
{
    int position = 0;
    for (const Key &key : keys) {
        statement.bind(++position, key.segment);
        statement.bind(++position, key.hash);
        statement.bind(++position, key.line);
    }
    return statement.execute();
}

Result<LineInsert> LineInsert::prepare(const SqliteHandle &handle)
{
    auto line = SqliteStatement::prepare(handle, "INSERT INTO lines (" AUTH_LINE_COLUMNS
                                                 ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!line)
        return line.error();
    LineInsert insert;
    insert.m_line = *std::move(line);
    return insert;
}

bool LineInsert::execute(qint64 id, const LogEvent &event, Names &names, KeyInsert &keys)
{
    m_buffer.resize(0);
    m_buffer.reserve(2 * memoryUse(event) + moreThanPacked); // what is bound must not move; UTF-8 takes 1.5 times
    const StoredRequestId request(event.requestId);
    m_line.bind(1, id);
    m_line.bind(2, toMillis(event.time));
    m_line.bind(3, static_cast<qint64>(event.level));
    m_line.bind(4, names.number(event.event));
    bindText(5, event.message);
    if (request.bytes.isEmpty())
        m_line.bind(6, std::nullopt);
    else
        request.isUuid ? m_line.bindBytes(6, request.bytes) : m_line.bindText(6, request.bytes);
    event.userId ? m_line.bindBytes(7, viewOf(event.userId->raw())) : m_line.bind(7, std::nullopt);
    event.sessionId ? m_line.bindBytes(8, viewOf(event.sessionId->raw())) : m_line.bind(8, std::nullopt);
    bindText(9, event.clientIp);
    bindText(10, event.method);
    bindText(11, event.route);
    event.status ? m_line.bind(12, *event.status) : m_line.bind(12, std::nullopt);
    const bool timed = event.durationMs && std::isfinite(*event.durationMs);
    timed ? m_line.bind(13, std::llround(*event.durationMs * 1e6)) : m_line.bind(13, std::nullopt);
    qsizetype from = m_buffer.size();
    packExtra(event.extra, names);
    bindPacked(14, from);
    from = m_buffer.size();
    if (event.trace)
        packSteps(*event.trace, names);
    bindPacked(15, from);
    keys.add(id, LineKey::Request, request.bytes);
    if (event.userId)
        keys.add(id, LineKey::User, viewOf(event.userId->raw()));
    if (event.sessionId)
        keys.add(id, LineKey::Session, viewOf(event.sessionId->raw()));
    return m_line.execute();
}

/// Appends without an allocation, up to what has been reserved.
void LineInsert::packText(QStringView text)
{
    const qsizetype from = m_buffer.size();
    m_buffer.resize(from + m_utf8.requiredSpace(text.size()));
    const char *end = m_utf8.appendToBuffer(m_buffer.data() + from, text);
    m_buffer.resize(end - m_buffer.constData());
}

void LineInsert::bindText(int position, const QString &text)
{
    if (text.isEmpty())
        return m_line.bind(position, std::nullopt);
    const qsizetype from = m_buffer.size();
    packText(text);
    m_line.bindText(position, QByteArrayView(m_buffer).sliced(from));
}

void LineInsert::bindPacked(int position, qsizetype from)
{
    if (from == m_buffer.size())
        m_line.bind(position, std::nullopt);
    else
        m_line.bindBytes(position, QByteArrayView(m_buffer).sliced(from));
}

void LineInsert::packExtra(const LogFields &extra, Names &names)
{
    PackedWriter packed(m_buffer);
    for (const LogField &field : extra) {
        packed.add(static_cast<quint64>(names.number(field.name)));
        const auto &value = field.value.variant();
        if (const QString *text = std::get_if<QString>(&value)) {
            packed.add(numberOf(Kind::Text));
            packed.add(text->toUtf8());
        } else if (const qint64 *integer = std::get_if<qint64>(&value)) {
            packed.add(numberOf(Kind::Integer));
            packed.addSigned(*integer);
        } else if (const double *number = std::get_if<double>(&value)) {
            packed.add(numberOf(Kind::Number));
            packed.add(std::bit_cast<quint64>(*number));
        } else {
            packed.add(numberOf(std::get<bool>(value) ? Kind::True : Kind::False));
        }
    }
}

void LineInsert::packSteps(const RequestTrace &trace, Names &names)
{
    PackedWriter packed(m_buffer);
    packed.add(trace.omitted());
    microseconds last{0};
    for (const RequestTrace::Step &step : trace.steps()) {
        const auto at = std::chrono::duration_cast<microseconds>(step.at);
        packed.add(static_cast<quint64>(names.number(step.name, step.detail)));
        packed.addSigned((at - last).count());
        packed.add(static_cast<quint64>(std::chrono::duration_cast<microseconds>(step.took).count()));
        packed.addSigned(step.value);
        last = at;
    }
}

StoredLine lineOf(const SqliteStatement &row, const Names &names, const QList<StoredRun> &runs)
{
    StoredLine line{.id = row.integer(0), .epoch = {}, .event = {}};
    LogEvent &event = line.event;
    event.time = fromMillis(row.integer(1));
    event.level = static_cast<LogLevel>(row.integer(2));
    event.event = names.name(row.integer(3));
    event.message = row.text(4);
    event.requestId = requestOf(row, 5);
    event.userId = idOf<UserId>(row, 6);
    event.sessionId = idOf<SessionId>(row, 7);
    event.clientIp = row.text(8);
    event.method = row.text(9);
    event.route = row.text(10);
    if (!row.isNull(11))
        event.status = static_cast<int>(row.integer(11));
    if (!row.isNull(12))
        event.durationMs = static_cast<double>(row.integer(12)) / 1e6;
    event.extra = extraOf(row.bytes(13), names);
    readSteps(row.bytes(14), names, line);
    const auto after = std::ranges::lower_bound(runs, line.id, {}, &StoredRun::before);
    if (after != runs.begin()) {
        const StoredRun &run = *std::prev(after);
        line.epoch = run.epoch;
        event.instance = run.instance;
        event.seq = line.id - run.before;
    }
    return line;
}

} // namespace auth
