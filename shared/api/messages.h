#pragma once

#include "core/clock.h"
#include "core/field.h"
#include "core/result.h"
#include "core/secret.h"
#include "model/page.h"
#include "model/session.h"
#include "model/user.h"

#include <QtCore/QByteArray>

#include <functional>
#include <optional>

namespace auth {

/// A request without members.
struct NoRequest {
    static constexpr auto fields() { return std::tuple{}; }
};

/// An answer without a body: 204.
struct NoContent {};

/// An answer that is no JSON object of ours: a document with its media type.
struct Document {
    QByteArray mediaType;
    QByteArray bytes;
};

/// An answer that is made while it is sent, such as an export: its size is not bounded by memory.
struct Stream {
    QByteArray mediaType;
    QString fileName; ///< Offered to whoever saves it; empty: none. Letters, digits, '-', '_' and '.'.
    /// The next piece, about 64 KiB; empty at the end. Called in the store lane, one call at a time, when the client
    /// has taken most of what was sent. An error cuts the connection, so that the client sees what it has is not all.
    std::function<Result<QByteArray>()> next;
};

/// Events as they happen (text/event-stream, HTML Standard section 9.2), until the client leaves or `next` ends it.
struct EventStream {
    using Write = std::function<void(const QByteArray &piece)>;

    /// Asks for what is to be sent next, when the client has taken most of what came before. Called on an I/O thread,
    /// and returns at once; `write` is called when there is something, on any thread, once. An empty piece ends the
    /// stream; letting go of `write` cuts it off. Destroyed when the client has gone.
    std::function<void(Write write)> next;
};

// Addresses, names and passwords have error codes of their own, so their limits are judged by the services
// (model/email.h, model/username.h, services/password_policy.h) and only told here.

struct RegisterRequest {
    QString email;
    QString username;
    Secret password;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&RegisterRequest::email, {.name = "email",
                                            .about = "At most 254 characters, ASCII, with a host name that has a dot.",
                                            .format = "email"}),
            field(&RegisterRequest::username,
                  {.name = "username",
                   .about = "3 to 50 ASCII letters, digits or underscores; unique without regard to case."}),
            field(&RegisterRequest::password,
                  {.name = "password", .about = "8 to 256 code points, not guessable.", .secret = true})};
    }
};

struct LoginRequest {
    QString email;
    Secret password;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&LoginRequest::email, {.name = "email", .about = "The address given at registration, in any case."}),
            field(&LoginRequest::password,
                  {.name = "password", .about = "Verified exactly as sent, after NFC.", .secret = true})};
    }
};

struct RefreshRequest {
    Secret refreshToken;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&RefreshRequest::refreshToken,
                  {.name = "refresh_token", .about = "The newest one of the session; single use.", .secret = true})};
    }
};

/// What a sign-in gives.
struct TokenPair {
    Secret accessToken;
    Secret refreshToken;
    QString tokenType = QStringLiteral("bearer");
    qint64 expiresIn = 0;
    User user;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&TokenPair::accessToken,
                  {.name = "access_token", .about = "JWT for Authorization: Bearer.", .secret = true}),
            field(&TokenPair::refreshToken,
                  {.name = "refresh_token", .about = "For the next pair; single use.", .secret = true}),
            field(&TokenPair::tokenType, {.name = "token_type", .about = "Always bearer."}),
            field(&TokenPair::expiresIn, {.name = "expires_in", .about = "Life of the access token, seconds."}),
            field(&TokenPair::user, {.name = "user", .about = "Who has signed in."})};
    }
};

struct LogoutRequest {
    std::optional<Secret> refreshToken;

    static constexpr auto fields()
    {
        return std::tuple{field(&LogoutRequest::refreshToken,
                                {.name = "refresh_token", .about = "Instead of a bearer token.", .secret = true})};
    }
};

/// The signed-in user as they see themselves.
struct Profile : User {
    QStringList permissions;

    bool operator==(const Profile &) const = default;

    static constexpr auto fields()
    {
        return std::tuple_cat(
            User::fields(),
            std::tuple{field(&Profile::permissions, {.name = "permissions", .about = "What the roles allow."})});
    }
};

struct ProfileChange {
    qint64 version = 0;
    std::optional<QString> username;
    std::optional<QString> email;
    std::optional<Secret> currentPassword;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&ProfileChange::version,
                  {.name = "version", .about = "The ETag of the profile being changed.", .in = In::IfMatch}),
            field(&ProfileChange::username,
                  {.name = "username", .about = "New name, under the rules of registration."}),
            field(&ProfileChange::email,
                  {.name = "email", .about = "New address; needs current_password.", .format = "email"}),
            field(&ProfileChange::currentPassword,
                  {.name = "current_password", .about = "Proof for a change of address.", .secret = true})};
    }
};

struct PasswordChange {
    Secret currentPassword;
    Secret newPassword;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&PasswordChange::currentPassword, {.name = "current_password", .about = "Proof.", .secret = true}),
            field(&PasswordChange::newPassword,
                  {.name = "new_password", .about = "Under the rules of registration.", .secret = true})};
    }
};

struct SessionRef {
    SessionId id;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&SessionRef::id, {.name = "id", .about = "Session to end.", .format = "uuid", .in = In::Path})};
    }
};

struct CallerIdentity {
    UserId userId;
    SessionId sessionId;
    QStringList permissions;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&CallerIdentity::userId, {.name = "user_id", .about = "Whose token it is.", .format = "uuid"}),
            field(&CallerIdentity::sessionId, {.name = "session_id", .about = "Of which session.", .format = "uuid"}),
            field(&CallerIdentity::permissions, {.name = "permissions", .about = "What the roles allow."})};
    }
};

/// Of the whole interface: grows when a client must know more than before.
inline constexpr int apiVersion = 1;

struct HealthStatus {
    QString status;
    Time timestamp{};
    int apiVersion = auth::apiVersion;

    static constexpr auto fields()
    {
        return std::tuple{field(&HealthStatus::status, {.name = "status", .about = "healthy"}),
                          field(&HealthStatus::timestamp, {.name = "timestamp", .about = "Time of the answer."}),
                          field(&HealthStatus::apiVersion,
                                {.name = "api_version", .about = "Grows when a client must know more than before."})};
    }
};

struct ReadinessRequest {
    std::optional<QString> verbose;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&ReadinessRequest::verbose, {.name = "verbose", .about = "Present: list each check.", .max = 8})};
    }
};

struct ReadinessCheck {
    QString name;
    bool ok = false;
    qint64 value = 0;
    std::optional<QString> state = {};

    static constexpr auto fields()
    {
        return std::tuple{
            field(&ReadinessCheck::name, {.name = "name", .about = "What was looked at."}),
            field(&ReadinessCheck::ok, {.name = "ok", .about = "Whether it allows work."}),
            field(&ReadinessCheck::value,
                  {.name = "value", .about = "Length of a queue, number of instances; 0 for others."}),
            field(&ReadinessCheck::state, {.name = "state", .about = "Of a circuit: closed, open or half_open."})};
    }
};

struct Readiness {
    QString status;
    Time timestamp{};
    std::optional<QList<ReadinessCheck>> checks;

    static constexpr auto fields()
    {
        return std::tuple{field(&Readiness::status, {.name = "status", .about = "ready; not being so is a 503."}),
                          field(&Readiness::timestamp, {.name = "timestamp", .about = "Time of the answer."}),
                          field(&Readiness::checks, {.name = "checks", .about = "Each check, when asked for."})};
    }
};

struct AssetRef {
    QString name;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&AssetRef::name, {.name = "name", .about = "File of the API browser.", .max = 64, .in = In::Path})};
    }
};

} // namespace auth
