#include "log/log.h"

#include "log/log_context.h"

namespace auth {

Log::Log(const Clock &clock, QString instance, LogLevel level, QObject *parent)
    : QObject(parent), m_clock(clock), m_instance(std::move(instance)), m_epoch(QString::number(toMillis(clock.now()))),
      m_level(level)
{
}

void Log::record(LogEvent event)
{
    if (const LogContext *context = LogScope::current())
        context->fill(event);
    event.time = m_clock.now();
    event.instance = m_instance;
    event.seq = m_seq.fetch_add(1, std::memory_order_relaxed) + 1;
    limitTexts(event);
    if (RequestTrace *trace = RequestTrace::current())
        trace->note("line", event.seq);
    Q_EMIT recorded(event);
}

} // namespace auth
