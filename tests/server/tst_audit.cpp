#include "support/accounts.h"
#include "support/daemon_process.h"
#include "support/test_engine.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int tampered = 2, misunderstood = 64; // commands.h

/// An account of the command line, signed in.
Account administrator(DaemonProcess &daemon)
{
    const Account account = newAccount();
    const Finished made = daemon.run({u"admin"_s, u"create"_s, u"--email"_s, account.email, u"--username"_s,
                                      account.username, u"--password-stdin"_s},
                                     account.password.toUtf8());
    return made.exitCode == 0 ? signIn(daemon.client(), account) : account;
}

QJsonObject entry(const Answer &page, int i) { return page.json().value(u"items"_s).toArray().at(i).toObject(); }

qsizetype count(const Answer &page) { return page.json().value(u"items"_s).toArray().size(); }

} // namespace

/// The audit trail over its doors: REST and the command line.
class TestAudit : public QObject {
    Q_OBJECT

    std::unique_ptr<DaemonProcess> m_daemon;
    Account m_admin;

    Answer get(const QByteArray &target) const { return m_daemon->client().get(target, m_admin.access); }
    QString publicKey() const { return QString::fromLatin1(m_daemon->run({u"audit"_s, u"key"_s}).out.trimmed()); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_daemon->file(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }
    Finished verified(const QByteArray &exported, const QString &key) const
    {
        return m_daemon->run(
            {u"audit"_s, u"verify"_s, u"--export"_s, write(u"export"_s, exported), u"--public-key"_s, key});
    }

private Q_SLOTS:
    void init()
    {
        m_daemon = std::make_unique<DaemonProcess>(freshDatabase());
        m_daemon->set(u"RATE_LIMIT_ENABLED"_s, u"false"_s);
        QVERIFY(m_daemon->start());
        m_admin = administrator(*m_daemon);
        QVERIFY(m_admin.isSignedIn());
    }
    void cleanup() { m_daemon.reset(); }

    void listTellsWhoDidWhat()
    {
        const Account alice = signUp(m_daemon->client());
        const Answer page = get("/api/audit");
        QCOMPARE(page.status, 200);
        QCOMPARE(count(page), 2);
        QCOMPARE(page.json().value(u"total"_s).toObject().value(u"value"_s).toInt(), 2);
        QVERIFY(page.json().value(u"next_cursor"_s).isNull());
        const QJsonObject newest = entry(page, 0), first = entry(page, 1);
        QCOMPARE(newest.value(u"action"_s).toString(), u"user.registered"_s);
        QCOMPARE(newest.value(u"actor"_s).toObject().value(u"name"_s).toString(), alice.username);
        QCOMPARE(newest.value(u"actor"_s).toObject().value(u"ip"_s).toString(), u"127.0.0.1"_s);
        QVERIFY(!newest.value(u"request_id"_s).toString().isEmpty());
        QCOMPARE(first.value(u"action"_s).toString(), u"user.created"_s);
        QVERIFY(first.value(u"actor"_s).toObject().value(u"id"_s).isNull()); // somebody at the machine
        QCOMPARE(first.value(u"target"_s).toObject().value(u"name"_s).toString(), m_admin.username);
        QCOMPARE(first.value(u"after"_s).toObject().value(u"roles"_s).toArray().size(), 2);
        QCOMPARE(first.value(u"reason"_s).toString(), u"auth-serve admin create"_s);
    }

    void listIsFilteredAndPaged()
    {
        const Account alice = signUp(m_daemon->client());
        for (int i = 0; i < 5; ++i)
            QVERIFY(signUp(m_daemon->client()).isSignedIn());
        const QJsonObject whole = get("/api/audit").json();
        const QByteArray id = entry(get("/api/audit?action=user.registered"), 5)
                                  .value(u"actor"_s)
                                  .toObject()
                                  .value(u"id"_s)
                                  .toString()
                                  .toLatin1();
        QCOMPARE(count(get("/api/audit?actor=" + id)), 1);
        QCOMPARE(count(get("/api/audit?person=" + id)), 1);
        QCOMPARE(count(get("/api/audit?target=" + id)), 1);
        QCOMPARE(count(get("/api/audit?target=" + id + "&action=user.created")), 0);
        QCOMPARE(count(get("/api/audit?action=user.")), 7);
        QCOMPARE(count(get("/api/audit?action=role.")), 0);
        QCOMPARE(count(get("/api/audit?class=accounts")), 7);
        QCOMPARE(count(get("/api/audit?class=security")), 0);
        QCOMPARE(count(get("/api/audit?since=2000-01-01T00:00:00Z&until=2100-01-01T00:00:00Z")), 7);
        QCOMPARE(count(get("/api/audit?until=2000-01-01T00:00:00Z")), 0);
        QCOMPARE(count(get("/api/audit?since=2100-01-01T00:00:00Z")), 0);
        const QByteArray request = entry(get("/api/audit"), 0).value(u"request_id"_s).toString().toLatin1();
        QCOMPARE(count(get("/api/audit?request_id=" + request)), 1);

        QList<double> numbers;
        for (QByteArray cursor = "start"; !cursor.isEmpty();) {
            const Answer page = get("/api/audit?limit=3&action=user." + (cursor == "start" ? "" : "&cursor=" + cursor));
            QCOMPARE(page.json().value(u"total"_s).toObject().value(u"value"_s).toInt(), 7);
            for (int i = 0; i < count(page); ++i)
                numbers += entry(page, i).value(u"seq"_s).toDouble();
            cursor = page.text(u"next_cursor"_s).toLatin1();
        }
        QCOMPARE(numbers, (QList<double>{7, 6, 5, 4, 3, 2, 1}));
        for (const char *bad :
             {"cursor=x", "cursor=-1", "limit=0", "limit=201", "class=other", "actor=me", "since=now"})
            QCOMPARE(get(QByteArray("/api/audit?") + bad).errorCode(), u"VALIDATION_ERROR"_s);
    }

    void onlyThoseWithThePermissionMayRead()
    {
        const Account alice = signUp(m_daemon->client());
        for (const char *target : {"/api/audit", "/api/audit/export", "/api/audit/retention"}) {
            QCOMPARE(m_daemon->client().get(target, alice.access).status, 403);
            QCOMPARE(m_daemon->client().get(target).status, 401);
        }
    }

    void exportCanBeVerifiedWithThePublicKeyAlone()
    {
        QVERIFY(signUp(m_daemon->client()).isSignedIn());
        const Answer exported = get("/api/audit/export");
        QCOMPARE(exported.status, 200);
        QCOMPARE(exported.header("content-type"), "application/x-ndjson");
        QVERIFY(exported.header("content-disposition").contains(".ndjson"));
        const QString key = publicKey();
        const Finished good = verified(exported.body, key);
        QVERIFY2(good.exitCode == 0, good.out + good.err);
        QVERIFY2(good.out.contains("3 rows up to 3 are as they were put on record"), good.out);

        QByteArray changed = exported.body;
        changed.replace("user.registered", "user.registered ");
        const Finished bad = verified(changed, key);
        QCOMPARE(bad.exitCode, tampered);
        QVERIFY2(bad.out.startsWith("Row 2: "), bad.out);

        QCOMPARE(verified(exported.body, QString(43, u'A')).exitCode, tampered); // not who signed it
        QCOMPARE(verified(exported.body, u"short"_s).exitCode, misunderstood);
        QCOMPARE(m_daemon->run({u"audit"_s, u"verify"_s, u"--export"_s, u"x"_s}).exitCode, misunderstood);
        QCOMPARE(m_daemon->run({u"audit"_s}).exitCode, misunderstood);
    }

    void spreadsheetCannotBeMistakenForProof()
    {
        const Answer exported = get("/api/audit/export?format=csv");
        QCOMPARE(exported.status, 200);
        QVERIFY(exported.header("content-type").startsWith("text/csv"));
        QVERIFY(exported.body.startsWith("seq,time,"));
        QCOMPARE(verified(exported.body, publicKey()).exitCode, 1);
        QCOMPARE(entry(get("/api/audit?action=audit."), 0).value(u"action"_s).toString(), u"audit.exported"_s);
    }

    void databaseIsVerifiedBesideTheDaemonAndSignedAtItsEnd()
    {
        QVERIFY(signUp(m_daemon->client()).isSignedIn());
        const Finished early = m_daemon->run({u"audit"_s, u"verify"_s});
        QVERIFY2(early.exitCode == 0 && early.out.contains("Not signed."), early.out + early.err);
        QCOMPARE(m_daemon->stop(), 0);
        const Finished late = m_daemon->run({u"audit"_s, u"verify"_s});
        QVERIFY2(late.exitCode == 0 && late.out.contains("Signed up to row 2 "), late.out + late.err);
    }

    void erasureTakesThePersonOnly()
    {
        const Account alice = signUp(m_daemon->client());
        const QString id = claimsOf(alice.access).value(u"sub"_s).toString();
        const auto erase = [&](const QString &person) {
            return m_daemon->client().post(("/api/users/" + person.toLatin1() + "/erase-audit-data"), {},
                                           m_admin.access);
        };
        const Answer refused = erase(id);
        QCOMPARE(refused.status, 409);
        QVERIFY(refused.body.contains("\"active\""));
        QCOMPARE(erase(u"00000000-0000-7000-8000-000000000001"_s).errorCode(), u"USER_NOT_FOUND"_s);
        QCOMPARE(m_daemon->client().post("/api/users/" + id.toLatin1() + "/erase-audit-data", {}, alice.access).status,
                 403);
        QVERIFY(get("/api/audit").body.contains(alice.username.toLatin1()));
    }

    void retentionIsForeseen()
    {
        const QJsonArray classes = get("/api/audit/retention").json().value(u"classes"_s).toArray();
        QCOMPARE(classes.size(), 3);
        const QJsonObject accounts = classes.at(1).toObject();
        QCOMPARE(accounts.value(u"class"_s).toString(), u"accounts"_s);
        QCOMPARE(accounts.value(u"rows"_s).toInt(), 1);
        QVERIFY(accounts.value(u"bytes"_s).toInt() > 260);
        QCOMPARE(accounts.value(u"days"_s).toInt(), 0);
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
