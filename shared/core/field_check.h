#pragma once

#include "core/field.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QString>

#include <optional>

namespace auth {

/// Why a value was refused: a stable code, and a rule that continues a sentence beginning with the member's name.
struct Violation {
    QString code;
    QString rule;

    /// "limit must be at most 200."
    QString sentence(const QString &name) const;
};

/// Nothing when all is well.
using Verdict = std::optional<Violation>;

/// wrong_type: another kind of value was expected, for example "a string".
Violation wrongType(const QString &expected);
/// invalid: the right type, and no value of it, for example "a UUID".
Violation invalid(const QString &expected);
Violation tooSmall(qint64 min);
Violation tooLarge(qint64 max);

/// For valid UTF-8: no U+0000, and the limits in code points.
Verdict checkText(QByteArrayView utf8, const FieldFacts &facts);
Verdict checkNumber(qint64 value, const FieldFacts &facts);
Verdict checkNumber(double value, const FieldFacts &facts);
/// For lists: the limits in items.
Verdict checkItems(qsizetype count, const FieldFacts &facts);

} // namespace auth
