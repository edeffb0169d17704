#pragma once

#include "core/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>
#include <QtCore/QList>

#include <memory>
#include <optional>

namespace auth {

/// Rows of a CSV text (RFC 4180), strictly: a quote inside an unquoted cell, or text after a closing one, is an error.
/// Blank lines are skipped, a byte order mark at the front too. Memory is bounded by the longest row that is allowed.
class CsvReader {
public:
    /// Nothing: the cell is empty and not quoted.
    using Cell = std::optional<QByteArray>;
    using Cells = QList<Cell>;

    static constexpr qsizetype longestRow = 64 * 1024; ///< Bytes, about.

    explicit CsvReader(QIODevice &input);
    ~CsvReader();
    Q_DISABLE_COPY_MOVE(CsvReader)

    /// Nothing: that was the last one. ValidationError when the text is no CSV from here on.
    Result<std::optional<Cells>> next();

private:
    struct Parser;

    Outcome feed();

    QIODevice &m_input;
    std::unique_ptr<Parser> m_parser;
};

} // namespace auth
