#include "live_logs/picked_rows.h"

#include <algorithm>

namespace auth::console {

namespace {

std::vector<LogRow> linesOf(const LogBatch &batch)
{
    std::vector<LogRow> lines;
    for (std::size_t i = 0; i < batch.records.size(); ++i) {
        if (batch.records[i].kind == RowKind::Line)
            lines.push_back(batch.row(i));
    }
    return lines;
}

} // namespace

LogBatch rowsOf(const LogSnapshot &rows, const LineMatcher &matcher)
{
    LogBatch wanted;
    std::vector<qint64> found;
    for (const auto &chunk : rows.chunks) {
        found.clear();
        matcher.find(*chunk, 0, rows.countIn(*chunk), found);
        for (const qint64 row : found)
            wanted.appendRow(chunk->row(static_cast<int>(row - chunk->firstRow())));
    }
    return wanted;
}

LogBatch rowsOf(const LogBatch &batch, const LineMatcher &matcher)
{
    LogSnapshot rows;
    for (qsizetype from = 0; from < batch.size(); from += LogChunk::capacity) {
        const auto count = static_cast<int>(std::min<qsizetype>(LogChunk::capacity, batch.size() - from));
        auto chunk = std::make_shared<LogChunk>(from, count, batch.texts.size());
        for (int i = 0; i < count; ++i)
            chunk->append(batch.row(static_cast<std::size_t>(from + i)));
        rows.chunks.push_back(std::move(chunk));
    }
    rows.end = batch.size();
    return rowsOf(rows, matcher);
}

LogBatch merged(const LogBatch &one, const LogBatch &other)
{
    std::vector<LogRow> lines = linesOf(one);
    std::ranges::copy(linesOf(other), std::back_inserter(lines));
    std::ranges::sort(lines, {}, [](const LogRow &line) { return line.record().place; });
    LogBatch all;
    for (const LogRow &line : lines) {
        if (all.isEmpty() || all.records.back().place != line.record().place)
            all.appendRow(line);
    }
    return all;
}

qint64 rowAt(const LogSnapshot &rows, LinePlace place)
{
    for (const auto &chunk : rows.chunks) {
        for (int i = 0; i < rows.countIn(*chunk); ++i) {
            const LogRecord &record = chunk->records()[i];
            if (record.place == place && record.kind == RowKind::Line)
                return chunk->firstRow() + i;
        }
    }
    return -1;
}

} // namespace auth::console
