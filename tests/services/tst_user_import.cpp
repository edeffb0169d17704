#include "services/user_import.h"

#include "crypto/random_token.h"
#include "model/username.h"
#include "services/derived_username.h"
#include "storage/account_repository.h"
#include "tests/services/fixture.h"
#include "tests/support/postgres_server.h"

#include <QtTest/QTest>

#include <latch>
#include <thread>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

const char sha256crypt[] = "$5$rounds=1000$2./vliU7c5z5SMUG$hiYnYW86TbReJUhhdTAOg0zOyw2GdCuVGsWqfhOI67B";
const char phrase[] = "correct horse battery staple";

/// The services, and an administrator who imports.
struct ImportRig : Rig {
    explicit ImportRig(const QString &url) : Rig(Setup{.databaseUrl = url})
    {
        const auto made = database->write([&](Connection &connection) {
            return UserRepository::insert(connection, {.id = newId<UserId>(clock.now()),
                                                       .username = u"root"_s,
                                                       .email = u"root@example.org"_s,
                                                       .passwordHash = "x",
                                                       .roles = {u"admin"_s},
                                                       .createdAt = clock.now()});
        });
        admin.user = made->id;
    }

    UserImport imports{*database, *hasher, audit, clock};
    Caller admin = stranger();

    static ImportRequest request(const QByteArray &lines, bool dryRun = false)
    {
        return {.dryRun = dryRun, .rows = {json::decodeLines<ImportRow>(lines)}};
    }
    ImportReport run(const QByteArray &lines, bool dryRun = false)
    {
        const auto report = imports.importUsers(request(lines, dryRun), admin);
        if (!report)
            qFatal("%s", qPrintable(report.error().message + report.error().cause));
        return *report;
    }
    /// Of the only row.
    ImportedRow one(const QByteArray &line) { return run(line).rows.first(); }

    qint64 count(Sql sql)
    {
        return (*database->read([&](Connection &connection) {
                   return connection.one(sql, {}, [](const Row &row) { return row.integer(0); });
               }))
            .value_or(-1);
    }
    qint64 imported() { return count("SELECT count(*) FROM audit WHERE action = 'user.imported'"); }
    Account account(UserId id)
    {
        return (*database->read(
                    [&](Connection &connection) { return AccountRepository::byId(connection, id, clock.now()); }))
            .value_or(Account());
    }
};

QByteArray people(int from, int to)
{
    QByteArray lines;
    for (int i = from; i < to; ++i)
        lines +=
            "{\"email\": \"p" + QByteArray::number(i) + "@example.org\", \"password_hash\": \"" + sha256crypt + "\"}\n";
    return lines;
}

/// Without what a dry run cannot know.
ImportReport comparable(ImportReport report)
{
    report.dryRun = false;
    for (ImportedRow &row : report.rows)
        row.id.reset();
    return report;
}

} // namespace

class UserImportTest : public QObject {
    Q_OBJECT

private:
    QString m_noServer;
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<ImportRig> m_rig;

private Q_SLOTS:
    void initTestCase() { m_server = PostgresServer::start(m_noServer); }
    void initTestCase_data()
    {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("sqlite") << false;
        QTest::newRow("postgresql") << true;
    }
    void init()
    {
        QFETCH_GLOBAL(bool, postgres);
        if (postgres)
            REQUIRE_POSTGRES(m_server, m_noServer);
        if (postgres)
            m_server->makeDatabase(u"own"_s);
        m_rig = std::make_unique<ImportRig>(postgres ? m_server->url(u"own"_s) : QString());
    }
    void cleanup() { m_rig.reset(); }

    void wholeRowIsTakenOver()
    {
        const ImportReport report = m_rig->run(
            "{\"email\": \"Ada@Example.org\", \"username\": \"Ada\", \"password_hash\": \"" + QByteArray(sha256crypt)
            + "\", \"roles\": [\"support\", \"user\", \"user\"], \"is_active\": false, \"created_at\": "
              "\"2019-03-01T10:00:00Z\", \"id\": \"6f8b4c9e-5c0f-4d3a-9d1e-0123456789ab\", "
              "\"must_change_password\": true}");
        QCOMPARE(report.created, 1);
        const ImportedRow &row = report.rows.first();
        QCOMPARE(row.verdict, ImportVerdict::New);
        QCOMPARE(row.id->text(), u"6f8b4c9e-5c0f-4d3a-9d1e-0123456789ab"_s);
        const Account account = m_rig->account(*row.id);
        QCOMPARE(account.email, u"Ada@Example.org"_s);
        QCOMPARE(account.username, u"Ada"_s);
        QCOMPARE(account.roles, (QStringList{u"support"_s, u"user"_s}));
        QCOMPARE(toRfc3339(account.createdAt), u"2019-03-01T10:00:00.000Z"_s);
        QCOMPARE(account.updatedAt, m_rig->clock.now());
        QCOMPARE(account.deactivatedAt, std::optional(m_rig->clock.now()));
        QVERIFY(account.mustChangePassword);
        QVERIFY(!account.isActive);
        QCOMPARE(account.version, 1);
    }

    void onlyTheAddressIsNeeded()
    {
        const ImportedRow row = m_rig->one("{\"email\": \"grace.hopper+navy@example.org\"}");
        QCOMPARE(row.verdict, ImportVerdict::New);
        const Account account = m_rig->account(*row.id);
        QCOMPARE(account.username, u"grace_hopper_navy"_s);
        QCOMPARE(account.roles, QStringList{u"user"_s});
        QCOMPARE(account.state, AccountState::Invited);
        QCOMPARE(account.createdAt, m_rig->clock.now());
    }

    void firstSignInRenewsTheHash()
    {
        const ImportedRow row =
            m_rig->one("{\"email\": \"ada@example.org\", \"password_hash\": \"" + QByteArray(sha256crypt) + "\"}");
        QVERIFY(row.id);
        COMPARE_CODE(m_rig->login(u"ada"_s, "another phrase"), ErrorCode::InvalidCredentials);
        QCOMPARE(m_rig->credentials(*row.id).passwordHash, QByteArray(sha256crypt));
        QVERIFY(m_rig->login(u"ada"_s, phrase));
        const QByteArray renewed = m_rig->credentials(*row.id).passwordHash;
        QVERIFY(renewed.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
        QVERIFY(m_rig->login(u"ada"_s, phrase));
        QCOMPARE(m_rig->credentials(*row.id).passwordHash, renewed);
    }

    void rowInErrorIsToldAndDoesNotStopOthers_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const QByteArray &line, const QString &field, const QString &code) {
            QTest::newRow(name) << line << field << code;
        };
        const auto with = [](const QByteArray &more) { return "{\"email\": \"x@example.org\", " + more + "}"; };
        row("no json", "{\"email\": ", {}, u"malformed_json"_s);
        row("no object", "[]", {}, u"wrong_type"_s);
        row("bad utf-8", "{\"email\": \"\xff@example.org\"}", {}, u"malformed_json"_s);
        row("no address", "{}", u"email"_s, u"missing"_s);
        row("no such address", "{\"email\": \"x@example\"}", u"email"_s, u"invalid"_s);
        row("long address", "{\"email\": \"" + QByteArray(254, 'x') + "@example.org\"}", u"email"_s, u"invalid"_s);
        row("unknown member", with("\"password\": \"x\""), u"password"_s, u"unknown"_s);
        row("repeated member", with("\"email\": \"y@example.org\""), u"email"_s, u"duplicate"_s);
        row("short name", with("\"username\": \"ab\""), u"username"_s, u"invalid"_s);
        row("name of somebody", with("\"username\": \"ROOT\""), u"username"_s, u"duplicate"_s);
        row("id of nobody", with("\"id\": \"00000000-0000-0000-0000-000000000000\""), u"id"_s, u"invalid"_s);
        row("in the future", with("\"created_at\": \"2999-01-01T00:00:00Z\""), u"created_at"_s, u"in_future"_s);
        row("before 1970", with("\"created_at\": \"1969-12-31T23:59:59Z\""), u"created_at"_s, u"invalid"_s);
        row("unknown hash", with("\"password_hash\": \"$1$salt$qjXMvbEw8oaL.CzflDtaK/\""), u"password_hash"_s,
            u"unknown_hash"_s);
        row("costly hash", with("\"password_hash\": \"$2a$16$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\""),
            u"password_hash"_s, u"hash_too_costly"_s);
        row("unknown role", with("\"roles\": [\"king\"]"), u"roles"_s, u"unknown"_s);
    }
    void rowInErrorIsToldAndDoesNotStopOthers()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, field);
        QFETCH(QString, code);
        const ImportReport report = m_rig->run("\n" + line + "\n\n{\"email\": \"good@example.org\"}\n");
        QCOMPARE(report.failed, 1);
        QCOMPARE(report.created, 1);
        const ImportedRow &row = report.rows.first();
        QCOMPARE(row.row, 1);
        QCOMPARE(row.verdict, ImportVerdict::Error);
        QCOMPARE(row.field.value_or(QString()), field);
        QCOMPARE(row.code, std::optional(code));
        QVERIFY(!row.detail->isEmpty());
        QCOMPARE(report.rows.last().verdict, ImportVerdict::New);
        QCOMPARE(m_rig->imported(), 1);
    }

    void idOfAnotherAccountIsRefused()
    {
        const ImportedRow row =
            m_rig->one("{\"email\": \"x@example.org\", \"id\": \"" + m_rig->admin.user.text().toLatin1() + "\"}");
        QCOMPARE(row.field, std::optional(u"id"_s));
        QCOMPARE(row.code, std::optional(u"duplicate"_s));
    }

    void repeatingAnImportChangesNothing()
    {
        const ImportReport first = m_rig->run(people(0, 500));
        QCOMPARE(first.created, 500);
        const ImportReport second = m_rig->run(people(0, 500));
        QCOMPARE(second.existing, 500);
        for (qsizetype i = 0; i < 500; ++i)
            QCOMPARE(second.rows[i].id, first.rows[i].id);
        QCOMPARE(m_rig->users(), 501);
        QCOMPARE(m_rig->imported(), 500);
        QCOMPARE(m_rig->count("SELECT count(*) FROM user_roles"), 501);
    }

    void accountThatIsThereStaysAsItIs()
    {
        const Account before = m_rig->account(m_rig->admin.user);
        const ImportedRow row = m_rig->one("{\"email\": \"ROOT@example.org\", \"username\": \"other\", \"is_active\": "
                                           "false, \"roles\": [\"user\"], \"password_hash\": \""
                                           + QByteArray(sha256crypt) + "\"}");
        QCOMPARE(row.verdict, ImportVerdict::Exists);
        QCOMPARE(row.id, std::optional(m_rig->admin.user));
        QCOMPARE(m_rig->account(m_rig->admin.user), before);
        QCOMPARE(m_rig->credentials(m_rig->admin.user).passwordHash, "x"_ba);
    }

    void oneAddressTwiceIsOneAccount()
    {
        const ImportReport report =
            m_rig->run("{\"email\": \"a@example.org\"}\n{\"email\": \"A@EXAMPLE.org\", \"username\": \"second\"}");
        QCOMPARE(report.created, 1);
        QCOMPARE(report.existing, 1);
        QCOMPARE(m_rig->users(), 2);
    }

    void nameThatIsMadeHereDoesNotCollide()
    {
        const ImportReport report = m_rig->run("{\"email\": \"Root@a.example\"}\n{\"email\": \"root@b.example\"}\n"
                                               "{\"email\": \"a@b.example\"}\n{\"email\": \"root@example.com\"}");
        QCOMPARE(report.created, 4);
        QSet<QString> names;
        for (const ImportedRow &row : report.rows) {
            QVERIFY(isValidUsername(*row.username));
            names += row.username->toLower();
        }
        QCOMPARE(names.size(), 4);
        QVERIFY(!names.contains(u"root"_s));
        QVERIFY(names.contains(u"a__"_s));
    }

    void dryRunSaysWhatTheRunDoes()
    {
        const QByteArray lines = people(0, 20)
                                 + "{\"email\": \"root@example.org\"}\n{\"email\": \"p1@b.example\"}\n{}\n"
                                 + "{\"email\": \"x@example.org\", \"username\": \"root\"}\n" + people(10, 30);
        const ImportReport dry = m_rig->run(lines, true);
        QVERIFY(dry.dryRun);
        QCOMPARE(m_rig->users(), 1);
        QCOMPARE(m_rig->imported(), 0);
        QCOMPARE(comparable(m_rig->run(lines)), comparable(dry));
        QCOMPARE(m_rig->users(), 32);
    }

    void nobodyGivesWhatTheyDoNotHave()
    {
        m_rig->sql(u"UPDATE roles SET permissions = 2 WHERE name = 'support'"_s); // users.write
        m_rig->sql(u"UPDATE user_roles SET role_id = 2 WHERE role_id = 1"_s);
        const ImportReport report = m_rig->run("{\"email\": \"a@example.org\", \"roles\": [\"admin\"]}\n"
                                               "{\"email\": \"b@example.org\", \"roles\": [\"support\", \"user\"]}");
        QCOMPARE(report.rows[0].code, std::optional(u"forbidden"_s));
        QCOMPARE(report.rows[0].field, std::optional(u"roles"_s));
        QCOMPARE(report.rows[1].verdict, ImportVerdict::New);
    }

    void whoeverHasLostTheRightImportsNothing()
    {
        m_rig->sql(u"DELETE FROM user_roles"_s);
        COMPARE_CODE(m_rig->imports.importUsers(ImportRig::request(people(0, 2)), m_rig->admin), ErrorCode::Forbidden);
        QCOMPARE(m_rig->users(), 1);
    }

    void operatorOfTheMachineGivesEveryRole()
    {
        const auto report =
            m_rig->imports.importOffline(ImportRig::request("{\"email\": \"a@example.org\", \"roles\": [\"admin\"]}"));
        QVERIFY(report);
        QCOMPARE(report->created, 1);
    }

    void numberOfRowsIsLimited()
    {
        const auto none = m_rig->imports.importUsers(ImportRig::request("\n"), m_rig->admin);
        COMPARE_CODE(none, ErrorCode::ValidationError);
        QCOMPARE(none.error().fields.first().field, u"rows"_s);
        COMPARE_CODE(m_rig->imports.importUsers(ImportRig::request(people(0, 501)), m_rig->admin),
                     ErrorCode::ValidationError);
        QCOMPARE(m_rig->users(), 1);
    }

    void trailNeverSeesTheHash()
    {
        m_rig->run(people(0, 1));
        QCOMPARE(m_rig->imported(), 1);
        QCOMPARE(m_rig->count("SELECT count(*) FROM audit WHERE coalesce(target_data, '') LIKE '%rounds=%'"), 0);
    }

    void importsOfTheSamePeopleAtOnceMakeThemOnce()
    {
        std::array<ImportReport, 4> reports;
        std::latch start(4);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&, i] {
                    start.arrive_and_wait();
                    QByteArray lines = people(i * 50, 200) + people(0, i * 50);
                    reports[std::size_t(i)] = m_rig->run(lines);
                    m_rig->database->releaseThread();
                });
            }
        }
        qint64 created = 0;
        for (const ImportReport &report : reports) {
            QCOMPARE(report.failed, 0);
            created += report.created;
        }
        QCOMPARE(created, 200);
        QCOMPARE(m_rig->users(), 201);
        QCOMPARE(m_rig->imported(), 200);
    }

    void derivedNamesAreValid_data()
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<QString>("name");
        QTest::newRow("as it is") << u"Ada_1@example.org"_s << u"Ada_1"_s;
        QTest::newRow("one letter") << u"x@example.org"_s << u"x__"_s;
        QTest::newRow("nothing usable") << u"!#$%@example.org"_s << u"____"_s;
        QTest::newRow("longest") << QString(64, u'a') + u"@example.org"_s << QString(50, u'a');
    }
    void derivedNamesAreValid()
    {
        QFETCH(QString, email);
        QFETCH(QString, name);
        QCOMPARE(derivedUsername(email), name);
        QVERIFY(isValidUsername(distinctUsername(email)));
        QCOMPARE(distinctUsername(email).right(8), distinctUsername(email.toUpper()).right(8));
    }
};

QTEST_GUILESS_MAIN(UserImportTest)
#include "tst_user_import.moc"
