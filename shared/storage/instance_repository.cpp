#include "storage/instance_repository.h"

namespace auth {
namespace {

#define BEAT                                                                                                           \
    "INSERT INTO instances (id, name, host, pid, url, version, started_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"   \
    " ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at RETURNING "

Instance instanceOf(const Row &row)
{
    return {.id = row.id<InstanceId>(0),
            .name = row.text(1),
            .host = row.text(2),
            .pid = row.integer(3),
            .url = row.text(4),
            .version = row.text(5),
            .startedAt = row.time(6),
            .seenAt = row.time(7)};
}

} // namespace

Result<Time> InstanceRepository::beat(Connection &connection, const Instance &instance)
{
    const auto time = connection.one( // SQLite's clock is the machine's, to which ours may only be ahead
        Sql(BEAT "seen_at", BEAT "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"),
        {instance.id, instance.name, instance.host, instance.pid, instance.url, instance.version, instance.startedAt,
         instance.seenAt},
        [](const Row &row) { return row.time(0); });
    return time ? Result<Time>(time->value_or(Time())) : time.error();
}

Result<bool> InstanceRepository::remove(Connection &connection, InstanceId id)
{
    const auto rows = connection.execute("DELETE FROM instances WHERE id = ?", {id});
    return rows ? Result<bool>(*rows == 1) : rows.error();
}

Result<QList<Instance>> InstanceRepository::seenSince(Connection &connection, Time moment)
{
    return connection.all("SELECT id, name, host, pid, url, version, started_at, seen_at FROM instances"
                          " WHERE seen_at >= ? ORDER BY started_at, id",
                          {moment}, instanceOf);
}

Result<int> InstanceRepository::purge(Connection &connection, Time unseenSince)
{
    return connection.execute("DELETE FROM instances WHERE seen_at < ?", {unseenSince});
}

} // namespace auth
