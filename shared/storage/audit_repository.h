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
    /// From AUDIT_COLUMNS (storage/audit_columns.h).
    static AuditRow rowOf(const Row &row);

    /// The end of the chain, which nobody else can take before the end of the transaction.
    static Result<AuditHead> takeHead(Connection &connection);
    static Result<AuditHead> head(Connection &connection);
    /// Rows that follow the head; the last becomes the head.
    static Outcome append(Connection &connection, std::span<const AuditRow> rows);

    static Result<QHash<UserId, AuditPerson>> people(Connection &connection, const QList<UserId> &ids);
    static Outcome addSalts(Connection &connection, const QList<std::pair<UserId, QByteArray>> &salts);

    /// What was put on record in a request, in order.
    static Result<QList<AuditRow>> byRequest(Connection &connection, const QString &requestId);
    /// The rows behind `seq`, stubs too, in order, with the salts of the same moment.
    static Result<QList<SaltedAuditRow>> following(Connection &connection, qint64 seq, int limit);
    /// The newest row of that action, if any.
    static Result<std::optional<AuditRow>> newest(Connection &connection, const QString &action);

    /// False: that row has been signed already.
    static Result<bool> addSignature(Connection &connection, const AuditSignature &signature);
    static Result<std::optional<AuditSignature>> lastSignature(Connection &connection);
    static Result<QList<AuditSignature>> signatures(Connection &connection, qint64 behind, qint64 upTo);

    /// Destroys the person's salt and all clear data of theirs; the value is how many rows had some. Holds the head.
    static Result<int> erase(Connection &connection, UserId person);
};

} // namespace auth
