#include "log_store/log_store.h"

#include "log/log.h"

namespace auth {

LogStore::LogStore(LogStoreOptions options, const Clock &clock, Log &log)
    : m_path(options.path), m_writer(std::make_shared<StoreWriter>(std::move(options), clock, log)), m_sink(m_writer)
{
    m_sink.follow(log);
}

LogStore::Counters LogStore::counters() const
{
    return {.written = m_sink.written(),
            .dropped = m_sink.dropped(),
            .pending = m_sink.pending(),
            .purged = m_writer->purged(),
            .bytes = m_writer->bytes(),
            .working = m_writer->isWorking()};
}

} // namespace auth
