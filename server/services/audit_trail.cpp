#include "services/audit_trail.h"

#include "core/enum_name.h"
#include "core/json_write.h"
#include "crypto/audit_chain.h"
#include "crypto/random_token.h"
#include "log/log.h"
#include "storage/audit_repository.h"

#include <QtCore/QSet>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

using People = QHash<UserId, AuditPerson>;

/// Those whose names and addresses the rows will hold.
QList<UserId> concerned(const Caller &caller, std::span<const AuditFact> facts)
{
    QSet<UserId> people{caller.user};
    for (const AuditFact &fact : facts)
        people.insert(fact.person);
    people.remove(UserId());
    return people.values();
}

/// Everybody with a salt, made for those who have none.
Result<People> saltedPeople(Connection &connection, const QList<UserId> &ids)
{
    auto people = AuditRepository::people(connection, ids);
    if (!people)
        return people.error();
    QList<std::pair<UserId, QByteArray>> made;
    for (auto each = people->begin(); each != people->end(); ++each) {
        if (!each->salt.isEmpty())
            continue;
        each->salt = randomBytes(auditSaltSize);
        made.append({each.key(), each->salt});
    }
    const auto added = AuditRepository::addSalts(connection, made);
    return added ? people : added.error();
}

QString actorData(const Caller &caller, const People &people)
{
    QByteArray data;
    {
        json::ObjectWriter object(data);
        if (const QString name = people.value(caller.user).name; !name.isEmpty())
            object.member("name", name);
        if (!caller.ip.isEmpty())
            object.member("ip", caller.ip);
    }
    return QString::fromUtf8(data);
}

std::optional<QString> targetData(const AuditFact &fact, const People &people)
{
    const QString name = people.value(fact.person).name;
    if (name.isEmpty() && fact.before.isEmpty() && fact.after.isEmpty() && fact.reason.isEmpty())
        return {};
    QByteArray data;
    {
        json::ObjectWriter object(data);
        if (!name.isEmpty())
            object.member("name", name);
        if (!fact.before.isEmpty())
            object.raw("before", fact.before);
        if (!fact.after.isEmpty())
            object.raw("after", fact.after);
        if (!fact.reason.isEmpty())
            object.member("reason", fact.reason);
    }
    return QString::fromUtf8(data);
}

/// The fact as a row, not yet in the chain.
AuditRow rowOf(const AuditFact &fact, const Caller &caller, const People &people)
{
    AuditRow row{.category = QString::fromLatin1(enumName(classOf(fact.action))),
                 .action = wireName(fact.action),
                 .actor = caller.user,
                 .targetKind = QString::fromLatin1(enumName(fact.target)),
                 .target = fact.targetId,
                 .person = fact.person,
                 .requestId = caller.requestId};
    if (!caller.user.isNull() || !caller.ip.isEmpty())
        row.actorData = actorData(caller, people);
    row.targetData = targetData(fact, people);
    row.actorDigest = personalDigest(people.value(row.actorDataOf()).salt, row.actorData);
    row.targetDigest = personalDigest(people.value(row.person).salt, row.targetData);
    row.content = contentHash(row);
    return row;
}

void chain(AuditRow &row, const AuditHead &previous, Time now)
{
    row.seq = previous.seq + 1;
    row.time = std::max(now, previous.time); // clocks of instances differ, the trail goes forward
    row.previous = previous.hash;
    row.hash = chainHash(row);
}

} // namespace

Outcome AuditTrail::record(Connection &connection, const Caller &caller, std::span<const AuditFact> facts) const
{
    // First the head, then the salts: whoever has the one may wait for nobody who has the other.
    auto head = AuditRepository::takeHead(connection);
    if (!head)
        return head.error();
    const auto people = saltedPeople(connection, concerned(caller, facts));
    if (!people)
        return people.error();
    std::vector<AuditRow> rows;
    rows.reserve(facts.size());
    for (const AuditFact &fact : facts) {
        AuditRow &row = rows.emplace_back(rowOf(fact, caller, *people));
        chain(row, *head, m_clock.now());
        *head = {.seq = row.seq, .time = row.time, .hash = row.hash};
    }
    if (auto appended = AuditRepository::append(connection, rows); !appended)
        return appended;
    connection.afterCommit([=, this, rows = std::move(rows)] { tell(caller, rows); });
    return Done{};
}

/// Ids only: what the log says of a person cannot be erased.
void AuditTrail::tell(const Caller &caller, const std::vector<AuditRow> &rows) const
{
    for (const AuditRow &row : rows) {
        LogEvent event{.level = LogLevel::Info, .event = u"audit.recorded"_s, .message = u"Put on record."_s};
        event.requestId = caller.requestId;
        if (!caller.user.isNull())
            event.userId = caller.user;
        if (!caller.session.isNull())
            event.sessionId = caller.session;
        event.clientIp = caller.ip;
        event.extra = {{u"audit_seq", row.seq},
                       {u"action", row.action},
                       {u"target_kind", row.targetKind},
                       {u"target", row.target}};
        m_log.write(std::move(event));
    }
}

} // namespace auth
