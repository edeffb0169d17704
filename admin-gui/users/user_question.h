#pragma once

#include "api/user_list_messages.h"

namespace auth::console {

/// Whom a list is about, and in which order.
struct UserQuestion {
    UserFilter filter = {};
    std::optional<UserSort> sort = {}; ///< None: the server's usual one.

    bool operator==(const UserQuestion &) const = default;
    /// Only the best hits of a search, then.
    bool isByRelevance() const { return filter.q && sort.value_or(UserSort::Relevance) == UserSort::Relevance; }
};

} // namespace auth::console
