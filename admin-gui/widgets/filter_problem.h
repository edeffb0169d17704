#pragma once

#include <QtCore/QString>

namespace auth::console {

/// What is wrong with the text of a filter, and where, in code units.
struct FilterProblem {
    QString sentence;
    int position = 0;
    int length = 1;

    bool operator==(const FilterProblem &) const = default;
};

} // namespace auth::console
