#include "storage/value.h"

using namespace Qt::StringLiterals;

namespace auth {

Value::Value(const QString &text)
    : m_variant(text.isNull() ? u""_s : text), m_storable(text.isValidUtf16() && !text.contains(QChar::Null))
{
}

Value::Value(const QByteArray &bytes) : m_variant(bytes.isNull() ? QByteArray("") : bytes) {}

} // namespace auth
