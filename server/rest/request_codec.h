#pragma once

#include "api/endpoint.h"
#include "api/json_rows.h"
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

/// Whether the content is one object on each line; false: one JSON text. UnsupportedMediaType when it is neither.
Result<bool> contentIsLines(const HttpRequest &request);

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
            if (const auto violation = readText(input.path.value(field.facts.name), field.facts, value.*field.member))
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

template<class Row> Outcome readRows(const HttpRequest &request, JsonRows<Row> &out)
{
    const auto isLines = contentIsLines(request);
    if (!isLines)
        return isLines.error();
    auto rows = *isLines ? Result(json::decodeLines<Row>(request.body)) : json::decodeList<Row>(request.body);
    if (!rows)
        return rows.error();
    out.rows = *std::move(rows);
    return Done{};
}

template<Described T> Result<T> decodeBody(const HttpRequest &request)
{
    const auto body = jsonBody(request);
    return body ? json::decode<T>(*body, {.size = request.body.size() + 2}) : Result<T>(body.error());
}

/// A request whose content is a list: its other members travel in the query.
template<Described T> Result<T> decodeWithRows(const HttpRequest &request)
{
    Result<T> value = decodeQuery<T>(request.query);
    if (!value)
        return value;
    Outcome read = Done{};
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        if constexpr (isJsonRows<V>)
            read = readRows(request, (*value).*field.member);
    });
    return read ? std::move(value) : Result<T>(read.error());
}

/// Members in braces come from the path, on GET and DELETE the rest from the query, otherwise from the JSON body.
template<Described T> Result<T> decodeRequest(const EndpointFacts &facts, const RouteInput &input)
{
    const auto decode = [&]() -> Result<T> {
        if constexpr (hasRows<T>)
            return decodeWithRows<T>(input.request);
        else if (facts.method == Method::Get || facts.method == Method::Delete)
            return decodeQuery<T>(input.request.query);
        else
            return decodeBody<T>(input.request);
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
