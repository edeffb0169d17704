#include "storage/audit_repository.h"

#include "storage/array_text.h"
#include "storage/audit_columns.h"

#define SIGNATURE_COLUMNS "seq, hash, signed_at, key_id, signature"

namespace auth {
namespace {

AuditSignature signatureOf(const Row &row)
{
    return {.seq = row.integer(0),
            .hash = row.bytes(1),
            .signedAt = row.time(2),
            .keyId = row.text(3),
            .signature = row.bytes(4)};
}

Value orNull(UserId id) { return id.isNull() ? Value(std::nullopt) : Value(id); }

/// In the order of AUDIT_COLUMNS.
std::vector<Value> valuesOf(const AuditRow &row)
{
    return {row.seq,          row.time,           row.category,  row.action,    orNull(row.actor), row.targetKind,
            row.target,       orNull(row.person), row.requestId, row.actorData, row.actorDigest,   row.targetData,
            row.targetDigest, row.content,        row.previous,  row.hash};
}

Outcome done(const Result<int> &rows) { return rows ? Outcome(Done{}) : rows.error(); }

Outcome insertEach(Connection &connection, std::span<const AuditRow> rows)
{
    for (const AuditRow &row : rows) {
        const auto inserted = connection.execute("INSERT INTO audit (" AUDIT_COLUMNS
                                                 ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                                 valuesOf(row));
        if (!inserted)
            return inserted.error();
    }
    return Done{};
}

/// One statement for all: each would wait for an answer from the server.
Outcome insertAtOnce(Connection &connection, std::span<const AuditRow> rows)
{
    std::vector<std::vector<Value>> columns(16);
    for (const AuditRow &row : rows) {
        const std::vector<Value> values = valuesOf(row);
        for (std::size_t i = 0; i < columns.size(); ++i)
            columns[i].push_back(values[i]);
    }
    std::vector<Value> arrays;
    for (const std::vector<Value> &column : columns)
        arrays.push_back(arrayOf(column));
    return done(connection.execute(
        "INSERT INTO audit (" AUDIT_COLUMNS ") SELECT * FROM unnest(CAST(? AS BIGINT[]), CAST(? AS BIGINT[]), "
        "CAST(? AS TEXT[]), CAST(? AS TEXT[]), CAST(? AS BYTEA[]), CAST(? AS TEXT[]), CAST(? AS TEXT[]), "
        "CAST(? AS BYTEA[]), CAST(? AS TEXT[]), CAST(? AS TEXT[]), CAST(? AS BYTEA[]), CAST(? AS TEXT[]), "
        "CAST(? AS BYTEA[]), CAST(? AS BYTEA[]), CAST(? AS BYTEA[]), CAST(? AS BYTEA[]))",
        arrays));
}

Result<std::optional<AuditHead>> readHead(Connection &connection, Sql sql)
{
    return connection.one(sql, {}, [](const Row &row) {
        return AuditHead{.seq = row.integer(0), .time = row.time(1), .hash = row.bytes(2)};
    });
}

} // namespace

AuditRow AuditRepository::rowOf(const Row &row)
{
    const auto textOrNothing = [&](int column) {
        return row.isNull(column) ? std::nullopt : std::optional(row.text(column));
    };
    return {.seq = row.integer(0),
            .time = row.time(1),
            .category = row.text(2),
            .action = row.text(3),
            .actor = row.id<UserId>(4),
            .targetKind = row.text(5),
            .target = row.text(6),
            .person = row.id<UserId>(7),
            .requestId = row.text(8),
            .actorDigest = row.bytes(10),
            .targetDigest = row.bytes(12),
            .content = row.bytes(13),
            .previous = row.bytes(14),
            .hash = row.bytes(15),
            .actorData = textOrNothing(9),
            .targetData = textOrNothing(11)};
}

Result<AuditHead> AuditRepository::takeHead(Connection &connection)
{
    const auto take = [&] {
        return readHead(connection, Sql("SELECT seq, time, hash FROM audit_head",
                                        "SELECT seq, time, hash FROM audit_head FOR UPDATE"));
    };
    auto head = take();
    if (!head || *head)
        return head ? Result<AuditHead>(**head) : head.error();
    const AuditHead none;
    const auto made = connection.execute(
        "INSERT INTO audit_head (id, seq, time, hash) VALUES (1, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        {none.seq, none.time, none.hash});
    if (!made)
        return made.error();
    head = take(); // whoever else has made it may have moved it
    return head ? Result<AuditHead>(head->value_or(none)) : head.error();
}

Result<AuditHead> AuditRepository::head(Connection &connection)
{
    const auto head = readHead(connection, "SELECT seq, time, hash FROM audit_head");
    return head ? Result<AuditHead>(head->value_or(AuditHead())) : head.error();
}

Outcome AuditRepository::append(Connection &connection, std::span<const AuditRow> rows)
{
    constexpr std::size_t atOnce = 1000;
    for (auto rest = rows; !rest.empty(); rest = rest.subspan(std::min(rest.size(), atOnce))) {
        const auto part = rest.first(std::min(rest.size(), atOnce));
        const auto inserted =
            connection.dialect() == Dialect::Postgres ? insertAtOnce(connection, part) : insertEach(connection, part);
        if (!inserted)
            return inserted;
    }
    if (rows.empty())
        return Done{};
    const AuditRow &last = rows.back();
    return done(
        connection.execute("UPDATE audit_head SET seq = ?, time = ?, hash = ?", {last.seq, last.time, last.hash}));
}

Result<QHash<UserId, AuditPerson>> AuditRepository::people(Connection &connection, const QList<UserId> &ids)
{
    QHash<UserId, AuditPerson> people;
    const auto add = [&](const Row &row) { people[row.id<UserId>(0)] = {row.text(1), row.bytes(2)}; };
    if (connection.dialect() == Dialect::Postgres) {
        const auto found =
            connection.each("SELECT p.id, u.username, s.salt FROM unnest(CAST(? AS BYTEA[])) AS p (id)"
                            " LEFT JOIN users u ON u.public_id = p.id LEFT JOIN audit_salts s ON s.person = p.id",
                            {arrayOf(ids)}, add);
        return found ? Result(people) : found.error();
    }
    for (const UserId &id : ids) {
        const auto found = connection.each("SELECT ?, (SELECT username FROM users WHERE public_id = ?),"
                                           " (SELECT salt FROM audit_salts WHERE person = ?)",
                                           {id, id, id}, add);
        if (!found)
            return found.error();
    }
    return people;
}

Outcome AuditRepository::addSalts(Connection &connection, const QList<std::pair<UserId, QByteArray>> &salts)
{
    std::vector<Value> persons, values;
    for (const auto &[person, salt] : salts) {
        if (connection.dialect() == Dialect::Sqlite) {
            const auto added =
                connection.execute("INSERT INTO audit_salts (person, salt) VALUES (?, ?)", {person, salt});
            if (!added)
                return added.error();
        }
        persons.push_back(person);
        values.push_back(salt);
    }
    if (salts.isEmpty() || connection.dialect() == Dialect::Sqlite)
        return Done{};
    return done(connection.execute("INSERT INTO audit_salts (person, salt)"
                                   " SELECT * FROM unnest(CAST(? AS BYTEA[]), CAST(? AS BYTEA[]))",
                                   {arrayOf(persons), arrayOf(values)}));
}

Result<QList<AuditRow>> AuditRepository::byRequest(Connection &connection, const QString &requestId)
{
    return connection.all("SELECT " AUDIT_COLUMNS " FROM audit WHERE request_id = ? ORDER BY seq", {requestId}, rowOf);
}

Result<QList<SaltedAuditRow>> AuditRepository::following(Connection &connection, qint64 seq, int limit)
{
    return connection.all(
        "SELECT " AUDIT_COLUMNS ", (SELECT salt FROM audit_salts s WHERE s.person = coalesce(a.actor, a.person)),"
        " (SELECT salt FROM audit_salts s WHERE s.person = a.person)"
        " FROM audit a WHERE seq > ? ORDER BY seq LIMIT ?",
        {seq, limit}, [](const Row &row) {
            return SaltedAuditRow{.row = rowOf(row), .actorSalt = row.bytes(16), .targetSalt = row.bytes(17)};
        });
}

Result<std::optional<AuditRow>> AuditRepository::newest(Connection &connection, const QString &action)
{
    return connection.one("SELECT " AUDIT_COLUMNS " FROM audit WHERE action = ? ORDER BY seq DESC LIMIT 1", {action},
                          rowOf);
}

Result<bool> AuditRepository::addSignature(Connection &connection, const AuditSignature &signature)
{
    const auto added = connection.execute(
        "INSERT INTO audit_signatures (" SIGNATURE_COLUMNS ") VALUES (?, ?, ?, ?, ?) ON CONFLICT (seq) DO NOTHING",
        {signature.seq, signature.hash, signature.signedAt, signature.keyId, signature.signature});
    return added ? Result<bool>(*added == 1) : added.error();
}

Result<std::optional<AuditSignature>> AuditRepository::lastSignature(Connection &connection)
{
    return connection.one("SELECT " SIGNATURE_COLUMNS " FROM audit_signatures ORDER BY seq DESC LIMIT 1", {},
                          signatureOf);
}

Result<QList<AuditSignature>> AuditRepository::signatures(Connection &connection, qint64 behind, qint64 upTo)
{
    return connection.all("SELECT " SIGNATURE_COLUMNS " FROM audit_signatures WHERE seq > ? AND seq <= ? ORDER BY seq",
                          {behind, upTo}, signatureOf);
}

Result<int> AuditRepository::erase(Connection &connection, UserId person)
{
    if (const auto head = takeHead(connection); !head)
        return head.error();
    int rows = 0;
    for (const Sql sql : {Sql("UPDATE audit SET actor_data = NULL WHERE actor = ? AND actor_data IS NOT NULL"),
                          Sql("UPDATE audit SET actor_data = NULL WHERE person = ? AND actor IS NULL"
                              " AND actor_data IS NOT NULL"),
                          Sql("UPDATE audit SET target_data = NULL WHERE person = ? AND target_data IS NOT NULL")})
    {
        const auto erased = connection.execute(sql, {person});
        if (!erased)
            return erased;
        rows += *erased;
    }
    const auto destroyed = connection.execute("DELETE FROM audit_salts WHERE person = ?", {person});
    return destroyed ? Result<int>(rows) : destroyed.error();
}

} // namespace auth
