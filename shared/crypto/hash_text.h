#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <optional>

namespace auth {

/// Reads a hash string from its front. Whatever is not in the one spelling expected fails, and nothing is skipped.
class HashText {
public:
    explicit HashText(QByteArrayView text) : m_rest(text) {}

    bool skip(QByteArrayView prefix);
    /// The prefix, then decimal digits without a leading zero.
    bool number(QByteArrayView prefix, quint32 &value);
    /// Up to the next '$', which is dropped; nothing when there is none.
    std::optional<QByteArrayView> part();
    QByteArrayView rest() const { return m_rest; }

private:
    QByteArrayView m_rest;
};

/// Whether all of it is in the alphabet of crypt(3): ./0-9A-Za-z.
bool isCryptText(QByteArrayView text);

/// The sizes of the keys that PBKDF2 and scrypt are asked for. These are prefixes of each other, so that a string that
/// was cut off would verify if any size did.
bool isKeySize(qsizetype bytes);

/// Standard base64 (RFC 4648 section 4) in the one spelling of these bytes; nothing for any other, nor for none.
std::optional<QByteArray> decodeHashBase64(QByteArrayView text, QByteArray::Base64Options options);

} // namespace auth
