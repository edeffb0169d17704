#include "crypto/base64_url.h"

#include <algorithm>
#include <sodium.h>

namespace auth {

namespace {

constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

qsizetype encodedSize(qsizetype size) { return (size * 4 + 2) / 3; }

void encodeInto(char *text, qsizetype textSize, QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return; // libsodium writes the terminating zero even then, and an empty QByteArray's is read-only
    // The size libsodium wants counts a terminating zero.
    sodium_bin2base64(text, static_cast<size_t>(textSize) + 1, reinterpret_cast<const unsigned char *>(bytes.data()),
                      static_cast<size_t>(bytes.size()), variant);
}

bool decodeInto(char *bytes, qsizetype size, QByteArrayView text)
{
    if (size == 0)
        return text.isEmpty();
    // libsodium 1.0.18 compares plain chars: where they are signed it takes every byte above 127 for an underscore.
    if (!std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return false;
    size_t written = 0;
    const char *end = nullptr;
    return sodium_base642bin(reinterpret_cast<unsigned char *>(bytes), static_cast<size_t>(size), text.data(),
                             static_cast<size_t>(text.size()), nullptr, &written, &end, variant)
               == 0
           && end == text.data() + text.size() && written == static_cast<size_t>(size);
}

} // namespace

QByteArray base64UrlEncode(QByteArrayView bytes)
{
    QByteArray text(encodedSize(bytes.size()), Qt::Uninitialized); // always followed by a zero
    encodeInto(text.data(), text.size(), bytes);
    return text;
}

Secret base64UrlEncode(const Secret &bytes)
{
    const qsizetype size = encodedSize(bytes.size());
    Secret withZero = Secret::ofSize(size + 1);
    encodeInto(withZero.data(), size, bytes.reveal());
    return Secret(withZero.reveal().first(size));
}

std::optional<QByteArray> base64UrlDecode(QByteArrayView text)
{
    QByteArray bytes(text.size() * 3 / 4, Qt::Uninitialized);
    return decodeInto(bytes.data(), bytes.size(), text) ? std::optional(bytes) : std::nullopt;
}

std::optional<Secret> base64UrlDecode(const Secret &text)
{
    Secret bytes = Secret::ofSize(text.size() * 3 / 4);
    return decodeInto(bytes.data(), bytes.size(), text.reveal()) ? std::optional(std::move(bytes)) : std::nullopt;
}

} // namespace auth
