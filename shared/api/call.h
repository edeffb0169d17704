#pragma once

#include "api/endpoint.h"
#include "api/json_rows.h"
#include "core/query.h"

#include <QtCore/QUrl>

namespace auth::api {

/// An endpoint's request as a client sends it: the reverse of what rest/request_codec.h reads.
struct Call {
    Method method = Method::Get;
    QByteArray target; ///< Path and query, percent-encoded.
    QByteArray contentType = {};
    Secret content;
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    bool needsToken = false; ///< Where one is optional, what the request itself holds suffices.
};

namespace detail {

template<class T> inline constexpr bool isSet(const T &) { return true; }
template<class T> bool isSet(const std::optional<T> &value) { return value.has_value(); }

template<class T> const T &valueOf(const T &value) { return value; }
template<class T> const T &valueOf(const std::optional<T> &value) { return *value; }

/// What stands in a path, a query or a header for a value that is set.
template<class V> QByteArray textOf(const V &value)
{
    using Plain = std::remove_cvref_t<decltype(valueOf(value))>;
    if constexpr (std::is_same_v<Plain, Secret>)
        return valueOf(value).reveal().toByteArray();
    else if constexpr (isTextual<Plain> && !isJsonRows<Plain>)
        return toText(valueOf(value)).toUtf8();
    else
        return {};
}

template<Described T> QByteArray pathOf(const EndpointFacts &facts, const T &request)
{
    QByteArray path = facts.path;
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        if (field.facts.in == In::Path)
            path.replace('{' + QByteArray(field.facts.name) + '}',
                         QUrl::toPercentEncoding(QString::fromUtf8(textOf(request.*field.member))));
    });
    return path;
}

template<Described T> QByteArray queryOf(const T &request)
{
    QByteArray query;
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        if constexpr (!isJsonRows<V>) {
            if (field.facts.in == In::Body && isSet(request.*field.member))
                appendQuery(query, field.facts.name, textOf(request.*field.member));
        }
    });
    return query;
}

/// The members of the body that are set, secrets revealed.
template<Described T> Secret bodyOf(const T &request)
{
    QByteArray body;
    {
        json::ObjectWriter writer(body, json::Secrets::Reveal);
        forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
            if constexpr (!isJsonRows<V>) {
                if (field.facts.in == In::Body && isSet(request.*field.member))
                    writer.member(field.facts.name, valueOf(request.*field.member));
            }
        });
    }
    Secret kept{body};
    wipe(body);
    return kept;
}

template<Described T> void addHeaders(Call &call, const T &request)
{
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        if (!isSet(request.*field.member))
            return;
        if (field.facts.in == In::IfMatch)
            call.headers.emplaceBack("If-Match", '"' + textOf(request.*field.member) + '"');
        else if (field.facts.in == In::LastEventId)
            call.headers.emplaceBack("Last-Event-ID", textOf(request.*field.member));
    });
}

} // namespace detail

/// What to send for `request`. Rows travel as `content`, which the caller has in JSON or NDJSON already.
template<class Request, class Response>
Call call(const Endpoint<Request, Response> &endpoint, const Request &request, const QByteArray &rows = {})
{
    const EndpointFacts &facts = endpoint.facts;
    const bool inQuery = facts.method == Method::Get || facts.method == Method::Delete || hasRows<Request>;
    const QByteArray query = inQuery ? detail::queryOf(request) : QByteArray();
    Call call{.method = facts.method,
              .target = detail::pathOf(facts, request) + (query.isEmpty() ? QByteArray() : '?' + query),
              .content = inQuery ? Secret(rows) : detail::bodyOf(request),
              .needsToken =
                  facts.access.kind() == Access::Kind::SignedIn || facts.access.kind() == Access::Kind::Permission};
    if (!inQuery)
        call.contentType = "application/json";
    else if (hasRows<Request>)
        call.contentType = "application/x-ndjson";
    detail::addHeaders(call, request);
    return call;
}

} // namespace auth::api
