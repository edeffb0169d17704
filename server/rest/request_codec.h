#pragma once

#include "api/endpoint.h"
#include "api/messages.h"
#include "core/json.h"
#include "core/query.h"
#include "rest/answer.h"

#include <QtCore/QHash>

namespace auth {

/// Segments of the path by the name in braces, percent-decoded.
using PathValues = QHash<QByteArray, QByteArray>;

struct RouteInput {
    const HttpRequest &request;
    const PathValues &path;
};

/// The JSON body of a request: `{}` for one without a body. UnsupportedMediaType when it is something else.
Result<QByteArrayView> jsonBody(const HttpRequest &request);

/// A version as ETag and If-Match spell it.
inline QByteArray entityTag(qint64 version) { return '"' + QByteArray::number(version) + '"'; }

/// The version that If-Match names (RFC 9110 section 13.1.1). PreconditionRequired without the header; ValidationError
/// for `*`, weak tags and lists, because an edit is made to one version that was read.
Result<qint64> versionToMatch(const HttpRequest &request);

/// A header that may be missing. ValidationError that names it.
std::optional<Error> readHeader(const HttpRequest &request, QByteArrayView lowerCaseName, const FieldFacts &facts,
                                std::optional<QString> &out);

/// Fills the members that travel outside the body.
template<Described T> Outcome readElsewhere(const RouteInput &input, T &value)
{
    std::optional<Error> error;
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        if (error)
            return;
        if (field.facts.in == In::Path) {
            if (const auto violation = fromText(input.path.value(field.facts.name), field.facts, value.*field.member))
                error = fieldError(ErrorCode::NotFound, QString::fromLatin1(field.facts.name), violation->code,
                                   QStringLiteral("There is nothing under this path."));
        } else if constexpr (std::is_same_v<V, std::optional<QString>>) {
            if (field.facts.in == In::LastEventId)
                error = readHeader(input.request, "last-event-id", field.facts, value.*field.member);
        } else if constexpr (std::is_same_v<V, qint64>) {
            if (field.facts.in == In::IfMatch) {
                const auto version = versionToMatch(input.request);
                if (version)
                    value.*field.member = *version;
                else
                    error = version.error();
            }
        }
    });
    if (error)
        return *error;
    return Done{};
}

/// Members in braces come from the path, on GET and DELETE the rest from the query, otherwise from the JSON body.
template<Described T> Result<T> decodeRequest(const EndpointFacts &facts, const RouteInput &input)
{
    const auto decode = [&]() -> Result<T> {
        if (facts.method == Method::Get || facts.method == Method::Delete)
            return decodeQuery<T>(input.request.query);
        const auto body = jsonBody(input.request);
        return body ? json::decode<T>(*body, {.size = input.request.body.size() + 2}) : Result<T>(body.error());
    };
    Result<T> value = decode();
    if (!value)
        return value;
    if (const auto read = readElsewhere(input, *value); !read)
        return read.error();
    return value;
}

template<class T>
concept Versioned = requires(const T &value)
{
    {
        value.version
        } -> std::convertible_to<qint64>;
};

inline HttpResponse encodeResponse(const Answers &answers, const EndpointFacts &, const NoContent &)
{
    return answers.noContent();
}

inline HttpResponse encodeResponse(const Answers &answers, const EndpointFacts &, const Document &document)
{
    return answers.document(document.mediaType, document.bytes);
}

/// JSON, with the version as entity tag where there is one.
template<Described T> HttpResponse encodeResponse(const Answers &answers, const EndpointFacts &facts, const T &value)
{
    HttpResponse response = answers.json(facts.success, json::encode(value));
    if constexpr (Versioned<T>)
        response.headers.emplace_back("ETag", entityTag(value.version));
    return response;
}

} // namespace auth
