#include "crypto/phc.h"

#include "crypto/hash_text.h"

#include <algorithm>

namespace auth {

namespace {

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
    HashText text(phc);
    cost.argon2id = text.skip("$argon2id$");
    const bool whole = (cost.argon2id || text.skip("$argon2i$")) && text.skip("v=19$")
                       && text.number("m=", cost.memoryKiB) && text.number(",t=", cost.passes)
                       && text.number(",p=", cost.lanes) && text.skip("$") && isSaltAndHash(text.rest());
    return whole ? std::optional(cost) : std::nullopt;
}

} // namespace auth
