#include "core/json_scan.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace auth::json {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool opens(char c) { return c == '[' || c == '{'; }
bool closes(char c) { return c == ']' || c == '}'; }

/// From an opening quote to behind the closing one.
template<class Char> Char *skipString(Char *at, Char *end)
{
    for (++at; at < end && *at != '"'; ++at) {
        if (*at == '\\')
            ++at;
    }
    return std::min(at + 1, end);
}

/// The code unit of a \uXXXX at `at`; -1 when there is none.
int codeUnit(const char *at, const char *end)
{
    unsigned unit = 0;
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return -1;
    const auto [stop, error] = std::from_chars(at + 2, at + 6, unit, 16);
    return error == std::errc() && stop == at + 6 ? static_cast<int>(unit) : -1;
}

bool isHigh(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool isLow(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

/// Marks within one string, given without its quotes.
bool markInString(char *at, char *end)
{
    bool found = false;
    while ((at = std::find(at, end, '\\')) < end) {
        const int unit = codeUnit(at, end);
        if (isHigh(unit) && isLow(codeUnit(at + 6, end))) {
            at += 12;
        } else if (isHigh(unit) || isLow(unit)) {
            at = std::copy(loneSurrogateMark.begin(), loneSurrogateMark.end(), at);
            found = true;
        } else {
            at += std::min<std::ptrdiff_t>(2, end - at);
        }
    }
    return found;
}

const char *skipDigits(const char *at, const char *end) { return std::find_if_not(at, end, isDigit); }

/// Behind the number that starts at `at`; `at` itself when the grammar of RFC 8259 section 6 is not met.
const char *skipNumber(const char *const start, const char *end)
{
    const char *at = start + (start < end && *start == '-');
    const char *const whole = at;
    at = skipDigits(at, end);
    if (at == whole || (*whole == '0' && at - whole > 1))
        return start;
    if (at < end && *at == '.') {
        const char *const fraction = at + 1;
        at = skipDigits(fraction, end);
        if (at == fraction)
            return start;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at += 1 + (at + 1 < end && (at[1] == '+' || at[1] == '-'));
        const char *const exponent = at;
        at = skipDigits(at, end);
        if (at == exponent)
            return start;
    }
    return at;
}

bool isInteger(const char *at, const char *end)
{
    return std::none_of(at, end, [](char c) { return c == '.' || c == 'e' || c == 'E'; });
}

bool isHuge(const char *at, const char *end)
{
    if (isInteger(at, end)) {
        quint64 magnitude = 0;
        const bool negative = *at == '-';
        const auto error = std::from_chars(at + negative, end, magnitude).ec;
        return error != std::errc() || (negative && magnitude > quint64(1) << 63);
    }
    double value = 0; // a number too near to zero is out of range too, and the parser makes it zero
    const bool tiny = std::find(at + 1, end, '-') != end;
    return std::from_chars(at, end, value).ec == std::errc::result_out_of_range && !tiny;
}

void markNumber(char *at, char *end)
{
    static constexpr QByteArrayView digits = "8e307"; // the shortest double out of range, 9e308, is as long
    at += *at == '-';
    std::fill(std::copy(digits.begin(), digits.end(), at), end, ' ');
}

} // namespace

bool isDeeperThan(QByteArrayView text, int depth)
{
    if (std::count_if(text.begin(), text.end(), opens) <= depth)
        return false;
    int open = 0;
    for (const char *at = text.begin(); at < text.end(); ++at) {
        if (*at == '"')
            at = skipString(at, text.end()) - 1;
        else if (opens(*at) && ++open > depth)
            return true;
        else if (closes(*at))
            --open;
    }
    return false;
}

bool markLoneSurrogates(char *text, qsizetype size)
{
    if (!QByteArrayView(text, size).contains(QByteArrayView("\\u")))
        return false;
    bool found = false;
    char *const end = text + size;
    for (char *at = std::find(text, end, '"'); at < end; at = std::find(at, end, '"')) {
        char *const next = skipString(at, end);
        found |= markInString(at + 1, std::max(at + 1, next - 1));
        at = next;
    }
    return found;
}

bool markHugeNumbers(char *text, qsizetype size)
{
    bool found = false;
    char *const end = text + size;
    for (char *at = text; at < end;) {
        if (*at == '"') {
            at = skipString(at, end);
            continue;
        }
        char *const next = at + (skipNumber(at, end) - at);
        if (next > at && isHuge(at, next)) {
            markNumber(at, next);
            found = true;
        }
        at = std::max(at + 1, next);
    }
    return found;
}

} // namespace auth::json
