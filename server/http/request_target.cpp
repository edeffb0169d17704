#include "http/request_target.h"

#include <algorithm>
#include <array>

namespace auth {
namespace {

// <cctype> without the locale and without its undefined behaviour for negative chars.
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isAlnum(char c) { return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
constexpr bool isHostChar(char c) { return isAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~'; }
constexpr bool isAddressChar(char c) { return isHex(c) || c == ':' || c == '.'; }
constexpr bool isIdChar(char c) { return isAlnum(c) || c == '.' || c == '_' || c == '-'; }
constexpr bool isTargetChar(char c) { return c > 0x20 && c < 0x7f && c != '#'; }

/// Two hexadecimal digits behind each percent sign, and none that mean a control character (%00-%1F, %7F).
bool isValidPath(QByteArrayView path)
{
    for (qsizetype at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
        if (at + 2 >= path.size() || !isHex(path[at + 1]) || !isHex(path[at + 2]))
            return false;
        const int value = path.sliced(at + 1, 2).toInt(nullptr, 16);
        if (value < 0x20 || value == 0x7f)
            return false;
    }
    return true;
}

std::optional<RequestTarget> originForm(QByteArrayView target)
{
    const qsizetype mark = target.indexOf('?');
    const QByteArrayView path = mark < 0 ? target : target.first(mark);
    if (!isValidPath(path))
        return std::nullopt;
    return RequestTarget{path.toByteArray(), mark < 0 ? QByteArray() : target.sliced(mark + 1).toByteArray(), {}};
}

/// The length of "http://" or "https://" in whatever case; 0 when it is neither.
qsizetype schemeLength(QByteArrayView target)
{
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (target.size() > scheme.size() && !target.first(scheme.size()).compare(scheme, Qt::CaseInsensitive))
            return scheme.size();
    }
    return 0;
}

std::optional<RequestTarget> absoluteForm(QByteArrayView method, QByteArrayView target)
{
    const qsizetype start = schemeLength(target);
    if (start == 0)
        return std::nullopt;
    const QByteArrayView rest = target.sliced(start);
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    const QByteArrayView authority = rest.first(end - rest.begin());
    if (!isValidHost(authority))
        return std::nullopt;
    QByteArray origin = rest.sliced(authority.size()).toByteArray();
    if (origin.isEmpty() && method == "OPTIONS")
        return RequestTarget{"*", {}, authority.toByteArray()};
    if (!origin.startsWith('/'))
        origin.prepend('/');
    auto parsed = originForm(origin);
    if (parsed)
        parsed->authority = authority.toByteArray();
    return parsed;
}

} // namespace

bool isKnownMethod(QByteArrayView method)
{
    static constexpr std::array known{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    return std::any_of(known.begin(), known.end(), [&](const char *name) { return method == QByteArrayView(name); });
}

std::optional<RequestTarget> parseTarget(QByteArrayView method, QByteArrayView target)
{
    if (target == "*")
        return method == "OPTIONS" ? std::optional(RequestTarget{"*", {}, {}}) : std::nullopt;
    if (!std::all_of(target.begin(), target.end(), isTargetChar))
        return std::nullopt;
    return target.startsWith('/') ? originForm(target) : absoluteForm(method, target);
}

bool isValidHost(QByteArrayView host)
{
    const bool literal = host.startsWith('[');
    const qsizetype end = literal ? host.indexOf(']') + 1 : host.indexOf(':');
    if (literal && end == 0)
        return false;
    const QByteArrayView name = end < 0 ? host : host.first(end);
    const QByteArrayView port = end < 0 ? QByteArrayView() : host.sliced(end);
    const QByteArrayView inner = literal ? name.sliced(1, name.size() - 2) : name;
    if (inner.isEmpty() || !std::all_of(inner.begin(), inner.end(), literal ? isAddressChar : isHostChar))
        return false;
    return port.isEmpty()
           || (port.startsWith(':') && port.size() <= 6 && std::all_of(port.begin() + 1, port.end(), isDigit));
}

bool isValidRequestId(QByteArrayView id)
{
    return id.size() >= 8 && id.size() <= 128 && std::all_of(id.begin(), id.end(), isIdChar);
}

} // namespace auth
