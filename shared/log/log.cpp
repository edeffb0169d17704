#include "log/log.h"

#include "log/log_context.h"

#include <numeric>

namespace auth {

Log::Log(const Clock &clock, QString instance, LogLevel level, QObject *parent)
    : QObject(parent), m_clock(clock), m_instance(std::move(instance)), m_epoch(QString::number(toMillis(clock.now()))),
      m_level(level)
{
}

void Log::setLevels(LogLevel usual, const QHash<QString, LogLevel> &modules)
{
    m_levels = std::make_shared<const Levels>(Levels{usual, modules});
    m_hasModules = !modules.isEmpty();
    m_level =
        std::accumulate(modules.begin(), modules.end(), usual, [](LogLevel a, LogLevel b) { return std::min(a, b); });
}

bool Log::isWanted(const LogEvent &event) const
{
    const auto levels = m_levels.load();
    const QString module = event.event.left(event.event.indexOf(u'.'));
    return event.level >= levels->modules.value(module, levels->usual);
}

void Log::record(LogEvent event)
{
    if (m_hasModules && !isWanted(event))
        return;
    if (const LogContext *context = LogScope::current())
        context->fill(event);
    event.time = m_clock.now();
    event.instance = m_instance;
    event.seq = m_seq.fetch_add(1, std::memory_order_relaxed) + 1;
    limitTexts(event);
    if (RequestTrace *trace = RequestTrace::current())
        trace->note("line", event.seq);
    Q_EMIT recorded(std::make_shared<const LogEvent>(std::move(event)));
}

} // namespace auth
