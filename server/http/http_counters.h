#pragma once

#include "core/error.h"

#include <array>
#include <atomic>
#include <map>

namespace auth {

/// What the edge has done since it started.
struct HttpCounters {
    quint64 accepted = 0;
    quint64 open = 0; ///< Now; the only one that falls.
    quint64 refusedOverConnections = 0;
    quint64 refusedOverAddress = 0;
    quint64 acceptPauses = 0;   ///< Times accepting stopped for want of descriptors.
    quint64 requests = 0;       ///< Handed to the handler.
    quint64 answersDropped = 0; ///< The client, or the server, had gone.
    quint64 headTimeouts = 0;
    quint64 bodyTimeouts = 0;
    quint64 idleTimeouts = 0;
    quint64 writeTimeouts = 0;
    std::map<ErrorCode, quint64> rejected; ///< Answered by the edge itself, by reason.
};

/// The same, being counted by several threads.
class LiveHttpCounters {
public:
    using Count = std::atomic<quint64>;
    Count accepted{0}, open{0}, refusedOverConnections{0}, refusedOverAddress{0}, acceptPauses{0}, requests{0},
        answersDropped{0}, headTimeouts{0}, bodyTimeouts{0}, idleTimeouts{0}, writeTimeouts{0};

    static void add(Count &count) { count.fetch_add(1, std::memory_order_relaxed); }
    static void subtract(Count &count) { count.fetch_sub(1, std::memory_order_relaxed); }
    void reject(ErrorCode code) { add(m_rejected[static_cast<std::size_t>(code)]); }
    HttpCounters snapshot() const;

private:
    std::array<Count, static_cast<std::size_t>(ErrorCode::CircuitOpen) + 1> m_rejected{}; ///< CircuitOpen is the last.
};

} // namespace auth
