#include "log/text_search.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace auth::console {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; }

/// The first byte of what is no ASCII, or the end.
const char *beyondAscii(const char *from, const char *end)
{
    for (; end - from >= 8; from += 8) {
        quint64 bytes = 0;
        std::memcpy(&bytes, from, 8);
        if (bytes & 0x8080808080808080)
            break;
    }
    return std::find_if(from, end, [](char c) { return static_cast<signed char>(c) < 0; });
}

#ifdef __SSE2__
/// Bit i is set where byte i is the one looked for, in either case.
unsigned either(const char *at, __m128i small, __m128i big)
{
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
    const __m128i same = _mm_or_si128(_mm_cmpeq_epi8(bytes, small), _mm_cmpeq_epi8(bytes, big));
    return static_cast<unsigned>(_mm_movemask_epi8(same));
}
#endif

} // namespace

TextSearch::TextSearch(const QString &text)
    : m_needle(text.toUtf8()), m_text(text),
      m_ascii(std::all_of(m_needle.begin(), m_needle.end(), [](char c) { return static_cast<signed char>(c) >= 0; }))
{
    std::transform(m_needle.begin(), m_needle.end(), m_needle.begin(), lower);
}

bool TextSearch::isAt(const char *at) const
{
    return std::equal(m_needle.cbegin(), m_needle.cend(), at, [](char small, char c) { return small == lower(c); });
}

/// Where the first and the last byte fit, sixteen places at a time, the rest is compared.
const char *TextSearch::inAscii(const char *from, const char *end) const
{
    const qsizetype size = m_needle.size();
    if (size == 0)
        return from < end ? from : nullptr;
    const char *at = from;
#ifdef __SSE2__
    const __m128i firstSmall = _mm_set1_epi8(m_needle.front());
    const __m128i firstBig = _mm_set1_epi8(upper(m_needle.front()));
    const __m128i lastSmall = _mm_set1_epi8(m_needle.back());
    const __m128i lastBig = _mm_set1_epi8(upper(m_needle.back()));
    for (; end - at >= size + 15; at += 16) {
        unsigned places = either(at, firstSmall, firstBig) & either(at + size - 1, lastSmall, lastBig);
        for (; places != 0; places &= places - 1) {
            const char *place = at + std::countr_zero(places);
            if (isAt(place))
                return place;
        }
    }
#endif
    for (; end - at >= size; ++at) {
        if (isAt(at))
            return at;
    }
    return nullptr;
}

/// Letters beyond ASCII may have another length in another case, so each text between zero bytes is looked at by
/// itself; those in pure ASCII, which are most, not at all.
const char *TextSearch::inUnicode(const char *from, const char *end) const
{
    for (const char *beyond = beyondAscii(from, end); beyond != end; beyond = beyondAscii(from, end)) {
        const auto before = std::find(std::reverse_iterator(beyond), std::reverse_iterator(from), '\0');
        const char *stop = std::find(beyond, end, '\0');
        if (QString::fromUtf8(before.base(), stop - before.base()).contains(m_text, Qt::CaseInsensitive))
            return before.base();
        from = stop;
    }
    return nullptr;
}

bool fitsPattern(QByteArrayView pattern, QByteArrayView text)
{
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1; // the last '*', and where in the text what it stands for ends so far
    qsizetype resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size() && lower(pattern[p]) == lower(text[t])) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    return std::all_of(pattern.begin() + p, pattern.end(), [](char c) { return c == '*'; });
}

} // namespace auth::console
