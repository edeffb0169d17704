#pragma once

#include "log/log.h"
#include "services/accounts.h"
#include "services/audit_trail.h"
#include "services/registration.h"
#include "services/sign_in.h"
#include "tests/storage/fixture.h"

#include <functional>
#include <mutex>

namespace auth::test {

/// Keeps what a log is told, by any thread.
class Events {
public:
    explicit Events(Log &log)
    {
        QObject::connect(
            &log, &Log::recorded, &log, [this](const SharedLogEvent &event) { add(*event); }, Qt::DirectConnection);
    }

    QList<LogEvent> all() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_events;
    }
    /// The last of that name.
    std::optional<LogEvent> last(const QString &name) const
    {
        const QList<LogEvent> events = all();
        const auto found =
            std::find_if(events.rbegin(), events.rend(), [&](const LogEvent &each) { return each.event == name; });
        return found == events.rend() ? std::nullopt : std::optional(*found);
    }

private:
    void add(const LogEvent &event)
    {
        const std::scoped_lock lock(m_mutex);
        m_events.append(event);
    }

    mutable std::mutex m_mutex;
    QList<LogEvent> m_events;
};

/// A clock that lets a test step in between two steps of a service: the first time it is asked, and once only.
class MeddlingClock final : public Clock {
public:
    explicit MeddlingClock(const Clock &clock) : m_clock(clock) {}

    void whenAsked(std::function<void()> meddle) { m_meddle = std::move(meddle); }
    bool wasAsked() const { return !m_meddle; }

    Time now() const override
    {
        meddle();
        return m_clock.now();
    }
    SteadyTime steady() const override
    {
        meddle();
        return m_clock.steady();
    }

private:
    void meddle() const
    {
        if (const auto once = std::exchange(m_meddle, nullptr))
            once();
    }

    const Clock &m_clock;
    mutable std::function<void()> m_meddle;
};

inline Secret secret(const char *text) { return Secret(QByteArrayView(text)); }
inline QByteArray text(const Secret &secret) { return secret.reveal().toByteArray(); }

/// What a rig is built with; nothing is limited unless a test asks for it.
struct Setup {
    SessionLimits sessions{.issuer = QStringLiteral("auth-serve"), .audience = QStringLiteral("auth-serve")};
    RateLimits rates{.enabled = false};
    RateLimitStore *sharedRates = nullptr;
    PasswordHasher::Options hashing{};
    QString databaseUrl = {}; ///< Empty: a file of its own.
};

/// The services over a database file of their own, at a clock that stands still.
struct Rig {
    explicit Rig(const Setup &with = {}) : setup(with) {}

    Setup setup;
    Folder folder;
    ManualClock &clock = folder.clock;
    MeddlingClock serviceClock{clock}; ///< What sign-ins see.
    MeddlingClock limiterClock{clock};
    Log log{clock, QStringLiteral("test"), LogLevel::Debug};
    Events events{log};
    std::unique_ptr<Database> database = *Database::open(databaseOptions(), clock);
    std::unique_ptr<PasswordHasher> hasher = *PasswordHasher::create(setup.hashing);
    KeyRing keys = *KeyRing::create(secret("of this test only: 32 bytes and more"));
    TokenSigner signer{{.issuer = setup.sessions.issuer, .audience = setup.sessions.audience}, hs256Key(keys)};
    RefreshTokens tokens{keys};
    PasswordPolicy policy{8};
    SessionCache cache{1000, std::chrono::seconds(1), clock};
    RateLimiter limiter{setup.rates, limiterClock, setup.sharedRates};
    AuditTrail audit{clock, log};
    Sessions sessions{*database, cache, signer, tokens, setup.sessions, audit, clock, log};
    SignInAttempts attempts{*database, {}};
    SignIn signIn{*database, *hasher, policy, sessions, limiter, attempts, audit, serviceClock, log};
    Registration registration{*database, *hasher, policy, sessions, audit, clock};
    Accounts accounts{*database, *hasher, policy, sessions, limiter, audit, clock};

    DatabaseOptions databaseOptions() const
    {
        DatabaseOptions options = folder.options();
        if (setup.databaseUrl.isEmpty())
            return options;
        options.url = setup.databaseUrl;
        options.synchronous = DatabaseOptions::Synchronous::Full; // those that share a server do pull its plug
        options.heartbeat = std::chrono::milliseconds(200);
        options.statementTimeout = std::chrono::seconds(1);
        return options;
    }

    static Caller stranger(const QString &network = QStringLiteral("192.0.2.7"))
    {
        return {.user = {},
                .session = {},
                .permissions = {},
                .ip = network,
                .network = network,
                .device = QStringLiteral("Firefox")};
    }

    Result<TokenPair> signUp(const QString &name = QStringLiteral("alice"),
                             const char *password = "fluffy walrus paints")
    {
        return registration.registerUser(
            {.email = name + QStringLiteral("@Example.org"), .username = name, .password = secret(password)},
            stranger());
    }
    Result<TokenPair> login(const QString &name, const char *password, const Caller &caller = stranger())
    {
        return signIn.login({.email = name + QStringLiteral("@example.org"), .password = secret(password)}, caller);
    }
    Result<TokenPair> login() { return login(QStringLiteral("alice"), "fluffy walrus paints"); }

    Result<TokenPair> refresh(const Secret &token) { return sessions.refresh(token, stranger()); }

    SessionId sessionOf(const TokenPair &pair) const { return *sessions.sessionOf(pair.refreshToken); }
    Caller callerOf(const TokenPair &pair) const
    {
        Caller caller = stranger();
        caller.user = pair.user.id;
        caller.session = sessionOf(pair);
        return caller;
    }
    /// As if an access token of the session had just been used.
    void remember(const TokenPair &pair)
    {
        cache.insert(
            sessionOf(pair),
            {.user = pair.user.id, .usable = true, .expiresAt = clock.now() + std::chrono::hours(1), .permissions = {}},
            cache.ticket());
    }
    StoredSession stored(SessionId id)
    {
        return (*database->read([&](Connection &connection) { return SessionRepository::byId(connection, id); }))
            .value_or(StoredSession());
    }
    Credentials credentials(UserId id)
    {
        return **database->read([&](Connection &connection) { return UserRepository::credentials(connection, id); });
    }
    qint64 users()
    {
        return *database->read([](Connection &connection) { return UserRepository::count(connection); });
    }

    /// A statement beside the repositories: to break something, or to be somebody else.
    void sql(const QString &statement)
    {
        const auto done = database->write([&](Connection &connection) { return connection.run(statement); });
        if (!done)
            qFatal("%s", trouble(done).constData());
    }
    /// Reads of the table fail from now on.
    void loseTable(const QString &table) { sql(QStringLiteral("ALTER TABLE %1 RENAME TO lost_%1").arg(table)); }
    /// Changes of that kind fail from now on: "UPDATE OF last_login ON users".
    void refuseChanges(const QString &change)
    {
        sql(QStringLiteral("CREATE TRIGGER refused BEFORE %1 BEGIN SELECT RAISE(ABORT, 'refused by the test'); END")
                .arg(change));
    }
    void allowChanges() { sql(QStringLiteral("DROP TRIGGER refused")); }
};

/// The code of a failure; a success is none.
template<class T> std::optional<ErrorCode> codeOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

} // namespace auth::test

/// Fails the test unless `expression` failed with the code.
#define COMPARE_CODE(expression, expected) QCOMPARE(auth::test::codeOf(expression), std::optional(expected))
