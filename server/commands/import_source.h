#pragma once

#include "api/import_messages.h"
#include "commands/csv_reader.h"

#include <QtCore/QIODevice>

namespace auth {

/// The rows of a file, one after the other.
class ImportSource {
public:
    using Row = Result<ImportRow>; ///< One that is wrong is an error by itself.

    virtual ~ImportSource() = default;
    /// Nothing: that was the last one. An error means that the rest cannot be read.
    virtual Result<std::optional<Row>> next() = 0;
};

/// An object on each line; blank lines are skipped. A line over 64 KiB is a wrong row.
class NdjsonSource final : public ImportSource {
public:
    explicit NdjsonSource(QIODevice &input) : m_input(input) {}
    Result<std::optional<Row>> next() override;

private:
    QByteArray line();

    QIODevice &m_input;
    bool m_atStart = true;
};

/// The first row names the members; a list has commas. A cell that is empty and not quoted is an absent member.
class CsvSource final : public ImportSource {
public:
    explicit CsvSource(QIODevice &input) : m_reader(input) {}
    Result<std::optional<Row>> next() override;

private:
    Outcome readHeader();
    Row rowOf(const CsvReader::Cells &cells) const;

    CsvReader m_reader;
    QList<QByteArray> m_names; ///< Empty: the header has not been read.
};

} // namespace auth
