#include "log/log_matcher.h"

namespace auth {

namespace {

template<class T, class U> bool isWanted(const std::optional<T> &wanted, const U &value)
{
    return !wanted || *wanted == value;
}

} // namespace

LogMatcher::LogMatcher(LogFilter filter)
    : m_filter(std::move(filter)), m_text(m_filter.text.value_or(QString()), Qt::CaseInsensitive),
      m_all(m_filter == LogFilter())
{
}

bool LogMatcher::matches(const LogEvent &event) const
{
    if (m_all)
        return true;
    if (m_filter.level && event.level < *m_filter.level)
        return false;
    if (m_filter.event && !event.event.startsWith(*m_filter.event))
        return false;
    return isWanted(m_filter.userId, event.userId) && isWanted(m_filter.sessionId, event.sessionId)
           && isWanted(m_filter.requestId, event.requestId) && isWanted(m_filter.clientIp, event.clientIp)
           && matchesAnswer(event) && (!m_filter.text || matchesText(event));
}

/// A line without a status or duration is none of an answer, so it has neither a low nor a high one.
bool LogMatcher::matchesAnswer(const LogEvent &event) const
{
    if (m_filter.minStatus && event.status.value_or(0) < *m_filter.minStatus)
        return false;
    if (m_filter.maxStatus && (!event.status || *event.status > *m_filter.maxStatus))
        return false;
    return !m_filter.minDurationMs || (event.durationMs && *event.durationMs >= *m_filter.minDurationMs);
}

bool LogMatcher::matchesText(const LogEvent &event) const
{
    if (m_text.indexIn(event.message) >= 0)
        return true;
    return std::any_of(event.extra.begin(), event.extra.end(), [&](const LogField &field) {
        const QString *text = field.value.text();
        return text && m_text.indexIn(*text) >= 0;
    });
}

} // namespace auth
