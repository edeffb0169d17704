#include "api/error_body.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMetaEnum>
#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

struct Known {
    ErrorCode code;
    const char *name;
    int status;
    const char *title;
};

/// What clients rely on: spelled out here once more, because a code is never renamed and never moves.
constexpr std::array known{
    Known{ErrorCode::BadRequest, "BAD_REQUEST", 400, "Bad Request"},
    Known{ErrorCode::MalformedJson, "MALFORMED_JSON", 400, "Bad Request"},
    Known{ErrorCode::ValidationError, "VALIDATION_ERROR", 400, "Bad Request"},
    Known{ErrorCode::InvalidEmail, "INVALID_EMAIL", 400, "Bad Request"},
    Known{ErrorCode::InvalidUsername, "INVALID_USERNAME", 400, "Bad Request"},
    Known{ErrorCode::WeakPassword, "WEAK_PASSWORD", 400, "Bad Request"},
    Known{ErrorCode::DuplicateEmail, "DUPLICATE_EMAIL", 400, "Bad Request"},
    Known{ErrorCode::DuplicateUsername, "DUPLICATE_USERNAME", 400, "Bad Request"},
    Known{ErrorCode::InvalidCredentials, "INVALID_CREDENTIALS", 401, "Unauthorized"},
    Known{ErrorCode::MissingToken, "MISSING_TOKEN", 401, "Unauthorized"},
    Known{ErrorCode::TokenInvalid, "TOKEN_INVALID", 401, "Unauthorized"},
    Known{ErrorCode::TokenExpired, "TOKEN_EXPIRED", 401, "Unauthorized"},
    Known{ErrorCode::AccountDisabled, "ACCOUNT_DISABLED", 403, "Forbidden"},
    Known{ErrorCode::PasswordChangeRequired, "PASSWORD_CHANGE_REQUIRED", 403, "Forbidden"},
    Known{ErrorCode::Forbidden, "FORBIDDEN", 403, "Forbidden"},
    Known{ErrorCode::NotFound, "NOT_FOUND", 404, "Not Found"},
    Known{ErrorCode::UserNotFound, "USER_NOT_FOUND", 404, "Not Found"},
    Known{ErrorCode::MethodNotAllowed, "METHOD_NOT_ALLOWED", 405, "Method Not Allowed"},
    Known{ErrorCode::RequestTimeout, "REQUEST_TIMEOUT", 408, "Request Timeout"},
    Known{ErrorCode::Conflict, "CONFLICT", 409, "Conflict"},
    Known{ErrorCode::PreconditionFailed, "PRECONDITION_FAILED", 412, "Precondition Failed"},
    Known{ErrorCode::PayloadTooLarge, "PAYLOAD_TOO_LARGE", 413, "Content Too Large"},
    Known{ErrorCode::UriTooLong, "URI_TOO_LONG", 414, "URI Too Long"},
    Known{ErrorCode::UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", 415, "Unsupported Media Type"},
    Known{ErrorCode::ExpectationFailed, "EXPECTATION_FAILED", 417, "Expectation Failed"},
    Known{ErrorCode::PreconditionRequired, "PRECONDITION_REQUIRED", 428, "Precondition Required"},
    Known{ErrorCode::RateLimited, "RATE_LIMITED", 429, "Too Many Requests"},
    Known{ErrorCode::HeadersTooLarge, "HEADERS_TOO_LARGE", 431, "Request Header Fields Too Large"},
    Known{ErrorCode::InternalError, "INTERNAL_ERROR", 500, "Internal Server Error"},
    Known{ErrorCode::NotImplemented, "NOT_IMPLEMENTED", 501, "Not Implemented"},
    Known{ErrorCode::HttpVersionNotSupported, "HTTP_VERSION_NOT_SUPPORTED", 505, "HTTP Version Not Supported"},
    Known{ErrorCode::Overloaded, "OVERLOADED", 503, "Service Unavailable"},
    Known{ErrorCode::StorageUnavailable, "STORAGE_UNAVAILABLE", 503, "Service Unavailable"},
    Known{ErrorCode::CircuitOpen, "CIRCUIT_OPEN", 503, "Service Unavailable"}};

QJsonObject bodyOf(const Error &error)
{
    return QJsonDocument::fromJson(errorBody(error, "/api/user/profile", "request-1")).object();
}

} // namespace

class ErrorBodyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeIsOnRecord() { QCOMPARE(std::ssize(known), QMetaEnum::fromType<ErrorCode>().keyCount()); }

    void codesKeepTheirNameStatusAndTitle_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < known.size(); ++i)
            QTest::newRow(known.at(i).name) << static_cast<int>(i);
    }
    void codesKeepTheirNameStatusAndTitle()
    {
        QFETCH(int, index);
        const Known &expected = known.at(static_cast<std::size_t>(index));
        QCOMPARE(wireName(expected.code), QString::fromLatin1(expected.name));
        QCOMPARE(httpStatus(expected.code), expected.status);
        QCOMPARE(reasonPhrase(expected.status), QByteArray(expected.title));
        const QJsonObject body = bodyOf({.code = expected.code, .message = u"m"_s});
        QCOMPARE(body.value(u"error_code"_s).toString(), QString::fromLatin1(expected.name));
        QCOMPARE(body.value(u"status"_s).toInt(), expected.status);
        QCOMPARE(body.value(u"title"_s).toString(), QString::fromLatin1(expected.title));
    }

    void successesHaveTitlesToo()
    {
        QCOMPARE(reasonPhrase(200), "OK");
        QCOMPARE(reasonPhrase(201), "Created");
        QCOMPARE(reasonPhrase(204), "No Content");
        QCOMPARE(reasonPhrase(299), "Unknown");
    }

    void numberThatIsNoCodeIsAFaultOfOurs() { QCOMPARE(httpStatus(static_cast<ErrorCode>(4711)), 500); }

    void bodyIsAProblemDocument()
    {
        const QJsonObject body =
            bodyOf({.code = ErrorCode::TokenExpired, .message = u"The access token has expired."_s});
        QCOMPARE(body, (QJsonObject{{u"detail"_s, u"The access token has expired."_s},
                                    {u"error_code"_s, u"TOKEN_EXPIRED"_s},
                                    {u"type"_s, u"urn:auth-serve:error:token-expired"_s},
                                    {u"title"_s, u"Unauthorized"_s},
                                    {u"status"_s, 401},
                                    {u"instance"_s, u"/api/user/profile"_s},
                                    {u"request_id"_s, u"request-1"_s},
                                    {u"errors"_s, QJsonArray()}}));
    }

    void membersToBlameAreListed()
    {
        const QJsonObject body =
            bodyOf(fieldError(ErrorCode::WeakPassword, u"password"_s, u"too_short"_s, u"Too short."_s));
        QCOMPARE(body.value(u"errors"_s).toArray(),
                 (QJsonArray{QJsonObject{
                     {u"field"_s, u"password"_s}, {u"code"_s, u"too_short"_s}, {u"detail"_s, u"Too short."_s}}}));
    }

    void causeStaysInside()
    {
        const QByteArray body =
            errorBody({.code = ErrorCode::InternalError, .message = u"m"_s, .cause = u"users.email_norm"_s}, "/", "r");
        QVERIFY(!body.contains("email_norm"));
    }

    void currentObjectIsPartOfTheBody()
    {
        Error error{.code = ErrorCode::PreconditionFailed, .message = u"m"_s};
        error.current = R"({"version":2})";
        QCOMPARE(bodyOf(error).value(u"current"_s).toObject(), (QJsonObject{{u"version"_s, 2}}));
    }

    void hostilePathStaysText()
    {
        const QByteArray body =
            errorBody({.code = ErrorCode::NotFound, .message = u"m"_s}, "/a\",\"status\":200,\"b\":\"", "r");
        const QJsonDocument parsed = QJsonDocument::fromJson(body);
        QVERIFY(parsed.isObject());
        QCOMPARE(parsed.object().value(u"status"_s).toInt(), 404);
    }
};

QTEST_APPLESS_MAIN(ErrorBodyTest)
#include "tst_error_body.moc"
