#pragma once

#include "http/body_source.h"
#include "http/file_descriptor.h"
#include "http/http_counters.h"
#include "http/message.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

namespace auth {

/// An answer, or the next piece of one, on its way to the connection that waits for it. Empty: whoever was to give it
/// did not.
struct Completion {
    quint64 connection;
    std::variant<std::optional<HttpResponse>, std::optional<BodyPiece>> reply;
};

/// Where answers from other threads wait for an I/O thread. Outlives it: what comes later is dropped and counted.
class Mailbox {
public:
    /// `direct` is tried first for answers given by the owner's thread, and says whether it took them.
    using Direct = std::function<bool(Completion &)>;

    Mailbox(std::shared_ptr<LiveHttpCounters> counters, Direct direct);

    /// Any thread. Many posts need one wake-up.
    void post(Completion completion);
    /// Owner's thread, when the descriptor is readable: everything posted so far.
    std::vector<Completion> take();
    /// Owner's thread: nothing is accepted any more.
    void close();
    /// Readable while something waits.
    int fd() const { return m_wake.get(); }

private:
    const std::shared_ptr<LiveHttpCounters> m_counters;
    const std::thread::id m_owner = std::this_thread::get_id();
    const Direct m_direct;
    const FileDescriptor m_wake;
    std::mutex m_mutex;
    std::vector<Completion> m_waiting;
    bool m_closed = false;
};

/// The one place of what a connection waits for.
template<class Reply> class PendingReply;

/// Answers one request, from any thread, once; a second answer is ignored. Copies answer the same request. When the
/// last copy goes without an answer, the client gets a 500.
class Responder {
public:
    Responder(std::shared_ptr<Mailbox> mailbox, quint64 connection);

    void send(HttpResponse response) const;

private:
    std::shared_ptr<PendingReply<HttpResponse>> m_pending;
};

/// Gives one piece of a body, from any thread, once; a second one is ignored. Copies give the same piece. When the last
/// copy goes without one, the client is cut off, so that it sees the body is not complete.
class PieceWriter {
public:
    PieceWriter(std::shared_ptr<Mailbox> mailbox, quint64 connection);

    void write(BodyPiece piece) const;

private:
    std::shared_ptr<PendingReply<BodyPiece>> m_pending;
};

} // namespace auth
