#pragma once

#include <QtCore/QStringList>

namespace auth::console {

/// What can be imported of an account, by its name on the wire, "email" first.
QStringList importFields();
/// The same for people.
QString importFieldText(const QString &field);

/// In place of what nobody should read over a shoulder.
QString hiddenImportText();

/// For each column of a file the field it fills; empty: it is left out.
using ImportMapping = QStringList;

/// From the names of the columns. No field twice.
ImportMapping guessMapping(const QStringList &headers);
/// The row as a line of NDJSON. What cannot be read is passed on as text, for the server to refuse with its reason.
QByteArray importLine(const QStringList &row, const ImportMapping &mapping);

} // namespace auth::console
