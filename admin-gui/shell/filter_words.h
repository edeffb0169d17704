#pragma once

#include "widgets/filter_problem.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <functional>
#include <optional>

namespace auth::console {

/// One word of a page's filter: `ip:10.1.` or, without a key, plain text.
struct FilterWord {
    QString key;
    QString value;
    int position = 0; ///< In the text.
    int length = 0;
};

/// Words are separated by spaces; quotes hold a value together.
QList<FilterWord> filterWords(const QString &text);

/// A day ("2026-01-31") or a moment (RFC 3339) as a person types it; days begin in local time.
std::optional<qint64> typedMoment(const QString &text);

/// Hands each word to `take`, which says what is wrong with it; the first complaint ends it.
std::optional<FilterProblem> readFilter(const QString &text,
                                        const std::function<std::optional<QString>(const FilterWord &)> &take);

} // namespace auth::console
