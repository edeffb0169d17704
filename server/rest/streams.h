#pragma once

#include "core/result.h"

#include <atomic>
#include <memory>

namespace auth {

/// How many answers may be streams at once, and what became of them. Thread-safe; outlives its places.
class Streams {
public:
    struct Counters {
        int open = 0;
        quint64 refused = 0;  ///< All places were taken.
        quint64 complete = 0; ///< Ended by themselves, all sent.
        quint64 broken = 0;   ///< The client left, a piece failed or the service stopped.
        qint64 bytes = 0;     ///< Of bodies.
    };
    /// One of the places; free again when it goes.
    class Place {
    public:
        explicit Place(Streams &streams) : m_streams(streams) {}
        ~Place();
        Q_DISABLE_COPY_MOVE(Place)

        void ended(qint64 bytes, bool complete) const;

    private:
        Streams &m_streams;
    };

    explicit Streams(int limit) : m_limit(limit) {}

    /// Overloaded when all places are taken.
    Result<std::shared_ptr<Place>> enter();
    Counters counters() const;
    int limit() const { return m_limit; }

private:
    const int m_limit;
    std::atomic<int> m_open{0};
    std::atomic<quint64> m_refused{0}, m_complete{0}, m_broken{0};
    std::atomic<qint64> m_bytes{0};
};

} // namespace auth
