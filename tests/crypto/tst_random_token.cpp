#include "crypto/base64_url.h"
#include "crypto/random_token.h"

#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

class RandomTokenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void randomBytesHaveTheSizeAskedAndDiffer()
    {
        QCOMPARE(randomBytes(0).size(), 0);
        QCOMPARE(randomBytes(33).size(), 33);
        QVERIFY(randomBytes(32) != randomBytes(32));
        QCOMPARE(randomSecret(32).size(), 32);
        QVERIFY(randomSecret(32) != randomSecret(32));
        QVERIFY(randomSecret(0).isEmpty());
    }

    void newIdIsAUuidOfVersion7WithItsTime()
    {
        const auto now = fromMillis(0x017F22E279B0); // RFC 9562 A.6
        const QString text = newId<UserId>(now).text();
        QVERIFY2(text.startsWith(u"017f22e2-79b0-7"_s), qPrintable(text));
        QVERIFY(u"89ab"_s.contains(text[19]));
    }

    void newIdsSortByTime()
    {
        for (qint64 millis = 1; millis < (qint64{1} << 47); millis *= 3)
            QVERIFY(newId<SessionId>(fromMillis(millis)) < newId<SessionId>(fromMillis(millis + 1)));
    }

    void newIdsOfOneMomentDiffer()
    {
        QSet<UserId> ids;
        for (int i = 0; i < 10000; ++i)
            ids.insert(newId<UserId>(fromMillis(1)));
        QCOMPARE(ids.size(), 10000);
    }

    void encodesAsRfc4648_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << ""_ba
                               << ""_ba;
        QTest::newRow("f") << "f"_ba
                           << "Zg"_ba;
        QTest::newRow("fo") << "fo"_ba
                            << "Zm8"_ba;
        QTest::newRow("foo") << "foo"_ba
                             << "Zm9v"_ba;
        QTest::newRow("foob") << "foob"_ba
                              << "Zm9vYg"_ba;
        QTest::newRow("fooba") << "fooba"_ba
                               << "Zm9vYmE"_ba;
        QTest::newRow("foobar") << "foobar"_ba
                                << "Zm9vYmFy"_ba;
        QTest::newRow("RFC 7515 C") << QByteArray::fromHex("03ecffe0c1") << "A-z_4ME"_ba;
    }
    void encodesAsRfc4648()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, text);
        QCOMPARE(base64UrlEncode(bytes), text);
        QVERIFY(base64UrlEncode(Secret(bytes)) == Secret(text));
        QCOMPARE(base64UrlDecode(text), std::optional(bytes));
        QVERIFY(base64UrlDecode(Secret(text)) == Secret(bytes));
    }

    void decodesNothingButTheCanonicalSpelling_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"Zg==", "Zg=", "Zm8=", "Zh", "Zm9", "Z", "Zm9vY", "Zm 9v", " Zm9v", "Zm9v ", "Zm9v\n",
                                 "Zm+v", "Zm/v", "Zm.v", "Zm9v\xc3\xa4", "=", "=="})
            QTest::newRow(QByteArray(text).toPercentEncoding(" =/+").constData()) << QByteArray(text);
        for (int byte = 0x80; byte < 0x100; ++byte) // see the comment in base64_url.cpp
            QTest::addRow("byte %d", byte) << QByteArray("Zm9") + static_cast<char>(byte);
        QTest::newRow("zero byte") << QByteArray("Zm9\0", 4);
    }
    void decodesNothingButTheCanonicalSpelling()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!base64UrlDecode(text));
        QVERIFY(!base64UrlDecode(Secret(text)));
    }
};

QTEST_APPLESS_MAIN(RandomTokenTest)
#include "tst_random_token.moc"
