#include "core/enum_name.h"

#include <QtCore/QStringList>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }

} // namespace

QByteArray snakeCase(QByteArrayView camelCase)
{
    QByteArray name;
    for (const char c : camelCase) {
        if (isUpper(c) && !name.isEmpty())
            name += '_';
        name += isUpper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return name;
}

QString alternatives(const QList<EnumName> &names)
{
    QStringList texts;
    for (const EnumName &each : names)
        texts += QString::fromLatin1(each.name);
    const QString last = texts.isEmpty() ? QString() : texts.takeLast();
    return texts.isEmpty() ? last : texts.join(u", "_s) + u" or "_s + last;
}

} // namespace auth
