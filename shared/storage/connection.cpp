#include "storage/connection.h"

#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlError>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace auth {

std::optional<Time> Row::optionalTime(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(time(column));
}

Connection::Connection(const QString &name) : m_name(name) {}

Connection::~Connection()
{
    m_prepared.clear(); // before the database they belong to
    database().close();
    QSqlDatabase::removeDatabase(m_name);
}

Connection::Cursor::~Cursor()
{
    if (m_query)
        m_query->finish();
}

bool Connection::Cursor::failed() const { return !m_query || m_query->lastError().isValid(); }

Result<int> Connection::execute(Sql sql, Values values)
{
    const Cursor cursor = open(sql, values);
    if (cursor.failed())
        return fail(cursor);
    return cursor.query()->numRowsAffected();
}

Outcome Connection::run(const QString &statement)
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    if (!query.exec(statement))
        doom(sqliteError(query.lastError()));
    if (m_failure)
        return toError(*m_failure);
    return Done{};
}

Outcome Connection::begin()
{
    return execute("BEGIN IMMEDIATE").then([](int) -> Outcome { return Done{}; });
}

Outcome Connection::commit()
{
    return execute("COMMIT").then([](int) -> Outcome { return Done{}; });
}

void Connection::rollback()
{
    forget();
    if (!execute("ROLLBACK"))
        forget(); // the failure had ended the transaction already
}

Outcome Connection::mark()
{
    return execute("SAVEPOINT operation").then([](int) -> Outcome { return Done{}; });
}

Outcome Connection::keep()
{
    return execute("RELEASE operation").then([](int) -> Outcome { return Done{}; });
}

Outcome Connection::undo()
{
    forget();
    return execute("ROLLBACK TO operation").then([this](int) { return keep(); });
}

Connection::Cursor Connection::open(Sql sql, Values values)
{
    QSqlQuery *query = m_failure ? nullptr : prepared(sql);
    if (!query)
        return Cursor(nullptr);
    if (!std::ranges::all_of(values, &Value::isStorable))
        return Cursor(doom({.kind = DbError::BadText}));
    int position = 0;
    for (const Value &value : values)
        query->bindValue(position++, value.variant());
    if (query->exec())
        return Cursor(query);
    const DbError error = sqliteError(query->lastError());
    query->finish();
    return Cursor(doom(error));
}

QSqlQuery *Connection::prepared(Sql sql)
{
    const auto known = m_prepared.find(sql.text());
    if (known != m_prepared.end())
        return &known->second;
    QSqlQuery query(database());
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromUtf8(sql.text())))
        return doom(sqliteError(query.lastError()));
    return &m_prepared.emplace(sql.text(), std::move(query)).first->second;
}

Error Connection::fail(const Cursor &cursor)
{
    if (!m_failure)
        doom(sqliteError(cursor.query()->lastError()));
    return toError(*m_failure);
}

QSqlQuery *Connection::doom(DbError error)
{
    m_failure = std::move(error);
    return nullptr;
}

QSqlDatabase Connection::database() const { return QSqlDatabase::database(m_name, false); }

} // namespace auth
