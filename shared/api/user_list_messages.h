#pragma once

#include "model/page.h"
#include "model/user_filter.h"
#include "model/user_sort.h"

namespace auth {
inline namespace list_counts { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

/// How the total of a list is found.
enum class CountMode {
    Capped, ///< Up to 10,000.
    Exact,  ///< However long it takes.
    None,   ///< Not at all.
};
Q_ENUM_NS(CountMode)
} // namespace list_counts

struct UserListRequest : UserFilter {
    std::optional<UserSort> sort = {};
    std::optional<int> limit = {};
    std::optional<QString> cursor = {};
    std::optional<int> offset = {};
    std::optional<CountMode> count = {};

    static constexpr auto fields()
    {
        return std::tuple_cat(
            UserFilter::fields(),
            std::tuple{
                field(&UserListRequest::sort,
                      {.name = "sort",
                       .about = "Order; a minus: the last first. Usually relevance with q, else -created_at."}),
                field(&UserListRequest::limit,
                      {.name = "limit", .about = "Accounts on a page, usually 50.", .min = 1, .max = 200}),
                field(&UserListRequest::cursor,
                      {.name = "cursor",
                       .about = "Of a page or an anchor, with the filter and order they were asked for with.",
                       .max = 1000}),
                field(&UserListRequest::offset, {.name = "offset",
                                                 .about = "Accounts to skip from there: what lies between two anchors.",
                                                 .min = 0,
                                                 .max = 10'000}),
                field(&UserListRequest::count,
                      {.name = "count", .about = "How the total is found; usually up to 10,000."})});
    }
};

struct UserAnchorsRequest : UserFilter {
    std::optional<UserSort> sort = {};
    std::optional<int> step = {};

    static constexpr auto fields()
    {
        return std::tuple_cat(
            UserFilter::fields(),
            std::tuple{field(&UserAnchorsRequest::sort, {.name = "sort", .about = "As in the list."}),
                       field(&UserAnchorsRequest::step, {.name = "step",
                                                         .about = "Accounts between two anchors, usually 1000.",
                                                         .min = 100,
                                                         .max = 10'000})});
    }
};

/// Places all over a list, to jump to any.
struct UserAnchors {
    qint64 step = 0;
    QStringList anchors;
    Total total;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&UserAnchors::step, {.name = "step",
                                       .about = "Accounts between two anchors; more than asked for "
                                                "where there would be too many."}),
            field(&UserAnchors::anchors,
                  {.name = "anchors", .about = "Cursors; the first leads to what comes after `step` accounts."}),
            field(&UserAnchors::total, {.name = "total", .about = "How many there are."})};
    }
};

inline namespace export_formats { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

enum class ExportFormat {
    Ndjson, ///< A JSON object in each line, exactly as in the list.
    Csv,    ///< RFC 4180; what a spreadsheet would execute has an apostrophe before it.
};
Q_ENUM_NS(ExportFormat)
} // namespace export_formats

struct UserExportRequest : UserFilter {
    std::optional<UserSort> sort = {};
    std::optional<ExportFormat> format = {};

    static constexpr auto fields()
    {
        return std::tuple_cat(
            UserFilter::fields(),
            std::tuple{field(&UserExportRequest::sort, {.name = "sort", .about = "As in the list, but by relevance."}),
                       field(&UserExportRequest::format, {.name = "format", .about = "Usually ndjson."})});
    }
};

} // namespace auth
