#pragma once

#include "model/listed_session.h"

namespace auth {

struct SessionListRequest : SessionFilter {
    std::optional<int> limit = {};
    std::optional<QString> cursor = {};

    static constexpr auto fields()
    {
        return std::tuple_cat(
            SessionFilter::fields(),
            std::tuple{field(&SessionListRequest::limit,
                             {.name = "limit",
                              .about = "Sessions on a page at most, usually 50. A page may have fewer where they are "
                                       "hard to find, and still a next_cursor.",
                              .min = 1,
                              .max = 200}),
                       field(&SessionListRequest::cursor,
                             {.name = "cursor", .about = "Of a page with the same filter.", .max = 1000})});
    }
};

} // namespace auth
