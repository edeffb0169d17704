#include "crypto/hash_text.h"

#include <algorithm>
#include <charconv>

namespace auth {

bool HashText::skip(QByteArrayView prefix)
{
    if (!m_rest.startsWith(prefix))
        return false;
    m_rest = m_rest.sliced(prefix.size());
    return true;
}

bool HashText::number(QByteArrayView prefix, quint32 &value)
{
    if (!skip(prefix) || m_rest.startsWith('0'))
        return false;
    const auto [end, error] = std::from_chars(m_rest.begin(), m_rest.end(), value);
    m_rest = m_rest.sliced(end - m_rest.begin());
    return error == std::errc();
}

std::optional<QByteArrayView> HashText::part()
{
    const qsizetype end = m_rest.indexOf('$');
    if (end < 0)
        return std::nullopt;
    const QByteArrayView before = m_rest.first(end);
    m_rest = m_rest.sliced(end + 1);
    return before;
}

bool isCryptText(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '.' && c <= '9');
    });
}

bool isKeySize(qsizetype bytes) { return bytes == 32 || bytes == 64; }

std::optional<QByteArray> decodeHashBase64(QByteArrayView text, QByteArray::Base64Options options)
{
    const QByteArray encoded = text.toByteArray();
    auto decoded = QByteArray::fromBase64Encoding(encoded, options | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty() || decoded.decoded.toBase64(options) != encoded)
        return std::nullopt;
    return std::move(decoded.decoded);
}

} // namespace auth
