#pragma once

#include "core/result.h"

#include <QtCore/QStringList>

namespace auth::console {

/// A file of people, as text. A row may have fewer cells than there are headers.
struct ImportTable {
    char delimiter = ',';
    bool hasByteOrderMark = false;
    QStringList headers;
    QList<QStringList> rows;
    QList<int> lines; ///< Of each row, where it begins in the file; the first is 1.
};

/// RFC 4180 in UTF-8, with commas, semicolons, tabs or bars between the cells: whichever splits the first row into the
/// most. Spreadsheets' apostrophes before what looks like a formula are taken off. The error is a sentence.
Result<ImportTable, QString> readImportTable(QByteArray bytes);

} // namespace auth::console
