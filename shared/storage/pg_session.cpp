#include "storage/pg_session.h"

#include <QtCore/QRandomGenerator>

#include <cerrno>
#include <poll.h>

namespace auth::postgres {
namespace {

bool isFailure(const PgResult &result)
{
    const ExecStatusType status = PQresultStatus(result.get());
    return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY;
}

QString field(const PgResult &result, int code)
{
    return QString::fromUtf8(PQresultErrorField(result.get(), code)); // null when there is none
}

/// "users.email_norm" of the table users and PostgreSQL's own name users_email_norm_key, as SQLite names it.
QString columnOf(const QString &table, QString constraint)
{
    if (constraint.startsWith(table + QChar(u'_')))
        constraint.remove(0, table.size() + 1);
    if (constraint.endsWith(QStringLiteral("_key")))
        constraint.chop(4);
    return table + QChar(u'.') + constraint;
}

} // namespace

PgSession::PgSession(PGconn *connection, std::chrono::milliseconds answerTimeout)
    : m_connection(connection), m_answerTimeout(answerTimeout),
      m_prefix("auth_" + QByteArray::number(QRandomGenerator::system()->generate64(), 36) + '_')
{
}

QByteArray PgSession::newStatementName() { return m_prefix + QByteArray::number(++m_names); }

PgResult PgSession::answer(int sent)
{
    Deadline deadline;
    if (m_answerTimeout.count() > 0)
        deadline = std::chrono::steady_clock::now() + m_answerTimeout;
    PgResult last;
    if (!sent || m_silent)
        return last;
    for (PgResult result = next(deadline); result; result = next(deadline)) {
        if (!last || !isFailure(last))
            last = std::move(result);
    }
    return isLost() && !(last && isFailure(last)) ? PgResult() : std::move(last);
}

PgResult PgSession::next(Deadline deadline)
{
    while (PQisBusy(m_connection)) {
        if (!isReadable(deadline)) {
            m_silent = true;
            return {};
        }
        if (!PQconsumeInput(m_connection))
            break; // the result tells that the connection has gone
    }
    return PgResult(PQgetResult(m_connection));
}

bool PgSession::isReadable(Deadline deadline) const
{
    using std::chrono::ceil, std::chrono::milliseconds;
    pollfd socket{.fd = PQsocket(m_connection), .events = POLLIN, .revents = 0};
    for (;;) {
        const auto left =
            deadline ? ceil<milliseconds>(*deadline - std::chrono::steady_clock::now()) : milliseconds(-1);
        if (deadline && left.count() <= 0)
            return false;
        const int ready = ::poll(&socket, 1, int(left.count()));
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return true; // reading will tell what is wrong
    }
}

std::optional<QStringList> PgSession::messages(std::chrono::milliseconds wait, int wake)
{
    QStringList texts = received(); // some may have come with the answer to something else
    pollfd files[] = {{.fd = PQsocket(m_connection), .events = POLLIN, .revents = 0},
                      {.fd = wake, .events = POLLIN, .revents = 0}};
    ::poll(files, 2, texts.isEmpty() ? int(wait.count()) : 0); // a signal only makes the wait shorter
    if (!PQconsumeInput(m_connection) || isLost())
        return {};
    return texts + received();
}

QStringList PgSession::received()
{
    QStringList texts;
    while (PGnotify *message = PQnotifies(m_connection)) {
        texts += QString::fromUtf8(message->extra);
        PQfreemem(message);
    }
    return texts;
}

std::optional<DbError> PgSession::failure(const PgResult &result) const
{
    if (result && !isFailure(result))
        return {};
    const QString state = field(result, PG_DIAG_SQLSTATE);
    DbError error{.kind = postgresKind(state.toLatin1()),
                  .code = m_silent ? QString(DbError::noAnswer) : state,
                  .text = m_silent ? QStringLiteral("in time") : field(result, PG_DIAG_MESSAGE_PRIMARY)};
    if (isLost())
        error.kind = DbError::Lost;
    if (error.kind == DbError::Unique)
        error.constraint = columnOf(field(result, PG_DIAG_TABLE_NAME), field(result, PG_DIAG_CONSTRAINT_NAME));
    if (state.startsWith(u"22"))
        error.text.clear(); // it repeats the value
    return error;
}

} // namespace auth::postgres
