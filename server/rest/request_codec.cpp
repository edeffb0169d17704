#include "rest/request_codec.h"

#include "rest/authenticator.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

bool isOfType(const QByteArray &contentType, const char *type)
{
    const QList<QByteArray> parts = contentType.toLower().split(';');
    if (parts.first().trimmed() != type)
        return false;
    return std::all_of(parts.begin() + 1, parts.end(), [](const QByteArray &part) {
        const QByteArray parameter = part.trimmed();
        return !parameter.startsWith("charset=") || parameter == "charset=utf-8" || parameter == "charset=\"utf-8\"";
    });
}

} // namespace

Result<QByteArrayView> jsonBody(const HttpRequest &request)
{
    if (!request.hasBody || (request.body.isEmpty() && request.header("content-type").isEmpty()))
        return QByteArrayView("{}");
    if (!isOfType(request.header("content-type"), "application/json"))
        return Error{.code = ErrorCode::UnsupportedMediaType,
                     .message = u"Send JSON: Content-Type: application/json."_s};
    return QByteArrayView(request.body);
}

Result<bool> contentIsLines(const HttpRequest &request)
{
    const QByteArray type = request.header("content-type");
    const bool isLines = isOfType(type, "application/x-ndjson");
    if (!isLines && !isOfType(type, "application/json"))
        return Error{.code = ErrorCode::UnsupportedMediaType,
                     .message = u"Send a JSON list as application/json, or an object on each line as"
                                " application/x-ndjson."_s};
    return isLines;
}

Result<qint64> versionToMatch(const HttpRequest &request)
{
    const QByteArray tag = request.header("if-match").trimmed();
    if (tag.isEmpty())
        return Error{.code = ErrorCode::PreconditionRequired,
                     .message =
                         u"Send the ETag of what is to be changed as If-Match, so that no other change is lost."_s};
    const qint64 version = tag.size() > 2 ? tag.sliced(1, tag.size() - 2).toLongLong() : 0;
    if (tag != entityTag(version)) // entity tags are compared byte by byte: "+1" is another one
        return fieldError(ErrorCode::ValidationError, u"If-Match"_s, u"invalid"_s,
                          u"If-Match must be the one ETag that was read."_s);
    return version;
}

std::optional<Error> readHeader(const HttpRequest &request, QByteArrayView lowerCaseName, const FieldFacts &facts,
                                std::optional<QString> &out)
{
    const QByteArray value = request.header(lowerCaseName);
    if (value.isEmpty())
        return std::nullopt;
    const auto violation = fromText(value, facts, out);
    const QString name = QString::fromLatin1(facts.name);
    return violation
               ? std::optional(fieldError(ErrorCode::ValidationError, name, violation->code, violation->sentence(name)))
               : std::nullopt;
}

Secret sentToken(const HttpRequest &request)
{
    const auto token = bearerToken(request);
    return token && *token ? Secret(**token) : Secret();
}

} // namespace auth
