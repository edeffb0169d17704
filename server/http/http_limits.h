#pragma once

#include <QtCore/QList>
#include <QtNetwork/QHostAddress>

#include <chrono>
#include <utility>

namespace auth {

/// Every limit and time-out of the HTTP edge.
struct HttpLimits {
    qsizetype maxHeadBytes = 16 * 1024;       ///< Request line and header fields; 431. Also chunk framing and trailers.
    int maxHeaderFields = 100;                ///< 431.
    qsizetype maxRequestLineBytes = 8 * 1024; ///< 414.
    qsizetype maxBodyBytes = 64 * 1024;       ///< 413. A chunked body may spend as much again on its framing.
    qsizetype maxPipelinedBytes = 32 * 1024;  ///< Read ahead while a request runs; then the socket is left alone.
    qsizetype maxUnsentBytes = 256 * 1024;    ///< Answers waiting for a slow reader; then no further request is taken.
    qsizetype minUnsentBytes = 32 * 1024;     ///< Less than this: the next piece of a streamed body is asked for.

    int maxConnections = 10'000;        ///< 503 and close. Never more than RLIMIT_NOFILE minus `reservedFiles`.
    int maxConnectionsPerAddress = 200; ///< Per IPv4 address or IPv6 /64; 503 and close.
    int reservedFiles = 64;             ///< Descriptors kept for the database, logs and outgoing connections.
    int backlog = 1024;                 ///< Of listen(2), per I/O thread.
    /// Not counted per address: trusted proxies, as QHostAddress::parseSubnet() returns them.
    QList<std::pair<QHostAddress, int>> exemptNetworks;

    std::chrono::milliseconds headTimeout{10'000};       ///< From the first byte to the end of the head; 408.
    std::chrono::milliseconds bodyTimeout{30'000};       ///< From the end of the head to the end of the body; 408.
    std::chrono::milliseconds idleTimeout{60'000};       ///< Between requests; closed without a word.
    std::chrono::milliseconds writeStallTimeout{15'000}; ///< Without the client taking a single byte.
    std::chrono::milliseconds lingerTimeout{2'000}; ///< Reading on after a final answer, so that no reset overtakes it.
    std::chrono::milliseconds sweepInterval{250};   ///< How exact the time-outs are.
};

} // namespace auth
