#pragma once

#include <QtCore/QByteArrayView>
#include <QtCore/QString>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace auth {

/// Where a member of a request travels.
enum class In {
    Body,        ///< JSON body; the query string on GET and DELETE.
    Path,        ///< A segment of the endpoint's path, in braces there.
    Bearer,      ///< The bearer token itself, for what asks others in the caller's name.
    LastEventId, ///< The Last-Event-ID header (HTML Standard section 9.2.4).
    IfMatch,     ///< The If-Match header, as the row version between quotes (RFC 9110 section 13.1.1).
    Content,     ///< The whole body, which is no object; the query string then has what else would be in it.
};

/// What is to be known of a member beyond its type. JSON, OpenAPI, settings, redaction and table columns are derived.
struct FieldFacts {
    const char *name;       ///< snake_case: on the wire, in SQL and (upper case) in the environment.
    const char *about = ""; ///< One line for documents.
    std::optional<std::int64_t> min = std::nullopt; ///< Least value; for text the least number of code points.
    std::optional<std::int64_t> max = std::nullopt; ///< Greatest value; for text code points, for lists items.
    bool secret = false;                            ///< Never printed or logged.
    QString (*shown)(QByteArrayView) = nullptr;     ///< What of a secret may be shown to who set it; null: nothing.
    const char *format = "";                        ///< JSON Schema format: email, uuid, date-time, password ...
    In in = In::Body;
};

template<class Owner, class T> struct Field {
    using Type = T;
    T Owner::*member;
    FieldFacts facts;
};

template<class Owner, class T> constexpr Field<Owner, T> field(T Owner::*member, FieldFacts facts)
{
    return {member, facts};
}

/// A type with a `static constexpr auto fields()` that returns a tuple of field(...).
template<class T>
concept Described = requires
{
    std::tuple_size<decltype(std::remove_cvref_t<T>::fields())>::value;
};

/// Calls visit(field) for each member's description, in order.
template<Described T, class Visit> constexpr void forEachField(Visit &&visit)
{
    std::apply([&](const auto &...each) { (visit(each), ...); }, T::fields());
}

template<Described T> inline constexpr std::size_t fieldCount = std::tuple_size_v<decltype(T::fields())>;

/// The description of T's I-th member.
template<Described T, std::size_t I> inline constexpr auto fieldAt = std::get<I>(T::fields());

/// Calls visit(field, index) for the member of that name; false when there is none.
template<Described T, class Visit> constexpr bool visitField(std::string_view name, Visit &&visit)
{
    return [&]<std::size_t... I>(std::index_sequence<I...>)
    {
        return ((fieldAt<T, I>.facts.name == name && (visit(fieldAt<T, I>, I), true)) || ...);
    }
    (std::make_index_sequence<fieldCount<T>>());
}

template<class T> inline constexpr bool isOptional = false;
template<class T> inline constexpr bool isOptional<std::optional<T>> = true;

} // namespace auth
