#include "storage/array.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

QString elementOf(const QVariant &value)
{
    if (!value.isValid())
        return u"NULL"_s;
    if (value.typeId() == QMetaType::LongLong)
        return QString::number(value.toLongLong());
    if (value.typeId() == QMetaType::QByteArray)
        return u"\"\\\\x"_s + QString::fromLatin1(value.toByteArray().toHex()) + u'"';
    QString text = value.toString();
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + text + u'"';
}

} // namespace

Value arrayOf(std::span<const Value> values)
{
    QString array = u"{"_s;
    for (const Value &value : values) {
        if (array.size() > 1)
            array += u',';
        array += elementOf(value.variant());
    }
    return array + u'}';
}

} // namespace auth
