#include "client/api_error.h"

#include "api/error_body.h"
#include "core/json.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace auth::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Whatever a server says, somebody who waits wants to try again some time.
constexpr std::chrono::seconds longestWait = 1h;

/// Error answers carry the object as it is now beside their own members.
QByteArray currentObject(const QByteArray &body)
{
    const auto document = json::Document::parse(body, {.size = body.size()});
    if (!document || document->root().kind() != json::Node::Kind::Object)
        return {};
    for (const json::Member &member : document->root().members()) {
        if (member.key == "current")
            return member.value.json();
    }
    return {};
}

QList<FieldError> blamed(const QList<BlamedField> &errors)
{
    QList<FieldError> fields;
    for (const BlamedField &each : errors)
        fields += FieldError{each.field, each.code, each.detail};
    return fields;
}

} // namespace

bool ApiError::isOutage() const
{
    return kind == Kind::Unreachable || kind == Kind::TimedOut || (kind == Kind::Refused && status == 503);
}

QString ApiError::of(QStringView field) const
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const auto &each) { return each.field == field; });
    return found == fields.end() ? QString() : found->detail;
}

ApiError nonsense(const QString &requestId)
{
    return {.kind = ApiError::Kind::Nonsense,
            .message = QCoreApplication::translate("ApiError", "The answer was not understood. Is this an auth-serve "
                                                               "server, of a version that fits this program?"),
            .requestId = requestId};
}

ApiError refusal(int status, const QByteArray &body, const QByteArray &retryAfter)
{
    const auto said = json::decode<ErrorBody>(body, {.size = body.size()}, {.ignoreUnknown = true});
    if (!said) {
        ApiError error = nonsense({});
        error.status = status;
        return error;
    }
    return {.kind = ApiError::Kind::Refused,
            .status = status,
            .code = said->errorCode,
            .message = said->detail,
            .requestId = said->requestId,
            .fields = blamed(said->errors),
            .retryAfter = std::clamp(std::chrono::seconds(retryAfter.toLongLong()), 0s, longestWait),
            .current = status == 412 ? currentObject(body) : QByteArray()};
}

} // namespace auth::console
