#include "log/line_writer.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype bytesPerWrite = 256 << 10;

LogEvent droppedEvent(const LineLoss &loss, const QString &instance)
{
    return {.time = loss.since,
            .level = LogLevel::Warning,
            .event = EventName(u"log.dropped").text(),
            .message = u"Lines are missing here."_s,
            .instance = instance,
            .extra = {{u"count", loss.count}}};
}

} // namespace

void LineWriter::run()
{
    LineBatch batch;
    while (m_queue.take(batch))
        write(batch);
}

void LineWriter::write(LineBatch &batch)
{
    for (QueuedLine &queued : batch.lines) {
        append(std::exchange(queued, {})); // its memory is free before its place in the queue is
        if (m_buffer.size() >= bytesPerWrite)
            flush();
        if (m_queue.isAbandoned())
            return;
    }
    appendMarker(batch.after);
    flush();
}

void LineWriter::append(const QueuedLine &line)
{
    m_instance = line.event->instance;
    if (m_buffer.isEmpty())
        appendMarker(std::exchange(m_unwritten, {}));
    appendMarker(line.before);
    m_json.append(m_buffer, *line.event);
    m_lines.push_back({.end = m_buffer.size(), .stands = {.count = 1, .since = line.event->time}, .isMarker = false});
    m_bytes += line.bytes;
}

void LineWriter::appendMarker(const LineLoss &loss)
{
    if (loss.count == 0)
        return;
    m_json.append(m_buffer, droppedEvent(loss, m_instance));
    m_lines.push_back({.end = m_buffer.size(), .stands = loss, .isMarker = true});
}

void LineWriter::flush()
{
    const qsizetype taken = m_output->write(m_buffer);
    qsizetype lines = 0;
    qsizetype lost = 0;
    for (const Line &line : m_lines) {
        lines += !line.isMarker;
        if (line.end <= taken)
            continue;
        lost += !line.isMarker;
        m_unwritten.add(line.stands.count, line.stands.since);
    }
    m_queue.release(lines, std::exchange(m_bytes, 0), lost);
    m_lines.clear();
    m_buffer.resize(0); // keeps the memory
}

} // namespace auth
