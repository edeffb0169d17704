#include "fleet/load.h"

#include "fleet/kept_client.h"

#include <QtTest/QTest>

namespace auth::test {

namespace {

std::unique_ptr<HttpClient> makeClient(quint16 port, bool keepsConnection)
{
    if (keepsConnection)
        return std::make_unique<KeptClient>(port);
    return std::make_unique<HttpClient>(port);
}

} // namespace

Load::Load(const QList<quint16> &ports, int count, Journal &journal, Habits habits)
{
    for (int i = 0; i < count; ++i) {
        const quint16 port = ports[i % ports.size()];
        const Account account = signUp(HttpClient(port));
        if (!account.isSignedIn())
            qFatal("the load cannot be prepared");
        m_customers.push_back(
            std::make_unique<Customer>(makeClient(port, i / 2 % 2 == 0), account, journal, habits, i * 7));
    }
    for (const auto &customer : m_customers)
        m_threads.emplace_back([&customer = *customer](const std::stop_token &stopped) {
            while (!stopped.stop_requested())
                customer.act();
        });
}

bool Load::serveEach(int answers, int timeoutMs)
{
    for (const auto &customer : m_customers)
        customer->mark();
    return QTest::qWaitFor(
        [&] {
            return std::all_of(m_customers.begin(), m_customers.end(),
                               [&](const auto &each) { return each->served() >= answers; });
        },
        timeoutMs);
}

QList<Account> Load::accounts() const
{
    QList<Account> accounts;
    for (const auto &customer : m_customers)
        accounts.append(customer->account());
    return accounts;
}

} // namespace auth::test
