// What counting costs a request: of one thread, and of several that count for the same endpoint at once.
#include "rest/request_counters.h"

#include <cstdio>
#include <thread>
#include <vector>

using namespace auth;

namespace {

constexpr int rounds = 2'000'000;

/// Nanoseconds of one call.
double measure(int threads)
{
    RequestCounters counters;
    const auto begin = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> all;
        for (int t = 0; t < threads; ++t)
            all.emplace_back([&] {
                for (int i = 0; i < rounds; ++i)
                    counters.record(i % 50 ? 200 : 401, i % 50 ? std::nullopt : std::optional(ErrorCode::TokenInvalid),
                                    std::chrono::microseconds(i % 5000));
            });
    }
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
    return took.count() / rounds;
}

} // namespace

int main()
{
    for (const int threads : {1, 2, 4})
        std::printf("%d threads: %.0f ns for a request\n", threads, measure(threads));
}
