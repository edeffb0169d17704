#include "crypto/key_ring.h"
#include "crypto/self_test.h"
#include "crypto/signing_key.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

#include <sodium.h>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

const unsigned char *bytes(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

QByteArray hex(const QJsonObject &row, const QString &name)
{
    return QByteArray::fromHex(row[name].toString().toLatin1());
}

/// Rows of a public vector file kept beside the sources; none where it is absent.
QJsonArray vectors(const QString &name)
{
    QFile file(QFINDTESTDATA(u"../../../shared/security/"_s + name));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
}

bool hmacMatches(const QJsonObject &row)
{
    const QByteArray key = hex(row, u"key"_s);
    const QByteArray message = hex(row, u"msg"_s);
    const QByteArray tag = hex(row, u"tag"_s);
    QByteArray expected(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes(key), size_t(key.size()));
    crypto_auth_hmacsha256_update(&state, bytes(message), size_t(message.size()));
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char *>(expected.data()));
    return expected.first(row[u"tagBits"_s].toInt(256) / 8) == tag;
}

bool signatureMatches(const QJsonObject &row)
{
    const QByteArray signature = hex(row, u"sig"_s);
    const QByteArray message = hex(row, u"msg"_s);
    return signature.size() == crypto_sign_BYTES
           && crypto_sign_verify_detached(bytes(signature), bytes(message), size_t(message.size()),
                                          bytes(hex(row, u"pk"_s)))
                  == 0;
}

} // namespace

class SelfTestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKnownAnswerIsRight()
    {
        const auto results = cryptoSelfTest();
        QCOMPARE(results.size(), 6);
        for (const SelfTestResult &result : results)
            QVERIFY2(result.passed, qPrintable(result.name));
    }

    void wycheproofIsAnswered_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool (*)(const QJsonObject &)>("matches");
        QTest::newRow("HMAC-SHA-256") << u"wycheproof_hmac_sha256.json"_s << &hmacMatches;
        QTest::newRow("Ed25519") << u"wycheproof_ed25519.json"_s << &signatureMatches;
    }
    void wycheproofIsAnswered()
    {
        QFETCH(QString, file);
        using Matches = bool (*)(const QJsonObject &);
        QFETCH(Matches, matches);
        const QJsonArray rows = vectors(file);
        if (rows.isEmpty())
            QSKIP("vector file not here");
        for (const QJsonValue &value : rows) {
            const QJsonObject row = value.toObject();
            const bool valid = row[u"result"_s].toString() != u"invalid"_s;
            QVERIFY2(matches(row) == valid, QJsonDocument(row).toJson().constData());
        }
    }
};

QTEST_APPLESS_MAIN(SelfTestTest)
#include "tst_self_test.moc"
