#include "log_store/store_writer.h"

#include "log/log.h"

namespace auth {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// So often it is looked whether the file is still where it was.
constexpr auto lookInterval = 1s;

} // namespace

StoreWriter::StoreWriter(LogStoreOptions options, const Clock &clock, Log &log)
    : QueueWriter(options.queue), m_options(std::move(options)), m_clock(clock), m_log(log)
{
}

void StoreWriter::run()
{
    (void)ensureOpen(); // so that readers find a file from the start
    LineBatch batch;
    while (m_queue.take(batch))
        write(batch);
    m_file.reset();
}

void StoreWriter::write(LineBatch &batch)
{
    const auto lines = std::ssize(batch.lines);
    qsizetype bytes = 0;
    for (const QueuedLine &line : batch.lines) {
        bytes += line.bytes;
        m_lost.add(line.before.count, line.before.since);
    }
    m_lost.add(batch.after.count, batch.after.since);
    const bool stored = store(batch);
    if (!stored && lines > 0)
        m_lost.add(lines, batch.lines.front().event->time);
    batch.lines.clear(); // its memory is free before its place in the queue is
    m_queue.release(lines, bytes, stored ? 0 : lines);
    if (m_queue.isAbandoned())
        return;
    if (stored) {
        tellLoss();
        purge();
    }
}

/// A file that turns out to be damaged is replaced at once, and the batch written to the new one.
bool StoreWriter::store(const LineBatch &batch)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!ensureOpen())
            return false;
        if (insertAll(batch)) {
            worked();
            return true;
        }
        const bool damaged = m_file->isDamaged();
        failed(m_file->error());
        giveUp();
        if (!damaged)
            return false;
    }
    return false;
}

bool StoreWriter::ensureOpen()
{
    if (m_file && m_clock.steady() - m_looked >= lookInterval) {
        m_looked = m_clock.steady();
        if (!m_file->isInPlace())
            m_file.reset();
    }
    if (m_file)
        return true;
    QString movedTo;
    auto file = StoreFile::open(m_options.path, movedTo);
    if (!movedTo.isEmpty())
        m_log.error(u"log_store.replaced", u"The log store was damaged or another kind of file; it was moved aside."_s,
                    {{u"file", movedTo}});
    const Outcome begun = file ? file->beginRun(m_log.epoch(), m_log.instance()) : Outcome(file.error());
    if (!begun) {
        failed(begun.error());
        return false;
    }
    m_file = *std::move(file);
    m_looked = m_clock.steady();
    return true;
}

bool StoreWriter::insertAll(const LineBatch &batch)
{
    if (!m_file->begin())
        return false;
    for (const QueuedLine &line : batch.lines) {
        if (!m_file->insert(*line.event))
            return false;
    }
    return bool(m_file->commit());
}

/// Opened anew for the next batch: some failures are of the handle, not of the disk.
void StoreWriter::giveUp()
{
    m_file->rollback();
    m_file.reset();
}

void StoreWriter::failed(const Error &error)
{
    if (m_working.exchange(false) && !m_queue.isAbandoned())
        m_log.error(u"log_store.failed",
                    u"Lines cannot be written to the log store; they are dropped until they can."_s,
                    {{u"cause", error.cause}});
}

void StoreWriter::worked() { m_working = true; }

void StoreWriter::tellLoss()
{
    if (m_lost.count == 0)
        return;
    const LineLoss lost = std::exchange(m_lost, {});
    m_log.warning(u"log_store.dropped", u"Lines are missing in the log store."_s,
                  {{u"count", lost.count}, {u"since", toRfc3339(lost.since)}});
}

void StoreWriter::purge()
{
    const auto purged = m_file->purge(m_clock.now() - m_options.maxAge, m_options.maxBytes);
    if (!purged) // the next time will do
        return;
    m_purged.fetch_add(*purged, std::memory_order_relaxed);
    if (const auto bytes = m_file->usedBytes())
        m_bytes.store(*bytes, std::memory_order_relaxed);
}

} // namespace auth
