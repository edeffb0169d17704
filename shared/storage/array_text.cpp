#include "storage/array_text.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

QString element(const QVariant &value)
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

void ArrayText::append(const Value &value)
{
    if (m_text.size() > 1)
        m_text += u',';
    m_text += element(value.variant());
}

} // namespace auth
