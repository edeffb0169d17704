#include "crypto/audit_key.h"

#include "crypto/audit_chain.h"
#include "crypto/sodium_init.h"

#include <sodium.h>

namespace auth {
namespace {

const unsigned char *bytes(QByteArrayView view) { return reinterpret_cast<const unsigned char *>(view.data()); }
unsigned char *bytes(QByteArray &array) { return reinterpret_cast<unsigned char *>(array.data()); }
unsigned char *bytes(Secret &secret) { return reinterpret_cast<unsigned char *>(secret.data()); }

} // namespace

AuditKey::AuditKey(const KeyRing &keys)
    : m_secretKey(Secret::ofSize(crypto_sign_SECRETKEYBYTES)), m_publicKey(publicKeySize, '\0')
{
    static_assert(publicKeySize == crypto_sign_PUBLICKEYBYTES);
    initSodium();
    const Secret seed = keys.hash(KeyUse::AuditSignature, "Ed25519", crypto_sign_SEEDBYTES);
    crypto_sign_seed_keypair(bytes(m_publicKey), bytes(m_secretKey), bytes(seed.reveal()));
}

AuditSignature AuditKey::sign(const AuditHead &head, Time now) const
{
    AuditSignature signature{.seq = head.seq, .hash = head.hash, .signedAt = now, .keyId = auditKeyId(m_publicKey)};
    signature.signature.resize(crypto_sign_BYTES);
    const QByteArray message = headMessage(signature);
    crypto_sign_detached(bytes(signature.signature), nullptr, bytes(message),
                         static_cast<unsigned long long>(message.size()), bytes(m_secretKey.reveal()));
    return signature;
}

QString auditKeyId(QByteArrayView publicKey)
{
    initSodium();
    QByteArray digest(32, '\0');
    crypto_generichash(bytes(digest), 32, bytes(publicKey), static_cast<unsigned long long>(publicKey.size()), nullptr,
                       0);
    return QString::fromLatin1(digest.first(8).toHex());
}

bool isSignedBy(QByteArrayView publicKey, const AuditSignature &signature)
{
    initSodium();
    const QByteArray message = headMessage(signature);
    return publicKey.size() == AuditKey::publicKeySize && signature.signature.size() == crypto_sign_BYTES
           && crypto_sign_verify_detached(bytes(signature.signature), bytes(message),
                                          static_cast<unsigned long long>(message.size()), bytes(publicKey))
                  == 0;
}

} // namespace auth
