#include "support/accounts.h"
#include "support/daemon_process.h"
#include "support/test_engine.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray sha256crypt = "$5$rounds=1000$2./vliU7c5z5SMUG$hiYnYW86TbReJUhhdTAOg0zOyw2GdCuVGsWqfhOI67B";
const QString phrase = u"correct horse battery staple"_s;
const QString administrator = u"root@example.org"_s;

QByteArray row(const QByteArray &name)
{
    return "{\"email\": \"" + name + "@example.org\", \"password_hash\": \"" + sha256crypt + "\"}\n";
}

Answer import(const HttpClient &client, const QString &token, const QByteArray &body,
              const QByteArray &type = "application/x-ndjson", const QByteArray &query = {})
{
    Headers headers = HttpClient::bearer(token);
    headers.emplace_back("Content-Type", type);
    return client.send("POST", "/api/users/import" + query, headers, body);
}

QString login(const HttpClient &client, const QString &email)
{
    return client.post("/api/auth/login", {{u"email"_s, email}, {u"password"_s, phrase}}).text(u"access_token"_s);
}

/// With an administrator, whose password is the phrase.
std::unique_ptr<DaemonProcess> administrated()
{
    auto daemon = std::make_unique<DaemonProcess>(freshDatabase());
    const Finished made = daemon->run(
        {u"admin"_s, u"create"_s, u"--email"_s, administrator, u"--username"_s, u"root"_s, u"--password-stdin"_s},
        phrase.toUtf8());
    return made.exitCode == 0 && daemon->start() ? std::move(daemon) : nullptr;
}

} // namespace

/// Accounts of another system, over REST and with the command.
class TestImport : public QObject {
    Q_OBJECT

private:
    QString write(const DaemonProcess &daemon, const QString &name, const QByteArray &content)
    {
        QFile file(daemon.file(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
    }
    static QByteArray contentOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }

private Q_SLOTS:
    void importedUserSignsInWithTheOldPassword()
    {
        const auto daemon = administrated();
        QVERIFY(daemon);
        const HttpClient client = daemon->client();
        const QString token = login(client, administrator);
        const Answer dry =
            import(client, token, row("ada") + "\n{}\n" + row("root"), "application/x-ndjson", "?dry_run=true");
        QCOMPARE(dry.status, 200);
        QCOMPARE(dry.json().value(u"created"_s).toInt(), 1);
        QCOMPARE(dry.json().value(u"existing"_s).toInt(), 1);
        QCOMPARE(dry.json().value(u"failed"_s).toInt(), 1);
        QVERIFY(login(client, u"ada@example.org"_s).isEmpty());

        const Answer made = import(client, token, row("ada"));
        QCOMPARE(made.status, 200);
        QCOMPARE(made.json().value(u"dry_run"_s), QJsonValue(false));
        const QJsonObject verdict = made.json().value(u"rows"_s).toArray().first().toObject();
        QCOMPARE(verdict.value(u"verdict"_s).toString(), u"new"_s);
        QCOMPARE(verdict.value(u"username"_s).toString(), u"ada"_s);
        QVERIFY(!login(client, u"Ada@example.org"_s).isEmpty());
        QVERIFY(!login(client, u"ada@example.org"_s).isEmpty()); // with the hash that replaced the old one
        QVERIFY(!made.body.contains("rounds="));
        QVERIFY(!daemon->out().contains("rounds="));
    }

    void listIsTakenToo()
    {
        const auto daemon = administrated();
        QVERIFY(daemon);
        const HttpClient client = daemon->client();
        const QString token = login(client, administrator);
        const Answer made =
            import(client, token, "[" + row("ada") + ", {\"email\": 1}, " + row("grace") + "]", "application/json");
        QCOMPARE(made.status, 200);
        QCOMPARE(made.json().value(u"created"_s).toInt(), 2);
        QCOMPARE(made.json().value(u"rows"_s).toArray().at(1).toObject().value(u"code"_s).toString(), u"wrong_type"_s);
    }

    void requestAsAWholeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto add = [](const char *name, const QByteArray &type, const QByteArray &query, const QByteArray &body,
                            int status,
                            const QString &code) { QTest::newRow(name) << type << query << body << status << code; };
        const QByteArray lines = "application/x-ndjson", json = "application/json";
        add("csv", "text/csv", "", row("a"), 415, u"UNSUPPORTED_MEDIA_TYPE"_s);
        add("no type", "", "", row("a"), 415, u"UNSUPPORTED_MEDIA_TYPE"_s);
        add("no rows", lines, "", "\n", 400, u"VALIDATION_ERROR"_s);
        add("no list", json, "", row("a"), 400, u"VALIDATION_ERROR"_s);
        add("broken list", json, "", "[" + row("a"), 400, u"MALFORMED_JSON"_s);
        add("unknown parameter", lines, "?dry=true", row("a"), 400, u"VALIDATION_ERROR"_s);
        add("rows in the query", lines, "?rows=x", row("a"), 400, u"VALIDATION_ERROR"_s);
        add("dry run of no kind", lines, "?dry_run=maybe", row("a"), 400, u"VALIDATION_ERROR"_s);
        add("too many rows", lines, "", QByteArray("{}\n").repeated(501), 400, u"VALIDATION_ERROR"_s);
        add("too many bytes", lines, "", QByteArray(65 * 1024, ' '), 413, u"PAYLOAD_TOO_LARGE"_s);
    }
    void requestAsAWholeIsRefused()
    {
        static const auto daemon = administrated();
        QVERIFY(daemon);
        const HttpClient client = daemon->client();
        static const QString token = login(client, administrator);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        const Answer answer = import(client, token, body, type, query);
        QTEST(answer.status, "status");
        QCOMPARE(answer.errorCode(), code);
    }

    void onlyThoseWhoMayWriteUsersImport()
    {
        const auto daemon = administrated();
        QVERIFY(daemon);
        const HttpClient client = daemon->client();
        QCOMPARE(import(client, signUp(client).access, row("ada")).status, 403);
        QCOMPARE(
            client.send("POST", "/api/users/import", {{"Content-Type", "application/x-ndjson"}}, row("ada")).status,
            401);
    }

    void commandTakesAFileOfCsv()
    {
        DaemonProcess daemon(freshDatabase());
        const QString file = write(daemon, u"users.csv"_s,
                                   "\xEF\xBB\xBF"
                                   "email,username,roles,password_hash,is_active\r\n"
                                   "ada@example.org,ada,\"user,support\","
                                       + sha256crypt
                                       + ",true\r\n"
                                         "\r\n"
                                         "grace@example.org,,,,\r\n"
                                         "broken@example.org,\"x\",,,\r\n"
                                         "narrow@example.org\r\n"
                                         "\xff@example.org,,,,\r\n"
                                         "off@example.org,,,,maybe\r\n");
        const QStringList command{u"import"_s, file, u"--failures"_s, daemon.file(u"failures"_s)};
        const Finished dry = daemon.run(command + QStringList{u"--dry-run"_s});
        const Finished first = daemon.run(command);
        QCOMPARE(first.exitCode, 1); // there are failures
        QCOMPARE(first.out, "6 rows: 2 new, 0 there already, 4 refused\n"_ba);
        QCOMPARE(dry.out, "6 rows: 2 new, 0 there already, 4 refused; nothing was changed\n"_ba);
        QList<QByteArray> failures = contentOf(daemon.file(u"failures"_s)).trimmed().split('\n');
        QCOMPARE(failures.size(), 4);
        QStringList told;
        for (const QByteArray &line : failures) {
            const QJsonObject each = QJsonDocument::fromJson(line).object();
            told += QString::number(each.value(u"row"_s).toInt()) + u' ' + each.value(u"field"_s).toString() + u' '
                    + each.value(u"code"_s).toString();
        }
        QCOMPARE(told, (QStringList{u"3 username invalid"_s, u"4  wrong_width"_s, u"5 email invalid"_s,
                                    u"6 is_active wrong_type"_s}));
        QCOMPARE(daemon.run(command).out, "6 rows: 0 new, 2 there already, 4 refused\n"_ba);
        QVERIFY(daemon.start());
        QVERIFY(!login(daemon.client(), u"ada@example.org"_s).isEmpty());
    }

    void commandTakesAFileOfLines()
    {
        const DaemonProcess daemon(freshDatabase());
        QByteArray lines = "\xEF\xBB\xBF";
        for (int i = 0; i < 1200; ++i)
            lines += row("p" + QByteArray::number(i));
        lines += "{\"email\": \"" + QByteArray(200'000, 'x') + "\"}\n" + row("last").trimmed();
        const QString file = write(daemon, u"users.jsonl"_s, lines);
        const Finished done = daemon.run({u"import"_s, file});
        QCOMPARE(done.out, "1202 rows: 1201 new, 0 there already, 1 refused\n"_ba);
        QVERIFY2(done.err.contains("\"row\":1201,"), done.err.constData());
        QVERIFY(!done.err.contains("xxxxxxxx"));
        QCOMPARE(daemon.run({u"import"_s, file}).out, "1202 rows: 0 new, 1201 there already, 1 refused\n"_ba);
    }

    void fileThatIsNoCsvIsRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("no header") << "ada@example.org,ada\n"_ba;
        QTest::newRow("header without address") << "username\nada\n"_ba;
        QTest::newRow("member twice") << "email,email\na@example.org,a@example.org\n"_ba;
        QTest::newRow("unknown member") << "email,password\na@example.org,x\n"_ba;
        QTest::newRow("quote in a cell") << "email\na\"b@example.org\n"_ba;
        QTest::newRow("open quote") << "email\n\"a@example.org\n"_ba;
        QTest::newRow("text after a quote") << "email\n\"a@example.org\"x\n"_ba;
        QTest::newRow("endless row") << "email\n" + QByteArray(100'000, 'x') + "\n";
    }
    void fileThatIsNoCsvIsRefused()
    {
        QFETCH(QByteArray, content);
        static const DaemonProcess daemon(freshDatabase());
        const QString file = write(daemon, u"users.csv"_s, content);
        const Finished done = daemon.run({u"import"_s, file});
        QCOMPARE(done.exitCode, 1);
        QVERIFY(done.out.isEmpty());
        QVERIFY(!done.err.isEmpty());
        QVERIFY(!done.err.contains("ada"));
    }

    void commandLineThatIsNotUnderstood_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no file") << QStringList();
        QTest::newRow("two files") << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("unknown format") << QStringList{u"a"_s, u"--format"_s, u"xml"_s};
        QTest::newRow("unknown option") << QStringList{u"a"_s, u"--overwrite"_s};
    }
    void commandLineThatIsNotUnderstood()
    {
        QFETCH(QStringList, arguments);
        static const DaemonProcess daemon;
        const Finished done = daemon.run(QStringList{u"import"_s} + arguments);
        QCOMPARE(done.exitCode, 64);
        QVERIFY(done.err.contains("usage: auth-serve import"));
    }
};

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
