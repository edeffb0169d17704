#pragma once

#include "model/audit.h"
#include "services/authority.h"
#include "services/one_time_tokens.h"
#include "services/rate_limiter.h"
#include "services/sessions.h"
#include "storage/account_repository.h"

namespace auth {

/// What one action did to one account.
struct AccountChange {
    Account before;
    Account after;
    std::optional<AuditFact> fact; ///< Nothing: it was so already, and nothing is to be put on record.
};

/// The same, with a token to be handed over once.
struct AccountTicket {
    AccountChange change;
    OneTimeTokens::Issued token;
};

/// What administrators do to one account, each within the caller's write transaction: on many accounts at once, too.
/// Whoever calls puts the facts on record at the end of the transaction, and calls committed() for each change after
/// it. All fail with UserNotFound, with Forbidden for an account that may do more than the caller, and with
/// Conflict `deleted` for a deleted one. Thread-safe.
class AccountActions {
public:
    AccountActions(Sessions &sessions, const OneTimeTokens &tokens, RateLimiter &limiter, const Clock &clock);

    Result<AccountChange> activate(Connection &connection, const Authority &by, UserId id, const QString &reason) const;
    /// Ends its sessions. Conflict: last_administrator, own_account.
    Result<AccountChange> deactivate(Connection &connection, const Authority &by, UserId id,
                                     const QString &reason) const;
    /// As deactivate(), until a moment.
    Result<AccountChange> lock(Connection &connection, const Authority &by, UserId id, Time until,
                               const QString &reason) const;
    /// Also for an account that is only slowed down by failed sign-ins: committed() forgets those.
    Result<AccountChange> unlock(Connection &connection, const Authority &by, UserId id, const QString &reason) const;
    Result<AccountChange> requirePasswordChange(Connection &connection, const Authority &by, UserId id,
                                                bool endSessions, const QString &reason) const;
    /// A token to choose another password with, or, for an invited account, its first. The old one stays good until
    /// then.
    Result<AccountTicket> resetPassword(Connection &connection, const Authority &by, UserId id, bool endSessions,
                                        const QString &reason) const;

    /// An account without a password, and the token to choose one with. As for registration, and for setRoles().
    Result<AccountTicket> invite(Connection &connection, const Authority &by, const NewUser &user) const;

    /// PreconditionFailed with the current account when `version` is not its version; so do the two below.
    Result<AccountChange> edit(Connection &connection, const Authority &by, UserId id, const UserChange &change,
                               qint64 version, const QString &reason) const;
    /// Only roles that allow no more than the caller may. Conflict: last_administrator, own_account.
    Result<AccountChange> setRoles(Connection &connection, const Authority &by, UserId id, QStringList roles,
                                   qint64 version, const QString &reason) const;
    /// It can be restored for a while. Ends its sessions and tokens. Conflict: last_administrator, own_account.
    Result<AccountChange> remove(Connection &connection, const Authority &by, UserId id, qint64 version,
                                 const QString &reason) const;
    /// Conflict `not_deleted`.
    Result<AccountChange> restore(Connection &connection, const Authority &by, UserId id, const QString &reason) const;

    /// Once the transaction is on the disk.
    void committed(const AccountChange &change) const;

private:
    Result<Account> live(Connection &connection, const Authority &by, UserId id) const;
    Result<Account> removable(Connection &connection, const Authority &by, UserId id) const;
    Result<AccountChange> finish(Connection &connection, const Account &before, const Result<bool> &done,
                                 AuditAction action, const QString &reason) const;
    Result<AccountChange> ended(Connection &connection, Result<AccountChange> change, RevokeReason reason) const;
    Result<Account> current(Connection &connection, UserId id) const;
    Error stale(Connection &connection, UserId id) const;

    Sessions &m_sessions;
    const OneTimeTokens &m_tokens;
    RateLimiter &m_limiter;
    const Clock &m_clock;
};

} // namespace auth
