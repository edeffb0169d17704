#include "crypto/phc.h"

#include <charconv>

namespace auth {

namespace {

bool skip(QByteArrayView &text, QByteArrayView prefix)
{
    if (!text.startsWith(prefix))
        return false;
    text = text.sliced(prefix.size());
    return true;
}

bool number(QByteArrayView &text, QByteArrayView prefix, quint32 &value)
{
    if (!skip(text, prefix) || text.startsWith('0'))
        return false;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    text = text.sliced(end - text.begin());
    return error == std::errc();
}

bool isBase64(QByteArrayView text)
{
    const auto inAlphabet = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    };
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), inAlphabet);
}

/// Salt and hash; libsodium reads them for good.
bool isSaltAndHash(QByteArrayView text)
{
    const qsizetype middle = text.indexOf('$');
    return middle > 0 && isBase64(text.first(middle)) && isBase64(text.sliced(middle + 1));
}

} // namespace

std::optional<PhcCost> parsePhcCost(QByteArrayView phc)
{
    PhcCost cost;
    cost.argon2id = skip(phc, "$argon2id$");
    const bool whole = (cost.argon2id || skip(phc, "$argon2i$")) && skip(phc, "v=19$")
                       && number(phc, "m=", cost.memoryKiB) && number(phc, ",t=", cost.passes)
                       && number(phc, ",p=", cost.lanes) && skip(phc, "$") && isSaltAndHash(phc);
    return whole ? std::optional(cost) : std::nullopt;
}

} // namespace auth
