#pragma once

#include "core/json_schema.h"
#include "core/json_write.h"
#include "core/secret.h"
#include "log/log_event.h"
#include "model/log_filter.h"

#include <QtCore/QJsonArray>

namespace auth {
inline namespace log_messages { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

enum class LineSequence {
    NewestFirst,
    OldestFirst,
};
Q_ENUM_NS(LineSequence)
} // namespace log_messages

/// Which lines of this instance's log store.
struct LogRange : LogFilter {
    std::optional<Time> from;
    std::optional<Time> to;
    std::optional<QString> after;
    std::optional<QString> before;

    static constexpr auto fields()
    {
        return std::tuple_cat(
            LogFilter::fields(),
            std::tuple{field(&LogRange::from, {.name = "from", .about = "Written at this time or later."}),
                       field(&LogRange::to, {.name = "to", .about = "Written before this time."}),
                       field(&LogRange::after,
                             {.name = "after", .about = "Behind this line: its epoch, '-' and its seq.", .max = 64}),
                       field(&LogRange::before,
                             {.name = "before", .about = "Before this line: its epoch, '-' and its seq.", .max = 64})});
    }
};

struct LogQuery : LogRange {
    std::optional<LineSequence> sequence;
    std::optional<int> limit;

    static constexpr auto fields()
    {
        return std::tuple_cat(
            LogRange::fields(),
            std::tuple{
                field(&LogQuery::sequence,
                      {.name = "sequence", .about = "newest_first, or oldest_first; the former when absent."}),
                field(&LogQuery::limit,
                      {.name = "limit", .about = "Lines of the answer; 50 when absent.", .min = 1, .max = 200})});
    }
};

/// A line as it stands on stdout, with the run of the instance that its number counts in.
struct LogLine : LogEvent {
    QString epoch;

    static constexpr auto fields()
    {
        return std::tuple_cat(LogEvent::fields(),
                              std::tuple{field(&LogLine::epoch, {.name = "epoch",
                                                                 .about = "Of the instance's run; its start, "
                                                                          "milliseconds since 1970."})});
    }
};

/// As JsonLine writes it: members without a value are left out, additional ones follow.
void append(QByteArray &out, const LogLine &line, json::Secrets = json::Secrets::Mask);

struct LogPage {
    QList<LogLine> items;
    std::optional<QString> nextCursor;
    bool complete = true;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&LogPage::items, {.name = "items", .about = "In the order asked for."}),
            field(&LogPage::nextCursor, {.name = "next_cursor",
                                         .about = "Go on with it as before when newest first, as after when oldest "
                                                  "first; null when all has been looked at."}),
            field(&LogPage::complete,
                  {.name = "complete",
                   .about = "False: the search took too long and stopped at next_cursor, with what it had."})};
    }
};

struct StoryRequest {
    QString id;
    std::optional<bool> local;
    Secret token;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&StoryRequest::id,
                  {.name = "id", .about = "X-Request-ID of the answer.", .min = 8, .max = 128, .in = In::Path}),
            field(&StoryRequest::local,
                  {.name = "local", .about = "True: of this instance alone, without asking the others."}),
            field(&StoryRequest::token,
                  {.name = "token", .about = "For the other instances.", .secret = true, .in = In::Bearer})};
    }
};

struct NamedText {
    QString name;
    QString text;

    bool operator==(const NamedText &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{field(&NamedText::name, {.name = "name", .about = "Which."}),
                          field(&NamedText::text, {.name = "text", .about = "Its value."})};
    }
};

/// Something that happened in a request.
struct StoryEntry {
    Time time{};
    double atMs = 0;
    QString instance = {};
    QString what = {};
    std::optional<QString> detail = {};
    std::optional<double> tookMs = {};
    std::optional<qint64> count = {};
    std::optional<LogLevel> level = {};
    std::optional<QString> message = {};
    std::optional<int> status = {};
    QList<NamedText> facts = {};

    static constexpr auto fields()
    {
        return std::tuple{
            field(&StoryEntry::time, {.name = "time", .about = "When it began, by the instance's clock."}),
            field(&StoryEntry::atMs, {.name = "at_ms", .about = "The same, since the first entry."}),
            field(&StoryEntry::instance, {.name = "instance", .about = "Where."}),
            field(&StoryEntry::what,
                  {.name = "what",
                   .about = "received, limits, lane, authentication, handler, limits.shared, pool, writer, statement, "
                            "commit, hash.slot, hash, line, audit or answered."}),
            field(&StoryEntry::detail, {.name = "detail",
                                        .about = "Which one: of a statement the function that ran it, of a line its "
                                                 "event, of an audit row its action."}),
            field(&StoryEntry::tookMs, {.name = "took_ms", .about = "How long."}),
            field(&StoryEntry::count, {.name = "count", .about = "Keys charged, requests that shared a commit."}),
            field(&StoryEntry::level, {.name = "level", .about = "Of a line."}),
            field(&StoryEntry::message, {.name = "message", .about = "Of a line."}),
            field(&StoryEntry::status, {.name = "status", .about = "HTTP status of the answer."}),
            field(&StoryEntry::facts, {.name = "facts", .about = "What else is known of it."})};
    }
};

/// An instance that was asked for its part of the story.
struct StorySource {
    QString instance;
    QString url;
    bool answered = false;
    std::optional<QString> problem = {};

    static constexpr auto fields()
    {
        return std::tuple{field(&StorySource::instance, {.name = "instance", .about = "Its name."}),
                          field(&StorySource::url, {.name = "url", .about = "Where it was asked; empty for this one."}),
                          field(&StorySource::answered, {.name = "answered", .about = "Its part is in the story."}),
                          field(&StorySource::problem, {.name = "problem", .about = "Why it is not."})};
    }
};

/// All that is known of one request, in order.
struct RequestStory {
    QString requestId;
    bool complete = true;
    QList<StoryEntry> entries;
    QList<StorySource> sources;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&RequestStory::requestId, {.name = "request_id", .about = "Of the request."}),
            field(&RequestStory::complete,
                  {.name = "complete", .about = "False: something could not be asked, or there is too much to tell."}),
            field(&RequestStory::entries, {.name = "entries", .about = "In the order they began."}),
            field(&RequestStory::sources, {.name = "sources", .about = "Who was asked."})};
    }
};

namespace json::detail {

/// Most members of a line are only there when they have a value.
template<> struct SchemaOf<LogLine> {
    static QJsonObject make(const FieldFacts &, Use use)
    {
        QJsonObject line = schema<LogLine>(use);
        line[QStringLiteral("required")] =
            QJsonArray{QStringLiteral("epoch"), QStringLiteral("time"),     QStringLiteral("level"),
                       QStringLiteral("event"), QStringLiteral("instance"), QStringLiteral("seq")};
        return line;
    }
};

} // namespace json::detail

} // namespace auth
