#pragma once

#include <array>
#include <string_view>

namespace auth {

/// The first words of all events' names: what can be given a log level of its own. A test compares them with the
/// sources.
inline constexpr std::array<std::u16string_view, 18> logModules{
    u"administrator", u"audit", u"changes", u"circuit", u"clock",  u"housekeeping", u"instance", u"job",     u"log",
    u"log_store",     u"qt",    u"refresh", u"request", u"server", u"session",      u"sessions", u"sign_in", u"stream"};

} // namespace auth
