#include "core/error.h"

#include <QtCore/QMetaEnum>

namespace auth {

QString wireName(ErrorCode code)
{
    QString name;
    for (const QChar c : QString::fromLatin1(QMetaEnum::fromType<ErrorCode>().valueToKey(static_cast<int>(code)))) {
        if (c.isUpper() && !name.isEmpty())
            name += u'_';
        name += c.toUpper();
    }
    return name;
}

Error fieldError(ErrorCode code, const QString &field, const QString &reason, const QString &detail)
{
    return {.code = code, .message = detail, .fields = {{field, reason, detail}}};
}

} // namespace auth
