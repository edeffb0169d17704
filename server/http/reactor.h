#pragma once

#include "core/clock.h"
#include "http/admission.h"
#include "http/connection.h"
#include "http/http_counters.h"
#include "http/qt_gate.h"
#include "http/response.h"

#include <QtCore/QObject>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>

#include <array>
#include <memory>
#include <span>
#include <unordered_map>

namespace auth {

/// What all I/O threads share.
struct EdgeState {
    const HttpLimits limits;
    const HttpHandlers handlers;
    const Clock &clock;
    Admission admission{limits, affordableConnections(limits)};
    const std::shared_ptr<LiveHttpCounters> counters = std::make_shared<LiveHttpCounters>();
};

/// One I/O thread's share of the server: its listening socket, its connections and the answers for them, all in one
/// epoll set behind one notifier. Qt's own event loop looks at each socket on each turn; this one stays as fast with
/// thousands of idle connections. Lives in its thread, whose event loop it ends when it has drained.
class Reactor : public QObject {
public:
    Reactor(EdgeState &state, FileDescriptor listener);
    ~Reactor() override;

    /// Stops accepting, closes idle connections and lets running requests finish.
    void drain();

    // For connections.
    const HttpLimits &limits() const { return m_state.limits; }
    LiveHttpCounters &counters() { return *m_state.counters; }
    SteadyTime now() const { return m_now; } ///< As of the last wake-up.
    QByteArrayView date() const { return m_dateText; }
    bool isDraining() const { return m_draining; }
    std::span<char> readBuffer() { return m_readBuffer; }
    QByteArray newRequestId() const { return m_state.handlers.newRequestId(); }
    HttpResponse errorResponse(ErrorCode code, const EdgeContext &context);
    void dispatch(Connection &connection, HttpRequest request);
    void watch(const Connection &connection, quint32 events);
    PieceWriter pieceWriter(const Connection &connection) { return {m_mailbox, connection.id()}; }

private:
    using Connections = std::unordered_map<quint64, std::unique_ptr<Connection>>;

    void poll();
    void handle(quint64 id, quint32 events);
    void tick();
    void sweep();
    void acceptUpTo(int count);
    void admit(Accepted accepted);
    void turnAway(Accepted accepted);
    void pauseAccepting();
    void resumeAccepting();
    void deliver();
    bool deliverNow(Completion &completion);
    static void hand(Connection &connection, Completion &completion);
    void reap(Connections::iterator connection);
    void release(const Connection &connection);
    void quitWhenDrained();

    EdgeState &m_state;
    QtGate m_gate;
    const FileDescriptor m_epoll;
    const std::shared_ptr<Mailbox> m_mailbox;
    QSocketNotifier m_notifier;
    QTimer m_sweep;
    Connections m_connections;
    quint64 m_nextId;
    Connection *m_dispatching = nullptr; ///< Whose request the handler is being called with.
    SteadyTime m_now;
    HttpDate m_date;
    QByteArray m_dateText;
    std::array<char, 64 * 1024> m_readBuffer;
    bool m_acceptPaused = false;
    bool m_draining = false;
};

} // namespace auth
