#include "storage/table_reader.h"

#include <QtCore/QtEndian>

#include <limits>

namespace auth {
namespace {

/// Before every key there is: numbers are not negative, texts and bytes not empty.
Value lowest(CopiedTable::Kind kind)
{
    switch (kind) {
    case CopiedTable::Integer:
        return std::numeric_limits<qint64>::min();
    case CopiedTable::Text:
        return QStringLiteral("");
    case CopiedTable::Bytes:
        return QByteArray();
    }
    Q_UNREACHABLE();
}

TableRow lowestKey(const CopiedTable &table)
{
    TableRow key;
    for (int column = 0; column < table.keyColumns; ++column)
        key.push_back(lowest(table.kind(column)));
    return key;
}

Value cell(const Row &row, int column, CopiedTable::Kind kind)
{
    if (row.isNull(column))
        return std::nullopt;
    switch (kind) {
    case CopiedTable::Integer:
        return row.integer(column);
    case CopiedTable::Text:
        return QString::fromUtf8(row.bytes(column));
    case CopiedTable::Bytes:
        return row.bytes(column);
    }
    Q_UNREACHABLE();
}

TableRow rowOf(const Row &row, const CopiedTable &table)
{
    TableRow values;
    values.reserve(std::size_t(table.columnCount()));
    for (int column = 0; column < table.columnCount(); ++column)
        values.push_back(cell(row, column, table.kind(column)));
    return values;
}

/// A text that would not come out as it went in; nothing: there is none.
std::optional<Error> undecodable(const Row &row, const CopiedTable &table)
{
    for (int column = 0; column < table.columnCount(); ++column) {
        if (table.kind(column) == CopiedTable::Text && !row.isNull(column) && !row.bytes(column).isValidUtf8())
            return Error{.code = ErrorCode::StorageUnavailable,
                         .message = QStringLiteral("The table %1 cannot be read.").arg(QLatin1String(table.name)),
                         .cause = QStringLiteral("text that is not UTF-8 in the column %1")
                                      .arg(QString::fromLatin1(table.columns).split(QStringLiteral(", "))[column])};
    }
    return std::nullopt;
}

void appendNumber(QByteArray &bytes, char tag, qint64 number)
{
    const qint64 bigEndian = qToBigEndian(number);
    bytes += tag;
    bytes.append(reinterpret_cast<const char *>(&bigEndian), sizeof bigEndian);
}

void append(QByteArray &bytes, const QVariant &value)
{
    if (!value.isValid()) {
        bytes += 'n';
    } else if (value.typeId() == QMetaType::LongLong) {
        appendNumber(bytes, CopiedTable::Integer, value.toLongLong());
    } else {
        const bool isText = value.typeId() == QMetaType::QString;
        const QByteArray content = isText ? value.toString().toUtf8() : value.toByteArray();
        appendNumber(bytes, isText ? CopiedTable::Text : CopiedTable::Bytes, content.size());
        bytes += content;
    }
}

} // namespace

TableReader::TableReader(Connection &connection, const CopiedTable &table)
    : m_connection(connection), m_table(table), m_key(lowestKey(table))
{
}

Result<std::vector<TableRow>> TableReader::page()
{
    std::vector<TableRow> rows;
    if (m_isDone)
        return rows;
    TableRow parameters = m_key;
    parameters.push_back(pageRows);
    std::optional<Error> fault;
    const auto visited = m_connection.each(m_table.page, parameters, [&](const Row &row) {
        rows.push_back(rowOf(row, m_table));
        if (!fault)
            fault = undecodable(row, m_table);
    });
    if (!visited || fault)
        return fault ? *fault : visited.error();
    m_isDone = *visited < pageRows;
    if (!rows.empty())
        m_key.assign(rows.back().begin(), rows.back().begin() + m_table.keyColumns);
    return rows;
}

Result<const TableRow *> TableReader::next()
{
    if (m_next == m_page.size()) {
        auto rows = page();
        if (!rows)
            return rows.error();
        m_page = *std::move(rows);
        m_next = 0;
    }
    return m_next < m_page.size() ? &m_page[m_next++] : nullptr;
}

QByteArray canonical(const TableRow &row)
{
    QByteArray bytes;
    for (const Value &value : row)
        append(bytes, value.variant());
    return bytes;
}

void TableDigest::add(const TableRow &row)
{
    m_hash.addData(canonical(row));
    ++m_rows;
}

Result<TableContent> contentOf(Connection &connection, const CopiedTable &table)
{
    TableReader reader(connection, table);
    TableDigest digest;
    for (;;) {
        const auto row = reader.next();
        if (!row)
            return row.error();
        if (!*row)
            return digest.content();
        digest.add(**row);
    }
}

} // namespace auth
