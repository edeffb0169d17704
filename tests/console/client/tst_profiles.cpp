#include "client/profile_store.h"
#include "client/token_vault.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth::console;

class ProfilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesArePeoplesToType_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        const auto row = [](const char *typed, const char *url) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(url);
        };
        row("auth.example.org", "https://auth.example.org");
        row(" auth.example.org:8443 ", "https://auth.example.org:8443");
        row("localhost:8000", "http://localhost:8000");
        row("127.0.0.1:8000", "http://127.0.0.1:8000");
        row("http://auth.example.org/docs?a=b#c", "http://auth.example.org");
        row("https://user:secret@auth.example.org", "");
        row("ftp://auth.example.org", "");
        row("two words", "");
        row("", "");
    }
    void addressesArePeoplesToType()
    {
        QFETCH(const QString, typed);
        QFETCH(const QString, url);
        QCOMPARE(serverUrl(typed).toString(), url);
    }

    void onlyPlainHttpElsewhereIsExposed()
    {
        QVERIFY(isExposed(QUrl(u"http://auth.example.org"_s)));
        QVERIFY(!isExposed(QUrl(u"http://127.0.0.1:8000"_s)));
        QVERIFY(!isExposed(QUrl(u"http://[::1]:8000"_s)));
        QVERIFY(!isExposed(QUrl(u"https://auth.example.org"_s)));
    }

    void profilesComeBackAsTheyWereTheLastUsedFirst()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"x.ini"_s), QSettings::IniFormat);
        ProfileStore store(settings);
        ServerProfile one;
        one.name = u"Production"_s;
        one.url = QUrl(u"https://auth.example.org"_s);
        one.email = u"ada@example.org"_s;
        one.caFile = u"/etc/ca.pem"_s;
        one.pinnedSha256 = QByteArray::fromHex("00ff10");
        one.colour = ServerProfile::Colour::Red;
        one.readOnly = one.staySignedIn = true;
        one = store.identified(one);
        QVERIFY(!one.id.isEmpty());
        store.save(one);
        ServerProfile other;
        other.url = QUrl(u"https://test.example.org"_s);
        other = store.identified(other);
        store.save(other);
        QCOMPARE(store.all(), (QList{other, one}));
        store.save(one);
        QCOMPARE(store.all(), (QList{one, other}));
        QCOMPARE(store.find(u"production"_s), std::optional(one));
        QCOMPARE(store.findByUrl(other.url), std::optional(other));
        store.remove(one.id);
        QCOMPARE(store.all(), QList{other});
        QVERIFY(!settings.allKeys().join(u' ').contains(one.id));
    }

    void aServerThatIsTypedAgainIsTheOneThatIsKnown()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"x.ini"_s), QSettings::IniFormat);
        ProfileStore store(settings);
        ServerProfile typed;
        typed.url = QUrl(u"https://auth.example.org"_s);
        typed.email = u"ada@example.org"_s;
        const ServerProfile known = store.identified(typed);
        store.save(known);
        QCOMPARE(store.identified(typed).id, known.id);
        typed.email = u"root@example.org"_s; // works there as somebody else, too
        QVERIFY(store.identified(typed).id != known.id);
        typed.email = known.email;
        typed.url.setPort(8443);
        QVERIFY(store.identified(typed).id != known.id);
    }

    void oneWindowAtATimeKeepsASession()
    {
        const QTemporaryDir folder;
        const TokenVault vault(folder.filePath(u"settings"_s)); // which is not there yet
        const TokenVault ofAnotherProcess(folder.filePath(u"settings"_s));
        auto claim = vault.claim(u"a"_s);
        QVERIFY(claim);
        QVERIFY(!vault.claim(u"a"_s));
        QVERIFY(!ofAnotherProcess.claim(u"a"_s));
        QVERIFY(ofAnotherProcess.claim(u"b"_s));
        claim.reset();
        QVERIFY(ofAnotherProcess.claim(u"a"_s));
    }

    void whatSomebodyElseWroteIsNoColour()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"x.ini"_s), QSettings::IniFormat);
        settings.setValue(u"profiles/order"_s, QStringList{u"a"_s});
        settings.setValue(u"profiles/a/colour"_s, 99);
        QCOMPARE(ProfileStore(settings).all().first().colour, ServerProfile::Colour::Violet);
    }
};

QTEST_APPLESS_MAIN(ProfilesTest)
#include "tst_profiles.moc"
