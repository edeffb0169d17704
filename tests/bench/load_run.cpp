#include "load_run.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include <sys/epoll.h>
#include <unistd.h>

namespace auth::bench {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

namespace {

constexpr std::size_t pacedConnections = 10;
constexpr auto pacedEvery = 10ms; // 100 profiles a second in all
constexpr auto setupLimit = 60s;
constexpr std::size_t idleBatch = 64; // well below any listen backlog

Steady::duration steps(std::chrono::duration<double> seconds)
{
    return std::chrono::duration_cast<Steady::duration>(seconds);
}

} // namespace

LoadRun::LoadRun(const LoadPlan &plan)
    : m_plan(plan), m_requests(plan.port, plan.users), m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
}

LoadRun::~LoadRun() { ::close(m_epoll); }

QJsonObject LoadRun::run()
{
    openIdle();
    add(m_plan.connections, Role::Load, loginsPerClient(m_plan));
    if (m_plan.scenario == Scenario::Storm)
        add(pacedConnections, Role::Paced, 0);
    collectTokens();
    start();
    drive(Steady::now() + steps(m_plan.warmup), [] { return false; });
    return measure();
}

void LoadRun::add(std::size_t count, Role role, std::size_t logins)
{
    for (std::size_t i = 0; i < count; ++i) {
        m_clients.emplace_back(m_epoll, m_plan.port, m_clients.size(), role, logins).connection.open();
        m_loginsLeft += logins;
    }
}

// Each asks once: a connection that never spoke would fall to the server's time limit for a request's head.
void LoadRun::openIdle()
{
    while (m_clients.size() < m_plan.idle) {
        const std::size_t first = m_clients.size();
        add(std::min(idleBatch, m_plan.idle - first), Role::Idle, 0);
        for (std::size_t i = first; i < m_clients.size(); ++i)
            request(m_clients[i], Operation::Health, Steady::now());
        m_idleUnready = m_clients.size() - first;
        drive(Steady::now() + 10s, [this] { return m_idleUnready == 0; });
        if (m_idleLost > 0 || m_idleUnready > 0)
            throw std::runtime_error("the server refused idle connection " + std::to_string(m_clients.size())
                                     + " or later of " + std::to_string(m_plan.idle));
    }
}

void LoadRun::collectTokens()
{
    for (Client &client : m_clients)
        next(client);
    drive(Steady::now() + setupLimit, [this] { return m_loginsLeft == 0; });
    if (m_loginsLeft > 0)
        throw std::runtime_error("the log-ins before the scenario took longer than 60 s");
}

void LoadRun::start()
{
    m_running = true;
    if (m_plan.scenario == Scenario::Storm)
        m_nextPaced = Steady::now();
    for (Client &client : m_clients)
        next(client);
}

QJsonObject LoadRun::measure()
{
    if (m_plan.pid)
        resetPeak(m_plan.pid);
    const UsageWindow window(m_plan.pid, m_plan.databasePid);
    m_measuring = true;
    drive(Steady::now() + steps(m_plan.window), [] { return false; });
    const QJsonObject usage = window.close();
    recordOverdue();
    m_measuring = false;
    return report(usage);
}

void LoadRun::drive(Time until, const std::function<bool()> &done)
{
    while (Steady::now() < until && !done()) {
        startDue();
        // A moment already past found every paced connection busy: an answer is what there is to wait for.
        wait(m_nextPaced > Steady::now() ? std::min(until, m_nextPaced) : until);
    }
}

void LoadRun::wait(Time until)
{
    const auto left = std::max(until - Steady::now(), Steady::duration::zero());
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    const timespec timeout{seconds.count(), (left - seconds).count()};
    std::array<epoll_event, 256> events;
    const int count = epoll_pwait2(m_epoll, events.data(), static_cast<int>(events.size()), &timeout, nullptr);
    for (int i = 0; i < count; ++i)
        ready(m_clients[events[static_cast<std::size_t>(i)].data.u64]);
}

void LoadRun::ready(Client &client)
{
    if (const auto answer = client.connection.read(); answer && client.busy)
        answered(client, *answer);
    else if (!client.connection.isOpen())
        lost(client);
}

void LoadRun::next(Client &client)
{
    if (client.busy || client.role == Role::Idle)
        return;
    if (client.loginsLeft > 0)
        request(client, Operation::Login, Steady::now());
    else if (m_running && client.role == Role::Load)
        request(client, choose(m_plan.scenario, m_random), Steady::now());
}

// Paced requests have planned moments whatever the server does; one that finds every paced connection waiting starts
// late and its latency still counts from the plan, so a stalled server cannot hide it.
void LoadRun::startDue()
{
    for (Client &client : m_clients) {
        if (m_nextPaced > Steady::now())
            return;
        if (client.role != Role::Paced || client.busy)
            continue;
        request(client, Operation::Profile, m_nextPaced);
        m_nextPaced += pacedEvery;
    }
}

void LoadRun::request(Client &client, Operation operation, Time planned)
{
    client.operation = operation;
    client.planned = planned;
    client.busy = true;
    client.connection.send(text(client, operation));
}

std::string LoadRun::text(Client &client, Operation operation)
{
    switch (operation) {
    case Operation::Health:
        return m_requests.health();
    case Operation::Profile:
        return m_requests.profile(m_accessTokens[m_nextToken++ % m_accessTokens.size()]);
    case Operation::Login:
        return m_requests.login();
    case Operation::Refresh:
        return m_requests.refresh(client.tokens.refresh);
    case Operation::Register:
        return m_requests.registration();
    }
    throw std::logic_error("unknown operation");
}

void LoadRun::answered(Client &client, const Answer &answer)
{
    client.busy = false;
    auto tokens = accepted(client.operation, answer);
    if (!tokens && client.loginsLeft > 0)
        throw std::runtime_error("a log-in before the scenario failed: status " + std::to_string(answer.status) + ' '
                                 + answer.body.substr(0, 300));
    record(client, tokens ? "" : std::to_string(answer.status));
    if (tokens)
        keep(client, std::move(*tokens));
    next(client);
}

void LoadRun::keep(Client &client, Tokens tokens)
{
    if (client.role == Role::Idle)
        --m_idleUnready;
    if (!tokens.refresh.empty())
        client.tokens = std::move(tokens);
    if (client.loginsLeft > 0) {
        m_accessTokens.push_back(client.tokens.access);
        --client.loginsLeft;
        --m_loginsLeft;
    }
}

void LoadRun::lost(Client &client)
{
    if (client.role == Role::Idle) {
        ++m_idleLost;
        return;
    }
    if (client.busy)
        record(client, "closed");
    client.busy = false;
    next(client);
}

void LoadRun::record(const Client &client, const std::string &error)
{
    if (!m_measuring)
        return;
    Outcomes &outcomes = m_outcomes[indexOf(client.operation)];
    if (error.empty())
        outcomes.addAnswer(Steady::now() - client.planned);
    else
        outcomes.addError(error);
}

// What was planned and is still unanswered at the end counts with its age: the least it can have taken.
void LoadRun::recordOverdue()
{
    const Time now = Steady::now();
    Outcomes &profile = m_outcomes[indexOf(Operation::Profile)];
    for (const Client &client : m_clients) {
        if (client.role == Role::Paced && client.busy)
            profile.addAnswer(now - client.planned);
    }
    for (; m_nextPaced < now; m_nextPaced += pacedEvery)
        profile.addAnswer(now - m_nextPaced);
}

QJsonObject LoadRun::report(const QJsonObject &usage) const
{
    const double seconds = usage[u"seconds"_s].toDouble();
    const auto answers = static_cast<double>(
        std::accumulate(m_outcomes.begin(), m_outcomes.end(), std::size_t{0},
                        [](std::size_t sum, const Outcomes &outcomes) { return sum + outcomes.answers(); }));
    const ProcessUsage server = m_plan.pid ? usageOf(m_plan.pid) : ProcessUsage{};
    QJsonObject result = usage;
    result[u"scenario"_s] = QLatin1String(scenarioNames[static_cast<std::size_t>(m_plan.scenario)]);
    result[u"connections"_s] = static_cast<qint64>(m_plan.connections);
    result[u"idle"_s] = static_cast<qint64>(m_plan.idle);
    result[u"idle_lost"_s] = static_cast<qint64>(m_idleLost);
    result[u"rps"_s] = answers / seconds;
    result[u"server_cpu_us_per_request"_s] = usage[u"server_cpu_us"_s].toDouble() / std::max(answers, 1.0);
    result[u"database_cpu_us_per_request"_s] = usage[u"database_cpu_us"_s].toDouble() / std::max(answers, 1.0);
    result[u"generator_cpu_us_per_request"_s] = usage[u"own_cpu_us"_s].toDouble() / std::max(answers, 1.0);
    result[u"rss_kb"_s] = server.residentKb;
    result[u"rss_peak_kb"_s] = server.peakKb;
    addOperations(result, seconds);
    return result;
}

void LoadRun::addOperations(QJsonObject &result, double seconds) const
{
    QJsonObject operations;
    int errors = 0;
    for (std::size_t i = 0; i < m_outcomes.size(); ++i) {
        const Outcomes &outcomes = m_outcomes[i];
        errors += outcomes.errors();
        if (outcomes.answers() > 0 || outcomes.errors() > 0)
            operations[QLatin1String(operationNames[i])] = outcomes.report(seconds);
    }
    result[u"errors"_s] = errors;
    result[u"operations"_s] = operations;
}

} // namespace auth::bench
