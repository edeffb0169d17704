#pragma once

#include "requests.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <random>

namespace auth::bench {

enum class Scenario { Health, Profile, Login, Refresh, Register, Mixed, Storm };
inline constexpr std::array scenarioNames{"health", "profile", "login", "refresh", "register", "mixed", "storm"};

struct LoadPlan {
    Scenario scenario = Scenario::Health;
    std::uint16_t port = 0;
    int pid = 0;         ///< The server's; 0 leaves its CPU and memory out.
    int databasePid = 0; ///< Of the database behind it, whose CPU is told apart.
    std::size_t connections = 16;
    std::size_t idle = 0; ///< Further connections that ask once and then stay open, silent.
    std::uint64_t users = 10000;
    std::chrono::duration<double> warmup{1};
    std::chrono::duration<double> window{5};
};

/// How often each busy connection logs in before the scenario begins, for the tokens it needs.
std::size_t loginsPerClient(const LoadPlan &plan);

/// What a busy connection asks for next.
Operation choose(Scenario scenario, std::minstd_rand &random);

} // namespace auth::bench
