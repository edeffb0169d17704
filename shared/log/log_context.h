#pragma once

#include "log/log_event.h"

namespace auth {

/// What all lines of one request share.
struct LogContext {
    QString requestId = {};
    std::optional<UserId> userId = {};
    std::optional<SessionId> sessionId = {};
    QString clientIp = {};
    QString method = {};
    QString route = {};

    /// Gives the event what it does not say itself.
    void fill(LogEvent &event) const;
};

/// Lends its context to every line its thread writes while it lives; an inner scope hides the outer one.
class LogScope {
public:
    explicit LogScope(LogContext context);
    ~LogScope();
    Q_DISABLE_COPY_MOVE(LogScope)

    /// For what becomes known later, such as the user once the token has been checked.
    LogContext &context() { return m_context; }

    /// The context of the innermost scope of the calling thread; null outside any.
    static const LogContext *current();

private:
    LogContext m_context;
    const LogScope *m_outer;
};

} // namespace auth
