#pragma once

#include "core/field.h"
#include "core/ids.h"
#include "model/log_level.h"

namespace auth {

/// Which lines of the log are wanted: those for which every member that is there holds. Requests inherit it, so that
/// the live log and the stored one are asked alike.
struct LogFilter {
    std::optional<LogLevel> level;
    std::optional<QString> event;
    std::optional<UserId> userId;
    std::optional<SessionId> sessionId;
    std::optional<QString> requestId;
    std::optional<QString> clientIp;
    std::optional<int> minStatus;
    std::optional<int> maxStatus;
    std::optional<int> minDurationMs;
    std::optional<QString> text;

    bool operator==(const LogFilter &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&LogFilter::level, {.name = "level", .about = "At least this urgent."}),
            field(&LogFilter::event,
                  {.name = "event", .about = "How the event's name begins: request. or sign_in.", .min = 1, .max = 64}),
            field(&LogFilter::userId, {.name = "user_id", .about = "Who asked.", .format = "uuid"}),
            field(&LogFilter::sessionId, {.name = "session_id", .about = "With which session.", .format = "uuid"}),
            field(&LogFilter::requestId,
                  {.name = "request_id", .about = "The request it belongs to.", .min = 1, .max = 128}),
            field(&LogFilter::clientIp,
                  {.name = "client_ip", .about = "From which address, as the log spells it.", .min = 1, .max = 64}),
            field(&LogFilter::minStatus, {.name = "min_status",
                                          .about = "Answers with this HTTP status or a higher one.",
                                          .min = 100,
                                          .max = 599}),
            field(&LogFilter::maxStatus, {.name = "max_status",
                                          .about = "Answers with this HTTP status or a lower one.",
                                          .min = 100,
                                          .max = 599}),
            field(&LogFilter::minDurationMs, {.name = "min_duration_ms",
                                              .about = "Requests that took so long or longer.",
                                              .min = 0,
                                              .max = 86'400'000}),
            field(&LogFilter::text, {.name = "text",
                                     .about = "Within the message or an additional text, in any case.",
                                     .min = 1,
                                     .max = 256})};
    }
};

} // namespace auth
