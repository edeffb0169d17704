#pragma once

#include <QtCore/QJsonObject>

#include <chrono>
#include <concepts>
#include <string>

namespace auth::bench {

using Seconds = std::chrono::duration<double>;

/// Calls `step` until the time is up; how often it was called.
template<std::invocable Step> long countFor(Seconds time, Step step)
{
    const auto end = std::chrono::steady_clock::now() + time;
    long count = 0;
    for (; std::chrono::steady_clock::now() < end; ++count)
        step();
    return count;
}

/// Password checks of libsodium's argon2id (19 MiB, t=2) as it comes, on `threads` threads.
QJsonObject verifyLimit(int threads, Seconds time);

/// HMAC-SHA-256 checks of 220 bytes, the size of a small access token, on one thread.
QJsonObject hmacLimit(Seconds time);

/// One writer, one transaction with a session's refresh each, in WAL mode; `synchronous` as in SQLite's pragma.
QJsonObject commitLimit(const std::string &folder, const char *synchronous, Seconds time);

/// Prepared SELECTs of a session by its id, on one thread.
QJsonObject selectLimit(const std::string &folder, Seconds time);

/// The members every limit has: `per_s`, `cpu_us` of each, and the machine's use by others meanwhile.
QJsonObject limitReport(long count, const QJsonObject &usage);

} // namespace auth::bench
