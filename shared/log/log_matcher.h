#pragma once

#include "log/log_event.h"
#include "model/log_filter.h"

#include <QtCore/QStringMatcher>

namespace auth {

/// A LogFilter made ready to look at many lines. Matches by itself what the log store is asked for in SQL.
class LogMatcher {
public:
    explicit LogMatcher(LogFilter filter);

    bool matches(const LogEvent &event) const;
    /// Every line is wanted.
    bool matchesAll() const { return m_all; }

private:
    bool matchesAnswer(const LogEvent &event) const;
    bool matchesText(const LogEvent &event) const;

    const LogFilter m_filter;
    const QStringMatcher m_text;
    const bool m_all;
};

} // namespace auth
