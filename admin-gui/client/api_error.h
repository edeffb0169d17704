#pragma once

#include "core/result.h"

namespace auth::console {

/// Why a call to the server gave nothing.
struct ApiError {
    enum class Kind {
        Unreachable, ///< No connection, or one that broke before the whole answer was there.
        Untrusted,   ///< TLS: the certificate was not accepted.
        TimedOut,
        Refused,   ///< The server said why: status, code, fields.
        Nonsense,  ///< The answer is not what the endpoint promises.
        SignedOut, ///< The session is over and nobody has signed in again.
        ReadOnly,  ///< The profile of this server forbids changes.
        Unwritten, ///< The answer was to go into a file that cannot be written.
        Cancelled,
    };

    Kind kind = Kind::Refused;
    int status = 0;
    QString code = {};
    QString message = {}; ///< A sentence for people.
    QString requestId = {};
    QList<FieldError> fields = {};
    std::chrono::seconds retryAfter{0};
    QByteArray current = {}; ///< Of a 412: the object as it is now, in JSON.

    bool is(ErrorCode wanted) const { return kind == Kind::Refused && code == wireName(wanted); }
    /// Asking again may help, and nothing is known to have been done.
    bool isOutage() const;
    /// The sentence of the member to blame; empty when none of that name is.
    QString of(QStringView field) const;
};

template<class T> using Answer = Result<T, ApiError>;

/// The error that an answer with a status beyond 299 stands for.
ApiError refusal(int status, const QByteArray &body, const QByteArray &retryAfter);
ApiError nonsense(const QString &requestId);

} // namespace auth::console
