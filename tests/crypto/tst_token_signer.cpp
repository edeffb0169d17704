#include "crypto/base64_url.h"
#include "hostile_tokens.h"
#include "token_samples.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

#include <latch>
#include <thread>

using namespace auth;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using samples::now;
using namespace auth::samples;

namespace {

QByteArray goodToken() { return hs256Signer().sign(claims()); }

} // namespace

class TokenSignerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signedTokenIsReadBack_data()
    {
        QTest::addColumn<bool>("eddsa");
        QTest::newRow("HS256") << false;
        QTest::newRow("EdDSA") << true;
    }
    void signedTokenIsReadBack()
    {
        QFETCH(bool, eddsa);
        const TokenSigner signer = eddsa ? samples::eddsaSigner() : samples::hs256Signer();
        const AccessClaims claims = samples::claims();
        const QByteArray token = signer.sign(claims);
        for (int twice = 0; twice < 2; ++twice) {
            const auto read = signer.verify(token, now);
            QVERIFY2(read, qPrintable(read ? QString() : read.error().cause));
            QCOMPARE(*read, claims);
        }
    }

    void tokenIsWhatRfc9068Describes()
    {
        const QList<QByteArray> parts = goodToken().split('.');
        QCOMPARE(parts.size(), 3);
        const QJsonObject header = QJsonDocument::fromJson(*base64UrlDecode(parts[0])).object();
        QCOMPARE(header.keys(), (QStringList{u"alg"_s, u"kid"_s, u"typ"_s}));
        QCOMPARE(header[u"typ"_s], u"at+jwt"_s);
        QCOMPARE(header[u"alg"_s], u"HS256"_s);
        const QJsonObject claims = QJsonDocument::fromJson(*base64UrlDecode(parts[1])).object();
        QCOMPARE(claims.keys(),
                 (QStringList{u"aud"_s, u"exp"_s, u"iat"_s, u"iss"_s, u"jti"_s, u"roles"_s, u"sid"_s, u"sub"_s}));
        QCOMPARE(claims[u"exp"_s].toInteger(), 1'800'001'800);
        QCOMPARE(claims[u"iat"_s].toInteger(), 1'800'000'000);
    }

    void anyTextInClaimsSurvives()
    {
        AccessClaims claims = samples::claims();
        claims.roles = {u""_s, u"\"\\/\b\f\n\r\t"_s, QString(QChar(0)) + QChar(31), u"äöü € \U0001F511"_s};
        const auto read = m_signer.verify(m_signer.sign(claims), now);
        QVERIFY(read);
        QCOMPARE(read->roles, claims.roles);
        claims.roles = {};
        QCOMPARE(m_signer.verify(m_signer.sign(claims), now)->roles, QStringList());
    }

    void timesAreCutToSeconds()
    {
        AccessClaims claims = samples::claims();
        claims.issuedAt += 999ms;
        claims.expiresAt += 999ms;
        const auto read = m_signer.verify(m_signer.sign(claims), now);
        QVERIFY(read);
        QCOMPARE(read->issuedAt, now);
        QCOMPARE(read->expiresAt, now + 30min);
    }

    void expiresToTheMillisecond_data() { signedTokenIsReadBack_data(); }
    void expiresToTheMillisecond()
    {
        QFETCH(bool, eddsa);
        const TokenSigner signer = eddsa ? samples::eddsaSigner() : samples::hs256Signer();
        const QByteArray token = signer.sign(samples::claims());
        QVERIFY(signer.verify(token, now + 30min - 1ms));
        const auto expired = signer.verify(token, now + 30min);
        QVERIFY(!expired);
        QCOMPARE(expired.error().code, ErrorCode::TokenExpired);
    }

    void expiredIsSaidOnlyOfTokensThatAreRightOtherwise()
    {
        const Time later = now + 2h;
        QByteArray forged = goodToken();
        forged[forged.size() - 20] = forged[forged.size() - 20] == 'A' ? 'B' : 'A';
        QCOMPARE(m_signer.verify(forged, later).error().code, ErrorCode::TokenInvalid);
        QCOMPARE(m_signer.verify(withClaims(jsonWithout("roles")), later).error().code, ErrorCode::TokenInvalid);
        QCOMPARE(m_signer.verify(withClaims(jsonWith("iss", "\"x\"")), later).error().code, ErrorCode::TokenInvalid);
        QCOMPARE(m_signer.verify(goodToken(), later).error().code, ErrorCode::TokenExpired);
    }

    void clockOfAnotherInstanceMayBeAMinuteAhead()
    {
        AccessClaims claims = samples::claims();
        claims.issuedAt = now + 60s;
        QVERIFY(m_signer.verify(m_signer.sign(claims), now));
        claims.issuedAt = now + 61s;
        const auto early = m_signer.verify(m_signer.sign(claims), now);
        QVERIFY(!early);
        QCOMPARE(early.error().code, ErrorCode::TokenInvalid);
    }

    void farthestTimesDoNotOverflow()
    {
        const auto read = m_signer.verify(withClaims(jsonWith("exp", "9007199254740992")), now);
        QVERIFY(read);
        QVERIFY(read->expiresAt > now);
        QVERIFY(m_signer.verify(withClaims(jsonWith("iat", "0")), now));
    }

    void unknownClaimsAreIgnored() { QVERIFY(m_signer.verify(withClaims(jsonWith("scope", "[{\"a\":1.5}]")), now)); }

    void headerInAnotherSpellingIsUnderstood_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("order") << R"({"kid":"KID","typ":"at+jwt","alg":"HS256"})"_ba;
        QTest::newRow("spaces") << R"({ "alg": "HS256", "typ": "at+jwt", "kid": "KID" })"_ba;
        QTest::newRow("case of typ") << R"({"alg":"HS256","typ":"AT+JWT","kid":"KID"})"_ba;
        QTest::newRow("media type") << R"({"alg":"HS256","typ":"application/at+jwt","kid":"KID"})"_ba;
        QTest::newRow("escapes") << R"({"\u0061lg":"HS256","typ":"at+jwt","kid":"KID"})"_ba;
    }
    void headerInAnotherSpellingIsUnderstood()
    {
        QFETCH(QByteArray, header);
        const auto read = m_signer.verify(withHeader(header), now);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().cause));
    }

    void hostileTokenIsRefused_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("cause");
        for (const HostileToken &row : hostileTokens())
            QTest::newRow(row.name.constData()) << row.token << QString::fromLatin1(row.cause);
    }
    void hostileTokenIsRefused()
    {
        QFETCH(QByteArray, token);
        QFETCH(QString, cause);
        const auto read = m_signer.verify(token, now);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::TokenInvalid);
        QVERIFY2(read.error().cause.contains(cause), qPrintable(read.error().cause));
        QVERIFY(!read.error().cause.isEmpty());
        QCOMPARE(read.error().message, u"The token is not valid."_s);
    }

    void publicKeyIsNoHmacSecret_data()
    {
        QTest::addColumn<QByteArray>("secret");
        const QJsonObject jwk = *ed25519Key(samples::ed25519Seed())->publicJwk();
        const QByteArray text = jwk[u"x"_s].toString().toLatin1();
        const QByteArray raw = *base64UrlDecode(text);
        const QByteArray der = QByteArray::fromHex("302a300506032b6570032100") + raw; // RFC 8410
        QTest::newRow("raw") << raw;
        QTest::newRow("base64url") << text;
        QTest::newRow("DER") << der;
        QTest::newRow("PEM") << "-----BEGIN PUBLIC KEY-----\n" + der.toBase64() + "\n-----END PUBLIC KEY-----\n";
        QTest::newRow("JWK") << QJsonDocument(jwk).toJson(QJsonDocument::Compact);
        QTest::newRow("JWKS") << samples::eddsaSigner().jwks();
    }
    void publicKeyIsNoHmacSecret()
    {
        QFETCH(QByteArray, secret);
        const auto forger = hs256Key(*KeyRing::create(Secret(secret)));
        const QByteArray claims = base64UrlEncode(claimsJson(samples::claims()));
        const TokenSigner signer = samples::eddsaSigner();
        const QByteArray header = algorithmHeader("HS256");
        const auto confused = signer.verify(header + '.' + claims + '.' + forger->sign(header + '.' + claims), now);
        QVERIFY(!confused);
        QVERIFY(confused.error().cause.contains(u"not the one of the key"_s));
        const QByteArray eddsa = algorithmHeader("EdDSA");
        QVERIFY(!signer.verify(eddsa + '.' + claims + '.' + forger->sign(eddsa + '.' + claims), now));
    }

    void anyChangedBitIsRefused_data() { signedTokenIsReadBack_data(); }
    void anyChangedBitIsRefused()
    {
        QFETCH(bool, eddsa);
        const TokenSigner signer = eddsa ? samples::eddsaSigner() : samples::hs256Signer();
        const QByteArray token = signer.sign(samples::claims());
        for (qsizetype at = 0; at < token.size(); ++at) {
            for (int bit = 0; bit < 8; bit += eddsa ? 5 : 1) {
                QByteArray changed = token;
                changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
                QVERIFY2(!signer.verify(changed, now), changed.constData());
            }
        }
    }

    void anyTruncationIsRefused()
    {
        const QByteArray token = goodToken();
        for (qsizetype size = 0; size < token.size(); ++size)
            QVERIFY(!m_signer.verify(token.first(size), now));
    }

    // The last character of a signature holds bits that no decoder needs.
    void signatureHasOneSpelling_data() { signedTokenIsReadBack_data(); }
    void signatureHasOneSpelling()
    {
        QFETCH(bool, eddsa);
        const TokenSigner signer = eddsa ? samples::eddsaSigner() : samples::hs256Signer();
        const QByteArray token = signer.sign(samples::claims());
        int accepted = 0;
        for (const char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"_ba)
            accepted += bool(signer.verify(token.chopped(1) + c, now));
        QCOMPARE(accepted, 1);
    }

    void tokenAsLongAsTheLimitIsAccepted()
    {
        const QByteArray token = goodToken();
        TokenRules rules = samples::rules();
        QCOMPARE(rules.maxBytes, 4096);
        rules.maxBytes = token.size();
        QVERIFY(TokenSigner(rules, hs256Key(samples::keyRing())).verify(token, now));
        rules.maxBytes = token.size() - 1;
        QVERIFY(!TokenSigner(rules, hs256Key(samples::keyRing())).verify(token, now));
    }

    void everyKeyVerifiesAndTheFirstSigns()
    {
        std::vector<std::unique_ptr<SigningKey>> keys;
        keys.push_back(ed25519Key(samples::ed25519Seed()));
        keys.push_back(hs256Key(samples::keyRing()));
        const TokenSigner signer(samples::rules(), std::move(keys));
        QVERIFY(signer.verify(goodToken(), now));
        QVERIFY(samples::eddsaSigner().verify(signer.sign(samples::claims()), now));
        QVERIFY(signer.verify(withHeader(R"({"kid":"KID","typ":"at+jwt","alg":"HS256"})"), now));
    }

    void symmetricKeyIsNeverPublished() { QCOMPARE(m_signer.jwks(), R"({"keys":[]})"_ba); }

    void publicKeyIsPublishedAsRfc8037()
    {
        const auto seed = base64UrlDecode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
        const TokenSigner signer(samples::rules(), ed25519Key(Secret(*seed)));
        const QJsonArray keys = QJsonDocument::fromJson(signer.jwks()).object()[u"keys"_s].toArray();
        QCOMPARE(keys.size(), 1);
        const QJsonObject expected{{u"kty"_s, u"OKP"_s},
                                   {u"crv"_s, u"Ed25519"_s},
                                   {u"x"_s, u"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"_s},
                                   {u"kid"_s, u"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"_s},
                                   {u"use"_s, u"sig"_s},
                                   {u"alg"_s, u"EdDSA"_s}};
        QCOMPARE(keys.first().toObject(), expected);
        QVERIFY(!signer.jwks().contains("nWGxne"));
    }

    void keyIdSaysNothingOfTheSecret()
    {
        const QByteArray id = hs256Key(samples::keyRing())->id().toByteArray();
        QCOMPARE(base64UrlDecode(id)->size(), 16);
        QVERIFY(!samples::masterSecret().reveal().toByteArray().contains(*base64UrlDecode(id)));
    }

    void verifiedEdDsaTokensAreRemembered()
    {
        const TokenSigner signer = samples::eddsaSigner();
        const QByteArray token = signer.sign(samples::claims());
        QVERIFY(signer.verify(token, now));
        QCOMPARE(signer.remembered().hits(), 0u);
        QVERIFY(signer.verify(token, now));
        QCOMPARE(signer.remembered().hits(), 1u);
        QCOMPARE(signer.remembered().misses(), 1u);
        QCOMPARE(signer.verify(token, now + 30min).error().code, ErrorCode::TokenExpired);
    }

    void refusedTokensAreNotRemembered()
    {
        const TokenSigner signer = samples::eddsaSigner();
        const QByteArray token = signer.sign(samples::claims()) + "A";
        for (int i = 0; i < 2; ++i)
            QVERIFY(!signer.verify(token, now));
        QCOMPARE(signer.remembered().hits(), 0u);
    }

    void memoryOfTokensIsBounded_data()
    {
        QTest::addColumn<qsizetype>("capacity");
        QTest::addColumn<quint64>("hits");
        QTest::newRow("none") << qsizetype(0) << quint64(0);
        QTest::newRow("one") << qsizetype(1) << quint64(1);
    }
    void memoryOfTokensIsBounded()
    {
        QFETCH(qsizetype, capacity);
        QFETCH(quint64, hits);
        TokenRules rules = samples::rules();
        rules.rememberedTokens = capacity;
        const TokenSigner signer(rules, ed25519Key(samples::ed25519Seed()));
        const QByteArray first = signer.sign(samples::claims());
        const QByteArray second = signer.sign(samples::claims());
        for (const QByteArray &token : {first, second, second, first})
            QVERIFY(signer.verify(token, now));
        QCOMPARE(signer.remembered().hits(), hits);
    }

    void threadsShareOneSigner()
    {
        TokenRules rules = samples::rules();
        rules.rememberedTokens = 3; // so that they overwrite each other's
        const TokenSigner signer(rules, ed25519Key(samples::ed25519Seed()));
        std::atomic<int> right = 0;
        std::latch start(4);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&] {
                    const AccessClaims claims = samples::claims();
                    const QByteArray token = signer.sign(claims);
                    start.arrive_and_wait();
                    for (int round = 0; round < 200; ++round) {
                        const auto read = signer.verify(token, now);
                        right += read && *read == claims;
                    }
                });
            }
        }
        QCOMPARE(right, 800);
    }

    void verifyHs256Benchmark()
    {
        const QByteArray token = goodToken();
        QBENCHMARK { QVERIFY(m_signer.verify(token, now)); }
    }
    void signHs256Benchmark()
    {
        const AccessClaims claims = samples::claims();
        QBENCHMARK { QVERIFY(!m_signer.sign(claims).isEmpty()); }
    }
    void verifyRememberedEdDsaBenchmark()
    {
        const TokenSigner signer = samples::eddsaSigner();
        const QByteArray token = signer.sign(samples::claims());
        QBENCHMARK { QVERIFY(signer.verify(token, now)); }
    }

private:
    const TokenSigner m_signer = samples::hs256Signer();
};

QTEST_APPLESS_MAIN(TokenSignerTest)
#include "tst_token_signer.moc"
