#pragma once

#include "log_store/names.h"
#include "log_store/stored_line.h"

#include <QtCore/QStringEncoder>

#include <span>
#include <vector>

namespace auth {

/// Lines are numbered through all runs; a segment is so many of them. What lines are looked up by is kept by segment,
/// so that a new entry only touches pages of the last one, which are in memory; and whole segments are deleted.
inline constexpr int segmentBits = 16;
inline constexpr qint64 segmentLines = qint64{1} << segmentBits;

/// What lines are looked up by.
enum class LineKey { Request, User, Session };

/// 32 bits of whatever the line has: a segment has too few lines for many to agree by chance, and who looks one up
/// compares the line itself. FNV-1a, because it must stay the same.
qint64 keyHash(LineKey kind, QByteArrayView bytes);

/// A request id as it is stored: 16 bytes of a UUID as this service makes them, else its text.
struct StoredRequestId {
    explicit StoredRequestId(const QString &requestId);

    QByteArray bytes;
    bool isUuid;
};

/// How a run of the daemon is known: its first line has the number `before` + 1.
struct StoredRun {
    qint64 before = 0;
    QString epoch;
    QString instance;
};

/// Writes what lines are looked up by: many at once and in order, which takes a third of the time.
class KeyInsert {
public:
    static Result<KeyInsert> prepare(const SqliteHandle &handle);

    void add(qint64 line, LineKey kind, QByteArrayView bytes);
    /// False: it failed, and the handle knows why.
    bool execute();
    void clear() { m_keys.clear(); }

private:
    struct Key {
        qint64 segment;
        qint64 hash;
        qint64 line;
        auto operator<=>(const Key &) const = default;
    };
    static bool insert(SqliteStatement &statement, std::span<const Key> keys);

    SqliteStatement m_many;
    SqliteStatement m_one;
    std::vector<Key> m_keys; ///< Not yet written.
};

/// Writes lines.
class LineInsert {
public:
    static Result<LineInsert> prepare(const SqliteHandle &handle);

    /// False: it failed, and the handle knows why. The line's keys are added to `keys`.
    bool execute(qint64 id, const LogEvent &event, Names &names, KeyInsert &keys);

private:
    void bindText(int position, const QString &text);
    void bindPacked(int position, qsizetype from);
    void packExtra(const LogFields &extra, Names &names);
    void packSteps(const RequestTrace &trace, Names &names);
    void packText(QStringView text);

    SqliteStatement m_line;
    QStringEncoder m_utf8{QStringEncoder::Utf8};
    QByteArray m_buffer; ///< Of one line: what is bound stays here.
};

/// The columns that lineOf() reads, in its order.
#define AUTH_LINE_COLUMNS                                                                                              \
    "id, time, level, event, message, request, user, session, ip, method, route, status, nanos, extra, trace"

/// The current row of a SELECT of AUTH_LINE_COLUMNS. `runs` in order.
StoredLine lineOf(const SqliteStatement &row, const Names &names, const QList<StoredRun> &runs);

} // namespace auth
