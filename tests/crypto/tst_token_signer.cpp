#include "crypto/base64_url.h"
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

namespace {

QByteArray jsonWithout(const QByteArray &name)
{
    QJsonObject object = QJsonDocument::fromJson(claimsJson(samples::claims())).object();
    object.remove(QString::fromLatin1(name));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Claims with one of them written as given.
QByteArray jsonWith(const QByteArray &name, const QByteArray &value)
{
    return jsonWithout(name).chopped(1) + ",\"" + name + "\":" + value + "}";
}

/// A token whose signature is right, whatever its parts hold.
QByteArray signedParts(const QByteArray &header, const QByteArray &payload)
{
    const QByteArray message = header + '.' + payload;
    return message + '.' + hs256Key(samples::keyRing())->sign(message);
}

QByteArray withClaims(const QByteArray &json)
{
    return signedParts(hs256Key(samples::keyRing())->header().toByteArray(), base64UrlEncode(json));
}

QByteArray withHeader(QByteArray json)
{
    json.replace("KID", hs256Key(samples::keyRing())->id().toByteArray());
    return signedParts(base64UrlEncode(json), base64UrlEncode(claimsJson(samples::claims())));
}

QByteArray goodToken() { return samples::hs256Signer().sign(samples::claims()); }

/// A good token of exactly `size` bytes, filled up by its roles.
QByteArray tokenOfSize(qsizetype size)
{
    AccessClaims claims = samples::claims();
    claims.roles = {QString()};
    QByteArray token;
    while ((token = samples::hs256Signer().sign(claims)).size() < size)
        claims.roles[0].append(u'r');
    return token;
}

QByteArray otherKid() { return ed25519Key(samples::ed25519Seed())->id().toByteArray(); }

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
        QCOMPARE(claims.keys(), (QStringList{u"aud"_s, u"exp"_s, u"iat"_s, u"iss"_s, u"jti"_s, u"roles"_s, u"sid"_s, u"sub"_s}));
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

        const auto header = [](const char *name, const QByteArray &json, const char *cause) {
            QTest::newRow(name) << withHeader(json) << QString::fromLatin1(cause);
        };
        for (const char *none : {"none", "None", "NONE", "nOnE", "", "hs256", "HS384", "HS512", "RS256", "ES256", "EdDSA"}) {
            const QByteArray json = R"({"alg":")" + QByteArray(none) + R"(","typ":"at+jwt","kid":"KID"})";
            header(("alg '" + QByteArray(none) + "'").constData(), json, "not the one of the key");
        }
        header("alg null", R"({"alg":null,"typ":"at+jwt","kid":"KID"})", "alg");
        header("alg number", R"({"alg":256,"typ":"at+jwt","kid":"KID"})", "alg");
        header("alg list", R"({"alg":["HS256"],"typ":"at+jwt","kid":"KID"})", "alg");
        header("alg missing", R"({"typ":"at+jwt","kid":"KID"})", "alg");
        header("alg twice", R"({"alg":"none","alg":"HS256","typ":"at+jwt","kid":"KID"})", "repeats");
        header("alg twice, escaped", R"({"alg":"HS256","\u0061lg":"none","typ":"at+jwt","kid":"KID"})", "repeats");
        header("typ missing", R"({"alg":"HS256","kid":"KID"})", "typ");
        for (const char *typ : {"JWT", "jwt", "at", "at+jwt ", "refresh+jwt", "application/jwt", ""}) {
            const QByteArray json = R"({"alg":"HS256","typ":")" + QByteArray(typ) + R"(","kid":"KID"})";
            header(("typ '" + QByteArray(typ) + "'").constData(), json, "typ is not");
        }
        header("typ number", R"({"alg":"HS256","typ":1,"kid":"KID"})", "typ");
        header("kid missing", R"({"alg":"HS256","typ":"at+jwt"})", "kid");
        header("kid null", R"({"alg":"HS256","typ":"at+jwt","kid":null})", "kid");
        header("kid path", R"({"alg":"HS256","typ":"at+jwt","kid":"../../dev/null"})", "key id is unknown");
        header("kid injection", R"({"alg":"HS256","typ":"at+jwt","kid":"x' UNION SELECT 'a"})", "key id is unknown");
        header("kid of another key", R"({"alg":"HS256","typ":"at+jwt","kid":")" + otherKid() + "\"}", "key id is unknown");
        for (const char *member : {R"("crit":["exp"])", R"("crit":[])", R"("b64":false)", R"("crit":["b64"],"b64":false)",
                                   R"("jku":"https://evil.example/jwks.json")", R"("x5u":"https://evil.example/x.pem")",
                                   R"("x5c":["MIIB"])", R"("jwk":{"kty":"oct","k":"AAAA"})", R"("zip":"DEF")",
                                   R"("cty":"JWT")", R"("enc":"A128GCM")"}) {
            const QByteArray json = R"({"alg":"HS256","typ":"at+jwt","kid":"KID",)" + QByteArray(member) + "}";
            header(member, json, "more than alg");
        }
        header("header list", R"(["HS256"])", "no JSON object");
        header("header empty object", "{}", "alg");
        header("header cut", R"({"alg":"HS256")", "no JSON object");
        header("header and more", R"({"alg":"HS256","typ":"at+jwt","kid":"KID"}{})", "no JSON object");
        header("header BOM", "\xef\xbb\xbf" R"({"alg":"HS256","typ":"at+jwt","kid":"KID"})", "");
        header("header not UTF-8", "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"KID\xff\"}", "no JSON object");
        header("header deep", QByteArray(2000, '['), "no JSON object");

        const auto claim = [](const char *name, const char *value) {
            QTest::addRow("%s: %s", name, value) << withClaims(jsonWith(name, value)) << QString::fromLatin1(name);
        };
        for (const char *name : {"exp", "iat"}) {
            for (const char *value : {"1800001800.0", "1800001800.5", "1.8e9", "1e30", "1E400", "\"1800001800\"", "null", "true",
                                      "-1", "9007199254740993", "9223372036854775808", "18446744073709551615",
                                      "18446744073709551616", "[1800001800]", "{}"})
                claim(name, value);
        }
        for (const char *name : {"iss", "aud", "sub", "sid", "jti"}) {
            for (const char *value : {"null", "1", "[\"api\"]", "{}", "\"\"", "\"other\""})
                claim(name, value);
        }
        for (const char *name : {"sub", "sid", "jti"}) {
            for (const char *value : {"\"017F22E2-79B0-7CC3-98C4-DC0C0C07398F\"", "\"{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}\"",
                                      "\"017f22e279b07cc398c4dc0c0c07398f\"", "\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f \""})
                claim(name, value);
        }
        claim("iss", "\"https://auth.example/\"");
        claim("iss", "\"HTTPS://AUTH.EXAMPLE\"");
        for (const char *value : {"null", "\"admin\"", "[1]", "[\"admin\",null]", "{}", "[[\"admin\"]]"})
            claim("roles", value);
        for (const char *name : {"iss", "aud", "sub", "sid", "jti", "iat", "exp", "roles"}) {
            const QByteArray whole = claimsJson(samples::claims());
            const QJsonObject object = QJsonDocument::fromJson(whole).object();
            QTest::addRow("%s missing", name) << withClaims(jsonWithout(name)) << QString::fromLatin1(name);
            const QByteArray again = QJsonDocument(QJsonArray{object[QString::fromLatin1(name)]}).toJson(QJsonDocument::Compact);
            const QByteArray twice = whole.chopped(1) + ",\"" + name + "\":" + again.sliced(1).chopped(1) + "}";
            QTest::addRow("%s twice", name) << withClaims(twice) << u"repeats"_s;
        }
        QTest::newRow("unknown claim twice") << withClaims(claimsJson(samples::claims()).chopped(1) + R"(,"x":1,"x":1})") << u"repeats"_s;
        QTest::newRow("nbf") << withClaims(jsonWith("nbf", "1800000000")) << u"nbf"_s;
        QTest::newRow("exp is iat") << withClaims(jsonWith("exp", "1800000000")) << u"not after"_s;
        QTest::newRow("iat far ahead") << withClaims(jsonWith("iat", "1800000061")) << u"future"_s;
        QTest::newRow("claims list") << withClaims("[]") << u"no JSON object"_s;
        QTest::newRow("claims text") << withClaims("\"x\"") << u"no JSON object"_s;
        QTest::newRow("claims empty") << withClaims("") << u"no JSON object"_s;
        QTest::newRow("claims deep") << withClaims(QByteArray(2000, '[')) << u"no JSON object"_s;
        QTest::newRow("claims with comma") << withClaims(claimsJson(samples::claims()).chopped(1) + ",}") << u"no JSON object"_s;
        QTest::newRow("claims and more") << withClaims(claimsJson(samples::claims()) + "{}") << u"no JSON object"_s;

        const QByteArray good = goodToken();
        const QList<QByteArray> part = good.split('.');
        const auto shape = [](const char *name, const QByteArray &token, const char *cause) {
            QTest::newRow(name) << token << QString::fromLatin1(cause);
        };
        shape("empty", "", "three parts");
        shape("one dot", ".", "three parts");
        shape("two dots", "..", "three parts");
        shape("many dots", QByteArray(4000, '.'), "three parts");
        shape("one part", part[0], "three parts");
        shape("two parts", part[0] + '.' + part[1], "three parts");
        shape("no signature", part[0] + '.' + part[1] + '.', "signature");
        shape("no claims", part[0] + ".." + part[2], "signature");
        shape("no header", '.' + part[1] + '.' + part[2], "three parts");
        shape("four parts", good + ".", "signature");
        shape("five parts", good + ".a.b", "signature");
        shape("dot before", "." + good, "three parts");
        shape("parts swapped", part[1] + '.' + part[0] + '.' + part[2], "");
        shape("signature first", part[2] + '.' + part[1] + '.' + part[0], "");
        shape("padded signature", good + "=", "signature");
        shape("padded claims, signed", signedParts(part[0], part[1] + "="), "strict base64url");
        shape("white space in claims, signed", signedParts(part[0], part[1].first(4) + "\n" + part[1].sliced(4)), "strict base64url");
        shape("dot in claims, signed", signedParts(part[0], part[1] + ".e30"), "strict base64url");
        shape("trailing bits in claims, signed", signedParts(part[0], base64UrlEncode(jsonWith("x", "1")).first(3) + "f"), "");
        shape("padded header", signedParts(part[0] + "=", part[1]), "strict base64url");
        shape("space before", " " + good, "strict base64url");
        shape("newline after", good + "\n", "signature");
        shape("zero after", good + QByteArray(1, '\0'), "signature");
        shape("twice", good + good, "signature");
        shape("JSON serialisation", R"({"payload":"e30","signatures":[]})", "three parts");
        shape("4097 bytes", tokenOfSize(4097), "longer than");
        shape("a megabyte", QByteArray(1 << 20, 'A'), "longer than");

        const auto key = KeyRing::create(Secret("ffffffffffffffffffffffffffffffff"_ba));
        shape("other secret", TokenSigner(samples::rules(), hs256Key(*key)).sign(samples::claims()), "key id is unknown");
        shape("other secret, our header", part[0] + '.' + part[1] + '.' + hs256Key(*key)->sign(part[0] + '.' + part[1]), "signature");
        shape("EdDSA key of ours", samples::eddsaSigner().sign(samples::claims()), "key id is unknown");
    }
    void hostileTokenIsRefused()
    {
        QFETCH(QByteArray, token);
        QFETCH(QString, cause);
        const auto read = m_signer.verify(token, now);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::TokenInvalid);
        QVERIFY2(read.error().cause.contains(cause), qPrintable(read.error().cause));
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
        const QByteArray header = base64UrlEncode(R"({"alg":"HS256","typ":"at+jwt","kid":")" + otherKid() + "\"}");
        const auto confused = signer.verify(header + '.' + claims + '.' + forger->sign(header + '.' + claims), now);
        QVERIFY(!confused);
        QVERIFY(confused.error().cause.contains(u"not the one of the key"_s));
        const QByteArray eddsa = base64UrlEncode(R"({"alg":"EdDSA","typ":"at+jwt","kid":")" + otherKid() + "\"}");
        QVERIFY(!signer.verify(eddsa + '.' + claims + '.' + forger->sign(eddsa + '.' + claims), now));
    }

    void anyChangedBitIsRefused_data() { signedTokenIsReadBack_data(); }
    void anyChangedBitIsRefused()
    {
        QFETCH(bool, eddsa);
        const TokenSigner signer = eddsa ? samples::eddsaSigner() : samples::hs256Signer();
        const QByteArray token = signer.sign(samples::claims());
        for (qsizetype at = 0; at < token.size(); ++at) {
            for (int bit = 0; bit < 8; bit += eddsa ? 3 : 1) {
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

    void longestTokenIsAccepted()
    {
        const QByteArray token = tokenOfSize(4095);
        QVERIFY(token.size() <= 4096);
        QVERIFY(m_signer.verify(token, now));
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
