#pragma once

#include "core/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QList>

namespace auth {

/// One NAME=VALUE of a .env file.
struct DotenvEntry {
    QByteArray name;
    QByteArray value;
    int line = 0;
};

/// The text of a .env file, one of these a line, spaces around them dropped:
///
///     # a comment
///     NAME=value              up to " #" or the end of the line
///     NAME='value'            literally
///     NAME="value"            with \n \r \t \" \\ \$ and nothing else escaped
///     export NAME=value       the same without the word
///
/// Names are letters, digits and underscores. Nothing is expanded. A line that is none of these, or a name that came
/// before, is an error with the number of its line and never its content.
Result<QList<DotenvEntry>> parseDotenv(QByteArrayView text, const QString &fileName);

/// A value so that parseDotenv() reads it back.
QByteArray dotenvQuoted(const QByteArray &value);

} // namespace auth
