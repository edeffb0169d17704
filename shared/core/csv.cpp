#include "core/csv.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

bool isFormula(const QString &value) { return !value.isEmpty() && u"=+-@\t\r"_s.contains(value.front()); }

bool needsQuotes(const QByteArray &text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c == '"' || c == ',' || c == '\r' || c == '\n'; });
}

} // namespace

QByteArray csvField(const QString &value)
{
    QByteArray text = (isFormula(value) ? QString(u'\'' + value) : value).toUtf8();
    if (!needsQuotes(text))
        return text;
    return '"' + text.replace('"', "\"\"") + '"';
}

QString csvValue(const QString &field)
{
    const QString rest = field.mid(1);
    return field.startsWith(u'\'') && isFormula(rest) ? rest : field;
}

} // namespace auth
