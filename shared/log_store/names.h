#pragma once

#include "log_store/sqlite_handle.h"

#include <QtCore/QHash>

#include <unordered_map>

namespace auth {

/// Numbers for the names of events, fields and steps, which the program has some hundreds of. Kept in the store, so
/// that a line needs a byte or two for each.
class Names {
public:
    static Result<Names> load(SqliteHandle &handle);

    /// The number of a name; a new one is written with the next commit. 0: that failed.
    qint64 number(const QString &name);
    /// Of a literal, by its address.
    qint64 number(const char *literal, const char *detail);
    QString name(qint64 number) const { return m_names.value(number); }
    /// After a rollback: what has not been written is not known either.
    void forgetUnwritten();
    void written() { m_unwritten.clear(); }

private:
    QHash<QString, qint64> m_numbers;
    QHash<qint64, QString> m_names;
    std::unordered_map<const char *, std::unordered_map<const char *, qint64>> m_literals;
    QStringList m_unwritten;
    SqliteStatement m_insert;
};

/// "UserRepository::credentials" from what the compiler calls a function; anything else stays as it is.
QString functionName(QLatin1StringView signature);

} // namespace auth
