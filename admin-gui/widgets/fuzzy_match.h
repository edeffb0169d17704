#pragma once

#include <QtCore/QString>

#include <optional>

namespace auth::console {

/// How well `pattern` finds `text`: greater is better, nothing when it does not. Each word of the pattern must begin a
/// word of the text, or stand in it, or be made of the first letters of its words ("fl" finds "Force logout").
std::optional<int> matchScore(const QString &text, const QString &pattern);

} // namespace auth::console
