#include "load_plan.h"

namespace auth::bench {

namespace {

constexpr std::size_t sharedTokens = 64; // profile asks as this many users in turn

} // namespace

std::size_t loginsPerClient(const LoadPlan &plan)
{
    switch (plan.scenario) {
    case Scenario::Health:
    case Scenario::Login:
    case Scenario::Register:
        return 0;
    case Scenario::Refresh:
        return 1;
    case Scenario::Profile:
    case Scenario::Mixed:
    case Scenario::Storm:
        break;
    }
    return (sharedTokens + plan.connections - 1) / plan.connections;
}

Operation choose(Scenario scenario, std::minstd_rand &random)
{
    switch (scenario) {
    case Scenario::Health:
        return Operation::Health;
    case Scenario::Profile:
        return Operation::Profile;
    case Scenario::Refresh:
        return Operation::Refresh;
    case Scenario::Register:
        return Operation::Register;
    case Scenario::Login:
    case Scenario::Storm:
        return Operation::Login;
    case Scenario::Mixed:
        break;
    }
    const int percent = std::uniform_int_distribution(0, 99)(random);
    return percent < 85 ? Operation::Profile : percent < 95 ? Operation::Refresh : Operation::Login;
}

} // namespace auth::bench
