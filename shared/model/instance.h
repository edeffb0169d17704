#pragma once

#include "core/clock.h"
#include "core/field.h"
#include "core/ids.h"

#include <QtCore/QString>

namespace auth {

using InstanceId = Id<struct InstanceKind>;

/// One run of the daemon, from its start to its end. What has not been seen for a while has ended without a word.
struct Instance {
    InstanceId id;
    QString name;
    QString host;
    qint64 pid = 0;
    QString url;
    QString version;
    Time startedAt{};
    Time seenAt{};

    bool operator==(const Instance &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&Instance::id, {.name = "id", .about = "New with each start.", .format = "uuid"}),
            field(&Instance::name, {.name = "name", .about = "INSTANCE_ID, which its log lines carry."}),
            field(&Instance::host, {.name = "host", .about = "Name of the machine."}),
            field(&Instance::pid, {.name = "pid", .about = "Number of the process there."}),
            field(&Instance::url, {.name = "url", .about = "Where it listens."}),
            field(&Instance::version, {.name = "version", .about = "Of the program."}),
            field(&Instance::startedAt, {.name = "started_at", .about = "When it began to listen."}),
            field(&Instance::seenAt, {.name = "seen_at", .about = "Its last heartbeat, by its own clock."})};
    }
};

} // namespace auth
