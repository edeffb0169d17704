#pragma once

#include "core/field.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace auth {

/// How many there are, all pages together.
struct Total {
    qint64 value = 0;
    bool exact = true;

    bool operator==(const Total &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{field(&Total::value, {.name = "value", .about = "Number of items on all pages."}),
                          field(&Total::exact, {.name = "exact", .about = "False: at least that many."})};
    }
};

/// One page of a list.
template<class T> struct Page {
    QList<T> items;
    std::optional<QString> nextCursor;
    std::optional<QString> previousCursor = {};
    Total total;

    bool operator==(const Page &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{field(&Page::items, {.name = "items", .about = "The items of this page, in order."}),
                          field(&Page::nextCursor,
                                {.name = "next_cursor", .about = "Ask with it for the next page; null on the last."}),
                          field(&Page::previousCursor, {.name = "previous_cursor",
                                                        .about = "The same for the page before; null on the first."}),
                          field(&Page::total, {.name = "total", .about = "How many there are."})};
    }
};

} // namespace auth
