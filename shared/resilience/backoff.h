#pragma once

#include <atomic>
#include <chrono>
#include <functional>

namespace auth {

/// A number evenly distributed over [0, 1). Must be thread-safe when what uses it is shared between threads.
using RandomFraction = std::function<double()>;
/// From the system's cryptographic generator. Thread-safe.
double systemRandomFraction();

enum class Jitter {
    Full,  ///< Anything from nothing to the delay: spreads retries of many callers best.
    Fifth, ///< The delay give or take 20 %: keeps instances apart and the delay predictable.
};

/// Delays that double from `base` to `cap`, each with jitter. Thread-safe.
class Backoff {
public:
    struct Options {
        std::chrono::milliseconds base{100};
        std::chrono::milliseconds cap{10'000}; ///< Before jitter. Less than base counts as base.
        Jitter jitter = Jitter::Full;
    };

    explicit Backoff(Options options, RandomFraction random = systemRandomFraction);

    /// How long to wait before the next attempt. Each call without a reset() in between doubles it.
    std::chrono::nanoseconds next();
    /// After a success: the next delay is `base` again.
    void reset() { m_attempts = 0; }

private:
    const Options m_options;
    const RandomFraction m_random;
    std::atomic<unsigned> m_attempts{0};
};

} // namespace auth
