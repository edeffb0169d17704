#include "log/log_chunk.h"

#include <cstring>

namespace auth::console {

LogChunk::LogChunk(qint64 firstRow, int rows, std::size_t textBytes)
    : m_firstRow(firstRow), m_rows(rows), m_textBytes(textBytes),
      m_records(std::make_unique<LogRecord[]>(static_cast<std::size_t>(rows))),
      m_texts(std::make_unique_for_overwrite<char[]>(textBytes))
{
}

void LogChunk::append(const LogRow &row)
{
    const int at = m_count.load(std::memory_order_relaxed);
    LogRecord &record = m_records[static_cast<std::size_t>(at)];
    const QByteArrayView texts = row.texts();
    record = row.record();
    record.offset = static_cast<quint32>(m_used);
    std::memcpy(m_texts.get() + m_used, texts.data(), static_cast<std::size_t>(texts.size()));
    m_used += static_cast<std::size_t>(texts.size());
    m_count.store(at + 1, std::memory_order_release);
}

std::shared_ptr<const LogChunk> LogChunk::sealed() const
{
    const auto copy = std::make_shared<LogChunk>(m_firstRow, count(), m_used);
    std::copy_n(m_records.get(), count(), copy->m_records.get());
    std::memcpy(copy->m_texts.get(), m_texts.get(), m_used);
    copy->m_used = m_used;
    copy->m_count = count();
    return copy;
}

qint64 LogChunk::bytes() const
{
    return m_rows * static_cast<qint64>(sizeof(LogRecord)) + static_cast<qint64>(m_textBytes);
}

} // namespace auth::console
