#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "model/log_level.h"

#include <string>
#include <vector>

namespace auth::console {

/// A line's place in the log: which run of a service (its start, milliseconds since 1970), and its number there.
struct LinePlace {
    qint64 epoch = 0;
    qint64 seq = 0;

    auto operator<=>(const LinePlace &) const = default;

    /// "epoch-seq": the id of an event of the stream.
    QByteArray text() const;
    static std::optional<LinePlace> parse(QByteArrayView text);
};

enum class RowKind : quint8 {
    Line,     ///< As the service wrote it.
    Gap,      ///< Lines that were written and could not be had.
    Restart,  ///< From here on another run of a service.
    Overflow, ///< Lines that came faster than they could be taken in.
};

/// The texts of a row, in the order they lie in the arena.
enum class LogText : quint8 {
    Event,
    Message,
    Request, ///< Only when the request's id is no UUID.
    ClientIp,
    Method,
    Route,
    Instance,
    Extra, ///< Further members: ,"name":value and so on.
    Raw,   ///< Only when the line cannot be put together from its parts.
};
inline constexpr std::size_t logTexts = 9;

/// The part of a row that has the same size in each: comparisons on it need no text.
struct LogRecord {
    static constexpr double noDuration = -1;

    Time time{};
    LinePlace place;
    IdBytes request{}; ///< Zero where there is none, as the others.
    IdBytes user{};
    IdBytes session{};
    double durationMs = noDuration;
    quint32 offset = 0;                    ///< Of its first text in the arena.
    std::array<quint16, logTexts> sizes{}; ///< Of its texts, a zero byte behind each not counted.
    quint16 status = 0;                    ///< 0: none.
    quint8 level = 0;                      ///< A LogLevel.
    RowKind kind = RowKind::Line;

    quint32 textSize() const;
    LogLevel logLevel() const { return static_cast<LogLevel>(level); }
    /// Of a Gap or Overflow: how many lines; -1 when nobody knows.
    qint64 missing() const { return static_cast<qint64>(durationMs); }
};

inline constexpr IdBytes noId{};

/// A row to be read: valid as long as what its record and texts lie in.
class LogRow {
public:
    enum class Epoch { LeaveOut, First };

    LogRow(const LogRecord &record, const char *arena) : m_record(&record), m_texts(arena + record.offset) {}

    const LogRecord &record() const { return *m_record; }
    QByteArrayView text(LogText which) const;
    /// All its texts with a zero byte behind each.
    QByteArrayView texts() const { return {m_texts, static_cast<qsizetype>(m_record->textSize())}; }
    QString string(LogText which) const { return QString::fromUtf8(text(which)); }
    /// The request's id, whatever it looks like.
    QString requestId() const;
    /// The JSON of an additional member; null when there is none of that name.
    QByteArrayView extra(QByteArrayView name) const;
    /// The line as the service wrote it, without a newline; that of a gap tells what is missing. The run of the service
    /// comes first, as in an export, or not at all, as on its stdout.
    QByteArray json(Epoch epoch = Epoch::LeaveOut) const;

private:
    const LogRecord *m_record;
    const char *m_texts;
};

using LogTexts = std::array<QByteArrayView, logTexts>;

/// Rows on their way into a LogBuffer.
struct LogBatch {
    std::vector<LogRecord> records;
    std::string texts;

    /// False, and nothing added, for a text over 65,535 bytes.
    bool add(LogRecord record, const LogTexts &text);
    /// A row that is no line of the service.
    void addMark(RowKind kind, LinePlace place, qint64 missing = 0);
    void append(const LogBatch &other);
    void appendRow(const LogRow &row);
    bool isEmpty() const { return records.empty(); }
    qsizetype size() const { return std::ssize(records); }
    LogRow row(std::size_t i) const { return {records[i], texts.data()}; }
    void clear();
};

} // namespace auth::console
