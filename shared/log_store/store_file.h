#pragma once

#include "log_store/line_row.h"

namespace auth {

/// The file of a log store, open for its one writer. A statement that fails leaves the transaction to be rolled back.
class StoreFile {
public:
    /// Makes the file when there is none. One that is damaged, not a log store, or of another version, is moved aside
    /// and a new one begun: `movedTo` then says where it is.
    static Result<StoreFile> open(const QString &path, QString &movedTo);

    /// Lines written from now on belong to this run.
    Outcome beginRun(const QString &epoch, const QString &instance);

    Outcome begin() { return m_handle.run("BEGIN IMMEDIATE"); }
    Outcome commit();
    void rollback();
    bool insert(const LogEvent &event) { return m_insert.execute(m_before + event.seq, event, m_names, m_keys); }

    /// Deletes the oldest segment when all its lines are older than `since`, or when the file has more than `maxBytes`
    /// in use; never the newest. The value: how many lines, 0 when nothing had to go.
    Result<qint64> purge(Time since, qint64 maxBytes);
    /// Without what has been deleted and not yet been used again.
    Result<qint64> usedBytes();

    /// False: somebody moved or deleted it.
    bool isInPlace() const;
    bool isDamaged() const { return m_handle.isDamaged(); }
    Error error() const { return m_handle.error(); }

private:
    Outcome prepare();
    Result<bool> isOurs();
    Outcome create();
    Result<qint64> drop(qint64 segment);
    void shrink(qint64 maxBytes);

    QString m_path;
    quint64 m_inode = 0;
    SqliteHandle m_handle;
    Names m_names;
    LineInsert m_insert;
    KeyInsert m_keys;
    SqliteStatement m_pages; ///< In use.
    qint64 m_before = 0;     ///< Of the run: the number of the last line before it.
    qint64 m_oldest = -1;    ///< Segment; -1: not known.
    Time m_oldestEnds{};     ///< Time of its last line.
};

/// Runs in order.
Result<QList<StoredRun>> storedRuns(SqliteHandle &handle);

/// PRAGMA application_id and user_version of a log store.
inline constexpr qint64 storeApplication = 0x61734c47; // asLG
inline constexpr qint64 storeVersion = 1;

} // namespace auth
