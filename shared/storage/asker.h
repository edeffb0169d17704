#pragma once

#include <source_location>

namespace auth {

/// Whoever has a statement executed: in the trace of a request it is known by the name of that function.
#ifdef __cpp_lib_source_location
using Asker = std::source_location;
#else // clang-tidy 14 has no such compiler; it never runs what it reads
class Asker {
public:
    static constexpr Asker current(const char *function = __builtin_FUNCTION()) { return Asker(function); }
    constexpr const char *function_name() const { return m_function; }

private:
    constexpr explicit Asker(const char *function) : m_function(function) {}

    const char *m_function;
};
#endif

} // namespace auth
