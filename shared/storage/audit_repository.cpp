#include "storage/audit_repository.h"

#include <QtCore/QCryptographicHash>

namespace auth {
namespace {

struct Head {
    qint64 seq = 0;
    QByteArray hash = QByteArray(32, '\0');
};

Result<Head> takeHead(Connection &connection)
{
    const auto inserted = connection.execute("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, ?)"
                                             " ON CONFLICT (id) DO NOTHING",
                                             {Head().hash});
    if (!inserted)
        return inserted.error();
    const auto head = connection.one(
        Sql("SELECT seq, hash FROM audit_head", "SELECT seq, hash FROM audit_head FOR UPDATE"), {}, [](const Row &row) {
            return Head{row.integer(0), row.bytes(1)};
        });
    return head ? Result<Head>(head->value_or(Head())) : head.error();
}

} // namespace

Outcome AuditRepository::append(Connection &connection, const NewAuditRow &row)
{
    const auto head = takeHead(connection);
    if (!head)
        return head.error();
    const qint64 seq = head->seq + 1;
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    hash.addData(head->hash);
    hash.addData(row.action.toUtf8());
    const auto inserted = connection.execute(
        "INSERT INTO audit (seq, time, class, action, actor, target_kind, target, request_id, actor_digest,"
        " target_digest, previous, hash) VALUES (?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {seq, row.time, row.action, row.actor, row.targetKind, row.target, row.requestId, QByteArray(), QByteArray(),
         head->hash, hash.result()});
    if (!inserted)
        return inserted.error();
    const auto moved = connection.execute("UPDATE audit_head SET seq = ?, hash = ?", {seq, hash.result()});
    return moved ? Outcome(Done{}) : Outcome(moved.error());
}

} // namespace auth
