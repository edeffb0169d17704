#pragma once

#include "support/http_client.h"

#include <QtCore/QStringList>

#include <chrono>
#include <mutex>

namespace auth::test {

/// What customers were told, for the judgement at the end. Thread-safe.
class Journal {
public:
    /// Told with 201.
    void registered(const QString &email);
    /// A refresh token of a session whose logout was told with 204.
    void ended(const QString &refreshToken);
    /// Neither what was asked for nor a 503.
    void fault(const QString &request, const Answer &answer);
    /// A 503 just now, and how long it took to come.
    void unavailable(qint64 milliseconds);

    QStringList registrations() const;
    QStringList endedSessions() const;
    QStringList faults() const;
    int unavailableCount() const;
    qint64 slowestUnavailable() const;
    /// Negative when the last 503 came before.
    std::chrono::milliseconds lastUnavailableAfter(std::chrono::steady_clock::time_point moment) const;

private:
    mutable std::mutex m_mutex;
    QStringList m_registrations, m_endedSessions, m_faults;
    int m_unavailable = 0;
    qint64 m_slowest = 0;
    std::chrono::steady_clock::time_point m_lastUnavailable{};
};

} // namespace auth::test
