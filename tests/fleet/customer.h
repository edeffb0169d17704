#pragma once

#include "fleet/journal.h"
#include "support/accounts.h"

#include <atomic>
#include <functional>
#include <memory>

namespace auth::test {

/// Whether a customer does what a balancer may not send twice.
enum class Habits { OnlyRepeatable, Everything };

/// Somebody who signs in, refreshes, looks, signs out and brings friends, one request after the other. What was
/// answered 503 is asked for again until it is done: the outcome of the first time is unknown.
class Customer {
public:
    /// `account` is registered already.
    Customer(std::unique_ptr<HttpClient> client, const Account &account, Journal &journal, Habits habits,
             int firstTurn);

    /// One request.
    void act();

    /// Good answers in a row, since the last mark. Thread-safe, as is the mark.
    int served() const { return m_served; }
    void mark() { m_served = 0; }

    /// Once nobody acts any more.
    const Account &account() const { return m_account; }

private:
    void signIn();
    void signOut();
    void refresh();
    void look(const QByteArray &path);
    void bringFriend();
    Answer ask(const char *what, const std::function<Answer()> &request, const QList<int> &expected);

    const std::unique_ptr<HttpClient> m_client;
    Journal &m_journal;
    const Habits m_habits;
    int m_turn;
    Account m_account, m_friend;
    bool m_signedIn = false, m_leaving = false, m_introduced = false;
    std::atomic<int> m_served{0};
};

} // namespace auth::test
