#include "fixture.h"

#include "storage/placeholders.h"
#include "storage/postgres_address.h"

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// What needs no server: URLs, placeholders, the meaning of error codes.
class TestPostgresAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void urlsMeanDatabases_data();
    void urlsMeanDatabases();
    void passwordIsDecoded_data();
    void passwordIsDecoded();
    void badUrlIsRefusedWithoutRepeatingIt_data();
    void badUrlIsRefusedWithoutRepeatingIt();
    void optionsAreQuotedForLibpq();
    void placeholdersAreNumbered_data();
    void placeholdersAreNumbered();
    void errorCodesHaveTheirKind_data();
    void errorCodesHaveTheirKind();
    void missingPluginIsAClearError();
};

void TestPostgresAddress::urlsMeanDatabases_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("name");
    QTest::newRow("usual") << u"postgresql://u:p@h:6543/d"_s << u"u"_s << u"d"_s << u"host='h' port='6543'"_s
                           << u"d on h"_s;
    QTest::newRow("short scheme, no port") << u"POSTGRES://u@h/d"_s << u"u"_s << u"d"_s << u"host='h'"_s << u"d on h"_s;
    QTest::newRow("no user") << u"postgresql://h/d"_s << u""_s << u"d"_s << u"host='h'"_s << u"d on h"_s;
    QTest::newRow("encoded") << u"postgresql://u%40x:p@h/my%20d%C3%A4"_s << u"u@x"_s << u"my d\u00e4"_s << u"host='h'"_s
                             << u"my d\u00e4 on h"_s;
    QTest::newRow("socket as option") << u"postgresql:///d?host=%2Frun%2Fpostgresql"_s << u""_s << u"d"_s
                                      << u"host='/run/postgresql'"_s << u"d on /run/postgresql"_s;
    QTest::newRow("socket as host") << u"postgresql://%2Frun%2Fpg/d"_s << u""_s << u"d"_s << u"host='/run/pg'"_s
                                    << u"d on /run/pg"_s;
    QTest::newRow("IPv6") << u"postgresql://[::1]:5433/d"_s << u""_s << u"d"_s << u"host='::1' port='5433'"_s
                          << u"d on ::1"_s;
    QTest::newRow("several hosts") << u"postgresql://h1:1,h2,[::1]:3/d"_s << u""_s << u"d"_s
                                   << u"host='h1,h2,::1' port='1,,3' target_session_attrs='read-write'"_s
                                   << u"d on h1,h2,::1"_s;
    QTest::newRow("several hosts, any") << u"postgresql://h1,h2/d?target_session_attrs=any"_s << u""_s << u"d"_s
                                        << u"host='h1,h2' target_session_attrs='any'"_s << u"d on h1,h2"_s;
    QTest::newRow("plain path") << u"postgresql://h/d?sslrootcert=/etc/ssl/ca.pem"_s << u""_s << u"d"_s
                                << u"host='h' sslrootcert='/etc/ssl/ca.pem'"_s << u"d on h"_s;
    QTest::newRow("options") << u"postgresql://h/d?sslmode=verify-full&sslrootcert=%2Fa%20b.pem&connect_timeout=2"_s
                             << u""_s << u"d"_s
                             << u"host='h' sslmode='verify-full' sslrootcert='/a b.pem' connect_timeout='2'"_s
                             << u"d on h"_s;
    QTest::newRow("server settings") << u"postgresql://h/d?options=-c%20search_path%3Dx"_s << u""_s << u"d"_s
                                     << u"host='h' options='-c search_path=x'"_s << u"d on h"_s;
}

void TestPostgresAddress::urlsMeanDatabases()
{
    QFETCH(QString, url);
    QVERIFY(isPostgresUrl(url));
    const auto address = postgresAddress(url);
    VERIFY_RESULT(address);
    QTEST(address->user, "user");
    QTEST(address->database, "database");
    QTEST(address->connectOptions(), "options");
    QTEST(address->name(), "name");
}

void TestPostgresAddress::passwordIsDecoded_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QByteArray>("meant");
    QTest::newRow("none") << u""_s << QByteArray();
    QTest::newRow("plain") << u":secret"_s << QByteArray("secret");
    QTest::newRow("colon") << u":a:b"_s << QByteArray("a:b");
    QTest::newRow("reserved") << u":%40%3A%2F%3F%23%5B%5D%26%3D%25"_s << QByteArray("@:/?#[]&=%");
    QTest::newRow("quotes") << u":'%22%5C%20%3B"_s << QByteArray("'\"\\ ;");
    QTest::newRow("beyond ASCII") << u":%E2%82%AC\u00e4"_s << QByteArray("\xE2\x82\xAC\xC3\xA4");
}

void TestPostgresAddress::passwordIsDecoded()
{
    QFETCH(QString, written);
    const auto address = postgresAddress(u"postgresql://u%1@h/d"_s.arg(written));
    VERIFY_RESULT(address);
    QTEST(address->password.reveal().toByteArray(), "meant");
}

void TestPostgresAddress::badUrlIsRefusedWithoutRepeatingIt_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("no slashes") << u"postgresql:u:canary@h/d"_s << u"no //"_s;
    QTest::newRow("no database") << u"postgresql://u:canary@h"_s << u"no database"_s;
    QTest::newRow("empty database") << u"postgresql://u:canary@h/"_s << u"no database"_s;
    QTest::newRow("at sign in the password") << u"postgresql://u:canary@x@h/d"_s << u"host or port"_s;
    QTest::newRow("slash in the password") << u"postgresql://u:canary/x@h/d"_s << u"host or port"_s;
    QTest::newRow("slash after digits") << u"postgresql://u:12/canary@h/d"_s << u"no database"_s;
    QTest::newRow("question mark") << u"postgresql://u:12?canary@h/d"_s << u"no database"_s;
    QTest::newRow("hash") << u"postgresql://u:ca#canary@h/d"_s << u"percent-encoded"_s;
    QTest::newRow("space") << u"postgresql://u:ca canary@h/d"_s << u"percent-encoded"_s;
    QTest::newRow("not UTF-8") << u"postgresql://u:canary%FF@h/d"_s << u"percent-encoded"_s;
    QTest::newRow("NUL") << u"postgresql://u:canary%00@h/d"_s << u"percent-encoded"_s;
    QTest::newRow("port is no number") << u"postgresql://u:canary@h:x/d"_s << u"host or port"_s;
    QTest::newRow("port too high") << u"postgresql://u:canary@h:65536/d"_s << u"host or port"_s;
    QTest::newRow("port zero") << u"postgresql://u:canary@h:0/d"_s << u"host or port"_s;
    QTest::newRow("open bracket") << u"postgresql://u:canary@[::1/d"_s << u"host or port"_s;
    QTest::newRow("unknown option") << u"postgresql://u:canary@h/d?canary=1"_s << u"option 1"_s;
    QTest::newRow("no value") << u"postgresql://u:canary@h/d?sslmode=prefer&canary"_s << u"option 2"_s;
    QTest::newRow("password as option") << u"postgresql://u@h/d?password=canary"_s << u"option 1"_s;
    QTest::newRow("encoding") << u"postgresql://u@h/d?client_encoding=canary"_s << u"option 1"_s;
    QTest::newRow("semicolon") << u"postgresql://u@h/d?application_name=a%3Bcanary"_s << u"semicolon"_s;
    QTest::newRow("twice") << u"postgresql://u@h/d?sslmode=prefer&sslmode=canary"_s << u"twice"_s;
    QTest::newRow("two hosts") << u"postgresql://u@h/d?host=canary"_s << u"twice"_s;
}

void TestPostgresAddress::badUrlIsRefusedWithoutRepeatingIt()
{
    QFETCH(QString, url);
    QFETCH(QString, complaint);
    const auto address = postgresAddress(url);
    QVERIFY(!address);
    QVERIFY2(address.error().message.contains(complaint), qPrintable(address.error().message));
    QVERIFY(!trouble(address).contains("canary"));
}

void TestPostgresAddress::optionsAreQuotedForLibpq()
{
    const auto address = postgresAddress(u"postgresql://h/d?application_name=it's%20a%20%5C"_s);
    VERIFY_RESULT(address);
    QCOMPARE(address->connectOptions(), u"host='h' application_name='it\\'s a \\\\'"_s);
}

void TestPostgresAddress::placeholdersAreNumbered_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("numbered");
    QTest::newRow("none") << QByteArray("SELECT 1") << QByteArray("SELECT 1");
    QTest::newRow("some") << QByteArray("a = ? AND b > ?,?") << QByteArray("a = $1 AND b > $2,$3");
    QTest::newRow("more than nine") << QByteArray("??????????") << QByteArray("$1$2$3$4$5$6$7$8$9$10");
    QTest::newRow("string") << QByteArray("'?''?' ?") << QByteArray("'?''?' $1");
    QTest::newRow("name") << QByteArray("\"?\" ?") << QByteArray("\"?\" $1");
    QTest::newRow("line comment") << QByteArray("-- ?\n?") << QByteArray("-- ?\n$1");
    QTest::newRow("comment") << QByteArray("/* ? */?") << QByteArray("/* ? */$1");
    QTest::newRow("minus") << QByteArray("? - ? / ?") << QByteArray("$1 - $2 / $3");
    QTest::newRow("open string") << QByteArray("? '?") << QByteArray("$1 '?");
}

void TestPostgresAddress::placeholdersAreNumbered()
{
    QFETCH(QByteArray, sql);
    QTEST(numberedPlaceholders(sql.constData()), "numbered");
}

void TestPostgresAddress::errorCodesHaveTheirKind_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *state, DbError::Kind kind) {
        QTest::newRow(*state ? state : "gone") << QByteArray(state) << int(kind);
    };
    row("", DbError::Lost);
    row("23505", DbError::Unique);
    row("23503", DbError::Constraint);
    row("22P02", DbError::Constraint);
    row("40001", DbError::Conflict);
    row("40P01", DbError::Conflict);
    row("40003", DbError::Lost);
    row("55P03", DbError::Busy);
    row("57014", DbError::Timeout);
    row("57P01", DbError::Lost);
    row("57P03", DbError::Lost);
    row("08006", DbError::Lost);
    row("25P03", DbError::Lost);
    row("25006", DbError::ReadOnly);
    row("53100", DbError::Full);
    row("53300", DbError::Io);
    row("XX001", DbError::Corrupt);
    row("42P01", DbError::Unready);
    row("42501", DbError::Unready);
    row("54000", DbError::Unready);
    row("55006", DbError::Unready);
    row("XX000", DbError::Unready);
    row("42601", DbError::Other);
    row("42703", DbError::Other);
}

void TestPostgresAddress::errorCodesHaveTheirKind()
{
    QFETCH(QByteArray, state);
    QTEST(int(postgresKind(state)), "kind");
}

void TestPostgresAddress::missingPluginIsAClearError()
{
    const QStringList paths = QCoreApplication::libraryPaths();
    QCoreApplication::setLibraryPaths({}); // before anything has looked for plugins
    const SystemClock clock;
    DatabaseOptions options;
    options.url = u"postgresql://u:canary@127.0.0.1:1/d"_s;
    const auto refused = Database::open(options, clock);
    QCoreApplication::setLibraryPaths(paths);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"QPSQL"_s), trouble(refused).constData());
    QVERIFY(!trouble(refused).contains("canary"));
}

QTEST_GUILESS_MAIN(TestPostgresAddress)
#include "tst_postgres_address.moc"
