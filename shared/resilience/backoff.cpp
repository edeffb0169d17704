#include "resilience/backoff.h"

#include <QtCore/QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <utility>

namespace auth {

namespace {

using Nanoseconds = std::chrono::duration<double, std::nano>;
constexpr unsigned enoughDoublings = 64; // more than any delay that fits its type can take

double factor(Jitter jitter, double fraction)
{
    return jitter == Jitter::Full ? fraction : 1 + 0.2 * (2 * fraction - 1);
}

} // namespace

double systemRandomFraction() { return QRandomGenerator::system()->generateDouble(); }

Backoff::Backoff(Options options, RandomFraction random) : m_options(options), m_random(std::move(random)) {}

std::chrono::nanoseconds Backoff::next()
{
    const int doublings = static_cast<int>(std::min(m_attempts.fetch_add(1), enoughDoublings));
    const Nanoseconds base = m_options.base;
    const Nanoseconds nominal =
        std::min(base * std::ldexp(1.0, doublings), Nanoseconds(std::max(m_options.cap, m_options.base)));
    return std::chrono::round<std::chrono::nanoseconds>(nominal * factor(m_options.jitter, m_random()));
}

} // namespace auth
