#pragma once

#include <atomic>

namespace auth {

/// A shared library that is loaded when the first of its functions is called: what few instances need shall cost the
/// others neither memory nor time. Thread-safe; stays loaded to the end.
class LateLibrary {
public:
    /// As the dynamic linker knows it: libpq.so.5.
    explicit constexpr LateLibrary(const char *name) : m_name(name) {}

    bool isThere() { return handle() != nullptr; }
    /// The program ends when there is none: it has been built with another version, or ask isThere() before.
    void *function(const char *name);

private:
    void *handle();

    const char *m_name;
    std::atomic<void *> m_handle{nullptr};
};

/// A function of such a library, to be called like itself.
template<class Function> class LateFunction {
public:
    constexpr LateFunction(LateLibrary &library, const char *name) : m_library(library), m_name(name) {}

    template<class... Arguments> auto operator()(Arguments... arguments) const
    {
        Function *function = m_function.load(std::memory_order_acquire);
        if (!function) {
            function = reinterpret_cast<Function *>(m_library.function(m_name));
            m_function.store(function, std::memory_order_release);
        }
        return function(arguments...);
    }

private:
    LateLibrary &m_library;
    const char *m_name;
    mutable std::atomic<Function *> m_function{nullptr};
};

/// Declares a function of a library under its own name, for the namespace it stands in.
#define AUTH_LATE(library, name)                                                                                       \
    inline constinit LateFunction<decltype(::name)> name { library, #name }

} // namespace auth
