#include "model/audit.h"

#include "core/enum_name.h"

namespace auth {

QString wireName(AuditAction action)
{
    QByteArray name = snakeCase(QMetaEnum::fromType<AuditAction>().valueToKey(static_cast<int>(action)));
    name[name.indexOf('_')] = '.';
    return QString::fromLatin1(name);
}

} // namespace auth
