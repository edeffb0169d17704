#include "log/log_context.h"

namespace auth {

namespace {

thread_local const LogScope *innermost = nullptr;

void fillText(QString &text, const QString &context)
{
    if (text.isEmpty())
        text = context;
}

} // namespace

void LogContext::fill(LogEvent &event) const
{
    fillText(event.requestId, requestId);
    fillText(event.clientIp, clientIp);
    fillText(event.method, method);
    fillText(event.route, route);
    if (!event.userId)
        event.userId = userId;
    if (!event.sessionId)
        event.sessionId = sessionId;
}

LogScope::LogScope(LogContext context) : m_context(std::move(context)), m_outer(std::exchange(innermost, this)) {}

LogScope::~LogScope() { innermost = m_outer; }

const LogContext *LogScope::current() { return innermost ? &innermost->m_context : nullptr; }

} // namespace auth
