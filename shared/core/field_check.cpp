#include "core/field_check.h"

#include <algorithm>
#include <cmath>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

template<class Number> Verdict checkRange(Number value, const FieldFacts &facts)
{
    if (facts.min && value < static_cast<Number>(*facts.min))
        return tooSmall(*facts.min);
    if (facts.max && value > static_cast<Number>(*facts.max))
        return tooLarge(*facts.max);
    return std::nullopt;
}

Verdict checkCount(qsizetype count, const FieldFacts &facts, const QString &unit)
{
    if (facts.min && count < *facts.min)
        return Violation{u"too_short"_s, u"must have at least %1 %2"_s.arg(*facts.min).arg(unit)};
    if (facts.max && count > *facts.max)
        return Violation{u"too_long"_s, u"must have at most %1 %2"_s.arg(*facts.max).arg(unit)};
    return std::nullopt;
}

qsizetype codePoints(QByteArrayView utf8)
{
    return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

} // namespace

QString Violation::sentence(const QString &name) const { return name + u' ' + rule + u'.'; }

Violation wrongType(const QString &expected) { return {u"wrong_type"_s, u"must be "_s + expected}; }
Violation invalid(const QString &expected) { return {u"invalid"_s, u"must be "_s + expected}; }
Violation tooSmall(qint64 min) { return {u"too_small"_s, u"must be at least %1"_s.arg(min)}; }
Violation tooLarge(qint64 max) { return {u"too_large"_s, u"must be at most %1"_s.arg(max)}; }

Verdict checkText(QByteArrayView utf8, const FieldFacts &facts)
{
    if (utf8.contains('\0'))
        return Violation{u"null_character"_s, u"must not contain the character U+0000"_s};
    if (!facts.min && !facts.max)
        return std::nullopt;
    return checkCount(codePoints(utf8), facts, u"characters"_s);
}

Verdict checkNumber(qint64 value, const FieldFacts &facts) { return checkRange(value, facts); }

Verdict checkNumber(double value, const FieldFacts &facts)
{
    return std::isfinite(value) ? checkRange(value, facts) : wrongType(u"a finite number"_s);
}

Verdict checkItems(qsizetype count, const FieldFacts &facts) { return checkCount(count, facts, u"items"_s); }

} // namespace auth
