#pragma once

#include "core/json.h"

namespace auth {

/// A request's content that is a list of objects: a JSON list, or one object on each line (application/x-ndjson).
/// Each is read by itself, so that one that is wrong does not spoil the others.
template<Described Row> struct JsonRows {
    QList<Result<Row>> rows;
};

template<class T> inline constexpr bool isJsonRows = false;
template<class Row> inline constexpr bool isJsonRows<JsonRows<Row>> = true;

/// Whether the content of a request is not the object of its members.
template<Described T>
inline constexpr bool hasRows = [] {
    bool has = false;
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &) { has = has || isJsonRows<V>; });
    return has;
}();

/// Content is never text of the query string.
template<class Row> Verdict fromText(QByteArrayView, const FieldFacts &, JsonRows<Row> &)
{
    return json::unknownMember();
}

namespace json {

/// The lines that are not blank, in order; the value at an index belongs to the line of that index among them.
QList<QByteArrayView> linesOf(QByteArrayView text);

template<Described Row> QList<Result<Row>> decodeLines(QByteArrayView text)
{
    QList<Result<Row>> rows;
    for (const QByteArrayView line : linesOf(text))
        rows += decode<Row>(line, {.size = line.size()});
    return rows;
}

/// PayloadTooLarge, MalformedJson; ValidationError when it is no list.
template<Described Row> Result<QList<Result<Row>>> decodeList(QByteArrayView text)
{
    const auto document = Document::parse(text, {.size = text.size()});
    if (!document)
        return document.error();
    if (document->root().kind() != Node::Kind::List)
        return Error{.code = ErrorCode::ValidationError, .message = QStringLiteral("The body must be a list.")};
    QList<Result<Row>> rows;
    for (const Node node : document->root().items()) {
        Row row{};
        Problems problems;
        Reader(problems, Expectation{}).read(node, Place{}, row);
        rows += problems.isEmpty() ? Result<Row>(std::move(row)) : Result<Row>(problems.error());
    }
    return rows;
}

} // namespace json

} // namespace auth
