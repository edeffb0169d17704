#include "http/message.h"

namespace auth {

QByteArray HttpRequest::header(QByteArrayView lowerCaseName) const
{
    QByteArray joined;
    bool found = false;
    for (const auto &[name, value] : headers) {
        if (name != lowerCaseName)
            continue;
        joined = found ? joined + ", " + value : value;
        found = true;
    }
    return joined;
}

} // namespace auth
