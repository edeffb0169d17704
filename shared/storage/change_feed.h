#pragma once

#include "core/ids.h"
#include "storage/connection.h"

#include <atomic>
#include <functional>
#include <thread>

namespace auth {

/// Hears what has been committed to the database, by whichever instance or person. Called on the feed's thread.
class ChangeListener {
public:
    virtual ~ChangeListener() = default;

    virtual void sessionEnded(SessionId session) = 0;
    /// Switched on or off, deleted, or given other roles.
    virtual void userChanged(UserId user) = 0;
    /// What was counted against an account is to count no longer.
    virtual void limitsForgotten(const QString &account) = 0;
    /// Anything may have changed: a message could not be told apart, or there are very many.
    virtual void anythingChanged() = 0;
    /// The feed is there. All that changed while it was not has been missed.
    virtual void feedFound() = 0;
    virtual void feedLost(const Error &error) = 0;
};

/// Listens on a connection of its own, on a thread of its own, until it is destroyed. A connection that does not answer
/// a heartbeat is lost, and looked for again at least once a second.
class ChangeFeed {
public:
    using Connect = std::function<Result<std::unique_ptr<Connection>>()>;
    /// What the feed learns of the server by the way.
    enum class Server {
        Answers,
        Refuses, ///< A new connection; it may have no place for more.
        Silent,  ///< On a connection that had been good.
    };
    /// Called on the feed's thread, with each heartbeat.
    using Noticed = std::function<void(Server)>;

    ChangeFeed(Connect connect, std::chrono::milliseconds heartbeat, ChangeListener &listener, Noticed noticed);
    ~ChangeFeed();
    Q_DISABLE_COPY_MOVE(ChangeFeed)

    struct Counters {
        bool connected = false; ///< Now.
        quint64 messages = 0;   ///< Since the start, as are the others.
        quint64 losses = 0;     ///< Of the connection.
    };
    Counters counters() const { return {m_connected, m_messages, m_losses}; }

private:
    void run();
    void listen();
    bool follow(Connection &connection);
    void lost(const Error &error);
    void deliver(const QStringList &messages);
    void pause();

    const Connect m_connect;
    const std::chrono::milliseconds m_heartbeat;
    ChangeListener &m_listener;
    const Noticed m_noticed;
    const int m_wake; ///< An eventfd that can be read once the feed is to stop.
    std::atomic<bool> m_stopping{false}, m_connected{false};
    std::atomic<quint64> m_messages{0}, m_losses{0};
    std::thread m_thread;
};

} // namespace auth
