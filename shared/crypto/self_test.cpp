#include "crypto/self_test.h"

#include "crypto/base64_url.h"
#include "crypto/key_ring.h"
#include "crypto/signing_key.h"
#include "crypto/sodium_init.h"

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace auth {

namespace {

const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}
unsigned char *bytes(QByteArray &array) { return reinterpret_cast<unsigned char *>(array.data()); }

bool blake2b()
{
    QByteArray digest(64, '\0');
    crypto_generichash(bytes(digest), 64, bytes("abc"_ba), 3, nullptr, 0);
    return digest.toHex()
           == "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
              "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923";
}

bool hmacSha256()
{
    crypto_auth_hmacsha256_state state;
    QByteArray tag(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_init(&state, bytes("Jefe"_ba), 4);
    crypto_auth_hmacsha256_update(&state, bytes("what do ya want for nothing?"_ba), 28);
    crypto_auth_hmacsha256_final(&state, bytes(tag));
    return tag.toHex() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
}

bool hs256()
{
    const auto secret =
        base64UrlDecode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
    const auto keys = KeyRing::create(Secret(*secret));
    return keys
           && hs256Key(*keys)->verify(
               "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
               "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
               "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
}

bool ed25519()
{
    const Secret seed(QByteArray::fromHex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));
    const QByteArray message = QByteArray::fromHex("af82");
    const QByteArray expected =
        base64UrlEncode(QByteArray::fromHex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                                            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));
    const auto key = ed25519Key(seed);
    return key->sign(message) == expected && key->verify(message, expected);
}

bool eddsa()
{
    const auto seed = base64UrlDecode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
    const auto key = ed25519Key(Secret(*seed));
    return key->id() == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
           && key->verify("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
                          "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
}

bool argon2id()
{
    static constexpr char phc[] =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    return crypto_pwhash_str_verify(phc, "password", 8) == 0 && crypto_pwhash_str_verify(phc, "Password", 8) != 0;
}

} // namespace

QList<SelfTestResult> cryptoSelfTest()
{
    initSodium();
    return {{u"BLAKE2b (RFC 7693 A)"_s, blake2b()},        {u"HMAC-SHA-256 (RFC 4231 4.3)"_s, hmacSha256()},
            {u"JWS HS256 (RFC 7515 A.1)"_s, hs256()},      {u"Ed25519 (RFC 8032 7.1 test 3)"_s, ed25519()},
            {u"JWS EdDSA (RFC 8037 A.3, A.5)"_s, eddsa()}, {u"Argon2id (reference implementation)"_s, argon2id()}};
}

} // namespace auth
