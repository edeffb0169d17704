#pragma once

#include "core/result.h"

#include <QtCore/QStringList>

namespace auth::console {

/// A file of people, as text. What has fewer cells than the first row is filled up with empty ones.
struct ImportTable {
    char delimiter = ',';
    bool hasByteOrderMark = false;
    QStringList headers;
    QList<QStringList> rows;
};

/// RFC 4180 in UTF-8, with commas, semicolons, tabs or bars between the cells: whichever splits the first row into the
/// most. The error is a sentence.
Result<ImportTable, QString> readImportTable(QByteArray bytes);

} // namespace auth::console
