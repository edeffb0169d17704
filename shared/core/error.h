#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <chrono>

namespace auth {

// A namespace of its own: each Q_NAMESPACE defines the meta-object of the one it stands in.
inline namespace error_codes {
Q_NAMESPACE

/// What went wrong, as programs see it. The wire name is the enumerator in upper snake case
/// (InvalidCredentials -> INVALID_CREDENTIALS); a code is never renamed.
enum class ErrorCode {
    BadRequest,              ///< The HTTP message is malformed, or asks for something contradictory.
    MalformedJson,           ///< The body is not strict JSON (RFC 8259).
    ValidationError,         ///< A member is missing, unknown, repeated, of the wrong type or out of its limits.
    InvalidEmail,            ///< Text that is no e-mail address this service accepts.
    InvalidUsername,         ///< Not 3 to 50 ASCII letters, digits or underscores.
    WeakPassword,            ///< Too short, too long, guessable, or made of the account's own data.
    DuplicateEmail,          ///< Another account has this address.
    DuplicateUsername,       ///< Another account has this name, in whatever case.
    InvalidCredentials,      ///< Unknown address or wrong password; which of both is not told.
    MissingToken,            ///< The endpoint needs a bearer token and none was sent.
    TokenInvalid,            ///< The token was not issued here, was changed, used up or revoked.
    TokenExpired,            ///< The token was good and its time is over.
    AccountDisabled,         ///< The password was right, and the account is switched off.
    PasswordChangeRequired,  ///< The password was right, and opens nothing but its own replacement.
    Forbidden,               ///< Signed in, and without the permission named.
    NotFound,                ///< No such path or object, or none the caller may know of.
    UserNotFound,            ///< No such user; only administrators' look-ups say so.
    MethodNotAllowed,        ///< The path exists, the method does not; Allow lists those that do.
    RequestTimeout,          ///< The request did not arrive in time.
    Conflict,                ///< The object's state forbids it; the field error's code says which rule.
    PreconditionFailed,      ///< If-Match names a version that is no longer the current one.
    PayloadTooLarge,         ///< The body is over the limit.
    UriTooLong,              ///< The request target is over the limit.
    UnsupportedMediaType,    ///< The body is not application/json.
    ExpectationFailed,       ///< An Expect header other than 100-continue.
    PreconditionRequired,    ///< The edit needs If-Match.
    RateLimited,             ///< Too many attempts; Retry-After says when to come back.
    HeadersTooLarge,         ///< The header fields are over the limit in bytes or number.
    InternalError,           ///< A fault of the service; the log has it under the request id.
    NotImplemented,          ///< A transfer coding or method this server does not know.
    HttpVersionNotSupported, ///< Neither HTTP/1.1 nor HTTP/1.0.
    Overloaded,              ///< A queue is full or the request waited too long in one.
    StorageUnavailable,      ///< The database cannot be read or written at the moment.
    CircuitOpen,             ///< A dependency failed so often that it is not asked for a while.
};
Q_ENUM_NS(ErrorCode)
} // namespace error_codes

/// The name programs see, for example INVALID_CREDENTIALS.
QString wireName(ErrorCode code);

/// One member of the request that is to blame.
struct FieldError {
    QString field;  ///< Wire name, with a path for nested ones: "roles[2]".
    QString code;   ///< Stable reason in lower case: "too_short", "unknown", "duplicate" ...
    QString detail; ///< A sentence for people. Never contains the value.

    bool operator==(const FieldError &) const = default;
};

/// An expected failure. `message` and `fields` may be shown to anyone; `cause` goes to the log only.
struct Error {
    ErrorCode code;
    QString message;
    QList<FieldError> fields = {};
    QString cause = {};
    std::chrono::seconds retryAfter{0}; ///< For RateLimited, Overloaded, StorageUnavailable: when to come back.
    QByteArray current = {};            ///< For PreconditionFailed: the object as it is now, in JSON.

    bool operator==(const Error &) const = default;
};

/// What was asked for was neither done nor refused: something it needs could not be asked. Answered 503.
constexpr bool isOutage(ErrorCode code)
{
    return code == ErrorCode::StorageUnavailable || code == ErrorCode::CircuitOpen || code == ErrorCode::Overloaded;
}

/// The error for one bad member of a request.
Error fieldError(ErrorCode code, const QString &field, const QString &reason, const QString &detail);

} // namespace auth
