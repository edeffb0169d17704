#pragma once

#include "core/clock.h"
#include "core/field.h"
#include "core/request_trace.h"
#include "log/log_fields.h"
#include "model/log_level.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>

namespace auth {

/// One line of the log. Empty members are left out of it; `extra` follows the described members, flat.
struct LogEvent {
    Time time{};
    LogLevel level = LogLevel::Info;
    QString event = {};
    QString message = {};
    QString requestId = {};
    std::optional<UserId> userId = {};
    std::optional<SessionId> sessionId = {};
    QString clientIp = {};
    QString method = {};
    QString route = {};
    std::optional<int> status = {};
    std::optional<double> durationMs = {};
    QString instance = {};
    qint64 seq = 0;
    LogFields extra = {};
    /// Of the line that ends a request: what it did. Kept by the log store, written nowhere else.
    std::shared_ptr<const RequestTrace> trace = {};

    bool operator==(const LogEvent &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&LogEvent::time, {.name = "time", .about = "When it was written."}),
            field(&LogEvent::level, {.name = "level", .about = "How urgent it is."}),
            field(&LogEvent::event, {.name = "event", .about = "What happened, for programs.", .max = 64}),
            field(&LogEvent::message, {.name = "message", .about = "What happened, for people.", .max = 1024}),
            field(&LogEvent::requestId, {.name = "request_id", .about = "The request it belongs to.", .max = 128}),
            field(&LogEvent::userId, {.name = "user_id", .about = "Who asked.", .format = "uuid"}),
            field(&LogEvent::sessionId, {.name = "session_id", .about = "With which session.", .format = "uuid"}),
            field(&LogEvent::clientIp, {.name = "client_ip", .about = "From which address.", .max = 64}),
            field(&LogEvent::method, {.name = "method", .about = "HTTP method.", .max = 32}),
            field(&LogEvent::route, {.name = "route", .about = "Path of the endpoint.", .max = 256}),
            field(&LogEvent::status, {.name = "status", .about = "HTTP status of the answer."}),
            field(&LogEvent::durationMs, {.name = "duration_ms", .about = "From the last byte in to the answer."}),
            field(&LogEvent::instance, {.name = "instance", .about = "Which process wrote it.", .max = 64}),
            field(&LogEvent::seq, {.name = "seq", .about = "Counts the instance's lines from 1, without gaps."})};
    }
};

/// A line on its way to the sinks, which share it.
using SharedLogEvent = std::shared_ptr<const LogEvent>;

/// Code units in the text of one extra field.
inline constexpr qsizetype maxExtraText = 2048;

/// Cuts each text to the maximum of its description, so that a line stays within bounds whatever a client sent.
void limitTexts(LogEvent &event);
/// Bytes the event keeps in memory, with what the heap takes for itself; text that is shared or a literal counts as
/// its own.
qsizetype memoryUse(const LogEvent &event);

/// True for names that are no member of LogEvent.
constexpr bool isExtraName(std::u16string_view name)
{
    bool isMember = false;
    forEachField<LogEvent>([&](const auto &described) {
        const std::string_view member = described.facts.name;
        isMember = isMember || std::equal(member.begin(), member.end(), name.begin(), name.end());
    });
    return isLogName(name) && !isMember;
}

template<std::size_t N> consteval FieldName::FieldName(const char16_t (&name)[N]) : LogName({name, N - 1})
{
    if (!isExtraName({name, N - 1}))
        throw "a field is named with a-z, 0-9, '_' and '.', and not like a member of LogEvent";
}

} // namespace auth
