#include "bundle/redaction.h"

#include "bundle/archive.h"
#include "bundle/redacted_log.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

QJsonObject redactedObject(const Redaction &redaction, const QJsonObject &line)
{
    const auto redacted = redactedLine(redaction, QJsonDocument(line).toJson(QJsonDocument::Compact));
    return QJsonDocument::fromJson(redacted.value_or("")).object();
}

QJsonObject line(const QString &member, const QJsonValue &value)
{
    return {{u"event"_s, u"request.finished"_s}, {u"level"_s, u"info"_s}, {member, value}};
}

} // namespace

class RedactionTest : public QObject {
    Q_OBJECT

private:
    const Redaction m_redaction{{u"Sesame"_s, u"Sesame-Street"_s, u"db"_s, u"app"_s}};

private Q_SLOTS:
    void pseudonymsAreTheSameWithinOneAndNotInAnother()
    {
        const QString one = m_redaction.pseudonym(u"ip"_s, u"192.0.2.7"_s);
        QCOMPARE(one, m_redaction.pseudonym(u"ip"_s, u"192.0.2.7"_s));
        QVERIFY(one.startsWith(u"ip-") && one.size() == 15);
        QVERIFY(one != m_redaction.pseudonym(u"ip"_s, u"192.0.2.8"_s));
        QVERIFY(one != Redaction({}).pseudonym(u"ip"_s, u"192.0.2.7"_s));
        QCOMPARE(m_redaction.pseudonym(u"ip"_s, {}), QString());
    }

    void harmlessWordsStay_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"The circuit is open.", "Try again shortly, please!", "half_open", "took 250ms or 3 s", "version 3.40.1",
              "2026-11-21T12:00:00.000Z", "", "  spaces  stay  ", "the db was there", "what happened"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void harmlessWordsStay()
    {
        QFETCH(const QString, text);
        QCOMPARE(m_redaction.words(text), text);
    }

    // No word of letters a to f: a pseudonym ends in hexadecimal digits.
    void everythingElseGoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("gone");
        const auto row = [](const char *text, const char *gone) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(gone);
        };
        row("mail to grace@example.org, please", "grace");
        row("from 192.0.2.7:4711", "192.0.2.7");
        row("from 2001:db8::1", "2001:");
        row("no role \"grace\" here", "grace");
        row("no role 'grace' here", "grace");
        row("Key (username)=(grace) exists", "grace");
        row("token eyJhbGciOi.J9.abc", "eyJ");
        row("hash $argon2id$v=19$m=19456$abc", "argon2id");
        row("file /home/grace/x.db", "grace");
        row("say sesame now", "sesame");
        row("say SESAME-STREET now", "STREET");
        row("say xSesamex now", "Sesame");
        row("the app fell", "app ");
        row("pass: hunter2", "hunter2");
        row("number 12345678", "number 12345678");
        row("\u00e9t\u00e9", "\u00e9");
    }
    void everythingElseGoes()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, gone);
        const QString words = m_redaction.words(text);
        QVERIFY2(!words.contains(gone, Qt::CaseInsensitive), qPrintable(words));
    }

    void sweepTakesWhatIsLeftAnywhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("gone");
        const auto row = [](const char *text, const char *gone) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(gone);
        };
        row("{\"a\":\"grace@example.org\"}", "grace");
        row("x=192.0.2.7,", "192.0.2.7");
        row("[2001:db8::1]:80", "2001:db8");
        row("a $argon2id$v=19$m=1,t=1$YWJj b", "YWJj");
        row("eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.sig", "eyJ");
        row("q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8Aq7Vd0zLxN2wRkT9eYb4mHs6u", "q7Vd");
        row("xxSesamexx", "Sesame");
    }
    void sweepTakesWhatIsLeftAnywhere()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, gone);
        QVERIFY2(!m_redaction.sweep(text).contains(gone), qPrintable(m_redaction.sweep(text)));
    }

    void sweepLeavesMetricsAndTimesAlone()
    {
        const QString text = u"auth_serve_http_request_duration_seconds_bucket{le=\"+Inf\"} 1\n"
                             "auth_serve_database_connections_opened_total_of_all 3\n"
                             "12:00:00 2026-11-21T12:00:00.000Z 127.0.0.1 ::1 0.0.0.0 3.40.1\n"_s;
        QCOMPARE(m_redaction.sweep(text), text);
    }

    void linesKeepWhatIsNobodys()
    {
        const QJsonObject redacted = redactedObject(m_redaction, {{u"time"_s, u"2026-11-21T12:00:00.000Z"_s},
                                                                  {u"level"_s, u"info"_s},
                                                                  {u"event"_s, u"request.finished"_s},
                                                                  {u"route"_s, u"/api/auth/login"_s},
                                                                  {u"status"_s, 401},
                                                                  {u"duration_ms"_s, 1.5},
                                                                  {u"seq"_s, 7}});
        QCOMPARE(redacted[u"time"_s].toString(), u"2026-11-21T12:00:00.000Z"_s);
        QCOMPARE(redacted[u"event"_s].toString(), u"request.finished"_s);
        QCOMPARE(redacted[u"route"_s].toString(), u"/api/auth/login"_s);
        QCOMPARE(redacted[u"status"_s].toInt(), 401);
        QCOMPARE(redacted[u"duration_ms"_s].toDouble(), 1.5);
    }

    void linesLoseWhatIsSomebodys_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("kind");
        QTest::newRow("request") << u"request_id"_s << u"request-"_s;
        QTest::newRow("user") << u"user_id"_s << u"user-"_s;
        QTest::newRow("session") << u"session_id"_s << u"session-"_s;
        QTest::newRow("address") << u"client_ip"_s << u"ip-"_s;
        QTest::newRow("instance") << u"instance"_s << u"instance-"_s;
        QTest::newRow("path of no endpoint") << u"route"_s << u"path-"_s;
    }
    void linesLoseWhatIsSomebodys()
    {
        QFETCH(const QString, member);
        QFETCH(const QString, kind);
        const QString value = redactedObject(m_redaction, line(member, u"ada"_s))[member].toString();
        QVERIFY2(value.startsWith(kind), qPrintable(value));
    }

    void whatIsNoLineIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", "ada", "{", "[]", "{\"event\":\"ada.was_here\",\"level\":\"info\"}",
                                 "{\"event\":\"request.finished\",\"level\":\"ada\"}", "{\"level\":\"info\"}",
                                 "{\"event\":\"request.Ada Lovelace\",\"level\":\"info\"}"})
            QTest::newRow(text) << QByteArray(text);
    }
    void whatIsNoLineIsLeftOut()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!redactedLine(m_redaction, text));
    }

    void archivesAreTheOwnersAndReplaceNothing()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.tar.gz"_s);
        {
            const auto archive = Archive::create(path);
            QVERIFY(archive);
            QVERIFY((*archive)->add(u"a.txt"_s, "content"));
            QVERIFY((*archive)->finish());
        }
        QVERIFY(QFile::exists(path));
        QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
        QVERIFY(!Archive::create(path));
    }

    void anArchiveThatWasNotFinishedIsNotThere()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.tar.gz"_s);
        {
            const auto archive = Archive::create(path);
            QVERIFY(archive);
            QVERIFY((*archive)->add(u"a.txt"_s, "content"));
        }
        QVERIFY(!QFile::exists(path));
        QVERIFY(!Archive::create(folder.filePath(u"no/such/folder.tar.gz"_s)));
    }
};

QTEST_APPLESS_MAIN(RedactionTest)
#include "tst_redaction.moc"
