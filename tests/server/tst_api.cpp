#include "api/endpoints.h"
#include "support/accounts.h"
#include "support/contract.h"
#include "support/daemon_process.h"
#include "support/scenario.h"
#include "support/staff.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSet>
#include <QtTest/QTest>

#include <sodium.h>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

const QString strangeId = u"01890a5d-ac96-774b-bcce-b302099a8057"_s;

struct Route {
    Method method;
    QByteArray path; ///< Members in braces filled in.
    QByteArray pattern;
    Access access;
    bool hasBody;
    bool takesRows;
};

QByteArray filledIn(QByteArray path)
{
    return path.replace("{id}", strangeId.toLatin1())
        .replace("{sid}", strangeId.toLatin1())
        .replace("{name}", "docs.js");
}

template<class Request, class Response> Route routeOf(const Endpoint<Request, Response> &endpoint)
{
    const Method method = endpoint.facts.method;
    const bool sends = method == Method::Post || method == Method::Patch || method == Method::Put;
    return {endpoint.facts.method, filledIn(endpoint.facts.path),    endpoint.facts.path,
            endpoint.facts.access, sends && fieldCount<Request> > 0, hasRows<Request>};
}

QList<Route> routes()
{
    return std::apply([](const auto &...each) { return QList<Route>{routeOf(each)...}; }, api::all);
}

QList<QByteArray> methodsOf(const QByteArray &pattern)
{
    QList<QByteArray> methods{"OPTIONS"};
    for (const Route &route : routes()) {
        if (route.pattern == pattern)
            methods.append(name(route.method));
    }
    if (methods.contains("GET"))
        methods.append("HEAD");
    return methods;
}

const QList<QByteArray> allMethods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

QByteArray decoded(const QByteArray &part) { return QByteArray::fromBase64(part, QByteArray::Base64UrlEncoding); }

/// An independent look at a token: nothing of the program's own code.
bool isSignedBy(const QJsonObject &jwk, const QByteArray &token)
{
    const QList<QByteArray> parts = token.split('.');
    const QByteArray message = parts.value(0) + '.' + parts.value(1);
    const QByteArray signature = decoded(parts.value(2));
    const QByteArray key = decoded(jwk[u"x"_s].toString().toLatin1());
    return key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES
           && crypto_sign_verify_detached(reinterpret_cast<const unsigned char *>(signature.constData()),
                                          reinterpret_cast<const unsigned char *>(message.constData()),
                                          static_cast<unsigned long long>(message.size()),
                                          reinterpret_cast<const unsigned char *>(key.constData()))
                  == 0;
}

} // namespace

class TestApi : public QObject {
    Q_OBJECT

    using Account = auth::test::Account; // not the one administrators see

private Q_SLOTS:
    void initTestCase();
    void init();

    void scenario_data();
    void scenario();

    void everyRouteAnswersStrangersAlike_data() { routeRows(); }
    void everyRouteAnswersStrangersAlike();
    void everyRouteIsGuardedAsItSays_data() { routeRows(); }
    void everyRouteIsGuardedAsItSays();
    void everyRouteKnowsItsMethods_data() { routeRows(); }
    void everyRouteKnowsItsMethods();
    void headIsGetWithoutBody_data() { routeRows(); }
    void headIsGetWithoutBody();
    void pathsAreExact_data() { routeRows(); }
    void pathsAreExact();
    void malformedBodiesAreRefusedEverywhere_data() { routeRows(); }
    void malformedBodiesAreRefusedEverywhere();
    void nobodyGivesThemselvesMore_data();
    void nobodyGivesThemselvesMore();

    void everyRequestGetsAnIdOfItsOwn();
    void unknownAndKnownAddressesAreAnsweredAlike();
    void openApiTellsExactlyWhatThereIs();
    void publishedKeyVerifiesTokens();

private:
    void routeRows();
    QString refusal(const Route &route, const QString &token);

    DaemonProcess m_daemon{{{u"RATE_LIMIT_ENABLED"_s, u"false"_s}, {u"LOG_LEVEL"_s, u"error"_s}}};
    std::unique_ptr<DaemonProcess> m_other; ///< With the settings of a file of scenarios.
    QString m_otherName;
    Account m_otherAdmin;
    Staff m_staff;
    QStringList m_gone; ///< Tokens that were good once.
    Account m_account;  ///< Of the user among the staff.
};

void TestApi::initTestCase()
{
    const Account admin = makeAdministrator(m_daemon);
    QVERIFY2(m_daemon.start(), m_daemon.err().constData());
    m_staff = makeStaff(m_daemon.client(), admin);
    m_account = m_staff.user;
    QVERIFY(m_account.isSignedIn());
}

void TestApi::init() { QVERIFY(m_daemon.isRunning()); }

void TestApi::routeRows()
{
    QTest::addColumn<int>("index");
    const QList<Route> all = routes();
    for (int i = 0; i < all.size(); ++i)
        QTest::addRow("%s %s", name(all[i].method), all[i].pattern.constData()) << i;
}

void TestApi::scenario_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<QJsonObject>("text");
    for (const ScenarioFile &file : scenarioFiles(QStringLiteral(SCENARIOS))) {
        for (const QJsonObject &each : file.scenarios)
            QTest::addRow("%s: %s", qPrintable(file.name), qPrintable(each[u"name"_s].toString()))
                << file.name << file.settings << each;
    }
}

void TestApi::scenario()
{
    QFETCH(const QString, file);
    QFETCH(const QJsonObject, settings);
    QFETCH(const QJsonObject, text);
    if (file != m_otherName) {
        Environment environment{{u"RATE_LIMIT_ENABLED"_s, u"false"_s}};
        for (auto each = settings.begin(); each != settings.end(); ++each)
            environment[each.key()] = each.value().toString();
        m_other = std::make_unique<DaemonProcess>(environment);
        m_otherName = file;
        m_otherAdmin = makeAdministrator(*m_other);
        QVERIFY2(m_other->start(), m_other->err().constData());
        m_otherAdmin = signIn(m_other->client(), m_otherAdmin);
    }
    const QString fault = Scenario(text, m_otherAdmin).run(m_other->client());
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    QVERIFY(m_other->isRunning());
}

void TestApi::everyRouteAnswersStrangersAlike()
{
    QFETCH(const int, index);
    const Route route = routes()[index];
    const HttpClient client = m_daemon.client();
    const Answer answer = client.send(name(route.method), route.path);
    QCOMPARE(contractFault(answer, route.path), QString());
    const bool guarded =
        route.access.kind() == Access::Kind::SignedIn || route.access.kind() == Access::Kind::Permission;
    QCOMPARE(answer.errorCode() == u"MISSING_TOKEN", guarded || route.pattern == "/api/auth/logout");
    if (route.access.kind() == Access::Kind::Anyone)
        return;
    const Answer bad = client.send(name(route.method), route.path, HttpClient::bearer(u"nonsense"_s));
    QCOMPARE(contractFault(bad, route.path), QString());
    QCOMPARE(bad.errorCode(), u"TOKEN_INVALID"_s);
    QCOMPARE(bad.header("www-authenticate"), QByteArray("Bearer error=\"invalid_token\""));
}

/// What keeps somebody out of the endpoint; empty: nothing does.
QString TestApi::refusal(const Route &route, const QString &token)
{
    // Who may follow the log would follow it for ever.
    const QByteArray target = route.pattern == "/api/logs/stream" ? route.path + "?after=-" : route.path;
    const Answer answer = m_daemon.client().send(name(route.method), target, HttpClient::bearer(token));
    if (const QString fault = contractFault(answer, route.path); !fault.isEmpty())
        return fault;
    static const QStringList refusals{u"MISSING_TOKEN"_s, u"TOKEN_INVALID"_s, u"TOKEN_EXPIRED"_s, u"FORBIDDEN"_s};
    const QString code = answer.errorCode();
    if (code == u"FORBIDDEN")
        return answer.text(u"detail"_s);
    return refusals.contains(code) && route.pattern != "/api/auth/logout" ? code : QString();
}

/// Every route x who asks, against what the endpoint declares.
void TestApi::everyRouteIsGuardedAsItSays()
{
    QFETCH(const int, index);
    const Route route = routes()[index];
    const Access::Kind kind = route.access.kind();
    const bool isGuarded = kind == Access::Kind::SignedIn || kind == Access::Kind::Permission;
    const auto forbidden = [&](Permissions has) {
        return kind != Access::Kind::Permission || has.testFlag(route.access.needed())
                   ? QString()
                   : u"This needs the permission %1."_s.arg(wireName(route.access.needed()));
    };
    const auto isAdministered = [&](const Account &account, const char *action) {
        const QByteArray path = "/api/users/" + idOf(account).toLatin1() + action;
        return m_daemon.client().post(path, {}, m_staff.admin.access).status == 200;
    };
    const auto fresh = [&](Account &account) { // some endpoints end the session
        if (m_daemon.client().get("/api/auth/verify", account.access).status != 200)
            account = signIn(m_daemon.client(), account);
        return account.access;
    };
    const bool mustBeGood = kind != Access::Kind::Anyone && route.pattern != "/api/auth/logout";
    const QString closed = mustBeGood ? u"TOKEN_INVALID"_s : QString();
    QCOMPARE(refusal(route, {}), isGuarded ? u"MISSING_TOKEN"_s : QString());
    QCOMPARE(refusal(route, fresh(m_staff.user)), forbidden({}));
    QCOMPARE(refusal(route, fresh(m_staff.support)), forbidden(Permissions::fromInt(125)));
    QCOMPARE(refusal(route, fresh(m_staff.admin)), QString());
    fresh(m_staff.admin);
    if (m_gone.isEmpty()) { // somebody deactivated, and a session that has been ended
        const Account off = signUp(m_daemon.client()), out = signUp(m_daemon.client());
        QVERIFY(isAdministered(off, "/deactivate"));
        QCOMPARE(m_daemon.client().post("/api/auth/logout", {}, out.access).status, 204);
        m_gone = {off.access, out.access};
    }
    for (const QString &token : m_gone)
        QCOMPARE(refusal(route, token), closed);
    m_account = m_staff.user;
}

void TestApi::everyRouteKnowsItsMethods()
{
    QFETCH(const int, index);
    const Route route = routes()[index];
    const QList<QByteArray> allowed = methodsOf(route.pattern);
    for (const QByteArray &method : allMethods) {
        const Answer answer = m_daemon.client().send(method, route.path);
        QCOMPARE(contractFault(answer, route.path), QString());
        QCOMPARE(answer.status == 405, !allowed.contains(method));
        if (answer.status != 405 && method != "OPTIONS")
            continue;
        const QList<QByteArray> listed = answer.header("allow").replace(' ', "").split(',');
        QCOMPARE(QSet<QByteArray>(listed.begin(), listed.end()), QSet<QByteArray>(allowed.begin(), allowed.end()));
        QCOMPARE(listed.size(), allowed.size());
    }
}

void TestApi::headIsGetWithoutBody()
{
    QFETCH(const int, index);
    const Route route = routes()[index];
    if (route.method != Method::Get)
        return;
    const Headers bearer = HttpClient::bearer(m_account.access);
    const Answer get = m_daemon.client().send("GET", route.path, bearer);
    const Answer head = m_daemon.client().send("HEAD", route.path, bearer);
    QCOMPARE(head.status, get.status);
    QVERIFY(head.body.isEmpty());
    QCOMPARE(get.header("content-length").toLongLong(), get.body.size());
    if (route.pattern != "/metrics") // where it is a sum of requests
        QCOMPARE(head.header("content-length"), get.header("content-length"));
    for (const char *field : {"content-type", "cache-control", "etag", "content-security-policy"})
        QCOMPARE(head.header(field), get.header(field));
}

void TestApi::pathsAreExact()
{
    QFETCH(const int, index);
    const Route route = routes()[index];
    QByteArray upper = route.path;
    upper[1] = static_cast<char>(upper[1] - 'a' + 'A');
    if (route.path.startsWith("/.w"))
        upper = "/.Well-known/jwks.json";
    QByteArray coded = route.path;
    coded.replace(2, 1, '%' + coded.mid(2, 1).toHex());
    const QList<QByteArray> spellings{route.path + '/',
                                      "//" + route.path.sliced(1),
                                      '/' + route.path + "//",
                                      upper,
                                      coded,
                                      route.path + "%00",
                                      route.path + "%20",
                                      route.path + ";a=b",
                                      "/x/.." + route.path,
                                      "/." + route.path,
                                      QByteArray(route.path).replace('/', "%2f"),
                                      route.path + ".json"};
    Headers headers = HttpClient::bearer(m_staff.admin.access);
    headers.emplaceBack("If-Match", "\"1\"");
    for (const QByteArray &path : spellings) {
        const Answer answer = m_daemon.client().send(name(route.method), path, headers);
        if (answer.status == 400) { // not even a target
            QCOMPARE(answer.errorCode(), u"BAD_REQUEST"_s);
            continue;
        }
        // 405: the same path is that of another resource, which does not have the method.
        const bool isOther = answer.status == 405 && !answer.header("allow").contains(name(route.method));
        QVERIFY2(answer.status == 404 || isOther, path + " " + QByteArray::number(answer.status));
        QCOMPARE(contractFault(answer, path), QString());
        QVERIFY(!answer.has("location"));
    }
}

void TestApi::malformedBodiesAreRefusedEverywhere()
{
    QFETCH(const int, index);
    const Route route = routes()[index];
    if (!route.hasBody)
        return;
    Headers json = HttpClient::bearer(m_staff.admin.access);
    json.emplaceBack("If-Match", "\"1\"");
    Headers form = json;
    json.emplaceBack("Content-Type", "application/json");
    form.emplaceBack("Content-Type", "application/x-www-form-urlencoded");
    const auto ask = [&](const Headers &headers, const QByteArray &body) {
        const Answer answer = m_daemon.client().send(name(route.method), route.path, headers, body);
        const QString fault = contractFault(answer, route.path);
        return fault.isEmpty() ? answer.errorCode() : fault;
    };
    QCOMPARE(ask(form, "a=b"), u"UNSUPPORTED_MEDIA_TYPE"_s);
    QCOMPARE(ask(json, "{"), u"MALFORMED_JSON"_s);
    QCOMPARE(ask(json, "\xff"), u"MALFORMED_JSON"_s);
    QCOMPARE(ask(json, QByteArray("{}") + '\0'), u"MALFORMED_JSON"_s);
    QCOMPARE(ask(json, "[1]"),
             route.takesRows ? QString() : u"VALIDATION_ERROR"_s); // a row that is wrong is told apart
    QCOMPARE(ask(json, "\"text\""), u"VALIDATION_ERROR"_s);
    QCOMPARE(ask(json, R"({"no_such_member":1})"), u"VALIDATION_ERROR"_s);
    QCOMPARE(ask(json, QByteArray(70000, ' ')), u"PAYLOAD_TOO_LARGE"_s);
}

void TestApi::nobodyGivesThemselvesMore_data()
{
    QTest::addColumn<QByteArray>("member");
    for (const char *member :
         {R"("role":"admin")", R"("roles":["admin"])", R"("is_admin":true)", R"("permissions":["users.write"])",
          R"("email_verified":true)", R"("id":"01890a5d-ac96-774b-bcce-b302099a8057")", R"("is_active":true)",
          R"("version":9)", R"("user":{"roles":["admin"]})", R"("user.roles":["admin"])", R"("roles[]":"admin")",
          R"("roles[0]":"admin")", R"("Roles":["admin"])", R"("r\u006fles":["admin"])",
          R"("__proto__":{"roles":["admin"]})", R"("password_hash":"$argon2id$")",
          R"("created_at":"2020-01-01T00:00:00Z")", R"("EMAIL":"a@example.org")"})
        QTest::addRow("%s", member) << QByteArray(member);
}

void TestApi::nobodyGivesThemselvesMore()
{
    QFETCH(const QByteArray, member);
    const HttpClient client = m_daemon.client();
    const Account wanted = newAccount();
    const QByteArray registration =
        QJsonDocument(wanted.registration()).toJson(QJsonDocument::Compact).chopped(1) + ',' + member + '}';
    const Answer refused =
        client.send("POST", "/api/auth/register", {{"Content-Type", "application/json"}}, registration);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.errorCode(), u"VALIDATION_ERROR"_s);
    QCOMPARE(refused.json()[u"errors"_s][0][u"code"_s].toString(), u"unknown"_s);
    QCOMPARE(client.post("/api/auth/login", wanted.login()).status, 401); // and no account was made

    Headers headers = HttpClient::bearer(m_account.access);
    headers.emplaceBack("If-Match", client.get("/api/user/profile", m_account.access).header("etag"));
    headers.emplaceBack("Content-Type", "application/json");
    const Answer unchanged =
        client.send("PATCH", "/api/user/profile", headers, "{\"username\":\"somebody\"," + member + '}');
    QCOMPARE(unchanged.errorCode(), u"VALIDATION_ERROR"_s);
    const QJsonObject profile = client.get("/api/user/profile", m_account.access).json();
    QCOMPARE(profile[u"roles"_s].toArray(), QJsonArray{u"user"_s});
    QCOMPARE(profile[u"username"_s].toString(), m_account.username);
    QCOMPARE(profile[u"permissions"_s].toArray(), QJsonArray());
}

void TestApi::everyRequestGetsAnIdOfItsOwn()
{
    QSet<QByteArray> ids;
    for (int i = 0; i < 20; ++i)
        ids.insert(m_daemon.client().get(i % 2 ? "/health" : "/nothing").header("x-request-id"));
    QCOMPARE(ids.size(), 20);
    const Answer broken = parseAnswer(m_daemon.client().exchange("GET /health HTTP/1.1\r\n\r\n"));
    QCOMPARE(broken.status, 400);
    QCOMPARE(contractFault(broken, "/health"), QString());
}

void TestApi::unknownAndKnownAddressesAreAnsweredAlike()
{
    const auto ask = [&](const QString &email) {
        Answer answer =
            m_daemon.client().post("/api/auth/login", {{u"email"_s, email}, {u"password"_s, u"not the password"_s}});
        answer.body.replace(answer.header("x-request-id"), "ID");
        answer.headers.removeIf([](const auto &each) { return each.first == "x-request-id" || each.first == "date"; });
        return answer;
    };
    const Answer known = ask(m_account.email);
    const Answer unknown = ask(u"nobody@example.org"_s);
    QCOMPARE(known.status, unknown.status);
    QCOMPARE(known.body, unknown.body);
    QCOMPARE(known.headers, unknown.headers);
}

void TestApi::openApiTellsExactlyWhatThereIs()
{
    const Answer answer = m_daemon.client().get("/openapi.json");
    QCOMPARE(answer.status, 200);
    const QJsonObject paths = answer.json()[u"paths"_s].toObject();
    QSet<QByteArray> told;
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonObject item = path.value().toObject();
        for (auto operation = item.begin(); operation != item.end(); ++operation)
            told.insert(operation.key().toUpper().toLatin1() + ' ' + path.key().toLatin1());
    }
    QSet<QByteArray> there;
    for (const Route &route : routes())
        there.insert(QByteArray(name(route.method)) + ' ' + route.pattern);
    QCOMPARE(told, there);
    for (const Route &route : routes()) {
        const Answer each = m_daemon.client().send(name(route.method), route.path,
                                                   HttpClient::bearer(signUp(m_daemon.client()).access));
        QVERIFY2(each.status != 405 && (each.status != 404 || route.pattern.contains('{')), route.pattern);
        const QJsonObject operation =
            paths[QString::fromLatin1(route.pattern)][QString::fromLatin1(name(route.method)).toLower()].toObject();
        QVERIFY2(operation[u"responses"_s].toObject().contains(QString::number(each.status)),
                 route.pattern + " answers " + QByteArray::number(each.status));
    }
}

void TestApi::publishedKeyVerifiesTokens()
{
    DaemonProcess daemon({{u"JWT_ALGORITHM"_s, u"EdDSA"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Account account = signUp(daemon.client());
    const QJsonObject jwk = daemon.client().get("/.well-known/jwks.json").json()[u"keys"_s][0].toObject();
    const QByteArray token = account.access.toLatin1();
    const QJsonObject header = QJsonDocument::fromJson(decoded(token.split('.').first())).object();
    QCOMPARE(header[u"kid"_s], jwk[u"kid"_s]);
    QVERIFY(isSignedBy(jwk, token));
    QVERIFY(!isSignedBy(jwk, m_account.access.toLatin1()));
    QCOMPARE(daemon.client().get("/api/user/profile", m_account.access).errorCode(), u"TOKEN_INVALID"_s);

    QCOMPARE(daemon.stop(), 0);
    QVERIFY(daemon.start()); // the key stays the same
    QCOMPARE(daemon.client().get("/.well-known/jwks.json").json()[u"keys"_s][0].toObject(), jwk);
    QCOMPARE(daemon.client().get("/api/user/profile", account.access).status, 200);
}

QTEST_GUILESS_MAIN(TestApi)
#include "tst_api.moc"
