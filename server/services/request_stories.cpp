#include "services/request_stories.h"

#include "core/json.h"
#include "services/story_entries.h"
#include "storage/audit_repository.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

bool isRequestId(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'.' || c == u'_' || c == u'-');
    });
}

Error unknownRequest()
{
    return {.code = ErrorCode::NotFound, .message = u"No line of the log is of a request with this id."_s};
}

} // namespace

Result<RequestStory> RequestStories::tell(const StoryRequest &request, const Caller &caller)
{
    if (!isRequestId(request.id))
        return unknownRequest();
    RequestStory story{.requestId = request.id, .complete = true, .entries = {}, .sources = {}};
    const QList<StoredLine> lines = ownLines(request.id, story);
    const bool mayRead = caller.permissions.testFlag(Permission::AuditRead) && !request.local.value_or(false);
    const QList<AuditRow> rows = mayRead ? auditRows(request.id, story) : QList<AuditRow>();
    QList<QList<StoryEntry>> parts{storyEntries(lines, rows)};
    if (m_instances && !request.local.value_or(false))
        parts += askOthers(request, story);
    story.entries = merged(parts);
    if (story.entries.isEmpty() && story.complete && !request.local.value_or(false)) // to another instance: nothing
        return unknownRequest();
    return story;
}

QList<StoredLine> RequestStories::ownLines(const QString &requestId, RequestStory &story) const
{
    const auto found = m_lines.ofRequest(requestId, mostLines);
    StorySource source{.instance = m_instance, .url = {}, .answered = bool(found)};
    if (!found)
        source.problem = found.error().message;
    story.complete = story.complete && found && !found->next;
    story.sources.append(source);
    return found ? found->lines : QList<StoredLine>();
}

QList<AuditRow> RequestStories::auditRows(const QString &requestId, RequestStory &story) const
{
    const auto rows =
        m_database.read([&](Connection &connection) { return AuditRepository::byRequest(connection, requestId); });
    if (!rows)
        story.sources.append(
            {.instance = u"database"_s, .url = {}, .answered = false, .problem = rows.error().message});
    story.complete = story.complete && rows;
    return rows ? *rows : QList<AuditRow>();
}

QList<QList<StoryEntry>> RequestStories::askOthers(const StoryRequest &request, RequestStory &story) const
{
    const auto others = m_instances->others();
    if (!others) {
        story.complete = false;
        story.sources.append(
            {.instance = u"instances"_s, .url = {}, .answered = false, .problem = others.error().message});
        return {};
    }
    QStringList urls;
    for (const Instance &other : *others)
        urls.append(u"%1/api/requests/%2?local=true"_s.arg(other.url, request.id));
    const auto answers = m_peers.get(urls, request.token);
    QList<QList<StoryEntry>> parts;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        StorySource source{.instance = others->at(i).name, .url = others->at(i).url};
        parts.append(take(answers[i], source, story));
        story.sources.append(source);
    }
    return parts;
}

/// An instance that knows nothing of the request tells an empty story, with its own word on whether that is all.
QList<StoryEntry> RequestStories::take(const Result<QByteArray> &answer, StorySource &source, RequestStory &story) const
{
    const auto part =
        answer ? json::decode<RequestStory>(*answer, {.size = PeerClient::mostBytes}, {.ignoreUnknown = true})
               : Result<RequestStory>(answer.error());
    source.answered = bool(part);
    if (!part)
        source.problem = part.error().message;
    story.complete = story.complete && part && part->complete;
    return part ? part->entries : QList<StoryEntry>();
}

} // namespace auth
