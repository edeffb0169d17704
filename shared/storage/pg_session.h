#pragma once

#include "storage/db_error.h"
#include "storage/libpq.h"

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace auth::postgres {

struct ClearResult {
    void operator()(PGresult *result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, ClearResult>;

/// The protocol of an open libpq connection, which it does not own. Every wait for the server ends after a time.
class PgSession {
public:
    PgSession(PGconn *connection, std::chrono::milliseconds answerTimeout);

    /// What was sent could be sent (the result of a PQsend function): waits for the answer, of several the last or the
    /// first that failed. Null: the connection has gone.
    PgResult answer(int sent);
    /// Why a statement failed; nothing when it did not.
    std::optional<DbError> failure(const PgResult &result) const;

    /// See Driver::messages.
    std::optional<QStringList> messages(std::chrono::milliseconds wait, int wake);

    PGconn *connection() const { return m_connection; }
    bool isLost() const { return m_silent || PQstatus(m_connection) != CONNECTION_OK; }
    bool isInTransaction() const { return PQtransactionStatus(m_connection) != PQTRANS_IDLE; }
    /// A name no other connection uses: behind a pooler it would be a statement of somebody else.
    QByteArray newStatementName();
    /// Statements prepared in an earlier epoch are to be prepared again.
    quint64 epoch() const { return m_epoch; }
    void forgetStatements() { ++m_epoch; }

private:
    using Deadline = std::optional<std::chrono::steady_clock::time_point>;
    bool isReadable(Deadline deadline) const;
    PgResult next(Deadline deadline);
    QStringList received();

    PGconn *m_connection;
    std::chrono::milliseconds m_answerTimeout;
    bool m_silent = false; ///< The server did not answer in time.
    QByteArray m_prefix;
    quint64 m_names = 0, m_epoch = 0;
};

} // namespace auth::postgres
