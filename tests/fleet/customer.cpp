#include "fleet/customer.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QThread>

namespace auth::test {

using namespace Qt::StringLiterals;

namespace {

/// Customers who came back at once would only show how fast an instance can refuse.
constexpr unsigned long pauseMs = 20;

} // namespace

Customer::Customer(std::unique_ptr<HttpClient> client, const Account &account, Journal &journal, Habits habits,
                   int firstTurn)
    : m_client(std::move(client)), m_journal(journal), m_habits(habits), m_turn(firstTurn), m_account(account)
{
}

void Customer::act()
{
    if (m_leaving)
        return signOut();
    if (!m_signedIn)
        return signIn();
    if (m_introduced)
        return bringFriend();
    switch (m_turn++ % 40) {
    case 4:
    case 12:
    case 24:
    case 32:
        return look("/api/user/profile");
    case 2:
    case 7:
    case 15:
    case 27:
    case 35:
        return look("/api/auth/verify");
    case 10:
        return m_habits == Habits::Everything ? bringFriend() : refresh();
    case 39:
        return signOut();
    default:
        return refresh();
    }
}

void Customer::signIn()
{
    const Answer answer = ask("login", [&] { return m_client->post("/api/auth/login", m_account.login()); }, {200});
    if (answer.status != 200)
        return;
    m_account.access = answer.text(u"access_token"_s);
    m_account.refresh = answer.text(u"refresh_token"_s);
    m_signedIn = true;
}

void Customer::signOut()
{
    const auto request = [&] { return m_client->post("/api/auth/logout", {{u"refresh_token"_s, m_account.refresh}}); };
    m_leaving = ask("logout", request, {204}).status != 204;
    if (m_leaving)
        return;
    m_journal.ended(m_account.refresh);
    m_signedIn = false;
}

/// A rotation that was told and then forgotten would make the next one a 401.
void Customer::refresh()
{
    const Answer answer = ask("refresh", [&] { return test::refresh(*m_client, m_account.refresh); }, {200});
    if (answer.status != 200)
        return;
    m_account.access = answer.text(u"access_token"_s);
    m_account.refresh = answer.text(u"refresh_token"_s);
}

void Customer::look(const QByteArray &path)
{
    ask(path.constData(), [&] { return m_client->get(path, m_account.access); }, {200});
}

/// The second attempt finds the account there when the first one, answered 503, was committed after all.
void Customer::bringFriend()
{
    if (!m_introduced)
        m_friend = newAccount();
    const QList<int> expected = m_introduced ? QList<int>{201, 400} : QList<int>{201};
    const auto request = [&] { return m_client->post("/api/auth/register", m_friend.registration()); };
    const Answer answer = ask("register", request, expected);
    m_introduced = answer.status == 503;
    if (answer.status == 201)
        m_journal.registered(m_friend.email);
    else if (answer.status == 400 && answer.errorCode() != u"DUPLICATE_EMAIL"_s)
        m_journal.fault(u"register"_s, answer);
}

Answer Customer::ask(const char *what, const std::function<Answer()> &request, const QList<int> &expected)
{
    QElapsedTimer timer;
    timer.start();
    Answer answer = request();
    if (expected.contains(answer.status)) {
        ++m_served;
        return answer;
    }
    m_served = 0;
    QThread::msleep(pauseMs);
    if (answer.status == 503 && answer.header("retry-after").toInt() > 0)
        m_journal.unavailable(timer.elapsed());
    else
        m_journal.fault(QString::fromLatin1(what), answer);
    return answer;
}

} // namespace auth::test
