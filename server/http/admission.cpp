#include "http/admission.h"

#include <sys/resource.h>

#include <algorithm>

namespace auth {

Admission::Admission(const HttpLimits &limits, int maxConnections) : m_limits(limits), m_maxConnections(maxConnections)
{
}

Admission::Verdict Admission::admit(const QHostAddress &peer)
{
    const bool exempt = isExempt(peer);
    const QHostAddress network = networkOf(peer);
    const std::lock_guard lock(m_mutex);
    if (m_connections >= m_maxConnections)
        return Verdict::TooMany;
    if (!exempt && m_perAddress.value(network) >= m_limits.maxConnectionsPerAddress)
        return Verdict::TooManyFromAddress;
    ++m_connections;
    ++m_perAddress[network];
    return Verdict::Admitted;
}

void Admission::release(const QHostAddress &peer)
{
    const QHostAddress network = networkOf(peer);
    const std::lock_guard lock(m_mutex);
    --m_connections;
    if (--m_perAddress[network] == 0)
        m_perAddress.remove(network);
}

bool Admission::isExempt(const QHostAddress &peer) const
{
    return std::any_of(m_limits.exemptNetworks.begin(), m_limits.exemptNetworks.end(),
                       [&](const auto &network) { return peer.isInSubnet(network); });
}

QHostAddress networkOf(const QHostAddress &peer)
{
    bool isIpv4 = false; // also when it came through a socket for both: ::ffff:192.0.2.1
    const quint32 ipv4 = peer.toIPv4Address(&isIpv4);
    if (isIpv4)
        return QHostAddress(ipv4);
    Q_IPV6ADDR bytes = peer.toIPv6Address();
    std::fill(bytes.c + 8, bytes.c + 16, quint8{0});
    return QHostAddress(bytes);
}

int affordableConnections(const HttpLimits &limits)
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
        return limits.maxConnections;
    const auto affordable = static_cast<qint64>(files.rlim_cur) - limits.reservedFiles;
    return static_cast<int>(std::clamp<qint64>(affordable, 1, limits.maxConnections));
}

} // namespace auth
