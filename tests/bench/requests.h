#pragma once

#include "http_connection.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auth::bench {

enum class Operation { Health, Profile, Login, Refresh, Register };
inline constexpr std::array operationNames{"health", "profile", "login", "refresh", "register"};

constexpr std::size_t indexOf(Operation operation) { return static_cast<std::size_t>(operation); }

/// What one user of the service holds between requests.
struct Tokens {
    std::string access;
    std::string refresh;
};

/// Writes requests for the seeded accounts `user1@example.com` … `user<users-1>@example.com`.
class Requests {
public:
    Requests(std::uint16_t port, std::uint64_t users);

    std::string health() const;
    std::string profile(std::string_view accessToken) const;
    std::string refresh(std::string_view refreshToken) const;
    /// Every seeded user comes once before any comes twice, so that no cached row is flattered.
    std::string login();
    /// An account nobody has yet, in this run or an earlier one.
    std::string registration();

private:
    std::string post(std::string_view path, std::string_view body) const;

    std::string m_host;
    std::uint64_t m_users;
    std::uint64_t m_user;
    std::uint64_t m_registered = 0;
    std::string m_run;
};

/// The tokens of a login, refresh or register answer (none for the other operations), or nothing when the answer is
/// not the success the operation promises.
std::optional<Tokens> accepted(Operation operation, const Answer &answer);

} // namespace auth::bench
