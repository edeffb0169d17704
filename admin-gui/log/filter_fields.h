#pragma once

#include "core/result.h"
#include "log/filter_expression.h"

namespace auth::console {

/// The field of that name, short or as in a line's JSON.
std::optional<FilterField> fieldNamed(QStringView name);
/// Its short name; empty for Text, Pattern and Extra.
QString nameOf(FilterField field);

/// A value and what it means for its field; or the sentence that says why it means nothing.
std::variant<FilterValue, QString> readValue(FilterField field, const QString &text, bool quoted);

} // namespace auth::console
