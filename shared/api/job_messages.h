#pragma once

#include "core/field_text.h"
#include "model/job.h"
#include "model/page.h"
#include "model/user_filter.h"

namespace auth {

/// The same for many accounts. Stored with the job.
struct BulkChange {
    JobAction action = JobAction::Activate;
    std::optional<QString> role;
    std::optional<Time> until;
    std::optional<QString> reason;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&BulkChange::action, {.name = "action", .about = "What to do to each account; not undo."}),
            field(&BulkChange::role, {.name = "role", .about = "For add_role and remove_role.", .max = 50}),
            field(&BulkChange::until, {.name = "until", .about = "For lock: nobody signs in before."}),
            field(&BulkChange::reason, {.name = "reason", .about = "For the audit trail.", .max = 500})};
    }
};

/// A filter has no text: in a query its members are the query's own.
inline Verdict fromText(QByteArrayView, const FieldFacts &, UserFilter &)
{
    return wrongType(QStringLiteral("a JSON object"));
}

struct BulkRequest : BulkChange {
    std::optional<QList<UserId>> ids;
    std::optional<UserFilter> filter;
    std::optional<bool> dryRun;

    static constexpr auto fields()
    {
        return std::tuple_cat(
            BulkChange::fields(),
            std::tuple{field(&BulkRequest::ids, {.name = "ids", .about = "These accounts.", .min = 1, .max = 1500}),
                       field(&BulkRequest::filter,
                             {.name = "filter", .about = "Instead: all accounts that it means now, and no others."}),
                       field(&BulkRequest::dryRun, {.name = "dry_run",
                                                    .about = "Only tell what would become of each; the job can be "
                                                             "started then."})});
    }
};

struct JobRef {
    JobId id;

    static constexpr auto fields()
    {
        return std::tuple{field(&JobRef::id, {.name = "id", .about = "Of the job.", .format = "uuid", .in = In::Path})};
    }
};

struct JobItemsRequest {
    JobId id;
    std::optional<QString> outcome;
    std::optional<qint64> after;
    std::optional<qint64> limit;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&JobItemsRequest::id, {.name = "id", .about = "Of the job.", .format = "uuid", .in = In::Path}),
            field(&JobItemsRequest::outcome,
                  {.name = "outcome",
                   .about = "Only accounts with this one; of the dry run until it is started.",
                   .max = 64}),
            field(&JobItemsRequest::after, {.name = "after", .about = "Behind this position.", .min = 0}),
            field(&JobItemsRequest::limit, {.name = "limit", .about = "Items of a page.", .min = 1, .max = 200})};
    }
};

} // namespace auth
