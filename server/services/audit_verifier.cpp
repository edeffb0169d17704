#include "services/audit_verifier.h"

#include "core/json.h"
#include "crypto/audit_chain.h"
#include "crypto/audit_key.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

struct PrunedData {
    AuditCheckpoint after;

    static constexpr auto fields()
    {
        return std::tuple{field(&PrunedData::after, {.name = "after", .about = "What has gone by now."})};
    }
};

AuditHead headBefore(const AuditCheckpoint &claim)
{
    return {.seq = claim.first - 1, .time = {}, .hash = QByteArray::fromHex(claim.previous.toLatin1())};
}

} // namespace

Result<AuditCheckpoint> checkpointIn(QByteArrayView targetData)
{
    auto pruned = json::decode<PrunedData>(targetData, {}, {.ignoreUnknown = true});
    return pruned ? Result(pruned->after) : pruned.error();
}

QString sentenceFor(AuditFault fault)
{
    switch (fault) {
    case AuditFault::RowMissing:
        return u"the row is missing."_s;
    case AuditFault::OutOfOrder:
        return u"the row is not in its place, or older than the one before."_s;
    case AuditFault::PreviousChanged:
        return u"it does not follow from the row before: one of the two was replaced."_s;
    case AuditFault::ContentChanged:
        return u"its content is not what its hash was computed from."_s;
    case AuditFault::ContentGone:
        return u"its content has been removed, and no audit.pruned row says so."_s;
    case AuditFault::PersonalDataChanged:
        return u"a name, an address or a change in it is not what was put on record."_s;
    case AuditFault::PersonalDataGone:
        return u"a person's data have been removed from it, and no user.erased row says so."_s;
    case AuditFault::SignatureWrong:
        return u"the signature of the trail up to it is not by the key it names."_s;
    case AuditFault::KeyUnknown:
        return u"the trail up to it is signed with a key that was not given."_s;
    case AuditFault::SignedOtherwise:
        return u"the trail up to it was another one when it was signed."_s;
    case AuditFault::Truncated:
        return u"the trail ends before it, and went on when its end was noted or signed."_s;
    case AuditFault::Unreadable:
        return u"its line is none of an export, or has been changed."_s;
    }
    return {};
}

AuditVerifier::AuditVerifier(Keys keys, const AuditCheckpoint &claim)
    : m_keys(std::move(keys)), m_claim(claim), m_head(headBefore(claim)), m_fromTheBeginning(true)
{
}

AuditVerifier::AuditVerifier(Keys keys, const AuditCheckpoint &claim, const AuditHead &known)
    : m_keys(std::move(keys)), m_claim(claim), m_head(known), m_fromTheBeginning(false)
{
}

AuditVerifier::Finding AuditVerifier::add(const SaltedAuditRow &salted, Personal personal)
{
    const AuditRow &row = salted.row;
    if (auto broken = checkChain(row))
        return broken;
    if (auto broken = checkContent(row))
        return broken;
    if (!row.isStub() && personal == Personal::Check) {
        if (auto broken = checkData(row.seq, row.actorDataOf(), row.actorData, row.actorDigest, salted.actorSalt))
            return broken;
        if (auto broken = checkData(row.seq, row.person, row.targetData, row.targetDigest, salted.targetSalt))
            return broken;
    }
    learn(row);
    return {};
}

AuditVerifier::Finding AuditVerifier::checkChain(const AuditRow &row) const
{
    const qint64 expected = m_head.seq + 1;
    if (row.seq > expected)
        return AuditFinding{expected, AuditFault::RowMissing};
    if (row.seq < expected || row.time < m_head.time)
        return AuditFinding{row.seq, AuditFault::OutOfOrder};
    if (row.previous != m_head.hash)
        return AuditFinding{row.seq, AuditFault::PreviousChanged};
    if (row.hash != chainHash(row))
        return AuditFinding{row.seq, AuditFault::ContentChanged};
    return {};
}

AuditVerifier::Finding AuditVerifier::checkContent(const AuditRow &row) const
{
    if (!row.isStub())
        return row.content == contentHash(row) ? Finding() : AuditFinding{row.seq, AuditFault::ContentChanged};
    const auto category = enumFromName<AuditClass>(row.category.toLatin1());
    const auto before = category ? m_claim.before(*category) : std::nullopt;
    return before && row.time < *before ? Finding() : AuditFinding{row.seq, AuditFault::ContentGone};
}

AuditVerifier::Finding AuditVerifier::checkData(qint64 seq, UserId person, const std::optional<QString> &data,
                                                QByteArrayView digest, QByteArrayView salt)
{
    if (data) {
        const bool isSalted = person.isNull() || salt.size() == auditSaltSize;
        return isSalted && digest == personalDigest(salt, data) ? Finding()
                                                                : AuditFinding{seq, AuditFault::PersonalDataChanged};
    }
    if (digest.isEmpty())
        return {};
    if (person.isNull())
        return AuditFinding{seq, AuditFault::PersonalDataGone};
    ++m_erased;
    if (!m_unexplained.contains(person))
        m_unexplained.insert(person, seq);
    return {};
}

void AuditVerifier::learn(const AuditRow &row)
{
    m_head = {.seq = row.seq, .time = row.time, .hash = row.hash};
    ++m_rows;
    m_stubs += row.isStub();
    if (!m_unsignedSince)
        m_unsignedSince = row.time;
    if (row.action == wireName(AuditAction::UserErased))
        m_unexplained.remove(UserId::parse(row.target).value_or(UserId()));
    if (row.action != wireName(AuditAction::AuditPruned) || !row.targetData)
        return;
    if (const auto pruned = checkpointIn(row.targetData->toUtf8()))
        m_onRecord = *pruned;
}

AuditVerifier::Finding AuditVerifier::add(const AuditSignature &signature)
{
    if (signature.seq != m_head.seq)
        return AuditFinding{signature.seq, AuditFault::Truncated};
    const QByteArray key = m_keys.value(signature.keyId);
    if (key.isEmpty())
        return AuditFinding{signature.seq, AuditFault::KeyUnknown};
    if (!isSignedBy(key, signature))
        return AuditFinding{signature.seq, AuditFault::SignatureWrong};
    if (signature.hash != m_head.hash)
        return AuditFinding{signature.seq, AuditFault::SignedOtherwise};
    m_signed = signature;
    m_unsignedSince.reset();
    return {};
}

AuditVerifier::Finding AuditVerifier::finish(const AuditHead &end) const
{
    if (end.seq > m_head.seq)
        return AuditFinding{m_head.seq + 1, AuditFault::Truncated};
    if (end.seq < m_head.seq)
        return AuditFinding{end.seq + 1, AuditFault::Truncated};
    if (end.hash != m_head.hash)
        return AuditFinding{m_head.seq, AuditFault::ContentChanged};
    if (m_fromTheBeginning && m_claim != m_onRecord)
        return AuditFinding{m_claim.first, AuditFault::ContentGone};
    const auto first = std::min_element(m_unexplained.begin(), m_unexplained.end());
    return first == m_unexplained.end() ? Finding() : AuditFinding{*first, AuditFault::PersonalDataGone};
}

} // namespace auth
