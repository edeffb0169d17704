#pragma once

#include "http/http_limits.h"

#include <QtCore/QHash>

#include <mutex>

namespace auth {

/// Who may connect: counts connections, in all and per address. Thread-safe.
class Admission {
public:
    enum class Verdict { Admitted, TooMany, TooManyFromAddress };

    /// `maxConnections` is what the limits and the process's descriptors allow together.
    Admission(const HttpLimits &limits, int maxConnections);

    Verdict admit(const QHostAddress &peer);
    /// For each peer that was admitted, once, when its connection is gone.
    void release(const QHostAddress &peer);

private:
    bool isExempt(const QHostAddress &peer) const;

    const HttpLimits &m_limits;
    const int m_maxConnections;
    std::mutex m_mutex;
    int m_connections = 0;
    QHash<QHostAddress, int> m_perAddress; ///< By networkOf().
};

/// What counts as one client: the IPv4 address, or the /64 of an IPv6 address, within which its owner moves freely.
QHostAddress networkOf(const QHostAddress &peer);

/// The lesser of the limit and RLIMIT_NOFILE minus the reserve; at least 1.
int affordableConnections(const HttpLimits &limits);

} // namespace auth
