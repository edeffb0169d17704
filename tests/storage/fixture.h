#pragma once

#include "storage/database.h"
#include "storage/session_repository.h"
#include "storage/user_repository.h"
#include "tests/support/manual_clock.h"

#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtTest/QTest>

#include <mutex>
#include <thread>
#include <vector>

/// Fails the test with the error's text.
#define VERIFY_RESULT(expression)                                                                                      \
    do {                                                                                                               \
        const auto &verified = (expression);                                                                           \
        QVERIFY2(bool(verified), auth::test::trouble(verified).constData());                                           \
    } while (false)

namespace auth::test {

template<class T> QByteArray trouble(const Result<T> &result)
{
    return result ? QByteArray() : (result.error().message + QChar(u' ') + result.error().cause).toUtf8();
}

/// A folder that goes away with the test, and a database in it.
struct Folder {
    QTemporaryDir dir;
    ManualClock clock;
    QString path = dir.filePath(QStringLiteral("auth.db"));

    DatabaseOptions options() const
    {
        DatabaseOptions options;
        options.url = QStringLiteral("sqlite:///") + path;
        options.synchronous = DatabaseOptions::Synchronous::Normal; // tests do not pull the plug
        return options;
    }
    Result<std::unique_ptr<Database>> open() const { return Database::open(options(), clock); }
};

template<class Kind> Id<Kind> idOf(quint64 number)
{
    IdBytes bytes{};
    for (std::size_t i = 0; i < 8; ++i)
        bytes[15 - i] = static_cast<unsigned char>(number >> (8 * i));
    return Id<Kind>(bytes);
}
inline UserId userId(quint64 number) { return idOf<UserKind>(number); }
inline SessionId sessionId(quint64 number) { return idOf<SessionKind>(number); }

inline NewUser newUser(quint64 number, QStringList roles = {QStringLiteral("user")})
{
    return {.id = userId(number),
            .username = QStringLiteral("User_%1").arg(number),
            .email = QStringLiteral("User%1@Example.org").arg(number),
            .passwordHash = "hash" + QByteArray::number(number),
            .roles = std::move(roles),
            .createdAt = fromMillis(1000)};
}

/// Whether the token was exchanged, for a session that lives until then.
inline Result<bool> rotate(Connection &connection, SessionId session, qint64 generation, const QByteArray &currentHash,
                           const QByteArray &nextHash, Time now, Time expiresAt)
{
    const auto owner = SessionRepository::rotate(connection, {.session = session,
                                                              .generation = generation,
                                                              .currentHash = currentHash,
                                                              .nextHash = nextHash,
                                                              .now = now,
                                                              .rotatedAt = now,
                                                              .life = expiresAt - now,
                                                              .greatestAge = std::chrono::days(90)});
    return owner ? Result<bool>(owner->has_value()) : owner.error();
}

/// Keeps what a change feed says.
class HeardChanges final : public ChangeListener {
public:
    void sessionEnded(SessionId session) override { add(QStringLiteral("session ") + session.text()); }
    void userChanged(UserId user) override { add(QStringLiteral("user ") + user.text()); }
    void limitsForgotten(const QString &account) override { add(QStringLiteral("limits ") + account); }
    void anythingChanged() override { add(QStringLiteral("anything")); }
    void feedFound() override { add(QStringLiteral("found")); }
    void feedLost(const Error &) override { add(QStringLiteral("lost")); }

    QStringList all() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_heard;
    }
    /// Waits until it has been said so often.
    bool has(const QString &what, qsizetype times = 1) const
    {
        return QTest::qWaitFor([&] { return all().count(what) >= times; }, 10'000);
    }

private:
    void add(const QString &what)
    {
        const std::scoped_lock lock(m_mutex);
        m_heard += what;
    }

    mutable std::mutex m_mutex;
    QStringList m_heard;
};

/// Runs the same function on `count` threads at once, with the thread's number, and waits for all.
template<class F> void onThreads(int count, F &&function)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back([&function, i] { function(i); });
    for (std::thread &thread : threads)
        thread.join();
}

} // namespace auth::test
