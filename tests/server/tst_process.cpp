#include "core/settings_source.h"
#include "server/settings.h"
#include "support/accounts.h"
#include "support/contract.h"
#include "support/daemon_process.h"
#include "support/parallel.h"

#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QStandardPaths>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>
#include <QtTest/QTest>

#include <mutex>

#include <unistd.h>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

const QString goodSecret = u"q8Zt3vX0pLw7Rk2NfY6uB1sJ5dHcMgAe"_s;
const QString canary = u"canary-7x"_s;

struct Setting {
    QString name;
    FieldFacts facts;
    bool isNumber;
    bool isText;
};

QList<Setting> settings()
{
    QList<Setting> all;
    forEachField<Settings>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        constexpr bool isText =
            std::is_same_v<V, QString> || std::is_same_v<V, QStringList> || std::is_same_v<V, Secret>;
        all.append({QString::fromLatin1(settingName(field.facts.name)), field.facts,
                    std::is_integral_v<V> && !std::is_same_v<V, bool>, isText});
    });
    return all;
}

bool write(const QString &path, const QByteArray &content,
           QFile::Permissions mode = QFile::ReadOwner | QFile::WriteOwner)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.setPermissions(mode);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool execute(const QString &path, const QString &statement)
{
    bool done = false;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        database.setDatabaseName(path);
        done = database.open() && QSqlQuery(database).exec(statement);
    }
    QSqlDatabase::removeDatabase(u"other"_s);
    return done;
}

QStringList createAdmin(const QString &email, const QString &name)
{
    return {u"admin"_s, u"create"_s, u"--email"_s, email, u"--username"_s, name, u"--password-stdin"_s};
}

/// The length of a queue as /readyz tells it.
/// Three that wait are not yet four: none of them may have begun.
bool hashesOneWhileThreeWait(const DaemonProcess &daemon)
{
    const QByteArray metrics = daemon.client().get("/metrics").body;
    return metrics.contains("auth_serve_lane_running{lane=\"hash\"} 1\n")
           && metrics.contains("auth_serve_lane_waiting{lane=\"hash\"} 3\n");
}

} // namespace

class TestProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongSettingIsNamedAndNotShown_data();
    void wrongSettingIsNamedAndNotShown();
    void allWrongSettingsAreNamedAtOnce();
    void printedConfigurationHasEverySetting();
    void secretMustBeStrongWhereItMatters_data();
    void secretMustBeStrongWhereItMatters();
    void productionRunsWithAGoodSecret();
    void dotenvIsRead();
    void faultInDotenvIsNamedByItsLine();
    void keyFilesMustBePrivate_data();
    void keyFilesMustBePrivate();
    void takenPortIsToldAsSuch();

    void unusableDatabaseIsRefusedAndLeftAlone_data();
    void unusableDatabaseIsRefusedAndLeftAlone();
    void newerSchemaIsRefused();
    void secondDaemonIsRefused();
    void migrationsCanBeLookedAtFirst();

    void administratorIsMadeWhileTheDaemonRuns();
    void administratorMustBeAcceptable_data();
    void administratorMustBeAcceptable();
    void commandLineIsUnderstoodOrRefused_data();
    void commandLineIsUnderstoodOrRefused();
    void selfTestPasses();

    void stopLetsRequestsFinish();
    void secondStopEndsAtOnce();
    void unreadOutputStopsNothing();
    void closedOutputStopsNothing();
    void acknowledgedWritesSurviveAKill();
    void fullDiskIsUnavailableAndPasses();
};

void TestProcess::wrongSettingIsNamedAndNotShown_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    const QMap<QString, QString> wrongTexts{{u"HOST"_s, canary},
                                            {u"METRICS_HOST"_s, canary},
                                            {u"INSTANCE_URL"_s, canary},
                                            {u"LOG_FILE"_s, u"/nowhere/%1/log"_s.arg(canary)},
                                            {u"INSTANCE_ID"_s, canary + u"!"_s},
                                            {u"DATABASE_URL"_s, u"mysql://%1/x"_s.arg(canary)},
                                            {u"JWT_SECRET_KEY"_s, canary},
                                            {u"JWT_ISSUER"_s, canary.repeated(30)},
                                            {u"JWT_AUDIENCE"_s, canary.repeated(30)},
                                            {u"TRUSTED_PROXIES"_s, u"127.0.0.1,%1"_s.arg(canary)},
                                            {u"CORS_ORIGINS"_s, u"https://%1/path"_s.arg(canary)}};
    for (const Setting &each : settings()) {
        if (!each.isText)
            QTest::addRow("%s: nonsense", qPrintable(each.name)) << each.name << canary;
        else if (wrongTexts.contains(each.name))
            QTest::addRow("%s: wrong", qPrintable(each.name)) << each.name << wrongTexts[each.name];
        else
            QVERIFY2(QStringList({u"JWT_KEY_FILE"_s, u"LOG_STORE"_s}).contains(each.name), // judged when they are used
                     qPrintable(each.name));
        if (!each.isNumber)
            continue;
        QVERIFY2(each.facts.min && each.facts.max, qPrintable(each.name));
        QTest::addRow("%s: empty", qPrintable(each.name)) << each.name << u""_s;
        QTest::addRow("%s: too small", qPrintable(each.name)) << each.name << QString::number(*each.facts.min - 1);
        QTest::addRow("%s: too large", qPrintable(each.name)) << each.name << QString::number(*each.facts.max + 1);
        QTest::addRow("%s: with a unit", qPrintable(each.name)) << each.name << u"15m"_s;
        QTest::addRow("%s: past all numbers", qPrintable(each.name)) << each.name << u"99999999999999999999"_s;
    }
    QTest::addRow("all origins") << u"CORS_ORIGINS"_s << u"*"_s;
    QTest::addRow("origin in capitals") << u"CORS_ORIGINS"_s << u"https://APP.example.com"_s;
    QTest::addRow("more hashes than memory") << u"HASH_SLOTS"_s << u"256"_s;
    QTest::addRow("refresh beyond the session") << u"REFRESH_TOKEN_EXPIRE_DAYS"_s << u"365"_s;
}

void TestProcess::wrongSettingIsNamedAndNotShown()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    const DaemonProcess daemon({{name, value}});
    const Finished ended = daemon.run({u"serve"_s});
    QCOMPARE(ended.exitCode, 78);
    QVERIFY2(ended.err.contains(name.toLatin1()), ended.err.constData());
    QVERIFY2(!ended.err.contains(canary.toLatin1()) && !ended.out.contains(canary.toLatin1()), ended.err.constData());
    QVERIFY(value.size() < 4 || !ended.err.contains(value.toLatin1()));
    QVERIFY(!QFile::exists(daemon.database()));
}

void TestProcess::allWrongSettingsAreNamedAtOnce()
{
    const Finished ended =
        DaemonProcess({{u"PORT"_s, u"x"_s}, {u"HASH_QUEUE"_s, u"x"_s}, {u"RATE_LIMIT_ENABLED"_s, u"x"_s}})
            .run({u"serve"_s});
    QCOMPARE(ended.exitCode, 78);
    QVERIFY(ended.err.contains("PORT") && ended.err.contains("HASH_QUEUE") && ended.err.contains("RATE_LIMIT_ENABLED"));
}

void TestProcess::printedConfigurationHasEverySetting()
{
    const Finished printed = DaemonProcess({{u"JWT_SECRET_KEY"_s, goodSecret}}).run({u"--print-config"_s});
    QCOMPARE(printed.exitCode, 0);
    QStringList names;
    for (const QByteArray &line : printed.out.trimmed().split('\n'))
        names += QString::fromUtf8(line.first(line.indexOf('=')));
    QStringList expected;
    for (const Setting &each : settings())
        expected += each.name;
    QCOMPARE(names, expected);
    QVERIFY(printed.out.contains("PORT=0 (environment)"));
    QVERIFY(printed.out.contains("HASH_QUEUE=64 (default)"));
    QVERIFY(!printed.out.contains(goodSecret.toLatin1()));
}

void TestProcess::secretMustBeStrongWhereItMatters_data()
{
    QTest::addColumn<QString>("environment");
    QTest::addColumn<QString>("secret");
    for (const QString &environment : {u"production"_s, u"staging"_s, u"PRODUCTION"_s}) {
        for (const QString &secret :
             {u""_s, u"q8Zt3vX0pLw7Rk2NfY6uB1sJ5dHcMgA"_s, u"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s,
              u"abababababababababababababababababab"_s, u"your-secret-key-here-change-in-production"_s,
              u"changeme-changeme-changeme-changeme"_s, u"01234567890123456789012345678901"_s})
            QTest::addRow("%s '%s'", qPrintable(environment), qPrintable(secret)) << environment << secret;
    }
    QTest::addRow("development, too short") << u"development"_s << u"q8Zt3vX0pLw7Rk2NfY6uB1sJ5dHcMgA"_s;
}

void TestProcess::secretMustBeStrongWhereItMatters()
{
    QFETCH(const QString, environment);
    QFETCH(const QString, secret);
    const Finished ended =
        DaemonProcess({{u"ENVIRONMENT"_s, environment}, {u"JWT_SECRET_KEY"_s, secret}}).run({u"serve"_s});
    QCOMPARE(ended.exitCode, 78);
    QVERIFY(ended.err.contains("JWT_SECRET_KEY"));
    QVERIFY(secret.isEmpty() || !ended.err.contains(secret.toLatin1()));
}

void TestProcess::productionRunsWithAGoodSecret()
{
    DaemonProcess daemon({{u"ENVIRONMENT"_s, u"production"_s}, {u"JWT_SECRET_KEY"_s, goodSecret}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    QVERIFY(signUp(daemon.client()).isSignedIn());
    QVERIFY(!QFile::exists(daemon.database() + u".jwt.key"_s));
    QCOMPARE(daemon.stop(), 0);
}

void TestProcess::dotenvIsRead()
{
    DaemonProcess daemon;
    QVERIFY(write(daemon.file(u".env"_s), "# a comment\nHASH_QUEUE=7\nPORT=1\nNO_SUCH_SETTING=canary-7x\n"));
    const Finished printed = daemon.run({u"--print-config"_s});
    QVERIFY2(printed.out.contains("HASH_QUEUE=7 (.env file)"), printed.out.constData());
    QVERIFY(printed.out.contains("PORT=0 (environment)")); // the environment is stronger
    QVERIFY2(daemon.start(), daemon.err().constData());
    QVERIFY(daemon.err().contains("NO_SUCH_SETTING"));
    QVERIFY(!daemon.err().contains(canary.toLatin1()));
}

void TestProcess::faultInDotenvIsNamedByItsLine()
{
    const DaemonProcess daemon;
    QVERIFY(write(daemon.file(u".env"_s), "HASH_QUEUE=7\ncanary-7x no setting at all\n"));
    const Finished ended = daemon.run({u"serve"_s});
    QCOMPARE(ended.exitCode, 78);
    QVERIFY2(ended.err.contains("line 2"), ended.err.constData());
    QVERIFY(!ended.err.contains(canary.toLatin1()));
}

void TestProcess::keyFilesMustBePrivate_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("algorithm");
    QTest::addRow("secret") << u".jwt.key"_s << u"HS256"_s;
    QTest::addRow("Ed25519") << u".ed25519.key"_s << u"EdDSA"_s;
}

void TestProcess::keyFilesMustBePrivate()
{
    QFETCH(const QString, suffix);
    QFETCH(const QString, algorithm);
    DaemonProcess daemon({{u"JWT_ALGORITHM"_s, algorithm}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    QCOMPARE(daemon.stop(), 0);
    QFile key(daemon.database() + suffix);
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QVERIFY(!(key.permissions() & ~owner));
    const QByteArray content = contentOf(key.fileName());
    QVERIFY(key.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    QVERIFY(!daemon.start());
    QCOMPARE(daemon.waitForEnd().exitCode, 78);
    QVERIFY2(daemon.err().contains(suffix.toLatin1()) && daemon.err().contains("chmod"), daemon.err().constData());
    QVERIFY(!daemon.err().contains(content.trimmed()) && !daemon.out().contains(content.trimmed()));
    QCOMPARE(daemon.run({u"selftest"_s}).exitCode, 1);
    QVERIFY(key.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(daemon.start());
    QVERIFY(daemon.stop() == 0 && write(key.fileName(), "no key\n"));
    QVERIFY(!daemon.start());
    QCOMPARE(contentOf(key.fileName()), QByteArray("no key\n")); // never replaced
}

void TestProcess::takenPortIsToldAsSuch()
{
    DaemonProcess first;
    QVERIFY2(first.start(), first.err().constData());
    DaemonProcess second({{u"PORT"_s, QString::number(first.port())}});
    QVERIFY(!second.start());
    QCOMPARE(second.waitForEnd().exitCode, 1);
    QVERIFY2(second.err().contains("listen"), second.err().constData());
}

void TestProcess::unusableDatabaseIsRefusedAndLeftAlone_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("writable");
    QTest::addColumn<int>("exitCode");
    const QString usual = u"sqlite:///auth.db"_s;
    QTest::addRow("text") << QByteArray("this is no database at all, and it is long enough\n").repeated(50) << usual
                          << true << 1;
    QTest::addRow("short") << QByteArray("x") << usual << true << 1;
    QTest::addRow("right name, rest missing") << QByteArray("SQLite format 3").append('\0') << usual << true << 1;
    QTest::addRow("right name, rest nonsense")
        << QByteArray("SQLite format 3").append('\0') + QByteArray(8192, 'z') << usual << true << 1;
    QTest::addRow("a folder") << QByteArray() << u"sqlite:///."_s << true << 1;
    QTest::addRow("no such folder") << QByteArray() << u"sqlite:///nowhere/auth.db"_s << true << 1;
    QTest::addRow("another service") << QByteArray() << u"mysql:///auth.db"_s << true << 78;
    QTest::addRow("read-only") << QByteArray("SQLite format 3").append('\0') + QByteArray(8192, '\0') << usual << false
                               << 1;
}

void TestProcess::unusableDatabaseIsRefusedAndLeftAlone()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, url);
    QFETCH(const bool, writable);
    QFETCH(const int, exitCode);
    if (!writable && ::geteuid() == 0)
        QSKIP("nothing is read-only to root");
    DaemonProcess daemon({{u"DATABASE_URL"_s, url}});
    if (!content.isEmpty())
        QVERIFY(write(daemon.database(), content,
                      writable ? QFile::ReadOwner | QFile::WriteOwner : QFile::Permissions(QFile::ReadOwner)));
    QVERIFY(!daemon.start());
    QCOMPARE(daemon.waitForEnd().exitCode, exitCode);
    QVERIFY(!daemon.err().isEmpty());
    QCOMPARE(contentOf(daemon.database()), content);
}

void TestProcess::newerSchemaIsRefused()
{
    DaemonProcess daemon;
    QVERIFY2(daemon.start(), daemon.err().constData());
    QVERIFY(signUp(daemon.client()).isSignedIn());
    QCOMPARE(daemon.stop(), 0);
    QVERIFY(execute(
        daemon.database(),
        u"INSERT INTO schema_migrations (version, name, checksum, applied_at, applied_by) VALUES (9999, 'later', 'x', 0, 'later')"_s));
    const QByteArray before = contentOf(daemon.database());
    QVERIFY(!daemon.start());
    QCOMPARE(daemon.waitForEnd().exitCode, 1);
    QVERIFY2(daemon.err().contains("newer"), daemon.err().constData());
    QCOMPARE(contentOf(daemon.database()), before);
    QCOMPARE(daemon.run({u"migrate"_s, u"--check"_s}).exitCode, 1);
}

void TestProcess::secondDaemonIsRefused()
{
    DaemonProcess first;
    QVERIFY2(first.start(), first.err().constData());
    DaemonProcess second({{u"DATABASE_URL"_s, u"sqlite:///"_s + first.database()}});
    QVERIFY(!second.start());
    QCOMPARE(second.waitForEnd().exitCode, 1);
    QVERIFY2(second.err().contains(QByteArray::number(first.pid())), second.err().constData());
    QVERIFY(signUp(first.client()).isSignedIn());
    first.kill();
    QVERIFY2(second.start(), second.err().constData()); // what was killed holds no lock
}

void TestProcess::migrationsCanBeLookedAtFirst()
{
    DaemonProcess daemon({{u"DATABASE_AUTO_MIGRATE"_s, u"false"_s}});
    const Finished pending = daemon.run({u"migrate"_s, u"--check"_s});
    QCOMPARE(pending.exitCode, 1);
    QVERIFY2(pending.out.contains("0001"), pending.out.constData());
    QVERIFY(!QFile::exists(daemon.database()));
    QVERIFY(!daemon.start());
    QCOMPARE(daemon.waitForEnd().exitCode, 1);
    QVERIFY(daemon.err().contains("migrate"));
    QCOMPARE(daemon.run({u"migrate"_s}).exitCode, 0);
    QCOMPARE(daemon.run({u"migrate"_s, u"--check"_s}).exitCode, 0);
    QVERIFY2(daemon.start(), daemon.err().constData());
    QCOMPARE(daemon.run({u"migrate"_s, u"--check"_s}).exitCode, 0); // also while it runs
}

void TestProcess::administratorIsMadeWhileTheDaemonRuns()
{
    DaemonProcess daemon;
    QVERIFY2(daemon.start(), daemon.err().constData());
    QVERIFY(daemon.waitForEvent(u"administrator.missing"_s));
    Account admin = newAccount();
    const Finished made = daemon.run(createAdmin(admin.email, admin.username), admin.password.toUtf8() + "\r\nmore\n");
    QVERIFY2(made.exitCode == 0, made.err.constData());
    admin = signIn(daemon.client(), admin);
    const QJsonObject profile = daemon.client().get("/api/user/profile", admin.access).json();
    QVERIFY(profile[u"roles"_s].toArray().contains(u"admin"_s));
    QCOMPARE(profile[u"permissions"_s].toArray().size(), 9);
    QVERIFY(made.out.contains(profile[u"id"_s].toString().toLatin1()));
    QCOMPARE(daemon.run(createAdmin(admin.email, u"another_name"_s), admin.password.toUtf8()).exitCode, 1);
    QCOMPARE(daemon.run(createAdmin(u"another@example.org"_s, admin.username), admin.password.toUtf8()).exitCode, 1);
    QCOMPARE(daemon.stop(), 0);
    QVERIFY(daemon.start());
    QVERIFY(!daemon.out().contains("administrator.missing"));
}

void TestProcess::administratorMustBeAcceptable_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<int>("exitCode");
    const QByteArray good = "fluffy walrus paints seven\n";
    const QStringList command = createAdmin(u"root@example.org"_s, u"rooty"_s);
    QTest::addRow("weak password") << command << QByteArray("password1\n") << 1;
    QTest::addRow("empty password") << command << QByteArray("\n") << 1;
    QTest::addRow("no password") << command << QByteArray() << 1;
    QTest::addRow("endless password") << command << QByteArray(100000, 'x') << 1;
    QTest::addRow("password of two lines") << command << QByteArray("short\nfluffy walrus paints seven\n") << 1;
    QTest::addRow("not UTF-8") << command << QByteArray("fluffy walrus \xff\xfe paints\n") << 1;
    QTest::addRow("no address") << createAdmin(u"root"_s, u"rooty"_s) << good << 1;
    QTest::addRow("no name") << createAdmin(u"root@example.org"_s, u"r!"_s) << good << 1;
    QTest::addRow("option missing") << command.mid(0, 4) << good << 64;
    QTest::addRow("value missing") << command.mid(0, 3) << good << 64;
    QTest::addRow("password as an argument") << command + QStringList{u"--password"_s, u"fluffy"_s} << good << 64;
    QTest::addRow("another verb") << QStringList{u"admin"_s, u"delete"_s} + command.mid(2) << good << 64;
    QTest::addRow("nothing") << QStringList{u"admin"_s} << good << 64;
}

void TestProcess::administratorMustBeAcceptable()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, password);
    QFETCH(const int, exitCode);
    const DaemonProcess daemon;
    const Finished ended = daemon.run(arguments, password);
    QVERIFY2(ended.exitCode == exitCode, QByteArray::number(ended.exitCode) + ended.err);
    QVERIFY(!ended.err.isEmpty());
    QVERIFY(password.size() < 5 || !ended.err.contains(password.trimmed()));
}

void TestProcess::commandLineIsUnderstoodOrRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("version") << QStringList{u"--version"_s} << 0 << QByteArray("auth-serve " AUTH_VERSION "\n");
    QTest::addRow("help") << QStringList{u"--help"_s} << 0 << QByteArray("usage: ");
    QTest::addRow("example") << QStringList{u"--print-env-example"_s} << 0 << QByteArray("# JWT_SECRET_KEY=");
    for (const QString &line :
         {u"nonsense"_s, u"--nonsense"_s, u"serve --port 1"_s, u"serve again"_s, u"migrate --nonsense"_s,
          u"migrate --check --check"_s, u"selftest again"_s, u"--print-config again"_s, u"-h"_s, u"SERVE"_s})
        QTest::addRow("%s", qPrintable(line)) << line.split(u' ') << 64 << QByteArray("usage: ");
}

void TestProcess::commandLineIsUnderstoodOrRefused()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, text);
    const DaemonProcess daemon;
    const Finished ended = daemon.run(arguments);
    QCOMPARE(ended.exitCode, exitCode);
    QVERIFY2((exitCode ? ended.err : ended.out).contains(text), ended.out + ended.err);
    QVERIFY((exitCode ? ended.out : ended.err).isEmpty());
    QVERIFY(QDir(daemon.folder()).isEmpty());
}

void TestProcess::selfTestPasses()
{
    DaemonProcess daemon;
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Finished tested = daemon.run({u"selftest"_s});
    QVERIFY2(tested.exitCode == 0, tested.out.constData());
    QVERIFY(tested.out.count("ok  ") >= 5 && !tested.out.contains("FAIL"));
}

/// A daemon in which four sign-ins are under way: one hashes, three wait.
struct BusyDaemon {
    BusyDaemon()
        : daemon({{u"RATE_LIMIT_ENABLED"_s, u"false"_s},
                  {u"HASH_SLOTS"_s, u"1"_s},
                  {u"HASH_THREADS"_s, u"1"_s},
                  {u"HASH_ITERATIONS"_s, u"16"_s}})
    {
    }

    bool makeBusy()
    {
        if (!daemon.start())
            return false;
        account = signUp(daemon.client());
        const HttpClient client = daemon.client();
        waiting = std::jthread([this, client] {
            answers = atOnce(4, [&](int) { return client.post("/api/auth/login", account.login()); });
        });
        return QTest::qWaitFor([&] { return hashesOneWhileThreeWait(daemon); }, 20000);
    }

    DaemonProcess daemon;
    Account account;
    QList<Answer> answers;
    std::jthread waiting;
};

void TestProcess::stopLetsRequestsFinish()
{
    BusyDaemon busy;
    QVERIFY(busy.makeBusy());
    QCOMPARE(busy.daemon.stop(), 0);
    busy.waiting.join();
    QList<int> statuses;
    for (const Answer &answer : busy.answers)
        statuses += answer.status;
    QCOMPARE(statuses, QList<int>(4, 200));
    QCOMPARE(busy.daemon.log().last()[u"event"_s].toString(), u"server.stopped"_s);
    QVERIFY(!QFile::exists(busy.daemon.database() + u"-wal"_s)); // all of it is in the database
    QVERIFY(busy.daemon.start());
    const QString token = busy.answers.first().text(u"refresh_token"_s);
    QCOMPARE(refresh(busy.daemon.client(), token).status, 200);
}

void TestProcess::secondStopEndsAtOnce()
{
    BusyDaemon busy;
    QVERIFY(busy.makeBusy());
    busy.daemon.terminate();
    QVERIFY(busy.daemon.waitForEvent(u"server.stopping"_s));
    QCOMPARE(busy.daemon.stop(), -1); // by the signal
    busy.waiting.join();
    QVERIFY(countOf(busy.answers, 200) < 4);
    QVERIFY(busy.daemon.start());
    QVERIFY(signIn(busy.daemon.client(), busy.account).isSignedIn());
}

void TestProcess::unreadOutputStopsNothing()
{
    DaemonProcess daemon({{u"LOG_LEVEL"_s, u"debug"_s}, {u"LOG_QUEUE_LINES"_s, u"100"_s}});
    daemon.setStdout(DaemonProcess::Stdout::UnreadPipe);
    QVERIFY2(daemon.start(), daemon.err().constData());
    for (int i = 0; i < 600; ++i) // of 250 bytes and more, into a pipe of 64 KiB
        QCOMPARE(daemon.client().get("/health").status, 200);
    QVERIFY(signUp(daemon.client()).isSignedIn());
    QCOMPARE(daemon.stop(), 0);
}

void TestProcess::closedOutputStopsNothing()
{
    DaemonProcess daemon({{u"LOG_LEVEL"_s, u"debug"_s}});
    daemon.setWrapper({u"/bin/sh"_s, u"-c"_s, u"exec \"$0\" \"$@\" >&-"_s});
    QVERIFY2(daemon.start(), daemon.err().constData());
    QVERIFY(signUp(daemon.client()).isSignedIn());
    QCOMPARE(daemon.client().get("/health").status, 200);
    QCOMPARE(daemon.stop(), 0);
    QVERIFY(daemon.start()); // the database holds nothing that was meant for the log
    QVERIFY(signUp(daemon.client()).isSignedIn());
}

void TestProcess::acknowledgedWritesSurviveAKill()
{
    DaemonProcess daemon({{u"RATE_LIMIT_ENABLED"_s, u"false"_s}, {u"LOG_LEVEL"_s, u"error"_s}});
    for (int round = 0; round < 3; ++round) {
        QVERIFY2(daemon.start(), daemon.err().constData());
        std::mutex mutex;
        QList<Account> accounts; // with the newest token that was acknowledged
        std::atomic<bool> running{true};
        std::vector<std::jthread> clients;
        for (int i = 0; i < 6; ++i)
            clients.emplace_back([&, client = daemon.client()] {
                while (running) {
                    Account account = signUp(client);
                    for (int k = 0; account.isSignedIn() && k < 5; ++k) {
                        const Answer next = refresh(client, account.refresh);
                        if (next.status != 200)
                            break;
                        account.refresh = next.text(u"refresh_token"_s);
                    }
                    const std::lock_guard lock(mutex);
                    if (account.isSignedIn())
                        accounts.append(account);
                }
            });
        const bool enough = QTest::qWaitFor(
            [&] {
                const std::lock_guard lock(mutex);
                return accounts.size() >= 12;
            },
            20000);
        daemon.kill();
        running = false;
        clients.clear();
        QVERIFY(enough);
        QVERIFY2(daemon.start(), daemon.err().constData());
        for (const Account &account : accounts) {
            QCOMPARE(daemon.client().get("/api/user/profile", account.access).status, 200);
            QCOMPARE(refresh(daemon.client(), account.refresh).status, 200);
        }
        QCOMPARE(daemon.stop(), 0);
    }
}

/// A limit on the size of files stands for a full disk: it needs no rights, and can be lifted from outside.
void TestProcess::fullDiskIsUnavailableAndPasses()
{
    if (QStandardPaths::findExecutable(u"prlimit"_s).isEmpty())
        QSKIP("prlimit is not installed");
    DaemonProcess daemon({{u"RATE_LIMIT_ENABLED"_s, u"false"_s}, {u"LOG_LEVEL"_s, u"error"_s}});
    daemon.setWrapper({u"prlimit"_s, u"--fsize=262144:unlimited"_s});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const HttpClient client = daemon.client();
    const Account account = signUp(client);
    QString token = account.refresh;
    Answer answer;
    for (int i = 0; i < 2000 && daemon.isRunning(); ++i) {
        answer = refresh(client, token);
        if (answer.status != 200)
            break;
        token = answer.text(u"refresh_token"_s);
    }
    QVERIFY(daemon.isRunning());
    QCOMPARE(answer.errorCode(), u"STORAGE_UNAVAILABLE"_s);
    QCOMPARE(contractFault(answer, "/api/auth/refresh"), QString());
    QCOMPARE(client.get("/api/user/profile", account.access).status, 200); // reading goes on
    // The writer has begun its log anew meanwhile, which may have made room: either is right, nothing else is.
    const Answer next = client.post("/api/auth/register", newAccount().registration());
    QVERIFY2(next.status == 201 || next.errorCode() == u"STORAGE_UNAVAILABLE"_s, next.body.constData());
    QProcess lift;
    lift.start(u"prlimit"_s, {u"--pid"_s, QString::number(daemon.pid()), u"--fsize=unlimited:unlimited"_s});
    QVERIFY(lift.waitForFinished() && lift.exitCode() == 0);
    QVERIFY(QTest::qWaitFor([&] { return refresh(client, token).status == 200; }));
    QVERIFY(signUp(client).isSignedIn());
    QCOMPARE(daemon.stop(), 0);
}

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
