#pragma once

#include <QtCore/QString>

namespace auth {

/// At most 254 characters: an unquoted ASCII local part (RFC 5321 dot-string, at most 64) at a host name with a dot.
/// No comments, quotes, literals, surrounding spaces or non-ASCII. One pass, no pattern matching.
bool isValidEmail(QStringView address);

/// The canonical form, which is unique: ASCII lower case. Defined for any text, so that a sign-in need not judge it.
QString normalizedEmail(QStringView address);

} // namespace auth
