#include "log/log_buffer.h"

namespace auth::console {

namespace {

/// Of texts while a chunk grows: 256 bytes a row are more than a line usually has.
constexpr std::size_t textBytes = 1 << 20;

} // namespace

void LogBuffer::append(const LogBatch &batch)
{
    for (std::size_t i = 0; i < batch.records.size(); ++i) {
        const LogRow row = batch.row(i);
        const auto size = static_cast<std::size_t>(row.texts().size());
        if (!m_growing || !m_growing->hasRoom(size))
            makeRoom(size);
        m_growing->append(row);
        ++m_end;
    }
}

void LogBuffer::makeRoom(std::size_t needed)
{
    seal();
    m_growing = std::make_shared<LogChunk>(m_end, LogChunk::capacity, std::max(textBytes, needed));
    m_chunks.push_back(m_growing);
}

void LogBuffer::seal()
{
    if (!m_growing)
        return;
    m_chunks.back() = m_growing->sealed();
    m_bytes += m_chunks.back()->bytes();
    m_growing.reset();
}

qint64 LogBuffer::firstToKeep() const
{
    qint64 first = m_first;
    qint64 left = bytes();
    for (auto chunk = m_chunks.begin(); chunk != m_chunks.end() && std::next(chunk) != m_chunks.end(); ++chunk) {
        if (m_end - first <= m_limits.rows && left <= m_limits.bytes)
            break;
        first += (*chunk)->count();
        left -= (*chunk)->bytes();
    }
    return first;
}

void LogBuffer::evict()
{
    const qint64 first = firstToKeep();
    for (; m_first < first; m_chunks.pop_front()) {
        m_bytes -= m_chunks.front()->bytes();
        m_first += m_chunks.front()->count();
    }
    m_marks.erase(m_marks.begin(), m_marks.lower_bound(m_first));
}

void LogBuffer::clear()
{
    m_chunks.clear();
    m_growing.reset();
    m_marks.clear();
    m_bytes = 0;
    m_first = m_end;
}

const std::shared_ptr<const LogChunk> &LogBuffer::chunkOf(qint64 row) const
{
    const auto behind = std::upper_bound(m_chunks.begin(), m_chunks.end(), row,
                                         [](qint64 id, const auto &chunk) { return id < chunk->firstRow(); });
    return *std::prev(behind);
}

LogRow LogBuffer::row(qint64 row) const
{
    const auto &chunk = chunkOf(row);
    return chunk->row(static_cast<int>(row - chunk->firstRow()));
}

LogSnapshot LogBuffer::snapshot() const { return {{m_chunks.begin(), m_chunks.end()}, m_first, m_end}; }

void LogBuffer::mark(qint64 row, int colour)
{
    if (colour == 0 || !has(row))
        m_marks.erase(row);
    else
        m_marks[row] = colour;
}

int LogBuffer::markOf(qint64 row) const
{
    const auto found = m_marks.find(row);
    return found == m_marks.end() ? 0 : found->second;
}

} // namespace auth::console
