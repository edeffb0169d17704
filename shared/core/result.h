#pragma once

#include "core/error.h"

#include <functional>
#include <utility>
#include <variant>

namespace auth {

/// Either a value or the reason there is none. Ignoring one is a compile error.
template<class T, class E = Error> class [[nodiscard]] Result {
public:
    using Value = T;

    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(E error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const noexcept { return m_state.index() == 0; }

    const T &operator*() const & { return std::get<0>(m_state); }
    T &operator*() & { return std::get<0>(m_state); }
    T &&operator*() && { return std::get<0>(std::move(m_state)); }
    const T *operator->() const { return &std::get<0>(m_state); }
    T *operator->() { return &std::get<0>(m_state); }

    const E &error() const & { return std::get<1>(m_state); }
    E &&error() && { return std::get<1>(std::move(m_state)); }

    /// Feeds the value to the next fallible step; an error passes through.
    template<class F> auto then(F &&next) && -> std::invoke_result_t<F, T &&>
    {
        if (*this)
            return std::invoke(std::forward<F>(next), *std::move(*this));
        return std::move(*this).error();
    }

private:
    std::variant<T, E> m_state;
};

/// The value of an operation that has nothing to tell but that it worked.
struct Done {
    bool operator==(const Done &) const = default;
};
using Outcome = Result<Done>;

} // namespace auth
