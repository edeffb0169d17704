#pragma once

#include "api/json_rows.h"
#include "core/secret.h"

#include <QtCore/QStringList>

namespace auth {

/// An account of another system. Address, name and hash have error codes of their own, so their limits are judged by
/// the service and only told here.
struct ImportRow {
    QString email;
    std::optional<QString> username;
    std::optional<Secret> passwordHash;
    std::optional<QStringList> roles;
    std::optional<bool> isActive;
    std::optional<Time> createdAt;
    std::optional<UserId> id;
    std::optional<bool> mustChangePassword;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&ImportRow::email, {.name = "email", .about = "Whose account it is.", .format = "email"}),
            field(&ImportRow::username,
                  {.name = "username", .about = "Absent: made from what stands before the @ of the address."}),
            field(&ImportRow::passwordHash,
                  {.name = "password_hash",
                   .about =
                       "bcrypt, sha-crypt, yescrypt, Argon2, PBKDF2 or scrypt, in the string of the system it comes"
                       " from. Absent: the user has to be invited.",
                   .secret = true}),
            field(&ImportRow::roles, {.name = "roles", .about = "Absent: user.", .max = 16}),
            field(&ImportRow::isActive, {.name = "is_active", .about = "Absent: true."}),
            field(&ImportRow::createdAt, {.name = "created_at", .about = "Absent: now. Not in the future."}),
            field(&ImportRow::id, {.name = "id", .about = "Absent: a new one.", .format = "uuid"}),
            field(&ImportRow::mustChangePassword,
                  {.name = "must_change_password", .about = "The password opens nothing but its own replacement."})};
    }
};

struct ImportRequest {
    static constexpr qsizetype mostRows = 500;

    std::optional<bool> dryRun;
    JsonRows<ImportRow> rows;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&ImportRequest::dryRun, {.name = "dry_run", .about = "The same answer, and nothing is changed."}),
            field(&ImportRequest::rows,
                  {.name = "rows", .about = "The accounts.", .min = 1, .max = mostRows, .in = In::Content})};
    }
};

inline namespace import_verdicts { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

enum class ImportVerdict {
    New,    ///< There is an account now; after a dry run there would be.
    Exists, ///< An account has this address, and stays as it is.
    Error,  ///< Refused: field, code and detail say why. The other rows do not mind.
};
Q_ENUM_NS(ImportVerdict)
} // namespace import_verdicts

struct ImportedRow {
    qint64 row = 0;
    ImportVerdict verdict = ImportVerdict::New;
    std::optional<UserId> id = {};
    std::optional<QString> username = {};
    std::optional<QString> field = {};
    std::optional<QString> code = {};
    std::optional<QString> detail = {};

    bool operator==(const ImportedRow &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            auth::field(&ImportedRow::row, {.name = "row", .about = "Which one, from 1; blank lines do not count."}),
            auth::field(&ImportedRow::verdict, {.name = "verdict", .about = "What became of it."}),
            auth::field(&ImportedRow::id, {.name = "id",
                                           .about = "Of the account; null in a dry run where it would be a new one.",
                                           .format = "uuid"}),
            auth::field(&ImportedRow::username, {.name = "username", .about = "Of a new account."}),
            auth::field(&ImportedRow::field, {.name = "field", .about = "The member that is to blame."}),
            auth::field(&ImportedRow::code, {.name = "code", .about = "The reason, for programs."}),
            auth::field(&ImportedRow::detail, {.name = "detail", .about = "The reason, for people."})};
    }
};

struct ImportReport {
    bool dryRun = false;
    qint64 created = 0;
    qint64 existing = 0;
    qint64 failed = 0;
    QList<ImportedRow> rows;

    bool operator==(const ImportReport &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{field(&ImportReport::dryRun, {.name = "dry_run", .about = "Whether nothing was changed."}),
                          field(&ImportReport::created, {.name = "created", .about = "How many are new."}),
                          field(&ImportReport::existing, {.name = "existing", .about = "How many were there."}),
                          field(&ImportReport::failed, {.name = "failed", .about = "How many were refused."}),
                          field(&ImportReport::rows, {.name = "rows", .about = "Each row, in order."})};
    }
};

} // namespace auth
