#include "crypto/foreign_hash.h"
#include "crypto/hash_text.h"

#include <argon2.h>
#include <sodium.h>

namespace auth {

namespace {

constexpr double mebibytePassMs = 0.8;

struct Parameters {
    argon2_type type;
    quint32 version = ARGON2_VERSION_10;
    quint32 memoryKiB = 0;
    quint32 passes = 0;
    quint32 lanes = 0;
    QByteArray salt;
    QByteArray digest;
};

uint8_t *bytes(QByteArray &array) { return reinterpret_cast<uint8_t *>(array.data()); }

/// The lanes are computed one after the other: a slot is one thread.
class Argon2Hash final : public ForeignHash {
public:
    explicit Argon2Hash(Parameters parameters) : m_parameters(std::move(parameters)) {}

    HashCost cost() const override
    {
        const double mebibytes = m_parameters.memoryKiB / 1024.0;
        return {.memoryBytes = quint64{m_parameters.memoryKiB} * 1024,
                .milliseconds = mebibytePassMs * mebibytes * m_parameters.passes};
    }

private:
    std::optional<bool> compute(const Secret &password) const override
    {
        Secret phrase = password; // the library wants to write, and does not
        QByteArray salt = m_parameters.salt;
        QByteArray digest(m_parameters.digest.size(), '\0');
        argon2_context context{};
        context.out = bytes(digest);
        context.outlen = static_cast<quint32>(digest.size());
        context.pwd = reinterpret_cast<uint8_t *>(phrase.data());
        context.pwdlen = static_cast<quint32>(phrase.size());
        context.salt = bytes(salt);
        context.saltlen = static_cast<quint32>(salt.size());
        context.t_cost = m_parameters.passes;
        context.m_cost = m_parameters.memoryKiB;
        context.lanes = m_parameters.lanes;
        context.threads = 1;
        context.version = m_parameters.version;
        context.flags = ARGON2_DEFAULT_FLAGS;
        if (argon2_ctx(&context, m_parameters.type) != ARGON2_OK)
            return std::nullopt;
        return sodium_memcmp(digest.constData(), m_parameters.digest.constData(), static_cast<size_t>(digest.size()))
               == 0;
    }

    const Parameters m_parameters;
};

bool readType(HashText &text, argon2_type &type)
{
    const auto is = [&](QByteArrayView name, argon2_type which) {
        type = which;
        return text.skip(name);
    };
    return is("$argon2id$", Argon2_id) || is("$argon2i$", Argon2_i) || is("$argon2d$", Argon2_d);
}

/// Strings from before there were two versions do not name theirs.
bool readVersion(HashText &text, quint32 &version)
{
    if (!text.rest().startsWith("v="))
        return true;
    return text.number("v=", version) && text.skip("$")
           && (version == ARGON2_VERSION_10 || version == ARGON2_VERSION_13);
}

bool readSaltAndDigest(HashText &text, Parameters &parameters)
{
    const auto salt = text.part();
    const auto saltBytes = salt ? decodeHashBase64(*salt, QByteArray::OmitTrailingEquals) : std::nullopt;
    const auto digest = decodeHashBase64(text.rest(), QByteArray::OmitTrailingEquals);
    if (!saltBytes || !digest)
        return false;
    parameters.salt = *saltBytes;
    parameters.digest = *digest;
    return saltBytes->size() >= 8 && saltBytes->size() <= 64 && digest->size() >= 16 && digest->size() <= 64;
}

} // namespace

ForeignHashPtr parseArgon2(QByteArrayView text)
{
    HashText rest(text);
    rest.skip("argon2"); // Django puts the name of its own class before the string
    Parameters parameters{};
    parameters.version = ARGON2_VERSION_10;
    const bool whole = readType(rest, parameters.type) && readVersion(rest, parameters.version)
                       && rest.number("m=", parameters.memoryKiB) && rest.number(",t=", parameters.passes)
                       && rest.number(",p=", parameters.lanes) && rest.skip("$") && readSaltAndDigest(rest, parameters);
    if (!whole || parameters.lanes > 255 || parameters.memoryKiB < 8 * parameters.lanes)
        return nullptr;
    return std::make_unique<Argon2Hash>(std::move(parameters));
}

} // namespace auth
