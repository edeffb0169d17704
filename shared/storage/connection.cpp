#include "storage/connection.h"

#include <algorithm>

namespace auth {
namespace {

Outcome done(const Result<int> &rows) { return rows ? Outcome(Done{}) : rows.error(); }

} // namespace

Connection::Connection(std::unique_ptr<Driver> driver) : m_driver(std::move(driver)) {}

Result<int> Connection::execute(Sql sql, Values values)
{
    const Cursor cursor = open(sql, values);
    if (cursor.failed())
        return fail(cursor);
    return cursor.changed();
}

Outcome Connection::run(const QString &script)
{
    if (!m_failure)
        m_failure = m_driver->run(script);
    if (m_failure)
        return toError(*m_failure);
    return Done{};
}

// What SQLite's begin takes the lock for, PostgreSQL does row by row; its sessions are read-only outside of this.
Outcome Connection::begin()
{
    m_afterCommit.clear(); // of a transaction that was given up
    return done(execute(Sql("BEGIN IMMEDIATE", "BEGIN READ WRITE")));
}

Outcome Connection::commit()
{
    auto committed = done(execute("COMMIT"));
    if (committed)
        tellCommitted();
    m_afterCommit.clear();
    return committed;
}

void Connection::tellCommitted()
{
    for (const auto &tell : std::exchange(m_afterCommit, {}))
        tell();
}

void Connection::rollback()
{
    m_afterCommit.clear();
    forget();
    if (!execute("ROLLBACK"))
        forget(); // the failure had ended the transaction already
}

Outcome Connection::mark()
{
    m_toldBeforeMark = m_afterCommit.size();
    return done(execute("SAVEPOINT operation"));
}

Outcome Connection::keep() { return done(execute("RELEASE operation")); }

Outcome Connection::undo()
{
    m_afterCommit.resize(std::min(m_afterCommit.size(), m_toldBeforeMark));
    forget();
    return execute("ROLLBACK TO operation").then([this](int) { return keep(); });
}

Connection::Cursor Connection::open(Sql sql, Values values)
{
    if (!m_failure && !std::ranges::all_of(values, &Value::isStorable))
        m_failure = {.kind = DbError::BadText};
    if (m_failure)
        return Cursor(nullptr);
    Statement &opened = statement(sql);
    m_failure = opened.start(values);
    return Cursor(m_failure ? nullptr : &opened);
}

Statement &Connection::statement(Sql sql)
{
    const char *text = sql.text(m_driver->dialect());
    auto &known = m_statements[text];
    if (!known)
        known = m_driver->statement(text);
    return *known;
}

Error Connection::fail(const Cursor &cursor)
{
    if (!m_failure)
        m_failure = cursor.failure();
    return toError(*m_failure);
}

} // namespace auth
