#include "services/audit_retention.h"

#include "core/json.h"
#include "log/log.h"
#include "services/audit_source.h"
#include "storage/audit_pruning.h"
#include "storage/audit_repository.h"
#include "storage/audit_search.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

constexpr AuditClass classes[] = {AuditClass::Security, AuditClass::Accounts, AuditClass::System};
constexpr std::chrono::days recently{7};

QString nameOf(AuditClass category) { return QString::fromLatin1(enumName(category)); }

/// Explanations are kept as long as anything they may explain: until the time of every class is over.
Result<qint64> erasuresBefore(Connection &connection, const AuditCheckpoint &checkpoint)
{
    std::optional<Time> oldest;
    for (const AuditClass category : classes) {
        const auto before = checkpoint.before(category);
        if (!before)
            return qint64{0};
        oldest = std::min(oldest.value_or(*before), *before);
    }
    return AuditSearch::firstSince(connection, *oldest);
}

} // namespace

AuditRetention::AuditRetention(Database &database, const AuditTrail &audit, const AuditRetentionRules &rules, int batch,
                               const Clock &clock, Log &log)
    : m_database(database), m_audit(audit), m_rules(rules), m_batch(batch), m_clock(clock), m_log(log)
{
}

bool AuditRetention::isLimited() const { return m_rules.security > 0 || m_rules.accounts > 0 || m_rules.system > 0; }

/// Whole days, so that the rows about it are not more than a few in each.
std::optional<Time> AuditRetention::dueBefore(AuditClass of) const
{
    const int days = m_rules.days(of);
    if (days == 0)
        return {};
    return Time(std::chrono::floor<std::chrono::days>(m_clock.now()) - std::chrono::days(days));
}

Result<qint64> AuditRetention::run()
{
    qint64 faded = 0;
    for (bool more = isLimited(); more;) {
        const auto done = m_database.write([&](Connection &connection) { return step(connection); });
        if (!done)
            return done.error();
        faded += done->faded;
        more = done->faded > 0 || done->dropped;
    }
    if (faded > 0)
        m_log.info(u"audit.pruned", u"Rows of the audit trail whose time was over lost their content."_s,
                   {{u"count", faded}});
    return faded;
}

Result<AuditRetention::Step> AuditRetention::step(Connection &connection)
{
    if (const auto head = AuditRepository::takeHead(connection); !head)
        return head.error();
    auto checkpoint = checkpointOf(connection);
    if (!checkpoint)
        return checkpoint.error();
    const auto faded = fade(connection, *checkpoint);
    if (!faded)
        return faded.error();
    const auto dropped = drop(connection, *checkpoint);
    if (!dropped)
        return dropped.error();
    if (*faded == 0 && !*dropped)
        return Step{};
    const auto recorded = m_audit.record(connection, {},
                                         {.action = AuditAction::AuditPruned,
                                          .target = AuditTarget::Trail,
                                          .targetId = u"audit"_s,
                                          .after = json::encode(*checkpoint)});
    return recorded ? Result(Step{.faded = *faded, .dropped = *dropped}) : recorded.error();
}

Result<int> AuditRetention::fade(Connection &connection, AuditCheckpoint &checkpoint)
{
    int faded = 0;
    for (const AuditClass category : classes) {
        auto &before = checkpoint.before(category);
        before = std::max(before, dueBefore(category)); // nothing is less than any time
    }
    const auto erasures = erasuresBefore(connection, checkpoint);
    if (!erasures)
        return erasures.error();
    for (const AuditClass category : classes) {
        if (!checkpoint.before(category))
            continue;
        const auto end = AuditSearch::firstSince(connection, *checkpoint.before(category));
        if (!end)
            return end.error();
        const auto rows = AuditPruning::fade(connection, nameOf(category), *end, *erasures, m_batch - faded);
        if (!rows)
            return rows;
        faded += *rows;
    }
    return faded;
}

/// True: some of the rows at the beginning have been deleted.
Result<bool> AuditRetention::drop(Connection &connection, AuditCheckpoint &checkpoint)
{
    const auto content = AuditPruning::firstWithContent(connection);
    if (!content)
        return content.error();
    const qint64 first = std::min(content->value_or(checkpoint.first), checkpoint.first + m_batch);
    if (first <= checkpoint.first)
        return false;
    const auto previous = AuditPruning::hashOf(connection, first - 1);
    if (!previous)
        return previous.error();
    checkpoint.first = first;
    checkpoint.previous = QString::fromLatin1(previous->toHex());
    const auto dropped = AuditPruning::drop(connection, first);
    return dropped ? Result<bool>(true) : dropped.error();
}

Result<AuditRetentionReport> AuditRetention::report(const NoRequest &, const Caller &)
{
    return m_database.read([&](Connection &connection) -> Result<AuditRetentionReport> {
        AuditRetentionReport report;
        for (const AuditClass category : classes) {
            const auto each = reportOn(connection, category);
            if (!each)
                return each.error();
            report.classes += *each;
        }
        const auto checkpoint = checkpointOf(connection);
        const auto head = AuditRepository::head(connection);
        if (!checkpoint || !head)
            return checkpoint ? head.error() : checkpoint.error();
        report.firstSeq = checkpoint->first;
        report.lastSeq = head->seq;
        return report;
    });
}

Result<AuditRetentionOfClass> AuditRetention::reportOn(Connection &connection, AuditClass category)
{
    const auto recent = AuditSearch::firstSince(connection, m_clock.now() - recently);
    if (!recent)
        return recent.error();
    const auto size = AuditPruning::size(connection, nameOf(category), *recent);
    if (!size)
        return size.error();
    constexpr qint64 year = 365;
    const int days = m_rules.days(category);
    const qint64 yearOfRows = size->recentRows * (days == 0 ? year : std::min<qint64>(days, year)) / recently.count();
    return AuditRetentionOfClass{.category = category,
                                 .days = days,
                                 .rows = size->rows,
                                 .bytes = size->rows * size->bytesPerRow,
                                 .rowsPerDay = size->recentRows / recently.count(),
                                 .bytesInAYear = (yearOfRows + (days == 0 ? size->rows : 0)) * size->bytesPerRow};
}

} // namespace auth
