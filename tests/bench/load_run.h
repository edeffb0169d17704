#pragma once

#include "http_connection.h"
#include "load_plan.h"
#include "outcomes.h"
#include "process_usage.h"
#include "requests.h"

#include <QtCore/QJsonObject>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace auth::bench {

/// One scenario against one server: a closed loop over keep-alive connections on one thread. Requests that end inside
/// the window count; those cut by its two edges cancel out.
class LoadRun {
public:
    explicit LoadRun(const LoadPlan &plan);
    ~LoadRun();
    LoadRun(const LoadRun &) = delete;
    LoadRun &operator=(const LoadRun &) = delete;

    /// Throws std::runtime_error when the server cannot be reached or refuses the log-ins the scenario starts from.
    QJsonObject run();

private:
    using Time = std::chrono::steady_clock::time_point;
    enum class Role { Load, Paced, Idle };

    struct Client {
        Client(int epoll, std::uint16_t port, std::size_t index, Role r, std::size_t logins)
            : connection(epoll, port, index), role(r), loginsLeft(logins)
        {
        }
        HttpConnection connection;
        Role role;
        std::size_t loginsLeft;
        Tokens tokens;
        Operation operation = Operation::Health;
        Time planned{};
        bool busy = false;
    };

    void add(std::size_t count, Role role, std::size_t logins);
    void openIdle();
    void collectTokens();
    void start();
    QJsonObject measure();

    void drive(Time until, const std::function<bool()> &done);
    void wait(Time until);
    void ready(Client &client);
    void next(Client &client);
    void startDue();
    void request(Client &client, Operation operation, Time planned);
    std::string text(Client &client, Operation operation);

    void answered(Client &client, const Answer &answer);
    void keep(Client &client, Tokens tokens);
    void lost(Client &client);
    void record(const Client &client, const std::string &error);
    void recordOverdue();

    QJsonObject report(const QJsonObject &usage) const;
    void addOperations(QJsonObject &result, double seconds) const;

    LoadPlan m_plan;
    Requests m_requests;
    int m_epoll;
    std::deque<Client> m_clients;
    std::vector<std::string> m_accessTokens;
    std::size_t m_nextToken = 0;
    std::size_t m_loginsLeft = 0;
    std::size_t m_idleUnready = 0;
    std::size_t m_idleLost = 0;
    Time m_nextPaced = Time::max();
    bool m_running = false;
    bool m_measuring = false;
    std::minstd_rand m_random{1}; // NOLINT(cert-msc32-c,cert-msc51-cpp): the same mix in every run
    std::array<Outcomes, operationNames.size()> m_outcomes;
};

} // namespace auth::bench
