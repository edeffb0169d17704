#include "services/import_batch.h"

#include "core/json.h"
#include "crypto/random_token.h"
#include "model/email.h"
#include "model/username.h"
#include "services/derived_username.h"
#include "services/registration.h"

#include <algorithm>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

Error refusal(const QString &field, const QString &code, const QString &detail)
{
    return fieldError(ErrorCode::ValidationError, field, code, detail);
}

/// What of an error belongs into the row's answer.
void blame(ImportedRow &row, const Error &error)
{
    row.verdict = ImportVerdict::Error;
    row.detail = error.message;
    row.code = wireName(error.code).toLower();
    if (error.fields.isEmpty())
        return;
    const FieldError &first = error.fields.first();
    row.field = first.field;
    row.code = first.code;
    row.detail = first.detail;
}

/// Of the row, for the trail: never the hash.
QByteArray madeOf(const ImportedUser &user, const QStringList &roles)
{
    QByteArray members;
    json::ObjectWriter(members)
        .member("username", user.username)
        .member("email", user.email)
        .member("roles", roles)
        .member("is_active", user.isActive)
        .member("has_password", !user.passwordHash.isEmpty());
    return members;
}

AuditFact factOf(const ImportedUser &user, const QStringList &roles)
{
    return {.action = AuditAction::UserImported,
            .target = AuditTarget::User,
            .targetId = user.id.text(),
            .person = user.id,
            .after = madeOf(user, roles)};
}

Outcome checkTimes(const ImportRow &row, Time now)
{
    if (row.createdAt && *row.createdAt > now)
        return refusal(u"created_at"_s, u"in_future"_s, u"created_at must not be in the future."_s);
    if (row.createdAt && *row.createdAt < Time{})
        return refusal(u"created_at"_s, u"invalid"_s, u"created_at must not be before 1970."_s);
    return Done{};
}

/// What can be said of a row without asking anybody.
Outcome check(const ImportRow &row, const PasswordHasher &hasher, Time now)
{
    if (auto good = checkEmail(row.email); !good)
        return good;
    if (auto good = checkUsername(row.username.value_or(derivedUsername(row.email))); !good)
        return good;
    if (row.id && row.id->isNull())
        return refusal(u"id"_s, u"invalid"_s, u"The null UUID is nobody's."_s);
    if (auto good = checkTimes(row, now); !good)
        return good;
    return row.passwordHash ? hasher.admit(row.passwordHash->reveal().toByteArray()) : Outcome(Done{});
}

} // namespace

ImportBatch::ImportBatch(const QList<Result<ImportRow>> &rows, const PasswordHasher &hasher, Time now) : m_now(now)
{
    m_rows.resize(rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        m_rows[i].row = i + 1;
        auto read = rows[i] ? candidate(*rows[i], hasher) : Result<Candidate>(rows[i].error());
        if (!read) {
            refuse(i, read.error());
            continue;
        }
        read->row = i;
        m_open += *std::move(read);
    }
}

Result<ImportBatch::Candidate> ImportBatch::candidate(const ImportRow &row, const PasswordHasher &hasher) const
{
    if (const auto good = check(row, hasher, m_now); !good)
        return good.error();
    Candidate made{.row = 0,
                   .user = {.id = row.id.value_or(newId<UserId>(m_now)),
                            .username = row.username.value_or(derivedUsername(row.email)),
                            .email = row.email,
                            .passwordHash = row.passwordHash ? row.passwordHash->reveal().toByteArray() : QByteArray(),
                            .roles = {},
                            .isActive = row.isActive.value_or(true),
                            .mustChangePassword = row.mustChangePassword.value_or(false),
                            .createdAt = row.createdAt.value_or(m_now)},
                   .email = normalizedEmail(row.email),
                   .otherName = row.username ? QString() : distinctUsername(row.email),
                   .roles = row.roles.value_or(QStringList{u"user"_s}),
                   .hasOwnId = row.id.has_value()};
    made.roles.removeDuplicates();
    made.roles.sort();
    return made;
}

Outcome ImportBatch::judge(Connection &connection, const QHash<QString, KnownRole> &roles, Permissions mayGive)
{
    auto taken = takenKeys(connection);
    if (!taken)
        return taken.error();
    QList<Candidate> made;
    for (Candidate &candidate : m_open) { // in their order: rows before this one count as made
        const auto known = taken->emails.constFind(candidate.email);
        if (known != taken->emails.cend()) {
            m_rows[candidate.row].verdict = ImportVerdict::Exists;
            m_rows[candidate.row].id = *known;
        } else if (const auto error = judge(candidate, *taken, roles, mayGive)) {
            refuse(candidate.row, *error);
        } else {
            accept(candidate, *taken);
            made += candidate;
        }
    }
    m_open = std::move(made);
    return Done{};
}

Result<TakenKeys> ImportBatch::takenKeys(Connection &connection) const
{
    QStringList emails, names;
    QList<UserId> ids;
    for (const Candidate &candidate : m_open) {
        emails += candidate.email;
        names += normalizedUsername(candidate.user.username);
        if (!candidate.otherName.isEmpty())
            names += normalizedUsername(candidate.otherName);
        if (candidate.hasOwnId)
            ids += candidate.user.id;
    }
    return UserImportRepository::taken(connection, emails, names, ids);
}

/// Sets the name and the roles that the account is to have, or says why it is to be none.
std::optional<Error> ImportBatch::judge(Candidate &candidate, const TakenKeys &taken,
                                        const QHash<QString, KnownRole> &roles, Permissions mayGive) const
{
    ImportedUser &user = candidate.user;
    if (candidate.hasOwnId && taken.ids.contains(user.id))
        return refusal(u"id"_s, u"duplicate"_s, u"Another account has this id."_s);
    if (taken.usernames.contains(normalizedUsername(user.username)) && !candidate.otherName.isEmpty())
        user.username = candidate.otherName;
    if (taken.usernames.contains(normalizedUsername(user.username)))
        return refusal(u"username"_s, u"duplicate"_s, u"Another account has this name."_s);
    user.roles.clear();
    for (const QString &name : std::as_const(candidate.roles)) {
        const auto role = roles.constFind(name);
        if (role == roles.cend())
            return refusal(u"roles"_s, u"unknown"_s, u"There is no such role."_s);
        if (role->permissions & ~mayGive)
            return refusal(u"roles"_s, u"forbidden"_s, u"You cannot give what you do not have."_s);
        user.roles += role->id;
    }
    return std::nullopt;
}

void ImportBatch::accept(const Candidate &candidate, TakenKeys &taken)
{
    const ImportedUser &user = candidate.user;
    ImportedRow &row = m_rows[candidate.row];
    row.id = candidate.hasOwnId ? std::optional(user.id) : std::nullopt;
    row.username = user.username;
    taken.emails.insert(candidate.email, user.id);
    taken.usernames += normalizedUsername(user.username);
    taken.ids += user.id;
}

Outcome ImportBatch::insert(Connection &connection)
{
    // In one order everywhere: two imports of the same people wait for each other and not for themselves.
    QList<Candidate> sorted = m_open;
    std::sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.email < b.email; });
    std::vector<ImportedUser> users;
    users.reserve(static_cast<std::size_t>(sorted.size()));
    for (const Candidate &candidate : sorted)
        users.push_back(candidate.user);
    const auto inserted = UserImportRepository::insert(connection, users, m_now);
    if (!inserted)
        return inserted.error();
    for (const Candidate &candidate : m_open) {
        if (!inserted->contains(candidate.user.id))
            continue;
        m_rows[candidate.row].id = candidate.user.id;
        m_facts += factOf(candidate.user, candidate.roles);
    }
    m_open.removeIf([&](const Candidate &candidate) { return inserted->contains(candidate.user.id); });
    return Done{};
}

void ImportBatch::refuse(qsizetype row, const Error &error) { blame(m_rows[row], error); }

ImportReport ImportBatch::report(bool dryRun) const
{
    const auto count = [&](ImportVerdict verdict) {
        return std::count_if(m_rows.begin(), m_rows.end(), [&](const auto &row) { return row.verdict == verdict; });
    };
    return {.dryRun = dryRun,
            .created = count(ImportVerdict::New),
            .existing = count(ImportVerdict::Exists),
            .failed = count(ImportVerdict::Error),
            .rows = m_rows};
}

} // namespace auth
