#include "storage/table_copy.h"

#include "storage/array_text.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

QString nameOf(const CopiedTable &table) { return QString::fromLatin1(table.name); }

Error refusal(const CopiedTable &table, const QString &reason, const QString &cause = {})
{
    return {.code = ErrorCode::StorageUnavailable,
            .message = u"The table %1 %2"_s.arg(nameOf(table), reason),
            .cause = cause};
}

Error failed(const CopiedTable &table, const Error &error)
{
    return refusal(table, u"cannot be copied; nothing has been kept."_s, error.cause);
}

Value columnArray(const std::vector<TableRow> &rows, std::size_t column)
{
    ArrayText array;
    for (const TableRow &row : rows)
        array.append(row[column]);
    return array.value();
}

/// One statement for all: each would wait for an answer from the server.
Outcome insertAtOnce(Connection &target, const CopiedTable &table, const std::vector<TableRow> &rows)
{
    std::vector<Value> columns;
    columns.reserve(std::size_t(table.columnCount()));
    for (int column = 0; column < table.columnCount(); ++column)
        columns.push_back(columnArray(rows, std::size_t(column)));
    const auto inserted = target.execute(table.insert, columns);
    return inserted ? Outcome(Done{}) : inserted.error();
}

Outcome insertEach(Connection &target, const CopiedTable &table, const std::vector<TableRow> &rows)
{
    for (const TableRow &row : rows) {
        if (const auto inserted = target.execute(table.insert, row); !inserted)
            return inserted.error();
    }
    return Done{};
}

Outcome insert(Connection &target, const CopiedTable &table, const std::vector<TableRow> &rows)
{
    return target.dialect() == Dialect::Postgres ? insertAtOnce(target, table, rows) : insertEach(target, table, rows);
}

Outcome execute(Connection &target, const CopiedTable &table, Sql sql)
{
    const auto done = target.execute(sql);
    return done ? Outcome(Done{}) : failed(table, done.error());
}

Result<qint64> countOf(Connection &connection, const CopiedTable &table)
{
    const auto rows = connection.one(table.count, {}, [](const Row &row) { return row.integer(0); });
    return rows ? Result<qint64>(rows->value_or(0)) : rows.error();
}

/// Both come in the same order, so what the target has must be found on one way through the source.
Result<bool> isPartOf(TableReader &source, TableReader &target)
{
    for (;;) {
        const auto wanted = target.next();
        if (!wanted || !*wanted)
            return wanted ? Result<bool>(true) : wanted.error();
        const QByteArray row = canonical(**wanted);
        auto found = source.next();
        while (found && *found && canonical(**found) != row)
            found = source.next();
        if (!found || !*found)
            return found ? Result<bool>(false) : found.error();
    }
}

Outcome refuseForeignRows(Connection &source, Connection &target, const CopiedTable &table)
{
    TableReader wanted(target, table), there(source, table);
    const auto part = isPartOf(there, wanted);
    if (!part)
        return failed(table, part.error());
    if (!*part)
        return refusal(table, u"of the target has rows that the source does not have; copy into an empty database, or "
                              "into one that holds nothing but an earlier copy of this source."_s);
    return Done{};
}

/// The value is what has been read from the source.
Result<TableContent> copyTable(Connection &source, Connection &target, const CopiedTable &table,
                               const CopyProgress &progress)
{
    const auto total = countOf(source, table);
    if (!total)
        return failed(table, total.error());
    TableReader reader(source, table);
    TableDigest digest;
    for (;;) {
        const auto rows = reader.page();
        if (!rows)
            return failed(table, rows.error());
        if (rows->empty())
            return digest.content();
        for (const TableRow &row : *rows)
            digest.add(row);
        if (const auto done = insert(target, table, *rows); !done)
            return failed(table, done.error());
        progress(nameOf(table), digest.rows(), *total);
    }
}

Outcome makeReady(Connection &source, Connection &target)
{
    for (const CopiedTable &table : copiedTables()) {
        if (auto ready = execute(target, table, table.ready); !ready)
            return ready;
    }
    for (const CopiedTable &table : copiedTables()) {
        if (auto own = refuseForeignRows(source, target, table); !own)
            return own;
    }
    return Done{};
}

Result<TableContent> settle(Connection &target, const CopiedTable &table)
{
    if (const auto settled = execute(target, table, table.settle); !settled)
        return settled.error();
    const auto content = contentOf(target, table);
    return content ? content : failed(table, content.error());
}

} // namespace

Result<QList<TableComparison>> copyTables(Connection &source, Connection &target, const CopyProgress &progress)
{
    if (const auto ready = makeReady(source, target); !ready)
        return ready.error();
    QList<TableComparison> comparisons;
    for (const CopiedTable &table : copiedTables()) {
        const auto copied = copyTable(source, target, table, progress);
        if (!copied)
            return copied.error();
        comparisons += {.table = nameOf(table), .source = *copied, .target = {}};
    }
    for (qsizetype i = 0; i < comparisons.size(); ++i) {
        const auto arrived = settle(target, copiedTables()[std::size_t(i)]);
        if (!arrived)
            return arrived.error();
        comparisons[i].target = *arrived;
    }
    return comparisons;
}

} // namespace auth
