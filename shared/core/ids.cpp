#include "core/ids.h"

namespace auth {

namespace {

bool isDash(qsizetype position) { return position == 8 || position == 13 || position == 18 || position == 23; }

int nibble(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    if (c >= u'a' && c <= u'f')
        return c.unicode() - u'a' + 10;
    return -1;
}

} // namespace

QString uuidText(const IdBytes &bytes)
{
    static constexpr char16_t digits[] = u"0123456789abcdef";
    QString text(36, u'-');
    qsizetype position = 0;
    for (const unsigned char byte : bytes) {
        if (isDash(position))
            ++position;
        text[position++] = digits[byte >> 4];
        text[position++] = digits[byte & 15];
    }
    return text;
}

std::optional<IdBytes> parseUuid(QStringView text)
{
    if (text.size() != 36)
        return std::nullopt;
    IdBytes bytes;
    qsizetype position = 0;
    for (unsigned char &byte : bytes) {
        if (isDash(position) && text[position++] != u'-')
            return std::nullopt;
        const int high = nibble(text[position++]);
        const int low = nibble(text[position++]);
        if (high < 0 || low < 0)
            return std::nullopt;
        byte = static_cast<unsigned char>(high << 4 | low);
    }
    return bytes;
}

} // namespace auth
