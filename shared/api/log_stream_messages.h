#pragma once

#include "api/messages.h"
#include "model/log_filter.h"

namespace auth {

/// Which lines of the live log, and from where on.
struct LogStreamRequest : LogFilter {
    std::optional<QString> lastEventId;
    std::optional<QString> after;

    static constexpr auto fields()
    {
        return std::tuple_cat(
            LogFilter::fields(),
            std::tuple{
                field(&LogStreamRequest::lastEventId,
                      {.name = "Last-Event-ID",
                       .about = "The id of the last event received: goes on behind it. Without one: from now on.",
                       .max = 64,
                       .in = In::LastEventId}),
                field(&LogStreamRequest::after,
                      {.name = "after",
                       .about = "The same, for clients that cannot set headers; the header counts first.",
                       .max = 64})});
    }
};

/// event: gap. Lines that are there no more.
struct LogGap {
    QString after;
    QString before;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&LogGap::after, {.name = "after", .about = "The id behind which lines are missing."}),
            field(&LogGap::before, {.name = "before", .about = "The id of the first line that is there again."})};
    }
};

/// event: end. Why no more lines come.
struct LogStreamEnd {
    QString reason;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&LogStreamEnd::reason, {.name = "reason",
                                          .about = "too_slow: more was waiting than may; resume. access_ended: "
                                                   "sign in again. stopping: resume in a moment."})};
    }
};

} // namespace auth
