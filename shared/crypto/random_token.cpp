#include "crypto/random_token.h"

#include "crypto/sodium_init.h"

#include <sodium.h>

namespace auth {

QByteArray randomBytes(qsizetype size)
{
    initSodium();
    QByteArray bytes(size, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<size_t>(size));
    return bytes;
}

Secret randomSecret(qsizetype size)
{
    initSodium();
    Secret secret = Secret::ofSize(size);
    if (size > 0) // an empty secret has no address
        randombytes_buf(secret.data(), static_cast<size_t>(size));
    return secret;
}

IdBytes newUuid(Time now)
{
    initSodium();
    IdBytes bytes;
    randombytes_buf(bytes.data(), bytes.size());
    const auto millis = static_cast<quint64>(toMillis(now));
    for (size_t i = 0; i < 6; ++i)
        bytes[i] = static_cast<unsigned char>(millis >> (40 - 8 * i));
    bytes[6] = static_cast<unsigned char>(0x70 | (bytes[6] & 0x0f)); // version 7
    bytes[8] = static_cast<unsigned char>(0x80 | (bytes[8] & 0x3f)); // variant of RFC 9562
    return bytes;
}

} // namespace auth
