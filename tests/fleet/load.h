#pragma once

#include "fleet/customer.h"

#include <memory>
#include <thread>
#include <vector>

namespace auth::test {

/// Customers at work, each on a thread of its own, until it is stopped.
class Load {
public:
    /// `count` customers, turn by turn one of each port; every second pair keeps its connections.
    Load(const QList<quint16> &ports, int count, Journal &journal, Habits habits);

    void stop() { m_threads.clear(); }

    /// Waits until each customer has got so many good answers in a row from now on. False: not within `timeoutMs`.
    bool serveEach(int answers, int timeoutMs = 30000);

    /// Once it is stopped: the accounts with their newest tokens.
    QList<Account> accounts() const;

private:
    std::vector<std::unique_ptr<Customer>> m_customers;
    std::vector<std::jthread> m_threads;
};

} // namespace auth::test
