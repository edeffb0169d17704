#include "support/accounts.h"
#include "support/daemon_process.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

/// A word that stands in one place only.
QString canary(int place) { return u"canary%1zq"_s.arg(place); }

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// As it is, in base64 and in hexadecimal.
QList<QByteArray> formsOf(const QByteArray &text)
{
    return {text, text.toBase64(QByteArray::OmitTrailingEquals).chopped(1), text.toHex()};
}

} // namespace

/// The archive for helpers, of a service in whose every corner something lies that must not be in it.
class TestSupportBundle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingThatWasPlantedIsInIt();
    void nobodysAddressIsInIt();
    void theLogIsStillOfUse();
    void settingsAreToldWithOrigins();
    void databaseIsCounted();
    void stateOfTheDaemonIsInIt();
    void oneIsMadeWithoutADaemon();
    void noFileIsReplaced();
    void wrongUseIsTold();

private:
    void plantInSettings();
    void plantInRequests();
    void plantInFiles();
    Finished make(const QString &file, const QStringList &more = {}, const QByteArray &input = {});
    QString unpack(const QString &file);
    QByteArray part(const QString &name) const { return contentOf(m_unpacked + u"/support-bundle/"_s + name); }

    DaemonProcess m_daemon{{{u"RATE_LIMIT_ENABLED"_s, u"false"_s}, {u"LOG_LEVEL"_s, u"debug"_s}}};
    QStringList m_canaries;
    QString m_unpacked;
    QString m_ip = u"203.0.113.77"_s;
};

/// Every setting that is a text, a folder, the environment.
void TestSupportBundle::plantInSettings()
{
    const auto plant = [&](const QString &setting, const QString &pattern) {
        const QString word = canary(int(m_canaries.size()));
        m_canaries += word;
        m_daemon.set(setting, pattern.arg(word));
    };
    plant(u"JWT_SECRET_KEY"_s, u"%1-q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8A"_s);
    plant(u"LOG_FILE"_s, u"%1.log"_s);
    plant(u"INSTANCE_ID"_s, u"%1"_s);
    plant(u"JWT_ISSUER"_s, u"https://%1.example.org"_s);
    plant(u"JWT_AUDIENCE"_s, u"%1"_s);
    plant(u"CORS_ORIGINS"_s, u"https://%1.example.org"_s);
    plant(u"JWT_KEY_FILE"_s, u"%1.key"_s);
    plant(u"CANARY_ENVIRONMENT"_s, u"%1"_s);
    m_daemon.set(u"TRUSTED_PROXIES"_s, u"127.0.0.1,198.51.100.0/24"_s);
    if (qEnvironmentVariable("AUTH_TEST_ENGINE") != u"postgresql")
        plant(u"DATABASE_URL"_s, u"sqlite:///%1.db"_s);
    else
        m_canaries += u"correct horse"_s; // nowhere; the server's own password is looked for below
    const QString inFile = canary(int(m_canaries.size()));
    m_canaries += inFile;
    QFile env(m_daemon.file(u".env"_s));
    QVERIFY(env.open(QIODevice::WriteOnly));
    env.write(u"NO_SUCH_SETTING_%1=%1\n"_s.arg(inFile).toUtf8());
}

/// Accounts, and everything a client can send.
void TestSupportBundle::plantInRequests()
{
    const auto word = [&] {
        m_canaries += canary(int(m_canaries.size()));
        return m_canaries.constLast();
    };
    const HttpClient client = m_daemon.client();
    Account account = newAccount();
    account.username = word();
    account.email = word() + u"@example.org"_s;
    account.password = u"Wellensittich-%1"_s.arg(word());
    const Answer made = client.send(
        "POST", "/api/auth/register",
        {{"Content-Type", "application/json"}, {"User-Agent", word().toLatin1()}, {"X-Forwarded-For", m_ip.toLatin1()}},
        QJsonDocument(account.registration()).toJson(QJsonDocument::Compact));
    QCOMPARE(made.status, 201);
    for (const QString &member : {u"access_token"_s, u"refresh_token"_s})
        m_canaries += made.text(member);
    m_canaries += made.json()[u"user"_s][u"id"_s].toString();
    refresh(client, made.text(u"refresh_token"_s));
    client.post("/api/auth/login", {{u"email"_s, word() + u"@example.org"_s}, {u"password"_s, word()}});
    client.post("/api/auth/login", {{word(), word()}});
    client.get("/" + word().toLatin1() + "/" + word().toLatin1());
    client.get("/health?token=" + word().toLatin1());
    for (const char *header : {"Authorization", "Cookie", "Referer", "X-Request-ID", "Accept", "Origin", "X-Api-Key"})
        client.send("GET", "/api/user/profile", {{header, word().toLatin1()}, {"X-Forwarded-For", m_ip.toLatin1()}});
    client.exchange(word().toLatin1() + " / HTTP/1.1\r\n\r\n");
}

/// Lines as they should never be, and other files.
void TestSupportBundle::plantInFiles()
{
    const auto word = [&] {
        m_canaries += canary(int(m_canaries.size()));
        return m_canaries.constLast();
    };
    QFile log(m_daemon.file(canary(1) + u".log"_s));
    QVERIFY(log.open(QIODevice::Append));
    const auto write = [&](const QString &line) { log.write(line.toUtf8() + '\n'); };
    write(word() + u" is no line"_s);
    write(u"{\"event\":\"%1.was_here\",\"level\":\"info\"}"_s.arg(word()));
    for (const QString &member : {u"message"_s, u"cause"_s, u"client_ip"_s, u"user_id"_s, u"instance"_s, u"route"_s,
                                  u"request_id"_s, u"method"_s, u"field"_s})
        write(u"{\"event\":\"request.failed\",\"level\":\"info\",\"%1\":\"it was %2 here\"}"_s.arg(member, word()));
    write(u"{\"event\":\"request.failed\",\"level\":\"info\",\"cause\":\"no role \\\"%1\\\" (%2)\"}"_s.arg(word(),
                                                                                                           word()));
    write(u"{\"event\":\"request.failed\",\"level\":\"info\",\"list\":[\"%1\"],\"object\":{\"a\":\"%2\"}}"_s.arg(
        word(), word()));
    write(
        u"{\"event\":\"request.failed\",\"level\":\"info\",\"cause\":\"%1@example.org from %2\"}"_s.arg(word(), m_ip));
    QFile other(m_daemon.file(word() + u".txt"_s));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write(word().toUtf8());
}

Finished TestSupportBundle::make(const QString &file, const QStringList &more, const QByteArray &input)
{
    return m_daemon.run(QStringList{u"support-bundle"_s, u"--output"_s, file} + more, input);
}

QString TestSupportBundle::unpack(const QString &file)
{
    const QString folder = m_daemon.file(u"unpacked-"_s + file);
    QDir().mkpath(folder);
    QProcess tar;
    tar.start(u"tar"_s, {u"-xzf"_s, m_daemon.file(file), u"-C"_s, folder});
    return tar.waitForFinished() && tar.exitCode() == 0 ? folder : QString();
}

void TestSupportBundle::initTestCase()
{
    plantInSettings();
    const Finished made = m_daemon.run({u"admin"_s, u"create"_s, u"--email"_s, u"root@example.org"_s, u"--username"_s,
                                        u"rooty"_s, u"--password-stdin"_s},
                                       "Kanarienvogel-im-Bergwerk-4711\n");
    QVERIFY2(made.exitCode == 0, made.err.constData());
    QVERIFY2(m_daemon.start(), m_daemon.err().constData());
    plantInRequests();
    const QString token = m_daemon.client()
                              .post("/api/auth/login", {{u"email"_s, u"root@example.org"_s},
                                                        {u"password"_s, u"Kanarienvogel-im-Bergwerk-4711"_s}})
                              .text(u"access_token"_s);
    QTRY_VERIFY(m_daemon.log().size() > 15);
    plantInFiles();
    QVERIFY2(m_canaries.size() >= 40, QByteArray::number(m_canaries.size()));
    const Finished bundle =
        make(u"bundle.tar.gz"_s, {u"--url"_s, u"http://127.0.0.1:%1"_s.arg(m_daemon.port()), u"--token-stdin"_s},
             token.toUtf8() + '\n');
    QVERIFY2(bundle.exitCode == 0, bundle.err.constData());
    m_canaries += {token, u"root@example.org"_s, u"rooty"_s, u"Kanarienvogel"_s, u"Wellensittich"_s};
    m_unpacked = unpack(u"bundle.tar.gz"_s);
    QVERIFY(!m_unpacked.isEmpty());
}

void TestSupportBundle::nothingThatWasPlantedIsInIt()
{
    int files = 0;
    for (QDirIterator each(m_unpacked, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); each.hasNext();
         ++files) {
        const QByteArray content = contentOf(each.next()).toLower() + each.fileName().toUtf8();
        for (const QString &word : std::as_const(m_canaries)) {
            for (const QByteArray &form : formsOf(word.toUtf8()))
                QVERIFY2(!content.contains(form.toLower()),
                         qPrintable(each.fileName() + u" holds "_s + word + u": "_s
                                    + QString::fromUtf8(content.mid(
                                        std::max<qsizetype>(0, content.indexOf(form.toLower()) - 100), 300))));
        }
        QVERIFY2(!content.contains("$argon2"), qPrintable(each.fileName()));
    }
    QVERIFY(files >= 8);
}

void TestSupportBundle::nobodysAddressIsInIt()
{
    for (QDirIterator each(m_unpacked, QDir::Files, QDirIterator::Subdirectories); each.hasNext();) {
        const QByteArray content = contentOf(each.next());
        QVERIFY(!content.contains(m_ip.toLatin1()));
        QVERIFY(!content.contains("198.51.100"));
        QVERIFY(!content.contains("example.org"));
    }
}

void TestSupportBundle::theLogIsStillOfUse()
{
    QList<QJsonObject> finished;
    QSet<QString> addresses;
    for (const QByteArray &line : part(u"log.jsonl"_s).split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object[u"event"_s].toString() != u"request.finished")
            continue;
        finished += object;
        addresses.insert(object[u"client_ip"_s].toString());
    }
    QVERIFY(finished.size() > 10);
    QVERIFY(finished.constFirst()[u"status"_s].isDouble());
    QVERIFY(finished.constFirst()[u"route"_s].isString());
    QCOMPARE(addresses.size(), 2); // this machine and the one behind the proxy, each under its one name
    QVERIFY(part(u"log.jsonl"_s).contains("Listening."));
}

void TestSupportBundle::settingsAreToldWithOrigins()
{
    const QByteArray settings = part(u"settings.txt"_s);
    QVERIFY(settings.contains("RATE_LIMIT_ENABLED=false (environment)"));
    QVERIFY(settings.contains("HASH_ITERATIONS=2 (default)"));
    QVERIFY(settings.contains("LOG_FILE=setting-"));
    QVERIFY(settings.contains("JWT_SECRET_KEY="));
}

void TestSupportBundle::databaseIsCounted()
{
    const QJsonObject database = QJsonDocument::fromJson(part(u"database.json"_s)).object();
    QVERIFY2(database[u"rows"_s][u"users"_s].toInt() == 2, part(u"database.json"_s).constData());
    QVERIFY(database[u"schema_version"_s].toInt() >= 3);
}

void TestSupportBundle::stateOfTheDaemonIsInIt()
{
    QVERIFY(part(u"metrics.txt"_s).contains("\nauth_serve_registrations_total{result=\"ok\"} 1\n"));
    QCOMPARE(QJsonDocument::fromJson(part(u"readyz.json"_s)).object()[u"status"_s].toString(), u"ready"_s);
    const QJsonObject system = QJsonDocument::fromJson(part(u"system.json"_s)).object();
    QVERIFY(system[u"lanes"_s][0][u"threads"_s].toInt() > 0);
    QVERIFY(!QJsonDocument::fromJson(part(u"summary.json"_s)).object()[u"minutes"_s].toArray().isEmpty());
    QVERIFY(QJsonDocument::fromJson(part(u"machine.json"_s)).object()[u"cores"_s].toInt() > 0);
}

void TestSupportBundle::oneIsMadeWithoutADaemon()
{
    DaemonProcess nobody;
    const Finished made =
        nobody.run({u"support-bundle"_s, u"--output"_s, u"a.tar.gz"_s, u"--url"_s, u"http://127.0.0.1:1"_s});
    QVERIFY2(made.exitCode == 0, made.err.constData());
    QVERIFY(QFileInfo(nobody.file(u"a.tar.gz"_s)).size() > 500);
    QVERIFY(!QFileInfo::exists(nobody.database())); // nothing was made by looking
}

void TestSupportBundle::noFileIsReplaced()
{
    const Finished again = make(u"bundle.tar.gz"_s);
    QCOMPARE(again.exitCode, 1);
    QVERIFY(again.err.contains("exists"));
}

void TestSupportBundle::wrongUseIsTold()
{
    QCOMPARE(m_daemon.run({u"support-bundle"_s, u"somewhere"_s}).exitCode, 64);
    QCOMPARE(m_daemon.run({u"support-bundle"_s, u"--everything"_s}).exitCode, 64);
}

QTEST_GUILESS_MAIN(TestSupportBundle)
#include "tst_support_bundle.moc"
