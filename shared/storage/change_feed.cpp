#include "storage/change_feed.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

/// As many messages at once are cheaper to answer by forgetting everything.
constexpr qsizetype burst = 256;
constexpr std::chrono::milliseconds longestPause{1000};

} // namespace

ChangeFeed::ChangeFeed(Connect connect, std::chrono::milliseconds heartbeat, ChangeListener &listener, Noticed noticed)
    : m_connect(std::move(connect)), m_heartbeat(heartbeat), m_listener(listener), m_noticed(std::move(noticed)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_thread([this] { run(); })
{
}

ChangeFeed::~ChangeFeed()
{
    m_stopping = true;
    ::eventfd_write(m_wake, 1);
    m_thread.join();
    ::close(m_wake);
}

void ChangeFeed::run()
{
    while (!m_stopping)
        listen();
}

/// Once connected, until the connection is lost. Only one that could not be made again, or was silent, says something
/// about the server: an administrator may end any single one.
void ChangeFeed::listen()
{
    const auto connection = m_connect();
    const Outcome listening = connection ? (*connection)->run(u"LISTEN auth_serve"_s) : Outcome(connection.error());
    if (!listening) {
        m_noticed(Server::Refuses);
        lost(listening.error());
        return pause();
    }
    m_connected = true;
    m_listener.feedFound();
    m_noticed(Server::Answers);
    while (!m_stopping && follow(**connection))
        ;
    if (m_stopping)
        return;
    const auto &failure = (*connection)->failure();
    if (failure && failure->code == DbError::noAnswer)
        m_noticed(Server::Silent);
    lost(toError(failure.value_or(DbError{.kind = DbError::Lost, .text = u"the server ended the connection"_s})));
}

/// What has come since the last time; a heartbeat when there was nothing. False: the connection is lost.
bool ChangeFeed::follow(Connection &connection)
{
    const auto messages = connection.messages(m_heartbeat, m_wake);
    if (messages)
        deliver(*messages);
    if (!messages || (messages->isEmpty() && !m_stopping && !connection.run(u"SELECT 1"_s)))
        return false;
    m_noticed(Server::Answers); // whatever the requests have met, such as a server without places for more connections
    return true;
}

void ChangeFeed::lost(const Error &error)
{
    if (m_connected.exchange(false))
        ++m_losses;
    m_listener.feedLost(error);
}

void ChangeFeed::deliver(const QStringList &messages)
{
    m_messages += quint64(messages.size());
    if (messages.size() > burst)
        return m_listener.anythingChanged();
    for (const QString &message : messages) {
        const auto id = QByteArray::fromHex(message.section(u' ', 1).toLatin1());
        const auto session = message.startsWith(u"session "_s) ? SessionId::fromBytes(id) : std::nullopt;
        const auto user = message.startsWith(u"user "_s) ? UserId::fromBytes(id) : std::nullopt;
        if (session)
            m_listener.sessionEnded(*session);
        else if (user)
            m_listener.userChanged(*user);
        else if (message.startsWith(u"limits "_s))
            m_listener.limitsForgotten(QString::fromUtf8(id));
        else
            m_listener.anythingChanged(); // also what a newer instance says and this one does not know
    }
}

void ChangeFeed::pause()
{
    pollfd wake{.fd = m_wake, .events = POLLIN, .revents = 0};
    ::poll(&wake, 1, int(std::min(m_heartbeat, longestPause).count()));
}

} // namespace auth
