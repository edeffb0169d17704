#include "crypto/foreign_hash.h"

#include <array>

namespace auth {

namespace {

/// The longest that any of these makes is a scrypt string with 64 bytes of salt and hash.
constexpr qsizetype longest = 256;

} // namespace

ForeignHashPtr ForeignHash::parse(QByteArrayView text)
{
    constexpr std::array parsers{parseBcrypt, parseShaCrypt, parseYescrypt, parseArgon2, parsePbkdf2, parseScrypt};
    if (text.size() > longest)
        return nullptr;
    for (const auto parser : parsers) {
        if (auto hash = parser(text))
            return hash;
    }
    return nullptr;
}

std::optional<bool> ForeignHash::matches(const Secret &password) const
{
    return password.reveal().contains('\0') ? false : compute(password);
}

} // namespace auth
