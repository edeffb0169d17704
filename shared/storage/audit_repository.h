#pragma once

#include "model/audit_row.h"
#include "storage/connection.h"

#include <QtCore/QHash>

#include <span>

namespace auth {

/// What the trail has of a person beside their rows.
struct AuditPerson {
    QString name;    ///< As it is now; empty: there is no such account.
    QByteArray salt; ///< Empty: there are no data to be hashed yet, or they have been erased.
};

/// The trail's rows. Its hashes are the business of whoever writes and verifies (services/audit_trail.h).
class AuditRepository {
public:
    /// The end of the chain, which nobody else can take before the end of the transaction.
    static Result<AuditHead> takeHead(Connection &connection);
    static Result<AuditHead> head(Connection &connection);
    /// Rows that follow the head; the last becomes the head.
    static Outcome append(Connection &connection, std::span<const AuditRow> rows);

    static Result<QHash<UserId, AuditPerson>> people(Connection &connection, const QList<UserId> &ids);
    static Outcome addSalts(Connection &connection, const QList<std::pair<UserId, QByteArray>> &salts);

    /// What was put on record in a request, in order.
    static Result<QList<AuditRow>> byRequest(Connection &connection, const QString &requestId);
    /// The rows behind `seq`, stubs too, in order.
    static Result<QList<AuditRow>> following(Connection &connection, qint64 seq, int limit);
};

} // namespace auth
