// Apart from the test program because moc loses its way in raw strings such as these.
#include "hostile_tokens.h"

#include "crypto/base64_url.h"
#include "token_samples.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace auth::samples {

QByteArray jsonWithout(const QByteArray &name)
{
    QJsonObject object = QJsonDocument::fromJson(claimsJson(claims())).object();
    object.remove(QString::fromLatin1(name));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray jsonWith(const QByteArray &name, const QByteArray &value)
{
    return jsonWithout(name).chopped(1) + ",\"" + name + "\":" + value + "}";
}

namespace {

QByteArray keyId() { return hs256Key(keyRing())->id().toByteArray(); }
QByteArray otherKeyId() { return ed25519Key(ed25519Seed())->id().toByteArray(); }

/// A token whose signature is right, whatever its parts hold.
QByteArray signedParts(const QByteArray &header, const QByteArray &payload)
{
    const QByteArray message = header + '.' + payload;
    return message + '.' + hs256Key(keyRing())->sign(message);
}

QByteArray goodToken() { return hs256Signer().sign(claims()); }

/// A good token of at least `size` bytes, filled up by its roles.
QByteArray tokenOfSize(qsizetype size)
{
    AccessClaims longer = claims();
    longer.roles = {QString()};
    QByteArray token;
    while ((token = hs256Signer().sign(longer)).size() < size)
        longer.roles[0].append(u'r');
    return token;
}

/// Collects rows.
class Table {
public:
    void shape(const QByteArray &name, const QByteArray &token, const char *cause)
    {
        rows.append({name, token, cause});
    }
    /// KID stands for the id of our key.
    void header(const QByteArray &name, const QByteArray &json, const char *cause)
    {
        shape(name, withHeader(json), cause);
    }
    /// The cause names the claim.
    void claim(const char *name, const char *value)
    {
        shape(QByteArray(name) + ": " + value, withClaims(jsonWith(name, value)), name);
    }

    QList<HostileToken> rows;
};

/// Signed by us, with headers that are not.
void headers(Table &table)
{
    for (const char *none : {"none", "None", "NONE", "nOnE", "", "hs256", "HS384", "HS512", "RS256", "ES256", "EdDSA"})
    {
        const QByteArray json = R"({"alg":")" + QByteArray(none) + R"(","typ":"at+jwt","kid":"KID"})";
        table.header("alg '" + QByteArray(none) + "'", json, "not the one of the key");
    }
    table.header("alg null", R"({"alg":null,"typ":"at+jwt","kid":"KID"})", "alg");
    table.header("alg number", R"({"alg":256,"typ":"at+jwt","kid":"KID"})", "alg");
    table.header("alg list", R"({"alg":["HS256"],"typ":"at+jwt","kid":"KID"})", "alg");
    table.header("alg missing", R"({"typ":"at+jwt","kid":"KID"})", "alg");
    table.header("alg twice", R"({"alg":"none","alg":"HS256","typ":"at+jwt","kid":"KID"})", "repeats");
    table.header("alg twice, escaped", R"({"alg":"HS256","\u0061lg":"none","typ":"at+jwt","kid":"KID"})", "repeats");
    table.header("typ missing", R"({"alg":"HS256","kid":"KID"})", "typ");
    for (const char *typ : {"JWT", "jwt", "at", "at+jwt ", "refresh+jwt", "application/jwt", ""}) {
        const QByteArray json = R"({"alg":"HS256","typ":")" + QByteArray(typ) + R"(","kid":"KID"})";
        table.header("typ '" + QByteArray(typ) + "'", json, "typ is not");
    }
    table.header("typ number", R"({"alg":"HS256","typ":1,"kid":"KID"})", "typ");
    table.header("kid missing", R"({"alg":"HS256","typ":"at+jwt"})", "kid");
    table.header("kid null", R"({"alg":"HS256","typ":"at+jwt","kid":null})", "kid");
    table.header("kid path", R"({"alg":"HS256","typ":"at+jwt","kid":"../../dev/null"})", "key id is unknown");
    table.header("kid injection", R"({"alg":"HS256","typ":"at+jwt","kid":"x' UNION SELECT 'a"})", "key id is unknown");
    table.header("kid of another key", R"({"alg":"HS256","typ":"at+jwt","kid":")" + otherKeyId() + "\"}",
                 "key id is unknown");
    for (const char *member :
         {R"("crit":["exp"])", R"("crit":[])", R"("b64":false)", R"("crit":["b64"],"b64":false)",
          R"("jku":"https://evil.example/jwks.json")", R"("x5u":"https://evil.example/x.pem")", R"("x5c":["MIIB"])",
          R"("jwk":{"kty":"oct","k":"AAAA"})", R"("zip":"DEF")", R"("cty":"JWT")", R"("enc":"A128GCM")"})
    {
        const QByteArray json = R"({"alg":"HS256","typ":"at+jwt","kid":"KID",)" + QByteArray(member) + "}";
        table.header(member, json, "more than alg");
    }
    table.header("header list", R"(["HS256"])", "no JSON object");
    table.header("header empty object", "{}", "alg");
    table.header("header cut", R"({"alg":"HS256")", "no JSON object");
    table.header("header and more", R"({"alg":"HS256","typ":"at+jwt","kid":"KID"}{})", "no JSON object");
    table.header("header BOM",
                 "\xef\xbb\xbf"
                 R"({"alg":"HS256","typ":"at+jwt","kid":"KID"})",
                 "");
    table.header("header not UTF-8", "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"KID\xff\"}", "no JSON object");
    table.header("header deep", QByteArray(2000, '['), "no JSON object");
}

/// Signed by us, with one claim of a wrong type or value.
void claimValues(Table &table)
{
    for (const char *name : {"exp", "iat"}) {
        for (const char *value :
             {"1800001800.0", "1800001800.5", "1.8e9", "1e30", "\"1800001800\"", "null", "true", "-1",
              "9007199254740993", "9223372036854775808", "18446744073709551615", "[1800001800]", "{}"})
            table.claim(name, value);
    }
    for (const char *number : {"1E400", "18446744073709551616"})
        table.shape(QByteArray("exp: ") + number, withClaims(jsonWith("exp", number)), "no JSON object");
    for (const char *name : {"iss", "aud", "sub", "sid", "jti"}) {
        for (const char *value : {"null", "1", "[\"api\"]", "{}", "\"\"", "\"other\""})
            table.claim(name, value);
    }
    for (const char *name : {"sub", "sid", "jti"}) {
        for (const char *value :
             {"\"017F22E2-79B0-7CC3-98C4-DC0C0C07398F\"", "\"{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}\"",
              "\"017f22e279b07cc398c4dc0c0c07398f\"", "\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f \""})
            table.claim(name, value);
    }
    table.claim("iss", "\"https://auth.example/\"");
    table.claim("iss", "\"HTTPS://AUTH.EXAMPLE\"");
    for (const char *value : {"null", "\"admin\"", "[1]", "[\"admin\",null]", "{}", "[[\"admin\"]]"})
        table.claim("roles", value);
}

/// Signed by us, with claims missing, repeated, at odds or no object.
void claimSets(Table &table)
{
    for (const char *name : {"iss", "aud", "sub", "sid", "jti", "iat", "exp", "roles"}) {
        const QByteArray whole = claimsJson(claims());
        const QJsonObject object = QJsonDocument::fromJson(whole).object();
        table.shape(QByteArray(name) + " missing", withClaims(jsonWithout(name)), name);
        const QByteArray again =
            QJsonDocument(QJsonArray{object[QString::fromLatin1(name)]}).toJson(QJsonDocument::Compact);
        const QByteArray twice = whole.chopped(1) + ",\"" + name + "\":" + again.sliced(1).chopped(1) + "}";
        table.shape(QByteArray(name) + " twice", withClaims(twice), "repeats");
    }
    table.shape("unknown claim twice", withClaims(claimsJson(claims()).chopped(1) + R"(,"x":1,"x":1})"), "repeats");
    table.shape("nbf", withClaims(jsonWith("nbf", "1800000000")), "nbf");
    table.shape("exp is iat", withClaims(jsonWith("exp", "1800000000")), "not after");
    table.shape("iat far ahead", withClaims(jsonWith("iat", "1800000061")), "future");
    table.shape("claims list", withClaims("[]"), "no JSON object");
    table.shape("claims text", withClaims("\"x\""), "no JSON object");
    table.shape("claims empty", withClaims(""), "no JSON object");
    table.shape("claims deep", withClaims(QByteArray(2000, '[')), "no JSON object");
    table.shape("claims with comma", withClaims(claimsJson(claims()).chopped(1) + ",}"), "no JSON object");
    table.shape("claims and more", withClaims(claimsJson(claims()) + "{}"), "no JSON object");
}

/// Whole tokens out of shape, or by another key.
void shapes(Table &table)
{
    const QByteArray good = goodToken();
    const QList<QByteArray> part = good.split('.');
    table.shape("empty", "", "three parts");
    table.shape("one dot", ".", "three parts");
    table.shape("two dots", "..", "three parts");
    table.shape("many dots", QByteArray(4000, '.'), "three parts");
    table.shape("one part", part[0], "three parts");
    table.shape("two parts", part[0] + '.' + part[1], "three parts");
    table.shape("no signature", part[0] + '.' + part[1] + '.', "signature");
    table.shape("no claims", part[0] + ".." + part[2], "signature");
    table.shape("no header", '.' + part[1] + '.' + part[2], "three parts");
    table.shape("four parts", good + ".", "signature");
    table.shape("five parts", good + ".a.b", "signature");
    table.shape("dot before", "." + good, "three parts");
    table.shape("parts swapped", part[1] + '.' + part[0] + '.' + part[2], "");
    table.shape("signature first", part[2] + '.' + part[1] + '.' + part[0], "");
    table.shape("padded signature", good + "=", "signature");
    table.shape("padded claims, signed", signedParts(part[0], part[1] + "="), "strict base64url");
    table.shape("white space in claims, signed", signedParts(part[0], part[1].first(4) + "\n" + part[1].sliced(4)),
                "strict base64url");
    table.shape("dot in claims, signed", signedParts(part[0], part[1] + ".e30"), "strict base64url");
    table.shape("trailing bits in claims, signed",
                signedParts(part[0], base64UrlEncode(jsonWith("x", "1")).first(3) + "f"), "");
    table.shape("padded header", signedParts(part[0] + "=", part[1]), "strict base64url");
    table.shape("space before", " " + good, "strict base64url");
    table.shape("newline after", good + "\n", "signature");
    table.shape("zero after", good + QByteArray(1, '\0'), "signature");
    table.shape("twice", good + good, "signature");
    table.shape("JSON serialisation", R"({"payload":"e30","signatures":[]})", "three parts");
    table.shape("4097 bytes", tokenOfSize(4097), "longer than");
    table.shape("a megabyte", QByteArray(1 << 20, 'A'), "longer than");

    const auto key = KeyRing::create(Secret("ffffffffffffffffffffffffffffffff"_ba));
    table.shape("other secret", TokenSigner(rules(), hs256Key(*key)).sign(claims()), "key id is unknown");
    table.shape("other secret, our header",
                part[0] + '.' + part[1] + '.' + hs256Key(*key)->sign(part[0] + '.' + part[1]), "signature");
    table.shape("EdDSA key of ours", eddsaSigner().sign(claims()), "key id is unknown");
}

} // namespace

QByteArray withClaims(const QByteArray &json)
{
    return signedParts(hs256Key(keyRing())->header().toByteArray(), base64UrlEncode(json));
}

QByteArray withHeader(QByteArray json)
{
    json.replace("KID", keyId());
    return signedParts(base64UrlEncode(json), base64UrlEncode(claimsJson(claims())));
}

QList<HostileToken> hostileTokens()
{
    Table table;
    headers(table);
    claimValues(table);
    claimSets(table);
    shapes(table);
    return table.rows;
}

QByteArray algorithmHeader(const char *algorithm)
{
    return base64UrlEncode(QByteArray(R"({"alg":")") + algorithm + R"(","typ":"at+jwt","kid":")" + otherKeyId()
                           + R"("})");
}

} // namespace auth::samples
