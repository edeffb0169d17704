#include "model/role.h"

#include <algorithm>

namespace auth {

bool isValidRoleName(QStringView name)
{
    const auto isLetter = [](QChar c) { return c >= u'a' && c <= u'z'; };
    const auto isAllowed = [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9') || c == u'_' || c == u'-'; };
    return name.size() >= 2 && name.size() <= 50 && isLetter(name.front())
           && std::all_of(name.begin(), name.end(), isAllowed);
}

} // namespace auth
