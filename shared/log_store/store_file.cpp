#include "log_store/store_file.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <sys/stat.h>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

// NORMAL: a power cut takes the last moments and leaves the rest whole. Fewer checkpoints than usual, because the pages
// of the last segment's keys are written again and again.
constexpr auto settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;"
                          "PRAGMA journal_size_limit = 33554432; PRAGMA cache_size = -2048;"
                          "PRAGMA temp_store = MEMORY";

// A changed schema gets another user_version: stores of another version are moved aside, not migrated.
constexpr auto schema = R"(
PRAGMA auto_vacuum = INCREMENTAL;
BEGIN IMMEDIATE;
CREATE TABLE runs (
    before   INTEGER PRIMARY KEY,
    epoch    TEXT NOT NULL,
    instance TEXT NOT NULL
) STRICT;
CREATE TABLE names (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE lines (
    id      INTEGER PRIMARY KEY,
    time    INTEGER NOT NULL,
    level   INTEGER NOT NULL,
    event   INTEGER NOT NULL,
    message TEXT,
    request ANY,
    user    BLOB,
    session BLOB,
    ip      TEXT,
    method  TEXT,
    route   TEXT,
    status  INTEGER,
    nanos   INTEGER,
    extra   BLOB,
    trace   BLOB
) STRICT;
-- Warnings and errors: what nearly everybody looks for, among much that nobody does.
CREATE INDEX lines_of_concern ON lines (id) WHERE level >= 2;
CREATE TABLE line_keys (
    segment INTEGER NOT NULL,
    key     INTEGER NOT NULL,
    line    INTEGER NOT NULL,
    PRIMARY KEY (segment, key, line)
) STRICT, WITHOUT ROWID;
PRAGMA application_id = 0x61734c47;
PRAGMA user_version = 1;
COMMIT;
)";

quint64 inodeOf(const QString &path)
{
    struct stat status {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_ino : 0;
}

/// With the files SQLite keeps beside it, which belong to no other.
QString moveAside(const QString &path)
{
    const QString target = u"%1.aside-%2"_s.arg(path).arg(QDateTime::currentMSecsSinceEpoch());
    QFile::rename(path, target);
    for (const QString &suffix : {u"-wal"_s, u"-shm"_s}) {
        if (QFile::exists(path + suffix))
            QFile::rename(path + suffix, target + suffix);
    }
    return target;
}

} // namespace

Result<StoreFile> StoreFile::open(const QString &path, QString &movedTo)
{
    for (int attempt = 0;; ++attempt) {
        auto handle = SqliteHandle::open(path, SqliteHandle::Mode::Write);
        if (!handle)
            return handle.error();
        StoreFile file;
        file.m_path = path;
        file.m_handle = *std::move(handle);
        const auto ours = file.isOurs();
        const Outcome ready = ours && *ours ? file.prepare() : ours ? Outcome(Done{}) : Outcome(ours.error());
        if (ours && *ours && ready)
            return file;
        const bool isForeign = ours && !*ours;
        if (attempt > 0 || (!isForeign && !file.isDamaged()))
            return ready ? file.error() : ready.error();
        file = {};
        movedTo = moveAside(path);
    }
}

/// An empty file becomes one. So would, for SQLite, one that is shorter than a page.
Result<bool> StoreFile::isOurs()
{
    const auto pages = m_handle.integer("PRAGMA page_count");
    if (!pages)
        return pages.error();
    if (*pages == 0 && QFileInfo(m_path).size() > 0)
        return false;
    if (*pages == 0) {
        const auto created = create();
        return created ? Result<bool>(true) : created.error();
    }
    const auto application = m_handle.integer("PRAGMA application_id");
    const auto version = m_handle.integer("PRAGMA user_version");
    if (!application || !version)
        return (application ? version : application).error();
    return *application == storeApplication && *version == storeVersion;
}

Outcome StoreFile::create() { return m_handle.run(schema); }

Outcome StoreFile::prepare()
{
    if (auto set = m_handle.run(settings); !set)
        return set;
    auto names = Names::load(m_handle);
    if (!names)
        return names.error();
    auto insert = LineInsert::prepare(m_handle);
    if (!insert)
        return insert.error();
    auto keys = KeyInsert::prepare(m_handle);
    if (!keys)
        return keys.error();
    auto pages =
        SqliteStatement::prepare(m_handle, "SELECT (p.page_count - f.freelist_count) * s.page_size"
                                           " FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s");
    if (!pages)
        return pages.error();
    m_names = *std::move(names);
    m_insert = *std::move(insert);
    m_keys = *std::move(keys);
    m_pages = *std::move(pages);
    m_inode = inodeOf(m_path);
    return Done{};
}

Outcome StoreFile::beginRun(const QString &epoch, const QString &instance)
{
    const auto last = m_handle.integer("SELECT max(coalesce((SELECT max(id) FROM lines), 0),"
                                       " coalesce((SELECT max(before) FROM runs), 0))");
    if (!last)
        return last.error();
    m_before = *last;
    auto insert =
        SqliteStatement::prepare(m_handle, "INSERT OR REPLACE INTO runs (before, epoch, instance) VALUES (?, ?, ?)");
    if (!insert)
        return insert.error();
    const QByteArray epochText = epoch.toUtf8();
    const QByteArray instanceText = instance.toUtf8();
    insert->bind(1, m_before);
    insert->bindText(2, epochText);
    insert->bindText(3, instanceText);
    if (!insert->execute())
        return m_handle.error();
    return Done{};
}

Outcome StoreFile::commit()
{
    if (!m_keys.execute())
        return m_handle.error();
    auto committed = m_handle.run("COMMIT");
    if (committed)
        m_names.written();
    return committed;
}

void StoreFile::rollback()
{
    (void)m_handle.run("ROLLBACK"); // some failures have ended the transaction already
    m_names.forgetUnwritten();
    m_keys.clear();
}

Result<qint64> StoreFile::usedBytes()
{
    const bool found = m_pages.step();
    const qint64 bytes = found ? m_pages.integer(0) : 0;
    m_pages.reset();
    if (!found)
        return m_handle.error();
    return bytes;
}

Result<qint64> StoreFile::purge(Time since, qint64 maxBytes)
{
    const auto used = usedBytes();
    if (!used)
        return used.error();
    if (m_oldest < 0) {
        const auto oldest = m_handle.integer("SELECT coalesce(min(id), -1) FROM lines");
        const auto newest = m_handle.integer("SELECT coalesce(max(id), -1) FROM lines");
        if (!oldest || !newest)
            return (oldest ? newest : oldest).error();
        if (*oldest >> segmentBits == *newest >> segmentBits)
            return 0; // the newest stays, whatever it is
        m_oldest = *oldest >> segmentBits;
        auto last = SqliteStatement::prepare(m_handle, "SELECT time FROM lines WHERE id < ? ORDER BY id DESC LIMIT 1");
        if (!last)
            return last.error();
        last->bind(1, (m_oldest + 1) << segmentBits);
        m_oldestEnds = last->step() ? fromMillis(last->integer(0)) : Time();
    }
    if (m_oldestEnds >= since && *used <= maxBytes)
        return 0;
    auto dropped = drop(m_oldest);
    if (dropped)
        shrink(maxBytes);
    return dropped;
}

/// A file whose limit has been lowered; else what is free will be used again. A little at a time.
void StoreFile::shrink(qint64 maxBytes)
{
    const auto pages = m_handle.integer("PRAGMA page_count");
    const auto size = m_handle.integer("PRAGMA page_size");
    if (pages && size && *pages * *size > maxBytes)
        (void)m_handle.run("PRAGMA incremental_vacuum(4096)"); // or the next time
}

Result<qint64> StoreFile::drop(qint64 segment)
{
    const qint64 end = (segment + 1) << segmentBits;
    const auto execute = [&](const char *sql, qint64 bound) -> Outcome {
        auto statement = SqliteStatement::prepare(m_handle, sql);
        if (!statement)
            return statement.error();
        statement->bind(1, bound);
        return statement->execute() ? Outcome(Done{}) : m_handle.error();
    };
    if (auto begun = begin(); !begun)
        return begun.error();
    auto done = execute("DELETE FROM lines WHERE id < ?", end);
    const auto lines = m_handle.integer("SELECT changes()");
    if (done)
        done = execute("DELETE FROM line_keys WHERE segment <= ?", segment);
    if (done) // but the run that lines which are left belong to
        done = execute("DELETE FROM runs WHERE before < (SELECT max(before) FROM runs WHERE before < ?)", end);
    if (done)
        done = m_handle.run("COMMIT");
    if (!done) {
        const Error error = done.error();
        rollback();
        return error;
    }
    m_oldest = -1;
    return lines;
}

bool StoreFile::isInPlace() const { return inodeOf(m_path) == m_inode; }

Result<QList<StoredRun>> storedRuns(SqliteHandle &handle)
{
    auto select = SqliteStatement::prepare(handle, "SELECT before, epoch, instance FROM runs ORDER BY before");
    if (!select)
        return select.error();
    QList<StoredRun> runs;
    while (select->step())
        runs.append({.before = select->integer(0), .epoch = select->text(1), .instance = select->text(2)});
    if (select->failed())
        return handle.error();
    return runs;
}

} // namespace auth
