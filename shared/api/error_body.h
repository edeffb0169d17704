#pragma once

#include "core/error.h"
#include "core/field.h"

#include <QtCore/QByteArray>

namespace auth {

struct BlamedField {
    QString field;
    QString code;
    QString detail;

    static constexpr auto fields()
    {
        return std::tuple{auth::field(&BlamedField::field, {.name = "field", .about = "Member of the request."}),
                          auth::field(&BlamedField::code,
                                      {.name = "code", .about = "Stable reason: too_short, unknown, missing ..."}),
                          auth::field(&BlamedField::detail, {.name = "detail", .about = "The reason as a sentence."})};
    }
};

/// Every error answer, whatever its status.
struct ErrorBody {
    QString detail;
    QString errorCode;
    QString type;
    QString title;
    int status = 0;
    QString instance;
    QString requestId;
    QList<BlamedField> errors;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&ErrorBody::detail, {.name = "detail", .about = "A sentence for people."}),
            field(&ErrorBody::errorCode, {.name = "error_code", .about = "For programs; never renamed."}),
            field(&ErrorBody::type, {.name = "type", .about = "The code as a URN (RFC 9457).", .format = "uri"}),
            field(&ErrorBody::title, {.name = "title", .about = "The status in words."}),
            field(&ErrorBody::status, {.name = "status", .about = "The HTTP status."}),
            field(&ErrorBody::instance, {.name = "instance", .about = "Path of the request."}),
            field(&ErrorBody::requestId, {.name = "request_id", .about = "For support: finds the request in the log."}),
            field(&ErrorBody::errors, {.name = "errors", .about = "The members to blame, if any."})};
    }
};

/// The HTTP status of a code: the only place that knows.
int httpStatus(ErrorCode code);

/// RFC 9110's name of a status, for example "Not Found".
QByteArray reasonPhrase(int status);

/// The body of every error answer: `detail` and `error_code`, and RFC 9457's members beside them, so that the same body
/// is a valid problem document. `path` is the request's, percent-encoded.
QByteArray errorBody(const Error &error, const QByteArray &path, const QByteArray &requestId);

} // namespace auth
