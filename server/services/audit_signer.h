#pragma once

#include "crypto/audit_key.h"
#include "services/audit_verifier.h"
#include "storage/database.h"

#include <atomic>
#include <mutex>

namespace auth {

class Log;

/// Signs the end of the trail from time to time, so that whoever can write the database cannot write another past.
/// Thread-safe.
class AuditSigner {
public:
    AuditSigner(Database &database, const AuditKey &key, std::chrono::minutes interval, const Clock &clock, Log &log);

    /// Unless the end has not moved since it was signed, or another instance has just done so. What was put on record
    /// since the last signature is verified first; where it is not what it was, nothing is signed and the log has it.
    Outcome signWhenDue();
    /// The same, however short the last signature is ago.
    Outcome sign();

    const AuditKey &key() const { return m_key; }
    AuditVerifier::Keys keys() const { return {{auditKeyId(m_key.publicKey()), m_key.publicKey()}}; }
    quint64 made() const { return m_made; }
    quint64 refused() const { return m_refused; } ///< Because the trail was not what it was.

private:
    Outcome signSince(Time quiet);
    Result<AuditHead> verified();
    Outcome add(const AuditSignature &signature, Time quiet);
    Error broken(const AuditFinding &finding);

    Database &m_database;
    const AuditKey &m_key;
    const std::chrono::minutes m_interval;
    const Clock &m_clock;
    Log &m_log;
    std::mutex m_mutex; ///< One at a time.
    std::optional<AuditHead>
        m_known; ///< What this process has seen to be good: a signature can be deleted, this cannot.
    std::atomic<quint64> m_made = 0, m_refused = 0;
};

} // namespace auth
