#pragma once

#include "core/json_read.h"
#include "core/json_write.h"

#include "core/result.h"

namespace auth::json {

/// A described type from a text whose top level must be an object. Every member that is wrong is named, up to
/// Problems::most, in the order of the text, then those that are missing. Errors never carry a value.
///
/// Absent or null is the same for an optional. Integers are written as such: 1.0 and 1e3 are none. Text is counted in
/// code points. PayloadTooLarge, MalformedJson, ValidationError. Thread-safe.
template<Described T>
Result<T> decode(QByteArrayView text, const Limits &limits = {}, const Expectation &expectation = {})
{
    const auto document = Document::parse(text, limits);
    if (!document)
        return document.error();
    T value{};
    Problems problems;
    Reader(problems, expectation).read(document->root(), Place{}, value);
    if (!problems.isEmpty())
        return problems.error();
    return value;
}

/// The strings of a JSON list of nothing else.
std::optional<QList<QByteArray>> stringList(QByteArrayView text);

} // namespace auth::json
