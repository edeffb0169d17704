#pragma once

#include "storage/connection.h"
#include "storage/copied_tables.h"

#include <QtCore/QCryptographicHash>

namespace auth {

/// A value for each column of a CopiedTable.
using TableRow = std::vector<Value>;

/// Every row of a table in the order of its key, fetched in pages. Needs a transaction for rows of one moment.
class TableReader {
public:
    static constexpr int pageRows = 1000;

    TableReader(Connection &connection, const CopiedTable &table);

    /// The next rows; none: that was all. Not to be mixed with next().
    Result<std::vector<TableRow>> page();
    /// Null: there are no more. Valid until the next call.
    Result<const TableRow *> next();

private:
    Connection &m_connection;
    const CopiedTable &m_table;
    std::vector<TableRow> m_page;
    std::size_t m_next = 0;
    TableRow m_key; ///< Where the next page begins, behind it.
    bool m_isDone = false;
};

/// The row as bytes: the same on every engine for the same content, and never for another.
QByteArray canonical(const TableRow &row);

/// What a table holds: how many rows, and BLAKE2b-256 over them in the order of their key.
struct TableContent {
    qint64 rows = 0;
    QByteArray hash;
    bool operator==(const TableContent &) const = default;
};

class TableDigest {
public:
    void add(const TableRow &row);
    qint64 rows() const { return m_rows; }
    TableContent content() const { return {.rows = m_rows, .hash = m_hash.result()}; }

private:
    qint64 m_rows = 0;
    QCryptographicHash m_hash{QCryptographicHash::Blake2b_256};
};

/// Of the table as the connection sees it.
Result<TableContent> contentOf(Connection &connection, const CopiedTable &table);

} // namespace auth
