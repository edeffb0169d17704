#pragma once

#include "api/import_messages.h"
#include "crypto/password_hasher.h"
#include "model/audit.h"
#include "storage/user_import_repository.h"

namespace auth {

/// The rows of one import on their way to verdicts. A copy is what one attempt at the transaction works on.
class ImportBatch {
public:
    /// Judges what needs no database. Computes no hash.
    ImportBatch(const QList<Result<ImportRow>> &rows, const PasswordHasher &hasher, Time now);

    /// Decides about every row that is still open. `mayGive`: what no role of a row may exceed.
    Outcome judge(Connection &connection, const QHash<QString, KnownRole> &roles, Permissions mayGive);
    /// Makes the accounts that judge() found to be new; those that somebody else made meanwhile are open again.
    Outcome insert(Connection &connection);
    /// Whether every row has its verdict.
    bool isSettled() const { return m_open.isEmpty(); }
    /// What insert() has made, for the trail.
    const QList<AuditFact> &facts() const { return m_facts; }

    ImportReport report(bool dryRun) const;

private:
    struct Candidate {
        qsizetype row;
        ImportedUser user;
        QString email;     ///< Canonical.
        QString otherName; ///< To be taken when a name that was made here is not free; empty: there is none.
        QStringList roles;
        bool hasOwnId = false;
    };

    Result<Candidate> candidate(const ImportRow &row, const PasswordHasher &hasher) const;
    std::optional<Error> judge(Candidate &candidate, const TakenKeys &taken, const QHash<QString, KnownRole> &roles,
                               Permissions mayGive) const;
    void accept(const Candidate &candidate, TakenKeys &taken);
    Result<TakenKeys> takenKeys(Connection &connection) const;
    void refuse(qsizetype row, const Error &error);

    Time m_now;
    QList<ImportedRow> m_rows;
    QList<Candidate> m_open; ///< In their order.
    QList<AuditFact> m_facts;
};

} // namespace auth
