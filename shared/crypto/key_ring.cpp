#include "crypto/key_ring.h"

#include "crypto/sodium_init.h"

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace auth {

namespace {

const unsigned char *bytes(QByteArrayView view) { return reinterpret_cast<const unsigned char *>(view.data()); }
unsigned char *bytes(Secret &secret) { return reinterpret_cast<unsigned char *>(secret.data()); }

/// Exactly eight characters each, and never changed: a new context is a new key.
constexpr std::array<const char *, 7> contexts{"keyident", "rfrshtag", "rfrshnxt", "rfrshdig",
                                               "onetimed", "pagecurs", "auditsig"};

/// The KDF takes 32 bytes, the master secret is of any length.
Secret kdfMaster(const Secret &master)
{
    Secret key = Secret::ofSize(crypto_kdf_KEYBYTES);
    crypto_generichash(bytes(key), crypto_kdf_KEYBYTES, bytes(master.reveal()), static_cast<size_t>(master.size()),
                       nullptr, 0);
    return key;
}

Secret derive(const Secret &master, const char *context)
{
    static_assert(crypto_kdf_CONTEXTBYTES == 8);
    Secret key = Secret::ofSize(crypto_generichash_KEYBYTES);
    crypto_kdf_derive_from_key(bytes(key), crypto_generichash_KEYBYTES, 1, context, bytes(master.reveal()));
    return key;
}

} // namespace

KeyRing::KeyRing(Secret master) : m_master(std::move(master))
{
    initSodium();
    const Secret source = kdfMaster(m_master);
    for (size_t i = 0; i < m_keys.size(); ++i)
        m_keys[i] = derive(source, contexts[i]);
}

Result<KeyRing> KeyRing::create(Secret master)
{
    if (master.size() < minimumSecret)
        return fieldError(ErrorCode::ValidationError, u"jwt_secret_key"_s, u"too_short"_s,
                          u"The secret needs at least %1 bytes."_s.arg(minimumSecret));
    return KeyRing(std::move(master));
}

Secret KeyRing::hash(KeyUse use, QByteArrayView data, qsizetype size) const
{
    const Secret &key = m_keys[static_cast<size_t>(use)];
    Secret digest = Secret::ofSize(size);
    const int failed =
        crypto_generichash(bytes(digest), static_cast<size_t>(size), bytes(data), static_cast<size_t>(data.size()),
                           bytes(key.reveal()), static_cast<size_t>(key.size()));
    Q_ASSERT_X(!failed, "KeyRing::hash", "BLAKE2b gives 16 to 64 bytes");
    Q_UNUSED(failed);
    return digest;
}

} // namespace auth
