#pragma once

#include "api/audit_messages.h"
#include "api/messages.h"
#include "model/audit_checkpoint.h"
#include "services/audit_trail.h"
#include "storage/database.h"

namespace auth {

/// Days for each class; 0: for ever.
struct AuditRetentionRules {
    int security = 0;
    int accounts = 0;
    int system = 0;

    int days(AuditClass of) const
    {
        return of == AuditClass::Security ? security : of == AuditClass::Accounts ? accounts : system;
    }
};

/// Lets rows go whose time is over: their content first, the rows themselves when all before them have gone too. Each
/// step is on record in its own transaction, so that the trail can be verified at any moment. Thread-safe.
class AuditRetention {
public:
    /// `batch`: rows that lose their content, and rows that are deleted, in one transaction.
    AuditRetention(Database &database, const AuditTrail &audit, const AuditRetentionRules &rules, int batch,
                   const Clock &clock, Log &log);

    /// Everything that is due; the value is how many rows lost their content.
    Result<qint64> run();

    Result<AuditRetentionReport> report(const NoRequest &request, const Caller &caller);

private:
    struct Step {
        int faded = 0;
        bool dropped = false;
    };

    bool isLimited() const;
    std::optional<Time> dueBefore(AuditClass of) const;
    Result<Step> step(Connection &connection);
    Result<int> fade(Connection &connection, AuditCheckpoint &checkpoint);
    Result<bool> drop(Connection &connection, AuditCheckpoint &checkpoint);
    Result<AuditRetentionOfClass> reportOn(Connection &connection, AuditClass category);

    Database &m_database;
    const AuditTrail &m_audit;
    const AuditRetentionRules m_rules;
    const int m_batch;
    const Clock &m_clock;
    Log &m_log;
};

} // namespace auth
