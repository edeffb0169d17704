#include "client/profile_store.h"

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
        one = store.save(one);
        QVERIFY(!one.id.isEmpty());
        ServerProfile other;
        other.url = QUrl(u"https://test.example.org"_s);
        other = store.save(other);
        QCOMPARE(store.all(), (QList{other, one}));
        store.save(one);
        QCOMPARE(store.all(), (QList{one, other}));
        QCOMPARE(store.find(u"production"_s), std::optional(one));
        store.remove(one.id);
        QCOMPARE(store.all(), QList{other});
        QVERIFY(!settings.allKeys().join(u' ').contains(one.id));
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
