#pragma once

#include "core/result.h"
#include "storage/db_error.h"
#include "storage/value.h"

#include <QtCore/QList>
#include <QtSql/QSqlQuery>

#include <memory>
#include <unordered_map>

class QSqlDatabase;

namespace auth {

/// The current row of a result, by column number. Only valid while it is visited.
class Row {
public:
    explicit Row(const QSqlQuery &query) : m_query(query) {}

    bool isNull(int column) const { return m_query.isNull(column); }
    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    bool flag(int column) const { return integer(column) != 0; }
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    Time time(int column) const { return fromMillis(integer(column)); }
    std::optional<Time> optionalTime(int column) const;
    template<class Id> Id id(int column) const { return Id::fromBytes(bytes(column)).value_or(Id()); }

private:
    const QSqlQuery &m_query;
};

/// A connection to the database: made, used and destroyed in one thread. Statements are prepared once and kept.
/// A failed statement dooms the operation it belongs to: later ones fail alike until the transaction has been undone,
/// because some failures (a full disk) end the transaction and the rest would be committed by itself.
/// A function that is given a row must not use the connection.
class Connection {
public:
    /// Of a database that has been opened under this connection name.
    explicit Connection(const QString &name);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    /// Changes rows; the value is how many.
    Result<int> execute(Sql sql, Values values = {});

    /// The first row, if any.
    template<class Map, class T = std::invoke_result_t<Map, const Row &>>
    Result<std::optional<T>> one(Sql sql, Values values, Map &&map)
    {
        Cursor cursor = open(sql, values);
        std::optional<T> first;
        if (cursor.next())
            first.emplace(map(cursor.row()));
        if (cursor.failed())
            return fail(cursor);
        return first;
    }

    /// Visits every row; the value is how many there were.
    template<class Visit> Result<int> each(Sql sql, Values values, Visit &&visit)
    {
        Cursor cursor = open(sql, values);
        int rows = 0;
        for (; cursor.next(); ++rows)
            visit(cursor.row());
        if (cursor.failed())
            return fail(cursor);
        return rows;
    }

    /// Every row, in order.
    template<class Map, class T = std::invoke_result_t<Map, const Row &>>
    Result<QList<T>> all(Sql sql, Values values, Map &&map)
    {
        QList<T> items;
        const auto rows = each(sql, values, [&](const Row &row) { items += map(row); });
        if (!rows)
            return rows.error();
        return items;
    }

    /// One statement that is used once, such as one of a migration. The text must come with the program.
    Outcome run(const QString &statement);

    /// Takes the write lock at once; a lock taken later, after a read, could fail without waiting.
    Outcome begin();
    Outcome commit();
    /// Ends the transaction, if there still is one, and forgets the failure that doomed it.
    void rollback();
    /// Marks a place inside a transaction that undo() goes back to and keep() gives up.
    Outcome mark();
    Outcome keep();
    Outcome undo();

    /// The statement that failed since the last rollback, undo or forget.
    const std::optional<DbError> &failure() const { return m_failure; }
    void forget() { m_failure.reset(); }

private:
    /// An executing statement; reset on the way out, since one that is left open pins its snapshot.
    class Cursor {
    public:
        explicit Cursor(QSqlQuery *query) : m_query(query) {}
        ~Cursor();
        Q_DISABLE_COPY_MOVE(Cursor)
        bool next() { return m_query && m_query->next(); }
        Row row() const { return Row(*m_query); }
        bool failed() const;
        QSqlQuery *query() const { return m_query; }

    private:
        QSqlQuery *m_query; ///< Null: it could not be started, and the connection knows why.
    };

    Cursor open(Sql sql, Values values);
    QSqlQuery *prepared(Sql sql);
    Error fail(const Cursor &cursor);
    QSqlQuery *doom(DbError error);
    QSqlDatabase database() const;

    QString m_name;
    std::unordered_map<const char *, QSqlQuery> m_prepared; ///< By the literal's address.
    std::optional<DbError> m_failure;
};

} // namespace auth
