#include "support/accounts.h"
#include "support/daemon_process.h"

#include <QtCore/QDir>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

const QString secret = u"canary-secret-8f3kq0zv6w1x5y9t2r7u4p"_s;
const QString password = u"Kanarienvogel-im-Bergwerk-4711"_s;
const QString newPassword = u"Wellensittich-auf-dem-Dach-0815"_s;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The forms in which a text could lie about: as it is, in base64 and in hexadecimal.
QList<QByteArray> formsOf(const QByteArray &text)
{
    return {text, text.toBase64(QByteArray::OmitTrailingEquals).chopped(1), text.toHex(), text.toPercentEncoding()};
}

} // namespace

/// A whole life of an account with words that must not be found anywhere afterwards.
class TestCanary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void filesHoldNoSecret();
    void printedConfigurationHoldsNoSecret();
    void refusedStartTellsNoSecret();
    void filesAreTheOwnersAlone();
    void everyLineIsJson();
    void nothingForgesALine();

private:
    void live(const HttpClient &client);
    void provoke(const HttpClient &client, const QByteArray &canary);
    void lookFor(const QList<QByteArray> &canaries);

    DaemonProcess m_daemon{{{u"JWT_SECRET_KEY"_s, secret},
                            {u"LOG_LEVEL"_s, u"debug"_s},
                            {u"LOG_FILE"_s, u"daemon.log"_s},
                            {u"RATE_LIMIT_ENABLED"_s, u"false"_s},
                            {u"DATABASE_AUTO_MIGRATE"_s, u"true"_s}}};
    QList<QByteArray> m_canaries{secret.toLatin1(), password.toLatin1(), newPassword.toLatin1()};
};

void TestCanary::initTestCase()
{
    const Finished made = m_daemon.run({u"admin"_s, u"create"_s, u"--email"_s, u"root@example.org"_s, u"--username"_s,
                                        u"rooty"_s, u"--password-stdin"_s},
                                       password.toUtf8() + '\n');
    QVERIFY2(made.exitCode == 0, made.err.constData());
    QVERIFY(!made.out.contains(password.toUtf8()) && !made.err.contains(password.toUtf8()));
    QVERIFY2(m_daemon.start(), m_daemon.err().constData());
    live(m_daemon.client());
    for (const QByteArray &canary : QList<QByteArray>(m_canaries))
        provoke(m_daemon.client(), canary);
    lookFor(m_canaries); // while the write-ahead log is there
    QCOMPARE(m_daemon.stop(), 0);
}

void TestCanary::live(const HttpClient &client)
{
    Account account = newAccount();
    account.password = password;
    const auto keep = [this](const Answer &answer) {
        for (const QString &token : {u"access_token"_s, u"refresh_token"_s})
            m_canaries.append(answer.text(token).toLatin1());
        return answer.text(u"refresh_token"_s);
    };
    const QString first = keep(client.post("/api/auth/register", account.registration()));
    const QString second = keep(refresh(client, first));
    keep(refresh(client, second));
    QCOMPARE(refresh(client, first).status, 401); // used: a line in the log
    account = signIn(client, account);
    QVERIFY(account.isSignedIn());
    m_canaries += {account.access.toLatin1(), account.refresh.toLatin1()};
    const Answer changed = client.post(
        "/api/user/password", {{u"current_password"_s, password}, {u"new_password"_s, newPassword}}, account.access);
    QCOMPARE(changed.status, 204);
    QVERIFY(!m_canaries.contains(QByteArray()));
}

/// Every kind of error, with the word in every place.
void TestCanary::provoke(const HttpClient &client, const QByteArray &canary)
{
    const Headers json{{"Content-Type", "application/json"}};
    const QByteArray quoted = '"' + canary + '"';
    for (const char *path : {"/api/auth/register", "/api/auth/login", "/api/auth/refresh", "/api/auth/logout",
                             "/api/user/password", "/api/user/profile"})
    {
        for (const QByteArray &body : QList<QByteArray>{
                 "{" + quoted, quoted, "[" + quoted + "]", "{" + quoted + ":1}",
                 R"({"email":)" + quoted + R"(,"password":)" + quoted + "}", R"({"refresh_token":)" + quoted + "}",
                 R"({"email":"x@example.org","username":)" + quoted + R"(,"password":)" + quoted + "}",
                 R"({"email":[)" + quoted + R"(],"password":{"a":)" + quoted + "}}",
                 R"({"email":"a","email":)" + quoted + "}"})
        {
            client.send("POST", path, json, body);
            client.send("PATCH", path, json + Headers{{"If-Match", canary}}, body);
            client.send("POST", path, {{"Content-Type", canary}}, body);
        }
        client.send("GET", QByteArray(path) + "?token=" + canary + '&' + canary);
        client.send("POST", QByteArray(path) + "?password=" + canary, json, "{}");
    }
    for (const char *path : {"/api/user/sessions/", "/docs/", "/", "/reset/", "/api/auth/refresh/"})
        client.send("DELETE", path + canary);
    for (const QByteArray &header :
         QList<QByteArray>{"Authorization", "Cookie", "Referer", "X-Api-Key", "Accept", "If-Match", "Origin", "Expect"})
        client.send("GET", "/api/user/profile", {{header, canary}});
    client.send("GET", "/api/user/profile", {{"Authorization", "Bearer " + canary}});
    client.send("GET", "/api/user/profile", {{"Authorization", "Basic " + canary.toBase64()}});
    client.exchange("GET /health HTTP/1.1\r\nAuthorization: " + canary + "\r\nBroken\r\n\r\n");
    client.exchange("POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n" + canary);
    client.exchange(canary + "\r\n\r\n");
}

void TestCanary::lookFor(const QList<QByteArray> &canaries)
{
    const QFileInfoList files = QDir(m_daemon.folder()).entryInfoList(QDir::Files | QDir::Hidden);
    QVERIFY(files.size() >= 4); // the database, its log, stdout, the log file
    for (const QFileInfo &file : files) {
        const QByteArray content = contentOf(file.filePath());
        for (const QByteArray &canary : canaries) {
            for (const QByteArray &form : formsOf(canary))
                QVERIFY2(
                    !content.contains(form),
                    qPrintable(u"%1 holds %2: %3"_s.arg(
                        file.fileName(), QString::fromLatin1(form),
                        QString::fromUtf8(content.mid(std::max<qsizetype>(0, content.indexOf(form) - 200), 500)))));
        }
    }
}

void TestCanary::filesHoldNoSecret()
{
    lookFor(m_canaries);
    QVERIFY(contentOf(m_daemon.file(u"daemon.log"_s)).size() > 1000); // there was something to look at
    QVERIFY(contentOf(m_daemon.database()).contains("person"));
    QVERIFY(contentOf(m_daemon.file(u"auth-log.db"_s)).contains("/api/auth/refresh"));
}

void TestCanary::printedConfigurationHoldsNoSecret()
{
    const Finished printed = m_daemon.run({u"--print-config"_s});
    QCOMPARE(printed.exitCode, 0);
    QVERIFY(printed.out.contains("JWT_SECRET_KEY="));
    QVERIFY(!printed.out.contains(secret.toLatin1()));
    QVERIFY(!printed.err.contains(secret.toLatin1()));
}

void TestCanary::refusedStartTellsNoSecret()
{
    DaemonProcess daemon({{u"JWT_SECRET_KEY"_s, u"canary-too-short"_s}, {u"PORT"_s, u"canary-port"_s}});
    QVERIFY(!daemon.start());
    QCOMPARE(daemon.waitForEnd().exitCode, 78);
    QVERIFY(daemon.err().contains("PORT"));
    QVERIFY(!daemon.err().contains("canary") && !daemon.out().contains("canary"));
}

void TestCanary::filesAreTheOwnersAlone()
{
    for (const QFileInfo &file :
         QDir(m_daemon.folder()).entryInfoList({u"auth*.db*"_s, u"daemon.log*"_s}, QDir::Files | QDir::Hidden))
    {
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
                            | QFile::WriteOther | QFile::ExeOther;
        QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
    }
}

void TestCanary::everyLineIsJson()
{
    const QByteArray out = m_daemon.out();
    QCOMPARE(contentOf(m_daemon.file(u"daemon.log"_s)), out);
    for (const QJsonObject &line : m_daemon.log()) {
        for (const QString &member : {u"time"_s, u"level"_s, u"event"_s})
            QVERIFY(!line[member].toString().isEmpty());
        QVERIFY2(line[u"event"_s].toString() != u"log.dropped", "the lines were not all kept");
    }
    QVERIFY(m_daemon.log().size() > 500);
}

void TestCanary::nothingForgesALine()
{
    DaemonProcess daemon({{u"RATE_LIMIT_ENABLED"_s, u"false"_s}, {u"LOG_LEVEL"_s, u"debug"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const HttpClient client = daemon.client();
    const QString forged =
        u"x\"}\r\n{\"event\":\"forged.line\",\"level\":\"info\",\"time\":\"2026-01-01T00:00:00.000Z\"}\n\u2028\u001b[31m"_s;
    Account account = newAccount();
    account.username = forged;
    QCOMPARE(client.post("/api/auth/register", account.registration()).errorCode(), u"INVALID_USERNAME"_s);
    client.post("/api/auth/login", {{u"email"_s, forged}, {u"password"_s, forged}});
    client.post("/api/auth/refresh", {{u"refresh_token"_s, forged}});
    client.post("/api/auth/login", {{forged, forged}});
    const QByteArray coded = forged.toUtf8().toPercentEncoding();
    client.get('/' + coded);
    client.get("/docs/" + coded);
    client.get("/api/user/sessions/" + coded, u"nonsense"_s);
    client.send("GET", "/health",
                {{"X-Request-ID", "abcdefgh\"}{\"event\":\"forged.line\"}"},
                 {"User-Agent", "\"}{\"event\":\"forged.line\"}\x1b[31m"}});
    client.send("GET", "/health\"}{\"event\":\"forged.line\"}");
    const Account named = signUp(client);
    QVERIFY(named.isSignedIn());
    QCOMPARE(daemon.stop(), 0);
    QVERIFY(daemon.log().size() >= 10);
    for (const QJsonObject &line : daemon.log()) {
        QVERIFY(!line.isEmpty());
        QVERIFY(line[u"event"_s].toString() != u"forged.line");
    }
    for (const char c : daemon.out())
        QVERIFY2(static_cast<unsigned char>(c) >= 0x20 || c == '\n', "a control character reached the log");
}

QTEST_GUILESS_MAIN(TestCanary)
#include "tst_canary.moc"
