#pragma once

#include "model/listed_session.h"
#include "shell/filter_words.h"

namespace auth::console {

/// `user:UUID ip:10.1. client:firefox`; a word without a key is a part of the client.
std::optional<FilterProblem> readSessionFilter(const QString &text, SessionFilter &out);

} // namespace auth::console
