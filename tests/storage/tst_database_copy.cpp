#include "fixture.h"

#include "storage/database_copy.h"
#include "storage/database_lock.h"
#include "storage/postgres.h"
#include "storage/sqlite.h"
#include "support/postgres_server.h"

#include <QtCore/QFile>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// All data from one database to another, between any two engines.
class TestDatabaseCopy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void everyTableAndColumnIsCopied_data();
    void everyTableAndColumnIsCopied();
    void contentsBecomeEqual_data();
    void contentsBecomeEqual();
    void contentDiffersWhereAValueDoes_data();
    void contentDiffersWhereAValueDoes();
    void nextIdsAreBeyondTheCopied_data();
    void nextIdsAreBeyondTheCopied();
    void secondCopyChangesNothing_data();
    void secondCopyChangesNothing();
    void partOfACopyIsCompleted_data();
    void partOfACopyIsCompleted();
    void foreignRowsAreRefused_data();
    void foreignRowsAreRefused();
    void changedRolesReplaceTheBuiltInOnes();
    void damageOnTheWayIsFoundAndUndone();
    void textThatIsNoTextIsRefused();
    void sourceMustHaveTheNewestSchema_data();
    void sourceMustHaveTheNewestSchema();
    void sourceIsReadAsOfOneMoment_data();
    void sourceIsReadAsOfOneMoment();
    void missingSourceIsNotMade();
    void newerTargetIsRefused_data();
    void newerTargetIsRefused();
    void lockedFilesAreRefused_data();
    void lockedFilesAreRefused();
    void daemonOnTheTargetIsRefused_data();
    void daemonOnTheTargetIsRefused();
    void daemonOnTheSourceIsTold();
    void writerOnTheTargetIsWaitedForInVain();

private:
    void addPairs();
    QString urlOf(const QString &engine, const QString &name) const;
    /// With this program's schema, unless `version` says less.
    std::unique_ptr<Connection> open(const QString &url, int version = 0);
    Result<QList<TableComparison>> copy();
    Outcome fill(int more = 0);

    std::unique_ptr<PostgresServer> m_server;
    QString m_noServer;
    std::optional<Folder> m_folder;
    QString m_source, m_target;
    QStringList m_notes;
    qint64 m_progress = 0;
    std::function<void()> m_whileCopying;
};

namespace {

bool isSqlite(const QString &url) { return url.startsWith(u"sqlite"_s); }

struct NewRow {
    Sql insert;
    std::vector<Value> values;
};

/// What administration left of user 5.
Outcome fillAdministration(Connection &connection, const QByteArray &everyByte, const QString &odd)
{
    const QByteArray hash = everyByte.last(32), job = everyByte.first(16), person = userId(5).bytes();
    const NewRow rows[] = {
        {"INSERT INTO one_time_tokens (hash, user_id, purpose, created_by, created_at, expires_at, used_at)"
         " VALUES (?, 5, 'invitation', ?, 1, 2, ?)",
         {hash, std::nullopt, std::nullopt}},
        {"INSERT INTO sign_in_attempts (user_id, at, request_id, outcome, network, device) VALUES (5, 1, ?, ?, ?, ?)",
         {odd, u"wrong_password"_s, u"::"_s, odd}},
        {"INSERT INTO sign_in_attempts (user_id, at, request_id, outcome, network, device) VALUES (5, 1, ?, ?, ?, ?)",
         {u""_s, u""_s, u""_s, u""_s}},
        {"INSERT INTO audit (seq, time, class, action, actor, target_kind, target, request_id, actor_data, "
         "actor_digest,"
         " target_data, target_digest, content, previous, hash) VALUES (1, 2, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
         {u"accounts"_s, u"user.created"_s, std::nullopt, u"user"_s, odd, odd, std::nullopt, everyByte, odd,
          QByteArray(""), hash, hash, hash}},
        {"INSERT INTO audit_head (id, seq, time, hash) VALUES (1, 1, 2, ?)", {hash}},
        {"INSERT INTO audit_salts (person, salt) VALUES (?, ?)", {person, hash}},
        {"INSERT INTO audit_signatures (seq, hash, signed_at, key_id, signature) VALUES (1, ?, 3, ?, ?)",
         {hash, odd, everyByte.first(64)}},
        {"INSERT INTO jobs (id, action, state, request, created_by, created_at, request_id, ip, undo_of)"
         " VALUES (?, ?, ?, ?, ?, 4, ?, ?, ?)",
         {job, u"deactivate"_s, u"finished"_s, odd, person, odd, u"::"_s, std::nullopt}},
        {"INSERT INTO job_items (job, position, user_id, plan, outcome, before, version) VALUES (?, 1, ?, ?, ?, ?, 7)",
         {job, person, std::nullopt, u"changed"_s, odd}},
    };
    for (const NewRow &row : rows) {
        if (const auto made = connection.execute(row.insert, row.values); !made)
            return made.error();
    }
    return Done{};
}

/// Each kind of column at its edges: NULL, nothing, every byte, quotes, letters of all planes, both ends of integers.
Outcome fillTables(Connection &connection, int more)
{
    QByteArray everyByte(256, 0);
    for (int i = 0; i < 256; ++i)
        everyByte[i] = char(i);
    const Sql user =
        "INSERT INTO users (id, public_id, username, username_norm, email, email_norm, password_hash, is_active, "
        "created_at, updated_at, last_login, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    const qint64 most = std::numeric_limits<qint64>::max(), least = std::numeric_limits<qint64>::min();
    const QString odd = u"a\"b\\c'd,{e}NULL\n\t \u00e4\u20ac\U0001F600"_s;
    std::vector<std::vector<Value>> users{
        {5, userId(5), odd, u"five"_s, odd, u"5@x"_s, everyByte, 1, most, least, std::nullopt, 1},
        {9, userId(9), u""_s, u""_s, u""_s, u""_s, QByteArray(""), 0, 0, -1, 0, most}};
    for (int i = 0; i < more; ++i) {
        const QString name = u"more%1"_s.arg(i);
        users.push_back({100 + i, userId(quint64(100 + i)), name, name, name, name, QByteArray("h"), 1, 1, 1, 1, 1});
    }
    for (const auto &values : users) {
        if (const auto made = connection.execute(user, values); !made)
            return made.error();
    }
    if (const auto made =
            connection.execute("INSERT INTO roles (id, public_id, name, permissions, built_in, created_at, description)"
                               " VALUES (70, ?, 'caf\u00e9', 3, 0, 12, ?)",
                               {userId(70).bytes(), odd});
        !made)
        return made.error();
    if (auto made = connection.run(u"INSERT INTO user_roles VALUES (5, 1), (5, 70), (9, 1), (9, 3)"_s); !made)
        return made;
    const Sql session =
        "INSERT INTO sessions (id, user_id, token_hash, generation, created_at, last_used_at, rotated_at, expires_at, "
        "revoked_at, revoke_reason, device, ip, network) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    const std::vector<std::vector<Value>> sessions{
        {everyByte.last(16), 5, everyByte, 1, 2, 3, 4, 5, std::nullopt, std::nullopt, odd, u"::1"_s, u""_s},
        {everyByte.first(16), 9, QByteArray(""), most, 2, 3, 4, 5, 6, u"logout"_s, u""_s, u"\u00e9"_s, odd}};
    for (const auto &values : sessions) {
        if (const auto made = connection.execute(session, values); !made)
            return made.error();
    }
    return fillAdministration(connection, everyByte, odd);
}

QStringList differing(const QList<TableComparison> &tables)
{
    QStringList names;
    for (const TableComparison &each : tables) {
        if (!each.isEqual())
            names += each.table;
    }
    return names;
}

QList<TableContent> contents(Connection &connection)
{
    QList<TableContent> all;
    for (const CopiedTable &table : copiedTables())
        all += *contentOf(connection, table);
    return all;
}

/// Name, kind and place in the primary key of each column of a table.
QStringList catalogue(Connection &connection, const QString &table)
{
    const auto columns = connection.all(
        Sql("SELECT name, lower(type), pk FROM pragma_table_info(?) ORDER BY cid",
            "SELECT c.column_name, c.data_type, coalesce(k.ordinal_position, 0) FROM information_schema.columns c"
            " LEFT JOIN information_schema.key_column_usage k ON k.table_schema = c.table_schema AND"
            " k.table_name = c.table_name AND k.column_name = c.column_name AND k.constraint_name = c.table_name ||"
            " '_pkey' WHERE c.table_schema = 'public' AND c.table_name = ? ORDER BY c.ordinal_position"),
        {table}, [](const Row &row) {
            const QString type = row.text(1);
            const bool bytes = type == u"blob"_s || type == u"bytea"_s;
            return u"%1 %2 %3"_s.arg(row.text(0), bytes               ? u"b"_s
                                                  : type == u"text"_s ? u"t"_s
                                                                      : u"i"_s)
                .arg(row.integer(2));
        });
    return columns ? *columns : QStringList{columns.error().cause};
}

QStringList described(const CopiedTable &table)
{
    QStringList columns;
    int number = 0;
    for (const QString &name : QString::fromLatin1(table.columns).split(u", "_s)) {
        columns += u"%1 %2 %3"_s.arg(name)
                       .arg(QChar::fromLatin1(char(table.kind(number))))
                       .arg(number < table.keyColumns ? number + 1 : 0);
        ++number;
    }
    return columns;
}

} // namespace

void TestDatabaseCopy::initTestCase() { m_server = PostgresServer::start(m_noServer); }

void TestDatabaseCopy::init()
{
    m_folder.emplace();
    m_notes.clear();
    m_progress = 0;
    m_whileCopying = [] {};
}

/// Of an empty database.
QString TestDatabaseCopy::urlOf(const QString &engine, const QString &name) const
{
    if (engine == u"sqlite"_s)
        return u"sqlite:///"_s + m_folder->dir.filePath(name);
    m_server->makeDatabase(name);
    return m_server->socketUrl(name);
}

void TestDatabaseCopy::addPairs()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    for (const QString &from : {u"sqlite"_s, u"postgres"_s}) {
        for (const QString &to : {u"sqlite"_s, u"postgres"_s})
            QTest::addRow("%s to %s", qPrintable(from), qPrintable(to)) << from << to;
    }
}

#define FETCH_PAIR()                                                                                                   \
    QFETCH(QString, from);                                                                                             \
    QFETCH(QString, to);                                                                                               \
    if (from != u"sqlite"_s || to != u"sqlite"_s)                                                                      \
        REQUIRE_POSTGRES(m_server, m_noServer);                                                                        \
    m_source = urlOf(from, u"source"_s);                                                                               \
    m_target = urlOf(to, u"target"_s)

std::unique_ptr<Connection> TestDatabaseCopy::open(const QString &url, int version)
{
    DatabaseOptions options = m_folder->options();
    options.url = url;
    const Dialect dialect = isSqlite(url) ? Dialect::Sqlite : Dialect::Postgres;
    if (isSqlite(url) && !sqlite::prepareFile(*sqlitePath(url)))
        return {};
    auto connection = isSqlite(url) ? sqlite::connect(*sqlitePath(url), options, sqlite::Mode::Write)
                                    : postgres::connect(*postgresAddress(url), options);
    const auto known = builtInMigrations(dialect);
    const Migrator migrator(u"x"_s, known.first(version ? version : known.size()));
    if (!connection || !migrator.apply(**connection, fromMillis(1)))
        return {};
    if (!isSqlite(url) && !(*connection)->run(u"SET default_transaction_read_only = off"_s))
        return {};
    return *std::move(connection);
}

Result<QList<TableComparison>> TestDatabaseCopy::copy()
{
    DatabaseOptions from = m_folder->options(), to = from;
    from.url = m_source;
    to.url = m_target;
    to.lockTimeout = std::chrono::milliseconds(20);
    return copyDatabase(from, to, m_folder->clock,
                        {.progress =
                             [this](const QString &, qint64 done, qint64) {
                                 m_progress = done;
                                 m_whileCopying();
                             },
                         .note = [this](const QString &note) { m_notes += note; }});
}

Outcome TestDatabaseCopy::fill(int more) { return fillTables(*open(m_source), more); }

void TestDatabaseCopy::everyTableAndColumnIsCopied_data()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("sqlite") << u"sqlite"_s;
    QTest::newRow("postgres") << u"postgres"_s;
}

// A migration that adds a table says here whether it is data or belongs to the database it is in.
void TestDatabaseCopy::everyTableAndColumnIsCopied()
{
    QFETCH(QString, engine);
    if (engine == u"postgres"_s)
        REQUIRE_POSTGRES(m_server, m_noServer);
    const auto connection = open(urlOf(engine, u"source"_s));
    QStringList expected{u"instances"_s, u"rate_limits"_s, u"schema_migrations"_s};
    if (engine == u"sqlite"_s)
        expected.removeAll(u"rate_limits"_s);
    for (const CopiedTable &table : copiedTables()) {
        expected += QString::fromLatin1(table.name);
        QCOMPARE(described(table), catalogue(*connection, expected.last()));
    }
    QStringList present = *tables(*connection);
    present.removeIf([](const QString &name) { return name.startsWith(u"user_search"_s); }); // follows from users
    present.sort();
    expected.sort();
    QCOMPARE(expected, present);
}

void TestDatabaseCopy::contentsBecomeEqual_data() { addPairs(); }

void TestDatabaseCopy::contentsBecomeEqual()
{
    FETCH_PAIR();
    VERIFY_RESULT(fill(TableReader::pageRows)); // more than a page, and the two odd ones
    const auto copied = copy();
    VERIFY_RESULT(copied);
    QCOMPARE(differing(*copied), QStringList());
    QList<qint64> rows;
    for (const TableComparison &each : *copied)
        rows += each.target.rows;
    QCOMPARE(rows, QList<qint64>({TableReader::pageRows + 2, 4, 4, 2, 1, 2, 1, 1, 1, 1, 1, 1}));
    QCOMPARE(m_progress, 1); // of the last table
    const auto source = open(m_source), target = open(m_target);
    QCOMPARE(contents(*target), contents(*source));
    const auto nulls = target->one("SELECT count(*) FROM sessions WHERE revoked_at IS NULL AND revoke_reason IS NULL",
                                   {}, [](const Row &row) { return row.integer(0); });
    QCOMPARE(**nulls, 1);
    const auto empty = target->one("SELECT count(*) FROM users WHERE length(password_hash) = 0 AND last_login = 0", {},
                                   [](const Row &row) { return row.integer(0); });
    QCOMPARE(**empty, 1);
}

void TestDatabaseCopy::contentDiffersWhereAValueDoes_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("integer") << u"UPDATE users SET version = 2 WHERE id = 5"_s;
    QTest::newRow("zero for null") << u"UPDATE users SET last_login = 0 WHERE id = 5"_s;
    QTest::newRow("null for zero") << u"UPDATE users SET last_login = NULL WHERE id = 9"_s;
    QTest::newRow("text") << u"UPDATE users SET email = email || ' ' WHERE id = 5"_s;
    QTest::newRow("bytes") << u"UPDATE users SET password_hash = x'00' WHERE id = 9"_s;
    QTest::newRow("moved to the next column") << u"UPDATE users SET username = 'five', username_norm = username"
                                                 " WHERE id = 5"_s;
    QTest::newRow("missing") << u"DELETE FROM users WHERE id = 9"_s;
}

void TestDatabaseCopy::contentDiffersWhereAValueDoes()
{
    QFETCH(QString, change);
    m_source = urlOf(u"sqlite"_s, u"source"_s);
    VERIFY_RESULT(fill());
    const auto connection = open(m_source);
    const auto before = contents(*connection);
    VERIFY_RESULT(connection->run(change));
    const auto after = contents(*connection);
    QVERIFY(after[0].hash != before[0].hash);
}

void TestDatabaseCopy::nextIdsAreBeyondTheCopied_data() { addPairs(); }

void TestDatabaseCopy::nextIdsAreBeyondTheCopied()
{
    FETCH_PAIR();
    VERIFY_RESULT(fill());
    VERIFY_RESULT(copy());
    const auto target = open(m_target);
    VERIFY_RESULT(UserRepository::insert(*target, newUser(1)));
    QCOMPARE(**target->one("SELECT max(id) FROM users", {}, [](const Row &row) { return row.integer(0); }), 10);
    VERIFY_RESULT(target->execute("INSERT INTO roles (public_id, name, permissions, created_at) VALUES (?, 'x', 0, 0)",
                                  {userId(71).bytes()}));
    QCOMPARE(**target->one("SELECT max(id) FROM roles", {}, [](const Row &row) { return row.integer(0); }), 71);
}

void TestDatabaseCopy::secondCopyChangesNothing_data() { addPairs(); }

void TestDatabaseCopy::secondCopyChangesNothing()
{
    FETCH_PAIR();
    VERIFY_RESULT(fill());
    const auto first = copy(), second = copy();
    VERIFY_RESULT(second);
    QCOMPARE(differing(*second), QStringList());
    QCOMPARE(second->at(0).target, first->at(0).target);
}

void TestDatabaseCopy::partOfACopyIsCompleted_data() { addPairs(); }

void TestDatabaseCopy::partOfACopyIsCompleted()
{
    FETCH_PAIR();
    VERIFY_RESULT(fill(10));
    VERIFY_RESULT(copy());
    VERIFY_RESULT(open(m_target)->run(u"DELETE FROM users WHERE id IN (5, 104)"_s)); // and what hangs on them
    const auto again = copy();
    VERIFY_RESULT(again);
    QCOMPARE(differing(*again), QStringList());
    QCOMPARE(again->at(0).target.rows, 12);
}

void TestDatabaseCopy::foreignRowsAreRefused_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("table");
    for (const QString &to : {u"sqlite"_s, u"postgres"_s}) {
        const auto add = [&](const char *name, const QString &change, const QString &table) {
            QTest::addRow("%s: %s", qPrintable(to), name) << to << change << table;
        };
        const QString user = u"INSERT INTO users (id, public_id, username, username_norm, email, email_norm,"
                             " password_hash, created_at, updated_at) SELECT %1, public_id, 'x', 'x', 'x', 'x', '', 1,"
                             " 1 FROM roles WHERE id = 1"_s;
        const QString typed = to == u"sqlite"_s ? QString(user).replace(u"'', 1"_s, u"x'', 1"_s) : user;
        add("another user", typed.arg(1000), u"users"_s);
        add("another user with an id of the source", typed.arg(5), u"users"_s);
        add("a role without users",
            u"INSERT INTO roles (id, public_id, name, permissions, built_in, created_at) SELECT 8, %1, 'own', 1, 0, 1"_s
                .arg(to == u"sqlite"_s ? u"x'00000000000040008000000000000099'"_s
                                       : u"'\\x00000000000040008000000000000099'"_s),
            u"roles"_s);
    }
}

void TestDatabaseCopy::foreignRowsAreRefused()
{
    QFETCH(QString, to);
    QFETCH(QString, change);
    QFETCH(QString, table);
    if (to == u"postgres"_s)
        REQUIRE_POSTGRES(m_server, m_noServer);
    m_source = urlOf(u"sqlite"_s, u"source"_s);
    m_target = urlOf(to, u"target"_s);
    VERIFY_RESULT(fill());
    const auto target = open(m_target);
    VERIFY_RESULT(target->run(change));
    const auto before = contents(*target);
    const auto refused = copy();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"table %1 of the target has rows"_s.arg(table)),
             trouble(refused).constData());
    QCOMPARE(contents(*target), before);
}

void TestDatabaseCopy::changedRolesReplaceTheBuiltInOnes()
{
    m_source = urlOf(u"sqlite"_s, u"source"_s);
    m_target = urlOf(u"sqlite"_s, u"target"_s);
    VERIFY_RESULT(fill());
    VERIFY_RESULT(open(m_source)->run(u"UPDATE roles SET permissions = 1 WHERE name = 'support'"_s));
    const auto copied = copy();
    VERIFY_RESULT(copied);
    QCOMPARE(differing(*copied), QStringList());
}

void TestDatabaseCopy::damageOnTheWayIsFoundAndUndone()
{
    m_source = urlOf(u"sqlite"_s, u"source"_s);
    m_target = urlOf(u"sqlite"_s, u"target"_s);
    VERIFY_RESULT(fill());
    const auto target = open(m_target);
    VERIFY_RESULT(target->run(u"CREATE TRIGGER damage AFTER INSERT ON sessions BEGIN UPDATE sessions SET device = 'x'"
                              " WHERE id = NEW.id; END"_s));
    const auto copied = copy();
    VERIFY_RESULT(copied);
    QCOMPARE(differing(*copied), QStringList{u"sessions"_s});
    QCOMPARE(*UserRepository::count(*target), 0);
}

/// SQLite keeps any bytes as text, and would read them as something else without a word.
void TestDatabaseCopy::textThatIsNoTextIsRefused()
{
    m_source = urlOf(u"sqlite"_s, u"source"_s);
    m_target = urlOf(u"sqlite"_s, u"target"_s);
    VERIFY_RESULT(fill());
    VERIFY_RESULT(open(m_source)->run(u"UPDATE users SET email = CAST(x'61FFFE' AS TEXT) WHERE id = 5"_s));
    const auto refused = copy();
    QVERIFY(!refused);
    QVERIFY2(refused.error().cause.contains(u"not UTF-8 in the column email"_s), trouble(refused).constData());
    QCOMPARE(*UserRepository::count(*open(m_target)), 0);
}

void TestDatabaseCopy::sourceMustHaveTheNewestSchema_data() { everyTableAndColumnIsCopied_data(); }

void TestDatabaseCopy::sourceMustHaveTheNewestSchema()
{
    QFETCH(QString, engine);
    if (engine == u"postgres"_s)
        REQUIRE_POSTGRES(m_server, m_noServer);
    m_source = urlOf(engine, u"source"_s);
    m_target = urlOf(u"sqlite"_s, u"target"_s);
    const auto source = open(m_source, 1);
    const auto before = *tables(*source);
    const auto refused = copy();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.startsWith(u"Source: "_s)
                 && refused.error().message.contains(u"auth-serve migrate"_s),
             trouble(refused).constData());
    QCOMPARE(*tables(*source), before);
    QVERIFY(!QFile::exists(*sqlitePath(m_target)));
}

void TestDatabaseCopy::sourceIsReadAsOfOneMoment_data() { everyTableAndColumnIsCopied_data(); }

void TestDatabaseCopy::sourceIsReadAsOfOneMoment()
{
    QFETCH(QString, engine);
    if (engine == u"postgres"_s)
        REQUIRE_POSTGRES(m_server, m_noServer);
    m_source = urlOf(engine, u"source"_s);
    m_target = urlOf(u"sqlite"_s, u"target"_s);
    VERIFY_RESULT(fill());
    const auto other = open(m_source);
    m_whileCopying = [&] { VERIFY_RESULT(other->run(u"DELETE FROM users WHERE id = 9"_s)); };
    const auto copied = copy();
    VERIFY_RESULT(copied);
    QCOMPARE(*UserRepository::count(*other), 1);
    const auto sessions = std::find_if(copied->begin(), copied->end(),
                                       [](const TableComparison &each) { return each.table == u"sessions"_s; });
    QCOMPARE(sessions->target.rows, 2);
}

void TestDatabaseCopy::missingSourceIsNotMade()
{
    m_source = urlOf(u"sqlite"_s, u"source"_s);
    m_target = urlOf(u"sqlite"_s, u"target"_s);
    const auto refused = copy();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"does not exist"_s), trouble(refused).constData());
    QCOMPARE(QDir(m_folder->dir.path()).entryList(QDir::Files), QStringList());
}

void TestDatabaseCopy::newerTargetIsRefused_data() { everyTableAndColumnIsCopied_data(); }

void TestDatabaseCopy::newerTargetIsRefused()
{
    QFETCH(QString, engine);
    if (engine == u"postgres"_s)
        REQUIRE_POSTGRES(m_server, m_noServer);
    m_source = urlOf(u"sqlite"_s, u"source"_s);
    m_target = urlOf(engine, u"target"_s);
    VERIFY_RESULT(fill());
    const auto target = open(m_target);
    VERIFY_RESULT(target->run(u"INSERT INTO schema_migrations VALUES (999, 'later', '', 1, 'x')"_s));
    const auto refused = copy();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.startsWith(u"Target: "_s)
                 && refused.error().message.contains(u"newer than this program"_s),
             trouble(refused).constData());
    QCOMPARE(*UserRepository::count(*target), 0);
}

void TestDatabaseCopy::lockedFilesAreRefused_data()
{
    QTest::addColumn<QString>("locked");
    QTest::newRow("source") << u"source"_s;
    QTest::newRow("target") << u"target"_s;
}

void TestDatabaseCopy::lockedFilesAreRefused()
{
    QFETCH(QString, locked);
    m_source = urlOf(u"sqlite"_s, u"source"_s);
    m_target = urlOf(u"sqlite"_s, u"target"_s);
    VERIFY_RESULT(fill());
    auto daemon = DatabaseLock::take(*sqlitePath(urlOf(u"sqlite"_s, locked)));
    VERIFY_RESULT(daemon);
    const auto refused = copy();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"in use by process"_s), trouble(refused).constData());
    daemon->reset();
    VERIFY_RESULT(copy());
}

void TestDatabaseCopy::daemonOnTheTargetIsRefused_data()
{
    QTest::addColumn<int>("age");
    QTest::addColumn<bool>("refused");
    QTest::newRow("now") << 0 << true;
    QTest::newRow("just in time") << 30'000 << true;
    QTest::newRow("gone") << 30'001 << false;
}

static const QString runningDaemon =
    u"INSERT INTO instances VALUES ('\\x00112233445566778899aabbccddeeff', 'blue', 'host7', 1, 'u', '1', 0, %1)"_s;

void TestDatabaseCopy::daemonOnTheTargetIsRefused()
{
    QFETCH(int, age);
    QFETCH(bool, refused);
    REQUIRE_POSTGRES(m_server, m_noServer);
    m_source = urlOf(u"sqlite"_s, u"source"_s);
    m_target = urlOf(u"postgres"_s, u"target"_s);
    VERIFY_RESULT(fill());
    VERIFY_RESULT(open(m_target)->run(runningDaemon.arg(toMillis(m_folder->clock.now()) - age)));
    const auto copied = copy();
    QCOMPARE(!copied, refused);
    if (!refused)
        return;
    QVERIFY2(copied.error().message.contains(u"blue on host7 runs on this database; stop it"_s),
             trouble(copied).constData());
    QCOMPARE(*UserRepository::count(*open(m_target)), 0);
}

void TestDatabaseCopy::daemonOnTheSourceIsTold()
{
    REQUIRE_POSTGRES(m_server, m_noServer);
    m_source = urlOf(u"postgres"_s, u"source"_s);
    m_target = urlOf(u"sqlite"_s, u"target"_s);
    VERIFY_RESULT(fill());
    VERIFY_RESULT(open(m_source)->run(runningDaemon.arg(toMillis(m_folder->clock.now()))));
    VERIFY_RESULT(copy());
    QCOMPARE(m_notes.size(), 1);
    QVERIFY2(m_notes[0].contains(u"blue on host7"_s), qPrintable(m_notes[0]));
}

void TestDatabaseCopy::writerOnTheTargetIsWaitedForInVain()
{
    REQUIRE_POSTGRES(m_server, m_noServer);
    m_source = urlOf(u"sqlite"_s, u"source"_s);
    m_target = urlOf(u"postgres"_s, u"target"_s);
    VERIFY_RESULT(fill());
    const auto other = open(m_target);
    VERIFY_RESULT(other->begin());
    VERIFY_RESULT(UserRepository::insert(*other, newUser(1)));
    const auto refused = copy();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"Somebody else writes"_s), trouble(refused).constData());
    other->rollback();
    VERIFY_RESULT(copy());
}

QTEST_GUILESS_MAIN(TestDatabaseCopy)
#include "tst_database_copy.moc"
