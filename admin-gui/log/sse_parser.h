#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <chrono>
#include <optional>

namespace auth::console {

/// What a server sent, as the HTML Standard, section 9.2.6, understands it.
struct SseEvent {
    QByteArray type; ///< "message" when the server named none.
    QByteArray data;
    QByteArray id; ///< Of this event, or of the last one that had one.

    bool operator==(const SseEvent &) const = default;
};

/// Takes an event stream in whatever pieces it comes.
class SseParser {
public:
    /// The events that are complete with these bytes.
    QList<SseEvent> feed(QByteArrayView bytes);
    /// Of a new connection: what was under way is lost, and the id stays.
    void reset();

    /// What to send as Last-Event-ID.
    const QByteArray &lastEventId() const { return m_lastEventId; }
    void setLastEventId(const QByteArray &id) { m_lastEventId = m_nextId = id; }
    /// How long to wait before a reconnection, when the server said so.
    std::optional<std::chrono::milliseconds> retry() const { return m_retry; }
    /// What came is no event stream: a line or an event has no end.
    bool isBroken() const { return m_broken; }

private:
    void endLine(QList<SseEvent> &events);
    void takeField(QByteArrayView name, QByteArrayView value);
    void dispatch(QList<SseEvent> &events);
    void keep(QByteArrayView bytes);

    QByteArray m_line;
    QByteArray m_type;
    QByteArray m_data;
    QByteArray m_nextId;
    QByteArray m_lastEventId;
    std::optional<std::chrono::milliseconds> m_retry;
    bool m_afterCr = false;
    bool m_firstLine = true;
    bool m_hasData = false;
    bool m_broken = false;
};

} // namespace auth::console
