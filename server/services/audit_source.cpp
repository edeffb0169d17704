#include "services/audit_source.h"

#include "core/json.h"
#include "crypto/audit_key.h"
#include "model/audit.h"
#include "storage/audit_repository.h"

namespace auth {
namespace {

constexpr int pageRows = 1000;

enum class Scope { Everything, Chain };

struct State {
    AuditHead head;
    AuditCheckpoint checkpoint;
    std::optional<AuditSignature> lastSignature;
};

struct Page {
    QList<SaltedAuditRow> rows;
    QList<AuditSignature> signatures;
};

AuditHead headOf(const AuditSignature &signature) { return {.seq = signature.seq, .time = {}, .hash = signature.hash}; }

Result<State> stateOf(Connection &connection)
{
    auto head = AuditRepository::head(connection);
    auto checkpoint = checkpointOf(connection);
    auto last = AuditRepository::lastSignature(connection);
    if (!head || !checkpoint || !last)
        return !head ? head.error() : !checkpoint ? checkpoint.error() : last.error();
    return State{*head, *checkpoint, *last};
}

Result<Page> pageBehind(Connection &connection, qint64 seq)
{
    auto rows = AuditRepository::following(connection, seq, pageRows);
    if (!rows)
        return rows.error();
    if (rows->isEmpty())
        return Page{};
    auto signatures = AuditRepository::signatures(connection, seq, rows->last().row.seq);
    return signatures ? Result(Page{*rows, *signatures}) : signatures.error();
}

/// Each signature after its row; one that has none there is left to say so.
AuditVerifier::Finding follow(AuditVerifier &verifier, const Page &page, qint64 end, Scope scope)
{
    const auto personal = scope == Scope::Chain ? AuditVerifier::Personal::Ignore : AuditVerifier::Personal::Check;
    auto signature = page.signatures.begin();
    for (const SaltedAuditRow &each : page.rows) {
        if (each.row.seq > end)
            return {};
        if (auto broken = verifier.add(each, personal))
            return broken;
        for (; signature != page.signatures.end() && signature->seq <= each.row.seq; ++signature) {
            if (scope == Scope::Chain && !verifier.knows(signature->keyId))
                continue;
            if (auto broken = verifier.add(*signature))
                return broken;
        }
    }
    return {};
}

Result<AuditVerdict> verify(Database &database, AuditVerifier verifier, const State &state, Scope scope)
{
    while (verifier.head().seq < state.head.seq) {
        const auto page =
            database.read([&](Connection &connection) { return pageBehind(connection, verifier.head().seq); });
        if (!page)
            return page.error();
        if (page->rows.isEmpty())
            break;
        if (const auto broken = follow(verifier, *page, state.head.seq, scope))
            return verdictOf(verifier, broken);
    }
    auto broken = verifier.finish(state.head);
    if (!broken && state.lastSignature && state.lastSignature->seq > state.head.seq)
        broken = AuditFinding{state.head.seq + 1, AuditFault::Truncated};
    return verdictOf(verifier, broken);
}

} // namespace

AuditVerdict verdictOf(const AuditVerifier &verifier, const std::optional<AuditFinding> &finding)
{
    return {.finding = finding,
            .head = verifier.head(),
            .signedUpTo = verifier.signedUpTo(),
            .unsignedSince = verifier.unsignedSince(),
            .rows = verifier.rows(),
            .stubs = verifier.stubs(),
            .withoutPersonalData = verifier.withoutPersonalData()};
}

Result<AuditCheckpoint> checkpointOf(Connection &connection)
{
    const auto newest = AuditRepository::newest(connection, wireName(AuditAction::AuditPruned));
    if (!newest)
        return newest.error();
    if (!*newest || !(*newest)->targetData)
        return AuditCheckpoint();
    return checkpointIn((*newest)->targetData->toUtf8());
}

/// Once more when something went by its rules while it was read.
Result<AuditVerdict> verifyTrail(Database &database, const AuditVerifier::Keys &keys)
{
    constexpr int attempts = 3;
    for (int attempt = 1;; ++attempt) {
        const auto state = database.read(&stateOf);
        if (!state)
            return state.error();
        auto verdict = verify(database, AuditVerifier(keys, state->checkpoint), *state, Scope::Everything);
        const auto now = database.read(&stateOf);
        if (attempt == attempts || !verdict || !verdict->finding || !now || now->head == state->head)
            return verdict;
    }
}

Result<AuditVerdict> verifyTail(Database &database, const AuditVerifier::Keys &keys,
                                const std::optional<AuditHead> &known)
{
    const auto state = database.read(&stateOf);
    if (!state)
        return state.error();
    const auto &last = state->lastSignature;
    const auto start = known                                                ? known
                       : last && isSignedBy(keys.value(last->keyId), *last) ? std::optional(headOf(*last))
                                                                            : std::nullopt;
    const bool isThere = start && start->seq + 1 >= state->checkpoint.first; // its time may have been over
    AuditVerifier verifier =
        isThere ? AuditVerifier(keys, state->checkpoint, *start) : AuditVerifier(keys, state->checkpoint);
    return verify(database, std::move(verifier), *state, Scope::Chain);
}

} // namespace auth
