#pragma once

#include "core/clock.h"
#include "core/enum_name.h"
#include "core/field.h"
#include "core/ids.h"
#include "core/json_raw.h"
#include "core/secret.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>

#include <array>
#include <concepts>
#include <string_view>
#include <utility>

/// Compact JSON (RFC 8259, UTF-8) from described types. A member travels under the name in its facts; an absent
/// optional is null; an enumeration is its enumName(); a Time is RFC 3339; an Id is its UUID.
namespace auth::json {

/// Whether members marked secret, and all of type Secret, are written or replaced by "•••".
enum class Secrets {
    Reveal, ///< For the wire: token answers carry their tokens.
    Mask,   ///< For everything that is kept or shown: logs, settings, the audit trail.
};

void appendNull(QByteArray &out);
void appendMask(QByteArray &out);
void appendInteger(QByteArray &out, qint64 value);
/// An infinite number or NaN has no JSON and becomes null.
void appendDouble(QByteArray &out, double value);
/// A half of a surrogate pair becomes U+FFFD.
void appendText(QByteArray &out, QStringView text);
/// Bytes that are no UTF-8 become U+FFFD.
void appendUtf8(QByteArray &out, QByteArrayView text);
void appendId(QByteArray &out, const IdBytes &id);
void appendTime(QByteArray &out, Time time);

inline void append(QByteArray &out, bool value, Secrets = Secrets::Mask) { out.append(value ? "true" : "false"); }
inline void append(QByteArray &out, double value, Secrets = Secrets::Mask) { appendDouble(out, value); }
inline void append(QByteArray &out, const QString &value, Secrets = Secrets::Mask) { appendText(out, value); }
inline void append(QByteArray &out, QStringView value, Secrets = Secrets::Mask) { appendText(out, value); }
inline void append(QByteArray &out, const QByteArray &value, Secrets = Secrets::Mask) { appendUtf8(out, value); }
inline void append(QByteArray &out, const Raw &value, Secrets = Secrets::Mask) { out.append(value.text); }
inline void append(QByteArray &out, Time value, Secrets = Secrets::Mask) { appendTime(out, value); }
void append(QByteArray &out, const char *) = delete; // would be a bool

inline void append(QByteArray &out, const Secret &value, Secrets secrets = Secrets::Mask)
{
    secrets == Secrets::Reveal ? appendUtf8(out, value.reveal()) : appendMask(out);
}

template<std::integral I> void append(QByteArray &out, I value, Secrets = Secrets::Mask)
{
    static_assert(sizeof(I) < sizeof(qint64) || std::signed_integral<I>,
                  "use qint64: JSON and SQL have no larger integer");
    appendInteger(out, value);
}

template<class Kind> void append(QByteArray &out, const Id<Kind> &value, Secrets = Secrets::Mask)
{
    appendId(out, value.raw());
}

template<class E>
requires std::is_enum_v<E>
void append(QByteArray &out, E value, Secrets = Secrets::Mask) { appendUtf8(out, enumName(value)); }

template<class T> void append(QByteArray &out, const std::optional<T> &value, Secrets secrets = Secrets::Mask);
template<class T> void append(QByteArray &out, const QList<T> &value, Secrets secrets = Secrets::Mask);
template<Described T> void append(QByteArray &out, const T &value, Secrets secrets = Secrets::Mask);

/// Writes one object member by member, for lines and answers whose members are not known at compile time.
class ObjectWriter {
public:
    explicit ObjectWriter(QByteArray &out, Secrets secrets = Secrets::Mask) : m_out(out), m_secrets(secrets) {}
    ~ObjectWriter() { m_out.append(m_empty ? "{}" : "}"); }
    Q_DISABLE_COPY_MOVE(ObjectWriter)

    template<class T> ObjectWriter &member(QByteArrayView name, const T &value)
    {
        key(name);
        append(m_out, value, m_secrets);
        return *this;
    }
    /// A member whose value is JSON already.
    ObjectWriter &raw(QByteArrayView name, QByteArrayView json);
    /// Writes the name and the colon; the caller appends the value.
    QByteArray &key(QByteArrayView name);

private:
    QByteArray &m_out;
    Secrets m_secrets;
    bool m_empty = true;
};

namespace detail {

/// `,"name":` put together by the compiler; the first member's comma is a brace.
template<class T, std::size_t I>
inline constexpr auto memberPrefix = [] {
    constexpr std::string_view name = fieldAt<T, I>.facts.name;
    std::array<char, name.size() + 4> prefix{I == 0 ? '{' : ',', '"'};
    std::copy(name.begin(), name.end(), prefix.begin() + 2);
    prefix[name.size() + 2] = '"';
    prefix[name.size() + 3] = ':';
    return prefix;
}();

template<class T, std::size_t I> void appendMember(QByteArray &out, const T &value, Secrets secrets)
{
    constexpr auto &field = fieldAt<T, I>;
    constexpr auto &prefix = memberPrefix<T, I>;
    out.append(prefix.data(), static_cast<qsizetype>(prefix.size()));
    if (field.facts.secret && secrets == Secrets::Mask)
        appendMask(out);
    else
        append(out, value.*field.member, secrets);
}

} // namespace detail

template<class T> void append(QByteArray &out, const std::optional<T> &value, Secrets secrets)
{
    value ? append(out, *value, secrets) : appendNull(out);
}

template<class T> void append(QByteArray &out, const QList<T> &value, Secrets secrets)
{
    char separator = '[';
    for (const T &item : value) {
        out.append(std::exchange(separator, ','));
        append(out, item, secrets);
    }
    out.append(value.isEmpty() ? "[]" : "]");
}

template<Described T> void append(QByteArray &out, const T &value, Secrets secrets)
{
    [&]<std::size_t... I>(std::index_sequence<I...>) { (detail::appendMember<T, I>(out, value, secrets), ...); }
    (std::make_index_sequence<fieldCount<T>>());
    out.append(fieldCount<T> == 0 ? "{}" : "}");
}

/// The value for the wire.
template<class T> QByteArray encode(const T &value, Secrets secrets = Secrets::Reveal)
{
    QByteArray out;
    out.reserve(512); // an account takes 350 bytes
    append(out, value, secrets);
    return out;
}

} // namespace auth::json
