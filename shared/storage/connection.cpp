#include "storage/connection.h"

#include <algorithm>

namespace auth {
namespace {

Outcome done(const Result<int> &rows) { return rows ? Outcome(Done{}) : rows.error(); }

} // namespace

Connection::Connection(std::unique_ptr<Driver> driver) : m_driver(std::move(driver)) {}

Result<int> Connection::execute(Sql sql, Values values, Asker asker)
{
    const TraceStep step("statement", asker.function_name());
    return changed(Cursor(open(sql, values)));
}

Result<int> Connection::execute(const SqlText &sql, Asker asker)
{
    const TraceStep step("statement", asker.function_name());
    return changed(Cursor(open(sql)));
}

Result<int> Connection::changed(const Cursor &cursor)
{
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

Statement *Connection::open(Sql sql, Values values)
{
    return mayStart(values) ? start(statement(sql), values) : nullptr;
}

Statement *Connection::open(const SqlText &sql)
{
    if (!mayStart(sql.values()))
        return nullptr;
    return start(m_composed.get(sql.text(dialect()), *m_driver), sql.values());
}

bool Connection::mayStart(Values values)
{
    if (!m_failure && !std::ranges::all_of(values, &Value::isStorable))
        m_failure = {.kind = DbError::BadText};
    return !m_failure;
}

Statement *Connection::start(Statement &statement, Values values)
{
    m_failure = statement.start(values);
    return m_failure ? nullptr : &statement;
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
