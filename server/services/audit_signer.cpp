#include "services/audit_signer.h"

#include "log/log.h"
#include "services/audit_source.h"
#include "storage/audit_repository.h"

using namespace Qt::StringLiterals;

namespace auth {

AuditSigner::AuditSigner(Database &database, const AuditKey &key, std::chrono::minutes interval, const Clock &clock,
                         Log &log)
    : m_database(database), m_key(key), m_interval(interval), m_clock(clock), m_log(log)
{
}

Outcome AuditSigner::signWhenDue() { return signSince(m_clock.now() - m_interval); }

Outcome AuditSigner::sign() { return signSince(Time::max()); }

/// Nothing is done when somebody signed after `quiet`.
Outcome AuditSigner::signSince(Time quiet)
{
    const std::lock_guard lock(m_mutex);
    const auto last =
        m_database.read([](Connection &connection) { return AuditRepository::lastSignature(connection); });
    const auto head = m_database.read([](Connection &connection) { return AuditRepository::head(connection); });
    if (!last || !head)
        return last ? head.error() : last.error();
    if (head->seq == (*last ? (*last)->seq : 0) || (*last && (*last)->signedAt > quiet))
        return Done{};
    const auto good = verified();
    return good ? add(m_key.sign(*good, m_clock.now()), quiet) : good.error();
}

/// The end, when all since it was last known to be good follows from what it was then.
Result<AuditHead> AuditSigner::verified()
{
    const auto found = verifyTail(m_database, keys(), m_known);
    if (!found)
        return found.error();
    if (found->finding)
        return broken(*found->finding);
    m_known = found->head;
    return found->head;
}

/// Under the lock of the head, so that of several instances one signs.
Outcome AuditSigner::add(const AuditSignature &signature, Time quiet)
{
    const auto added = m_database.write([&](Connection &connection) -> Result<bool> {
        const auto head = AuditRepository::takeHead(connection);
        const auto last = AuditRepository::lastSignature(connection);
        if (!head || !last)
            return head ? last.error() : head.error();
        if (*last && ((*last)->seq >= signature.seq || (*last)->signedAt > quiet))
            return false;
        return AuditRepository::addSignature(connection, signature);
    });
    if (!added)
        return added.error();
    if (!*added)
        return Done{};
    ++m_made;
    // Whoever keeps the log elsewhere has a copy that nobody with the database can take back.
    m_log.info(u"audit.signed", u"The end of the audit trail was signed."_s,
               {{u"audit_seq", signature.seq},
                {u"hash", QString::fromLatin1(signature.hash.toHex())},
                {u"key_id", signature.keyId},
                {u"signature", QString::fromLatin1(signature.signature.toHex())}});
    return Done{};
}

Error AuditSigner::broken(const AuditFinding &finding)
{
    ++m_refused;
    m_log.error(u"audit.broken", u"The audit trail is not what was put on record; it is not signed."_s,
                {{u"audit_seq", finding.seq}, {u"reason", sentenceFor(finding.fault)}});
    return {.code = ErrorCode::InternalError,
            .message = u"The audit trail is not what was put on record."_s,
            .cause = u"row %1: %2"_s.arg(finding.seq).arg(sentenceFor(finding.fault))};
}

} // namespace auth
