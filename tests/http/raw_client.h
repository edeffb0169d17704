#pragma once

#include "http/file_descriptor.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace auth::test {

/// A blocking TCP client that says exactly what it is told to.
class RawClient {
public:
    explicit RawClient(quint16 port);

    bool isConnected() const { return m_connected; }
    void send(const QByteArray &bytes);
    /// Sends FIN and goes on reading.
    void endSending();
    void leave() { m_socket.close(); }
    /// Leaves with RST.
    void reset();

    /// Reads until the server closes, `wanted` has been seen or five seconds are over. Everything read so far.
    QByteArray readUntil(const QByteArray &wanted);
    QByteArray readToEnd() { return readUntil({}); }
    /// Reads until so many bytes are there, with the same limits. Everything read so far.
    QByteArray readAtLeast(qsizetype size);
    /// What comes next, waited for up to five seconds, and taken out of what was read.
    QByteArray takeSome();
    /// takeSome() waited in vain.
    bool timedOut() const { return m_timedOut; }
    bool sawEnd() const { return m_sawEnd; }
    /// The end was a reset.
    bool sawReset() const { return m_sawReset; }

private:
    template<class Enough> QByteArray read(Enough &&enough);

    FileDescriptor m_socket;
    QByteArray m_received;
    bool m_connected = false;
    bool m_sawEnd = false;
    bool m_sawReset = false;
    bool m_timedOut = false;
};

/// The status codes of all answers in `received`, in order.
QList<int> statusesIn(const QByteArray &received);

} // namespace auth::test
