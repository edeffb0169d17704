#include "crypto/token_claims.h"

#include <simdjson.h>

#include <string_view>
#include <vector>

using namespace Qt::StringLiterals;

namespace auth {

namespace {

namespace dom = simdjson::dom;
using std::chrono::floor;
using std::chrono::seconds;

constexpr std::uint64_t largestSeconds = std::uint64_t{1} << 53; // in milliseconds it still fits a Time

QString quoted(std::string_view name) { return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())); }

/// The members of one JSON object, read by name; the first that is missing or of the wrong type is remembered.
/// The object lives in the thread's parser until the next parse.
class Members {
public:
    static Result<Members> parse(QByteArrayView json)
    {
        static thread_local dom::parser parser;
        Members members;
        if (parser.parse(json.data(), static_cast<size_t>(json.size())).get(members.m_object))
            return invalidToken(u"a part is no JSON object"_s);
        if (members.hasDuplicates())
            return invalidToken(u"a part repeats a member"_s);
        return members;
    }

    size_t size() const { return m_object.size(); }
    bool has(std::string_view name) const { return m_object.at_key(name).error() == simdjson::SUCCESS; }
    QString failed() const { return quoted(m_failed); }

    bool text(std::string_view name, std::string_view &value) { return check(name, m_object.at_key(name).get(value)); }

    bool text(std::string_view name, QString &value)
    {
        std::string_view utf8;
        if (!text(name, utf8))
            return false;
        value = quoted(utf8);
        return true;
    }

    template<class Kind> bool id(std::string_view name, Id<Kind> &value)
    {
        QString spelled;
        if (!text(name, spelled))
            return false;
        const auto parsed = Id<Kind>::parse(spelled);
        value = parsed.value_or(Id<Kind>());
        return check(name, !parsed);
    }

    bool time(std::string_view name, Time &value)
    {
        // A DOM integer is one in the text: 1.0 and 1e9 are doubles, -1 and 2^64 are no uint64.
        std::uint64_t count = 0;
        if (!check(name, m_object.at_key(name).get(count) || count > largestSeconds))
            return false;
        value = Time(seconds(count));
        return true;
    }

    bool texts(std::string_view name, QStringList &values)
    {
        dom::array items;
        if (!check(name, m_object.at_key(name).get(items)))
            return false;
        for (const dom::element item : items) {
            std::string_view utf8;
            if (!check(name, item.get(utf8)))
                return false;
            values.append(quoted(utf8));
        }
        return true;
    }

private:
    bool check(std::string_view name, bool bad)
    {
        if (bad)
            m_failed = name;
        return !bad;
    }

    bool hasDuplicates() const
    {
        std::vector<std::string_view> names;
        for (const dom::key_value_pair member : m_object)
            names.push_back(member.key);
        std::sort(names.begin(), names.end());
        return std::adjacent_find(names.begin(), names.end()) != names.end();
    }

    dom::object m_object;
    std::string_view m_failed;
};

void appendEscaped(QByteArray &json, char c)
{
    static constexpr char digits[] = "0123456789abcdef";
    if (c == '"' || c == '\\')
        json.append('\\').append(c);
    else if (static_cast<unsigned char>(c) < 0x20)
        json.append("\\u00").append(digits[c >> 4]).append(digits[c & 15]);
    else
        json.append(c);
}

QByteArray quotedJson(const QString &text)
{
    QByteArray json("\"");
    for (const char c : text.toUtf8())
        appendEscaped(json, c);
    return json.append('"');
}

QByteArray quotedJson(const QStringList &texts)
{
    QByteArray json("[");
    for (const QString &text : texts)
        json.append(json.size() > 1 ? "," : "").append(quotedJson(text));
    return json.append(']');
}

QByteArray secondsText(Time time)
{
    return QByteArray::number(qint64{floor<seconds>(time).time_since_epoch().count()});
}

bool isAccessTokenType(std::string_view type)
{
    const QByteArrayView view(type.data(), static_cast<qsizetype>(type.size()));
    return view.compare("at+jwt", Qt::CaseInsensitive) == 0
           || view.compare("application/at+jwt", Qt::CaseInsensitive) == 0;
}

QByteArray toByteArray(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

} // namespace

Error invalidToken(const QString &cause)
{
    return {.code = ErrorCode::TokenInvalid, .message = u"The token is not valid."_s, .cause = cause};
}

QByteArray claimsJson(const AccessClaims &claims)
{
    QByteArray json;
    json.reserve(512);
    json.append(R"({"iss":)").append(quotedJson(claims.issuer));
    json.append(R"(,"aud":)").append(quotedJson(claims.audience));
    json.append(R"(,"sub":")").append(claims.subject.text().toLatin1());
    json.append(R"(","sid":")").append(claims.session.text().toLatin1());
    json.append(R"(","jti":")").append(claims.id.text().toLatin1());
    json.append(R"(","iat":)").append(secondsText(claims.issuedAt));
    json.append(R"(,"exp":)").append(secondsText(claims.expiresAt));
    json.append(R"(,"roles":)").append(quotedJson(claims.roles));
    return json.append('}');
}

Result<AccessClaims> parseClaims(QByteArrayView json)
{
    auto members = Members::parse(json);
    if (!members)
        return members.error();
    if (members->has("nbf"))
        return invalidToken(u"claim nbf is not issued here"_s);
    AccessClaims claims;
    const bool whole = members->text("iss", claims.issuer) && members->text("aud", claims.audience)
                       && members->id("sub", claims.subject) && members->id("sid", claims.session)
                       && members->id("jti", claims.id) && members->time("iat", claims.issuedAt)
                       && members->time("exp", claims.expiresAt) && members->texts("roles", claims.roles);
    if (!whole)
        return invalidToken(u"claim %1 is missing or of the wrong type"_s.arg(members->failed()));
    return claims;
}

Result<TokenHeader> parseHeader(QByteArrayView json)
{
    auto members = Members::parse(json);
    if (!members)
        return members.error();
    std::string_view algorithm;
    std::string_view type;
    std::string_view keyId;
    if (!members->text("alg", algorithm) || !members->text("typ", type) || !members->text("kid", keyId))
        return invalidToken(u"header member %1 is missing or no text"_s.arg(members->failed()));
    if (members->size() != 3)
        return invalidToken(u"the header has more than alg, typ and kid"_s);
    if (!isAccessTokenType(type))
        return invalidToken(u"the header's typ is not at+jwt"_s);
    return TokenHeader{toByteArray(algorithm), toByteArray(keyId)};
}

} // namespace auth
