#include "system/summary.h"

#include "core/field_text.h"
#include "storage/session_repository.h"

namespace auth {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto usualWindow = 60min;
/// Whoever used a session in this time counts as active.
constexpr auto activeTime = 15min;

/// "60m", "24h"; nothing for anything else.
std::optional<std::chrono::minutes> parseWindow(const QString &text)
{
    const qint64 unit = text.endsWith(u'm') ? 1 : text.endsWith(u'h') ? 60 : 0;
    qint64 number = 0;
    const qint64 most = Minutes::memory.count();
    if (unit == 0 || parseInteger(text.chopped(1).toUtf8(), 1, most, number) || number < 1 || number * unit > most)
        return std::nullopt;
    return std::chrono::minutes(number * unit);
}

} // namespace

Summary::Summary(InstanceFacts facts, CountingParts parts, QList<std::pair<QString, QString>> files, Database &database,
                 const Clock &clock)
    : m_facts(std::move(facts)), m_parts(std::move(parts)), m_files(std::move(files)), m_database(database),
      m_clock(clock), m_minutes(takeCounters(m_parts), clock)
{
}

Result<SystemSummary> Summary::summary(const SummaryRequest &request, const Caller &)
{
    const auto window = request.window ? parseWindow(*request.window) : usualWindow;
    if (!window)
        return fieldError(ErrorCode::ValidationError, u"window"_s, u"invalid"_s,
                          u"window must be 1m to 1440m, or 1h to 24h."_s);
    const Counters now = takeCounters(m_parts);
    const auto uptime = m_clock.now() - m_facts.startedAt;
    return SystemSummary{.instance = m_facts.name,
                         .time = m_clock.now(),
                         .uptimeSeconds = std::chrono::duration_cast<std::chrono::seconds>(uptime).count(),
                         .minutes = m_minutes.last(*window, now),
                         .attention = attention(now, m_minutes.last(usualWindow, now), disks())};
}

void Summary::measureActivity()
{
    const Time now = m_clock.now();
    const auto activity = m_database.read(
        [&](Connection &connection) { return SessionRepository::activity(connection, now, now - activeTime); });
    m_minutes.note(activity ? std::optional(*activity) : std::nullopt);
}

QList<DiskSpace> Summary::disks() const
{
    QList<DiskSpace> disks;
    for (const auto &[about, file] : m_files) {
        if (const auto space = diskSpace(about, file))
            disks.append(*space);
    }
    return disks;
}

} // namespace auth
