#pragma once

#include "core/result.h"
#include "model/audit_checkpoint.h"
#include "model/audit_row.h"

#include <QtCore/QHash>

namespace auth {

/// What is wrong with a trail.
enum class AuditFault {
    RowMissing,
    OutOfOrder,
    PreviousChanged,
    ContentChanged,
    ContentGone,
    PersonalDataChanged,
    PersonalDataGone,
    SignatureWrong,
    KeyUnknown,
    SignedOtherwise,
    Truncated,
    Unreadable, ///< Of an export.
};

/// A sentence for people, without the row's number.
QString sentenceFor(AuditFault fault);

/// What an audit.pruned row says, from its `targetData`.
Result<AuditCheckpoint> checkpointIn(QByteArrayView targetData);

/// Where a trail is first not what was put on record, and why.
struct AuditFinding {
    qint64 seq = 0;
    AuditFault fault{};

    bool operator==(const AuditFinding &) const = default;
};

/// Follows a trail row by row, from a database or from an export, with the same memory however long it is but for an id
/// for each person whose erasure is not yet found on record. The first fault ends it.
class AuditVerifier {
public:
    using Finding = std::optional<AuditFinding>;
    /// Public keys by the id of auditKeyId().
    using Keys = QHash<QString, QByteArray>;
    enum class Personal { Check, Ignore };

    /// `claim` is what the trail says of itself; finish() looks whether that is on record.
    AuditVerifier(Keys keys, const AuditCheckpoint &claim);
    /// Goes on behind a row that is known to be good; what is on record before is taken as it is.
    AuditVerifier(Keys keys, const AuditCheckpoint &claim, const AuditHead &known);

    Finding add(const SaltedAuditRow &row, Personal personal = Personal::Check);
    /// Of the row added last.
    Finding add(const AuditSignature &signature);
    /// `end` is where the trail says it ends.
    Finding finish(const AuditHead &end) const;

    bool knows(const QString &keyId) const { return m_keys.contains(keyId); }
    const AuditHead &head() const { return m_head; }
    qint64 rows() const { return m_rows; }
    qint64 stubs() const { return m_stubs; }
    qint64 withoutPersonalData() const { return m_erased; }
    /// The last row that is signed; seq 0: none.
    const AuditSignature &signedUpTo() const { return m_signed; }
    /// When the first row that is not was put on record.
    std::optional<Time> unsignedSince() const { return m_unsignedSince; }

private:
    Finding checkChain(const AuditRow &row) const;
    Finding checkContent(const AuditRow &row) const;
    Finding checkData(qint64 seq, UserId person, const std::optional<QString> &data, QByteArrayView digest,
                      QByteArrayView salt);
    void learn(const AuditRow &row);

    const Keys m_keys;
    const AuditCheckpoint m_claim;
    AuditHead m_head;
    AuditCheckpoint m_onRecord;          ///< Of the newest audit.pruned row.
    QHash<UserId, qint64> m_unexplained; ///< Whose data have gone, from which row on, without a user.erased so far.
    AuditSignature m_signed;
    std::optional<Time> m_unsignedSince;
    qint64 m_rows = 0, m_stubs = 0, m_erased = 0;
    const bool m_fromTheBeginning;
};

} // namespace auth
