#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <atomic>
#include <mutex>
#include <thread>

namespace auth::test {

/// A server on a thread of its own that is healthy, and does with all other requests what it is told.
class FakeInstance {
public:
    enum class Answer { Good, Unavailable, None };

    explicit FakeInstance(Answer answer);

    quint16 port() const { return m_port; }
    /// Requests other than for its health, whole.
    QList<QByteArray> requests() const;

private:
    void serve(const std::stop_token &stopped);
    QByteArray answerTo(const QByteArray &request);

    const Answer m_answer;
    mutable std::mutex m_mutex;
    QList<QByteArray> m_requests;
    std::atomic<quint16> m_port{0};
    std::jthread m_thread;
};

} // namespace auth::test
