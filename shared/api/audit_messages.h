#pragma once

#include "core/clock.h"
#include "core/field.h"
#include "core/ids.h"
#include "core/json_raw.h"
#include "model/audit.h"

#include <QtCore/QList>

#include <optional>

namespace auth {

struct AuditActor {
    std::optional<UserId> id = {};
    std::optional<QString> name = {};
    std::optional<QString> ip = {};

    static constexpr auto fields()
    {
        return std::tuple{field(&AuditActor::id, {.name = "id", .about = "Null: the service, or nobody who is known."}),
                          field(&AuditActor::name, {.name = "name", .about = "At that time; null once erased."}),
                          field(&AuditActor::ip, {.name = "ip", .about = "From which address; null once erased."})};
    }
};

struct AuditObject {
    QString kind;
    QString id;
    std::optional<QString> name = {};

    static constexpr auto fields()
    {
        return std::tuple{
            field(&AuditObject::kind, {.name = "kind", .about = "user, session, role, job, trail or system."}),
            field(&AuditObject::id, {.name = "id", .about = "A UUID, or the name of a role."}),
            field(&AuditObject::name,
                  {.name = "name", .about = "Of the person concerned, at that time; null once erased."})};
    }
};

/// A row of the trail for people.
struct AuditEntry {
    qint64 seq = 0;
    Time time{};
    QString category;
    QString action;
    AuditActor actor;
    AuditObject target;
    std::optional<UserId> person = {};
    QString requestId;
    std::optional<json::Raw> before = {};
    std::optional<json::Raw> after = {};
    std::optional<QString> reason = {};
    QString hash;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&AuditEntry::seq, {.name = "seq", .about = "Its number, without gaps."}),
            field(&AuditEntry::time, {.name = "time", .about = "When it was put on record."}),
            field(&AuditEntry::category, {.name = "class", .about = "security, accounts or system."}),
            field(&AuditEntry::action, {.name = "action", .about = "What was done, such as user.deactivated."}),
            field(&AuditEntry::actor, {.name = "actor", .about = "Who did it."}),
            field(&AuditEntry::target, {.name = "target", .about = "To what."}),
            field(&AuditEntry::person, {.name = "person", .about = "Whom it concerned.", .format = "uuid"}),
            field(&AuditEntry::requestId, {.name = "request_id", .about = "In which request; may be empty."}),
            field(&AuditEntry::before, {.name = "before", .about = "Members that changed, as they were."}),
            field(&AuditEntry::after, {.name = "after", .about = "The same, as they became."}),
            field(&AuditEntry::reason, {.name = "reason", .about = "Why, in the actor's words."}),
            field(&AuditEntry::hash, {.name = "hash", .about = "Of this row and, through it, of all before."})};
    }
};

struct AuditQuery {
    std::optional<UserId> actor = {};
    std::optional<UserId> person = {};
    std::optional<QString> target = {};
    std::optional<QString> action = {};
    std::optional<AuditClass> category = {};
    std::optional<QString> requestId = {};
    std::optional<Time> since = {};
    std::optional<Time> until = {};
    std::optional<int> limit = {};
    std::optional<QString> cursor = {};

    static constexpr auto fields()
    {
        return std::tuple{
            field(&AuditQuery::actor, {.name = "actor", .about = "Who did it.", .format = "uuid"}),
            field(&AuditQuery::person,
                  {.name = "person", .about = "Whom it concerned, their sessions included.", .format = "uuid"}),
            field(&AuditQuery::target, {.name = "target", .about = "A UUID, or the name of a role.", .max = 128}),
            field(&AuditQuery::action,
                  {.name = "action", .about = "An action, or how it begins: user. for all of accounts.", .max = 64}),
            field(&AuditQuery::category, {.name = "class", .about = "security, accounts or system."}),
            field(&AuditQuery::requestId, {.name = "request_id", .about = "In which request.", .max = 128}),
            field(&AuditQuery::since, {.name = "since", .about = "Not older."}),
            field(&AuditQuery::until, {.name = "until", .about = "Older."}),
            field(&AuditQuery::limit, {.name = "limit", .about = "Entries of a page; 50.", .min = 1, .max = 200}),
            field(&AuditQuery::cursor, {.name = "cursor", .about = "next_cursor of the page before.", .max = 32})};
    }
};

struct AuditExportRequest {
    std::optional<AuditFormat> format = {};

    static constexpr auto fields()
    {
        return std::tuple{field(&AuditExportRequest::format,
                                {.name = "format", .about = "ndjson, which can be verified offline, or csv."})};
    }
};

/// How long entries of a class are kept, and what that comes to.
struct AuditRetentionOfClass {
    AuditClass category{};
    int days = 0;
    qint64 rows = 0;
    qint64 bytes = 0;
    qint64 rowsPerDay = 0;
    qint64 bytesInAYear = 0;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&AuditRetentionOfClass::category, {.name = "class", .about = "security, accounts or system."}),
            field(&AuditRetentionOfClass::days, {.name = "days", .about = "Kept for so long; 0: for ever."}),
            field(&AuditRetentionOfClass::rows, {.name = "rows", .about = "That still have their content."}),
            field(&AuditRetentionOfClass::bytes,
                  {.name = "bytes", .about = "They take, without indexes; from the newest thousand."}),
            field(&AuditRetentionOfClass::rowsPerDay, {.name = "rows_per_day", .about = "In the last seven days."}),
            field(&AuditRetentionOfClass::bytesInAYear,
                  {.name = "bytes_in_a_year", .about = "At that rate, when `days` are applied."})};
    }
};

struct AuditRetentionReport {
    QList<AuditRetentionOfClass> classes;
    qint64 firstSeq = 0;
    qint64 lastSeq = 0;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&AuditRetentionReport::classes, {.name = "classes", .about = "One for each class."}),
            field(&AuditRetentionReport::firstSeq, {.name = "first_seq", .about = "The first row that is there."}),
            field(&AuditRetentionReport::lastSeq, {.name = "last_seq", .about = "The last; 0: none yet."})};
    }
};

struct AuditErasure {
    UserId id;

    static constexpr auto fields()
    {
        return std::tuple{field(&AuditErasure::id,
                                {.name = "id", .about = "Whose data are erased.", .format = "uuid", .in = In::Path})};
    }
};

} // namespace auth
