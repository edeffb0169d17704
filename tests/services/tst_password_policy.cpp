#include "services/password_policy.h"

#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

/// Empty for a password that is taken.
QString reasonAgainst(const QByteArray &password, const QStringList &context = {}, int minLength = 8)
{
    const auto checked = PasswordPolicy(minLength).check(normalizedPassword(Secret(password)), context, u"password"_s);
    return checked ? QString() : checked.error().fields.value(0).code;
}

/// `count` code points that nobody would guess, with letters of two, three and four bytes among them.
QString unguessable(int count)
{
    static const QList<QString> letters{u"k"_s, u"Ω"_s, u"7"_s, u"य"_s,  u"q"_s, u"😀"_s,
                                        u"Z"_s, u"ß"_s, u"-"_s, u"語"_s, u"v"_s};
    QString text;
    for (int i = 0; i < count; ++i)
        text += letters[(i * i + 3 * i) % letters.size()];
    return text;
}

} // namespace

class PasswordPolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodPasswordsAreTaken_data()
    {
        QTest::addColumn<QByteArray>("password");
        for (const char *password : {"Bench-Passw0rd-1", "fluffy walrus paints seven tractors", "839201746352817",
                                     "SecurePass123!", "correct horse battery staple", "Tr0ub4dor&3xyz", "kV9#mQ2$xL",
                                     "mein Hund mag Käsekuchen", "пароль для кота Васи", "我的貓喜歡吃魚和米飯",
                                     "😀🦊🐙🌵🚲🧀🪁🎻", "    seven spaces    ", "e6f1c2d8a4"})
            QTest::newRow(password) << QByteArray(password);
    }
    void goodPasswordsAreTaken()
    {
        QFETCH(QByteArray, password);
        QCOMPARE(reasonAgainst(password, {u"alice@example.org"_s, u"alice_w"_s}), QString());
    }

    void wellKnownPasswordsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("password");
        for (const char *password :
             {"password",      "Password",  "PASSWORD", "password1", "Password1", "Password1!",       "password123",
              "Password123",   "passw0rd",  "P@ssw0rd", "P@$$w0rd",  "p@ssword",  "12345678",         "123456789",
              "1234567890",    "87654321",  "11111111", "00000000",  "qwertyui",  "qwertyuiop",       "qwerty123",
              "Qwerty123",     "1q2w3e4r",  "1qaz2wsx", "zaq12wsx",  "asdfghjkl", "zxcvbnm1",         "iloveyou",
              "iloveyou1",     "sunshine",  "princess", "football",  "baseball",  "superman",         "trustno1",
              "letmein1",      "welcome1",  "Welcome1", "w3lc0me1",  "abc12345",  "abcd1234",         "admin123",
              "administrator", "changeme",  "internet", "computer",  "michelle",  "jennifer",         "starwars",
              "whatever",      "liverpool", "aaaaaaaa", "abababab",  "abcdefgh",  "passwordpassword", "20012001",
              "01011990"})
            QTest::newRow(password) << QByteArray(password);
    }
    void wellKnownPasswordsAreRefused()
    {
        QFETCH(QByteArray, password);
        QCOMPARE(reasonAgainst(password), u"common"_s);
    }

    void listOfCommonPasswordsIsRefused()
    {
        QFile file(QFINDTESTDATA(u"../../../shared/security/common_passwords.txt"_s));
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("the list is not there");
        QByteArrayList taken;
        int read = 0;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QByteArray password = line.trimmed();
            read += !password.isEmpty();
            if (!password.isEmpty() && reasonAgainst(password).isEmpty())
                taken += password;
        }
        QCOMPARE(read, 3000);
        QVERIFY2(taken.isEmpty(), taken.join(", ").constData());
    }

    void spellingsOfACommonPasswordAreRefused_data()
    {
        QTest::addColumn<QString>("password");
        QTest::newRow("signs for letters") << u"$un5h1n3"_s;
        QTest::newRow("one sign") << u"footb@ll"_s;
        QTest::newRow("upper case") << u"SUNSHINE"_s;
        QTest::newRow("mixed case") << u"sUnShInE"_s;
        QTest::newRow("full width") << u"ｓｕｎｓｈｉｎｅ"_s;
    }
    void spellingsOfACommonPasswordAreRefused()
    {
        QFETCH(QString, password);
        QCOMPARE(reasonAgainst(password.toUtf8()), u"common"_s);
    }

    void lengthIsCountedInCodePoints_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("reason");
        QTest::newRow("empty") << QString() << u"too_short"_s;
        QTest::newRow("7 letters") << u"kV9#mQ2"_s << u"too_short"_s;
        QTest::newRow("8 letters") << u"kV9#mQ2$"_s << QString();
        QTest::newRow("7 in 28 bytes") << u"😀🦊🐙🌵🚲🧀🪁"_s << u"too_short"_s;
        QTest::newRow("8 in 32 bytes") << u"😀🦊🐙🌵🚲🧀🪁🎻"_s << QString();
        QTest::newRow("8 before NFC, 7 after") << u"kV9#mQe\u0301"_s << u"too_short"_s;
        QTest::newRow("256") << unguessable(256) << QString();
        QTest::newRow("257") << unguessable(257) << u"too_long"_s;
        QTest::newRow("256 in 1024 bytes") << u"😀🦊🐙🌵🚲🧀🪁🎻"_s.repeated(32) << QString();
    }
    void lengthIsCountedInCodePoints()
    {
        QFETCH(QString, password);
        QFETCH(QString, reason);
        QCOMPARE(reasonAgainst(password.toUtf8()), reason);
    }

    void bytesHaveALimitOfTheirOwn()
    {
        const QByteArray four = u"😀🦊🐙🌵"_s.toUtf8();
        QCOMPARE(reasonAgainst(four.repeated(64)), QString()); // 1024 bytes
        QCOMPARE(reasonAgainst(four.repeated(64) + 'x'), u"too_long"_s);
        QCOMPARE(reasonAgainst(QByteArray(64 * 1024, 'x')), u"too_long"_s);
    }

    void leastLengthIsASetting()
    {
        QCOMPARE(reasonAgainst("kV9#mQ2$xL", {}, 12), u"too_short"_s);
        QCOMPARE(reasonAgainst("kV9#mQ2$xLp7", {}, 12), QString());
    }

    void ownWordsAreNoPassword_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::newRow("address") << "marlowe.quist@zephyrine.org"_ba;
        QTest::newRow("address in capitals") << "MARLOWE.QUIST@ZEPHYRINE.ORG"_ba;
        QTest::newRow("local part") << "marlowe.quist"_ba;
        QTest::newRow("local part and a digit") << "marlowe.quist1"_ba;
        QTest::newRow("words of both parts") << "quistzephyrine"_ba;
        QTest::newRow("host") << "zephyrine"_ba;
        QTest::newRow("host and a year") << "Zephyrine1"_ba;
        QTest::newRow("name") << "gribblethorpe"_ba;
        QTest::newRow("name with signs") << "Gr1bbleth0rpe"_ba;
        QTest::newRow("name and sign") << "gribblethorpe!"_ba;
        QTest::newRow("service") << "auth-serve"_ba;
        QTest::newRow("service in one word") << "authserve"_ba;
        QTest::newRow("service and digits") << "AuthServe1"_ba;
    }
    void ownWordsAreNoPassword()
    {
        QFETCH(QByteArray, password);
        QCOMPARE(reasonAgainst(password, {u"marlowe.quist@zephyrine.org"_s, u"gribblethorpe"_s}), u"context"_s);
    }

    void ownWordsOfOthersAreNoMatter()
    {
        QCOMPARE(reasonAgainst("gribblethorpe", {u"alice@example.org"_s, u"alice"_s}), QString());
    }

    void shortOwnWordsDoNotSpoilALongPassword()
    {
        QCOMPARE(reasonAgainst("fluffy walrus paints", {u"a.b@c.org"_s, u"bob"_s}), QString());
    }

    void errorNamesTheFieldAndNeverTheValue()
    {
        const auto checked = PasswordPolicy(8).check(Secret("password"_ba), {}, u"new_password"_s);
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ErrorCode::WeakPassword);
        QCOMPARE(checked.error().fields.value(0).field, u"new_password"_s);
        const auto echoed = PasswordPolicy(8).check(Secret("zq9"_ba), {}, u"password"_s);
        QVERIFY(!echoed.error().message.contains(u"zq9"));
    }

    void twoSpellingsOfOneTextAreOnePassword()
    {
        QVERIFY(normalizedPassword(Secret(u"Käse"_s.toUtf8())) == normalizedPassword(Secret(u"Ka\u0308se"_s.toUtf8())));
        QVERIFY(normalizedPassword(Secret(u"\u212b"_s.toUtf8())) == Secret(u"\u00c5"_s.toUtf8()));
    }

    void normalizingChangesNothingElse_data()
    {
        QTest::addColumn<QString>("password");
        QTest::newRow("case") << u"AbC"_s;
        QTest::newRow("spaces") << u"  a  b  "_s;
        QTest::newRow("full width") << u"ｐａｓｓ"_s;
        QTest::newRow("control") << u"a\tb\u0001"_s;
        QTest::newRow("mark first") << u"\ufeffabc"_s;
        QTest::newRow("beyond the first plane") << u"😀🦊"_s;
        QTest::newRow("nothing") << QString();
    }
    void normalizingChangesNothingElse()
    {
        QFETCH(QString, password);
        QByteArray bytes = password.toUtf8();
        QCOMPARE(normalizedPassword(Secret(bytes)).reveal().toByteArray(), bytes);
    }

    /// What is judged ends at 100 code points, so that the time does too; what comes after cannot spoil a password.
    void onlyTheBeginningIsJudged()
    {
        QCOMPARE(reasonAgainst(unguessable(100).toUtf8() + "passwordpassword"), QString());
        QCOMPARE(reasonAgainst(QByteArray(100, 'a') + unguessable(100).toUtf8()), u"common"_s);
    }
};

QTEST_APPLESS_MAIN(PasswordPolicyTest)
#include "tst_password_policy.moc"
