#include "crypto/key_ring.h"

#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

constexpr KeyUse everyUse[] = {KeyUse::KeyId,       KeyUse::RefreshTag,       KeyUse::RefreshSuccessor,
                               KeyUse::RefreshHash, KeyUse::OneTimeTokenHash, KeyUse::Cursor};

KeyRing ring(char fill) { return *KeyRing::create(Secret(QByteArray(32, fill))); }

} // namespace

class KeyRingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shortSecretIsRefusedWithoutShowingIt()
    {
        const auto ring = KeyRing::create(Secret(QByteArray(31, 'k')));
        QVERIFY(!ring);
        QCOMPARE(ring.error().code, ErrorCode::ValidationError);
        QCOMPARE(ring.error().fields.first().field, u"jwt_secret_key"_s);
        QVERIFY(!ring.error().fields.first().detail.contains(u"kkk"_s));
    }

    void accessTokenKeyIsTheSecretItself()
    {
        const Secret secret("a secret of more than thirty-two bytes"_ba);
        QVERIFY(KeyRing::create(secret)->accessTokenKey() == secret);
    }

    void instancesThatShareTheSecretAgree()
    {
        for (const KeyUse use : everyUse)
            QVERIFY(ring('a').hash(use, "data") == ring('a').hash(use, "data"));
    }

    void everyUseAndEverySecretHasItsOwnKey()
    {
        QSet<QByteArray> seen;
        for (const char fill : {'a', 'b'}) {
            for (const KeyUse use : everyUse)
                seen.insert(ring(fill).hash(use, "data").reveal().toByteArray());
        }
        QCOMPARE(seen.size(), qsizetype(2 * std::size(everyUse)));
    }

    void everyByteOfALongSecretCounts()
    {
        QByteArray longer(200, 'a');
        const Secret before = KeyRing::create(Secret(longer))->hash(KeyUse::Cursor, "data");
        longer[199] = 'b';
        QVERIFY(before != KeyRing::create(Secret(longer))->hash(KeyUse::Cursor, "data"));
    }

    // A changed context or derivation would silently end every session at the next upgrade.
    void derivationNeverChanges()
    {
        QCOMPARE(ring('a').hash(KeyUse::RefreshTag, "data", 16).reveal().toByteArray().toHex(),
                 "b16ad7e03b6060486c71cbd2002e5f58"_ba);
        QCOMPARE(ring('a').hash(KeyUse::RefreshSuccessor, "data").reveal().toByteArray().toHex(),
                 "908b8b56c4e87db6c4ce51ce5eb624e0b1588362fd439053ece115b044f4cdf9"_ba);
    }

    void sizeOfTheHashIsTheOneAsked()
    {
        QCOMPARE(ring('a').hash(KeyUse::Cursor, "data", 16).size(), 16);
        QCOMPARE(ring('a').hash(KeyUse::Cursor, "data").size(), 32);
        QCOMPARE(ring('a').hash(KeyUse::Cursor, "data", 64).size(), 64);
    }
};

QTEST_APPLESS_MAIN(KeyRingTest)
#include "tst_key_ring.moc"
