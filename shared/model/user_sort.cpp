#include "model/user_sort.h"

using namespace Qt::StringLiterals;

namespace auth {

QString wireName(UserSort sort)
{
    switch (sort) {
    case UserSort::Relevance:
        return u"relevance"_s;
    case UserSort::CreatedAt:
        return u"created_at"_s;
    case UserSort::CreatedAtDescending:
        return u"-created_at"_s;
    case UserSort::LastLogin:
        return u"last_login"_s;
    case UserSort::LastLoginDescending:
        return u"-last_login"_s;
    case UserSort::Email:
        return u"email"_s;
    case UserSort::EmailDescending:
        return u"-email"_s;
    case UserSort::Username:
        return u"username"_s;
    case UserSort::UsernameDescending:
        return u"-username"_s;
    }
    Q_UNREACHABLE();
}

} // namespace auth
