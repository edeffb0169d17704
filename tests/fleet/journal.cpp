#include "fleet/journal.h"

#include <QtCore/QTime>

namespace auth::test {

using namespace Qt::StringLiterals;

void Journal::registered(const QString &email)
{
    const std::lock_guard lock(m_mutex);
    m_registrations.append(email);
}

void Journal::ended(const QString &refreshToken)
{
    const std::lock_guard lock(m_mutex);
    m_endedSessions.append(refreshToken);
}

void Journal::fault(const QString &request, const Answer &answer)
{
    const std::lock_guard lock(m_mutex);
    m_faults.append(u"%1 %2: %3 %4"_s.arg(QTime::currentTime().toString(u"HH:mm:ss.zzz"_s), request)
                        .arg(answer.status)
                        .arg(QString::fromUtf8(answer.body)));
}

void Journal::unavailable(qint64 milliseconds)
{
    const std::lock_guard lock(m_mutex);
    ++m_unavailable;
    m_slowest = std::max(m_slowest, milliseconds);
    m_lastUnavailable = std::chrono::steady_clock::now();
}

QStringList Journal::registrations() const
{
    const std::lock_guard lock(m_mutex);
    return m_registrations;
}

QStringList Journal::endedSessions() const
{
    const std::lock_guard lock(m_mutex);
    return m_endedSessions;
}

QStringList Journal::faults() const
{
    const std::lock_guard lock(m_mutex);
    return m_faults;
}

int Journal::unavailableCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_unavailable;
}

qint64 Journal::slowestUnavailable() const
{
    const std::lock_guard lock(m_mutex);
    return m_slowest;
}

std::chrono::milliseconds Journal::lastUnavailableAfter(std::chrono::steady_clock::time_point moment) const
{
    const std::lock_guard lock(m_mutex);
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_lastUnavailable - moment);
}

} // namespace auth::test
