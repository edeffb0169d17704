#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QHashFunctions>
#include <QtCore/QString>
#include <QtCore/QStringView>

#include <array>
#include <compare>
#include <cstring>
#include <optional>

namespace auth {

using IdBytes = std::array<unsigned char, 16>;

/// 8-4-4-4-12 lower-case hexadecimal digits.
QString uuidText(const IdBytes &bytes);
/// The reverse; nothing but that one spelling is accepted.
std::optional<IdBytes> parseUuid(QStringView text);

/// The UUID of one kind of thing. Ids of different kinds do not convert into each other.
template<class Kind> class Id {
public:
    Id() = default;
    explicit Id(const IdBytes &bytes) : m_bytes(bytes) {}

    static std::optional<Id> parse(QStringView text)
    {
        const auto bytes = parseUuid(text);
        return bytes ? std::optional(Id(*bytes)) : std::nullopt;
    }
    /// From 16 raw bytes, as the database keeps them.
    static std::optional<Id> fromBytes(QByteArrayView bytes)
    {
        if (bytes.size() != 16)
            return std::nullopt;
        IdBytes raw;
        std::memcpy(raw.data(), bytes.data(), raw.size());
        return Id(raw);
    }

    QString text() const { return uuidText(m_bytes); }
    QByteArray bytes() const { return {reinterpret_cast<const char *>(m_bytes.data()), 16}; }
    const IdBytes &raw() const { return m_bytes; }
    bool isNull() const { return m_bytes == IdBytes{}; }

    auto operator<=>(const Id &) const = default;
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHashBits(id.m_bytes.data(), id.m_bytes.size(), seed); }

private:
    IdBytes m_bytes{};
};

using UserId = Id<struct UserKind>;
using SessionId = Id<struct SessionKind>;
using RoleId = Id<struct RoleKind>;

} // namespace auth
