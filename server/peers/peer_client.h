#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QtCore/QStringList>

namespace auth {

/// Asks other instances of this service, all at once. Thread-safe.
class PeerClient {
public:
    static constexpr qsizetype mostBytes = 4 << 20; ///< Of one answer.
    static constexpr qsizetype mostPeers = 64;

    /// `timeout`: for each, from the connection to the last byte.
    explicit PeerClient(std::chrono::milliseconds timeout) : m_timeout(timeout) {}

    /// GET with a bearer token, which goes to these addresses and nowhere else: redirects are not followed, proxies not
    /// asked. The bodies of 200 answers, in the order asked; every other outcome is an error.
    QList<Result<QByteArray>> get(const QStringList &urls, const Secret &token) const;

private:
    const std::chrono::milliseconds m_timeout;
};

} // namespace auth
