#include "model/username.h"

#include <algorithm>

namespace auth {

bool isValidUsername(QStringView name)
{
    const auto allowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
    };
    return name.size() >= 3 && name.size() <= 50 && std::all_of(name.begin(), name.end(), allowed);
}

QString normalizedUsername(QStringView name) { return name.toString().toLower(); }

} // namespace auth
