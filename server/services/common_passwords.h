#pragma once

#include <string_view>

namespace auth {

/// Words of at least eight characters that attackers try first: lower case, sorted by byte, each ended by '\n'.
/// Written by common_passwords.py when the project is built.
extern const std::string_view commonPasswords;

} // namespace auth
