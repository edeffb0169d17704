#include "api/endpoints.h"
#include "crypto/base64_url.h"
#include "crypto/key_ring.h"
#include "crypto/random_token.h"
#include "crypto/signing_key.h"
#include "support/accounts.h"
#include "support/contract.h"
#include "support/daemon_process.h"
#include "support/parallel.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSet>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

const QString secret = u"0f8a3c7e5b9d1426-kx92mzq7wvtr4yhn"_s;

QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

/// Signs whatever it is given with the daemon's own key.
class Forger {
public:
    QString token(const QJsonObject &header, const QByteArray &claims) const
    {
        const QByteArray message = base64UrlEncode(compact(header)) + '.' + base64UrlEncode(claims);
        return QString::fromLatin1(message + '.' + m_key->sign(message));
    }
    QJsonObject header() const
    {
        return {{u"alg"_s, u"HS256"_s},
                {u"typ"_s, u"at+jwt"_s},
                {u"kid"_s, QString::fromLatin1(m_key->id().toByteArray())}};
    }

private:
    std::unique_ptr<SigningKey> m_key = hs256Key(*KeyRing::create(Secret(secret.toLatin1())));
};

/// faketime itself knows where its library is. Not used as a wrapper: signals would go to it and not to the daemon.
/// Empty where there is none, or where a sanitizer's own library must come first.
QString fakeTimeLibrary()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return {};
#else
    QProcess faketime;
    faketime.start(u"faketime"_s, {u"-m"_s, u"-f"_s, u"+0"_s, u"printenv"_s, u"LD_PRELOAD"_s});
    return faketime.waitForFinished() ? QString::fromUtf8(faketime.readAllStandardOutput()).trimmed() : QString();
#endif
}

QJsonObject with(QJsonObject object, const QString &member, const QJsonValue &value)
{
    object[member] = value;
    return object;
}

} // namespace

class TestTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void lostAnswerIsGivenAgain();
    void olderGenerationEndsTheSession();
    void usedTokenAfterTheGraceEndsTheSession();
    void strangersTokensTouchNoSession_data();
    void strangersTokensTouchNoSession();
    void parallelRefreshesAgree();
    void parallelRegistrationsMakeOneAccount();
    void parallelLogoutsAndRefreshesEndSignedOut();
    void accessTokenEndsWithItsSession_data();
    void accessTokenEndsWithItsSession();
    void hostileTokensAreRefusedEverywhere_data();
    void hostileTokensAreRefusedEverywhere();
    void twoAuthorizationHeadersAreRefused();
    void tokensOfOtherSettingsAreRefused_data();
    void tokensOfOtherSettingsAreRefused();
    void oldestSessionGivesWay();
    void timeEndsTokens();
    void clockThatGoesBackRevivesNothing();

private:
    bool isSignedIn(const test::Account &account) const
    {
        return m_daemon.client().get("/api/user/profile", account.access).status == 200;
    }
    bool startAt(DaemonProcess &daemon, const QString &shift) const;

    DaemonProcess m_daemon{
        {{u"RATE_LIMIT_ENABLED"_s, u"false"_s}, {u"JWT_SECRET_KEY"_s, secret}, {u"LOG_LEVEL"_s, u"warning"_s}}};
};

void TestTokens::initTestCase() { QVERIFY2(m_daemon.start(), m_daemon.err().constData()); }
void TestTokens::cleanup() { QVERIFY(m_daemon.isRunning()); }

void TestTokens::lostAnswerIsGivenAgain()
{
    const HttpClient client = m_daemon.client();
    const test::Account account = signUp(client);
    const Answer first = refresh(client, account.refresh);
    const Answer again = refresh(client, account.refresh);
    QCOMPARE(first.status, 200);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.text(u"refresh_token"_s), first.text(u"refresh_token"_s));
    QVERIFY(isSignedIn(account));
    QCOMPARE(refresh(client, first.text(u"refresh_token"_s)).status, 200);
}

void TestTokens::olderGenerationEndsTheSession()
{
    const HttpClient client = m_daemon.client();
    const test::Account account = signUp(client);
    const QString second = refresh(client, account.refresh).text(u"refresh_token"_s);
    const QString third = refresh(client, second).text(u"refresh_token"_s);
    QVERIFY(!third.isEmpty());
    const Answer reused = refresh(client, account.refresh);
    QCOMPARE(reused.status, 401);
    QCOMPARE(reused.errorCode(), u"TOKEN_INVALID"_s);
    QCOMPARE(refresh(client, third).errorCode(), u"TOKEN_INVALID"_s);
    QCOMPARE(refresh(client, second).errorCode(), u"TOKEN_INVALID"_s);
    QVERIFY(!isSignedIn(account));
    QVERIFY(m_daemon.waitForEvent(u"session.token_reused"_s));
}

void TestTokens::usedTokenAfterTheGraceEndsTheSession()
{
    DaemonProcess daemon({{u"REFRESH_GRACE_SECONDS"_s, u"0"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const HttpClient client = daemon.client();
    const test::Account account = signUp(client);
    const QString second = refresh(client, account.refresh).text(u"refresh_token"_s);
    QVERIFY(!second.isEmpty());
    const qint64 used = QDateTime::currentMSecsSinceEpoch(); // the unit of the grace: in the same one it is not over
    QVERIFY(QTest::qWaitFor([&] { return QDateTime::currentMSecsSinceEpoch() > used; }));
    QCOMPARE(refresh(client, account.refresh).errorCode(), u"TOKEN_INVALID"_s);
    QCOMPARE(refresh(client, second).errorCode(), u"TOKEN_INVALID"_s);
}

void TestTokens::strangersTokensTouchNoSession_data()
{
    QTest::addColumn<int>("at");
    for (const int at : {0, 10, 21, 26, 27, 30, 60, 69, 75, 89})
        QTest::addRow("changed at %d", at) << at;
    QTest::addRow("cut") << -1;
    QTest::addRow("longer") << -2;
    QTest::addRow("padded") << -3;
}

void TestTokens::strangersTokensTouchNoSession()
{
    QFETCH(const int, at);
    const HttpClient client = m_daemon.client();
    const test::Account account = signUp(client);
    QString forged = account.refresh;
    if (at >= 0)
        forged[at] = forged[at] == u'A' ? u'Q' : u'A';
    else
        forged = at == -1 ? forged.chopped(1) : forged + (at == -2 ? u'A' : u'=');
    QCOMPARE(refresh(client, forged).errorCode(), u"TOKEN_INVALID"_s);
    QCOMPARE(client.post("/api/auth/logout", {{u"refresh_token"_s, forged}}).errorCode(), u"TOKEN_INVALID"_s);
    QVERIFY(isSignedIn(account));
    QCOMPARE(refresh(client, account.refresh).status, 200);
}

void TestTokens::parallelRefreshesAgree()
{
    const HttpClient client = m_daemon.client();
    const test::Account account = signUp(client);
    const QList<Answer> answers = atOnce(64, [&](int) { return refresh(client, account.refresh); });
    QCOMPARE(countOf(answers, 200), 64);
    QSet<QString> successors;
    for (const Answer &each : answers)
        successors.insert(each.text(u"refresh_token"_s));
    QCOMPARE(successors.size(), 1);
    QVERIFY(isSignedIn(account));
    const Answer next = refresh(client, *successors.begin());
    QCOMPARE(next.status, 200);
    QCOMPARE(refresh(client, account.refresh).errorCode(), u"TOKEN_INVALID"_s);
    QCOMPARE(refresh(client, next.text(u"refresh_token"_s)).errorCode(), u"TOKEN_INVALID"_s);
    QVERIFY(!isSignedIn(account));
}

void TestTokens::parallelRegistrationsMakeOneAccount()
{
    const HttpClient client = m_daemon.client();
    const test::Account account = newAccount();
    const QList<Answer> answers = atOnce(64, [&](int i) {
        QJsonObject body = account.registration();
        body[u"username"_s] = u"%1_%2"_s.arg(account.username).arg(i);
        return client.post("/api/auth/register", body);
    });
    QCOMPARE(countOf(answers, 201), 1);
    for (const Answer &each : answers)
        QVERIFY2(each.status == 201 || each.errorCode() == u"DUPLICATE_EMAIL", each.body.constData());
    const test::Account signedIn = signIn(client, account);
    QVERIFY(signedIn.isSignedIn());
    QCOMPARE(client.get("/api/user/sessions", signedIn.access).json()[u"total"_s][u"value"_s].toInt(), 2);
}

void TestTokens::parallelLogoutsAndRefreshesEndSignedOut()
{
    const HttpClient client = m_daemon.client();
    for (int round = 0; round < 4; ++round) {
        const test::Account account = signUp(client);
        const QList<Answer> answers = atOnce(16, [&](int i) {
            return i == 7 ? client.send("POST", "/api/auth/logout", HttpClient::bearer(account.access))
                          : refresh(client, account.refresh);
        });
        QCOMPARE(answers[7].status, 204);
        for (const Answer &each : answers) {
            if (each.status == 200)
                QCOMPARE(refresh(client, each.text(u"refresh_token"_s)).errorCode(), u"TOKEN_INVALID"_s);
            else
                QVERIFY2(each.status == 204 || each.errorCode() == u"TOKEN_INVALID", each.body.constData());
        }
        QVERIFY(!isSignedIn(account));
    }
}

void TestTokens::accessTokenEndsWithItsSession_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("byOther");
    QTest::addRow("logout") << QByteArray("POST") << QByteArray("/api/auth/logout") << false;
    QTest::addRow("logout of all") << QByteArray("POST") << QByteArray("/api/auth/logout-all") << true;
    QTest::addRow("ended from another session")
        << QByteArray("DELETE") << QByteArray("/api/user/sessions/SESSION") << true;
    QTest::addRow("ended by itself") << QByteArray("DELETE") << QByteArray("/api/user/sessions/SESSION") << false;
}

void TestTokens::accessTokenEndsWithItsSession()
{
    QFETCH(const QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(const bool, byOther);
    const HttpClient client = m_daemon.client();
    const test::Account account = signUp(client);
    const test::Account other = signIn(client, account);
    QVERIFY(isSignedIn(account)); // and so its state is in the cache
    path.replace("SESSION", claimsOf(account.access)[u"sid"_s].toString().toLatin1());
    QCOMPARE(client.send(method, path, HttpClient::bearer(byOther ? other.access : account.access)).status, 204);
    const Answer after = client.get("/api/user/profile", account.access);
    QCOMPARE(after.errorCode(), u"TOKEN_INVALID"_s);
    QCOMPARE(refresh(client, account.refresh).errorCode(), u"TOKEN_INVALID"_s);
}

void TestTokens::hostileTokensAreRefusedEverywhere_data()
{
    QTest::addColumn<int>("what");
    const char *names[] = {"alg none",
                           "alg none without signature",
                           "alg HS512",
                           "alg EdDSA",
                           "no kid",
                           "another kid",
                           "jwk",
                           "jku",
                           "x5u",
                           "crit",
                           "zip",
                           "typ JWT",
                           "exp as text",
                           "exp with a fraction",
                           "exp huge",
                           "exp missing",
                           "iat in the future",
                           "another issuer",
                           "another audience",
                           "audience list",
                           "another subject",
                           "another session",
                           "sid missing",
                           "nbf",
                           "claims no object",
                           "signature of another",
                           "JSON serialisation",
                           "4 KiB more"};
    for (int i = 0; const char *each : names)
        QTest::addRow("%s", each) << i++;
}

void TestTokens::hostileTokensAreRefusedEverywhere()
{
    QFETCH(const int, what);
    const HttpClient client = m_daemon.client();
    static const test::Account account = signUp(client);
    static const test::Account other = signUp(client);
    const Forger forger;
    const QJsonObject header = forger.header();
    const QJsonObject claims = claimsOf(account.access);
    QVERIFY(client.get("/api/user/profile", forger.token(header, compact(claims))).status == 200); // the forger can
    const auto head = [&](const QString &member, const QJsonValue &value) {
        return forger.token(with(header, member, value), compact(claims));
    };
    const auto claim = [&](const QString &member, const QJsonValue &value) {
        return forger.token(header, compact(with(claims, member, value)));
    };
    const QString good = account.access;
    QJsonObject noKid = header;
    noKid.remove(u"kid"_s);
    const QStringList tokens{head(u"alg"_s, u"none"_s),
                             head(u"alg"_s, u"none"_s).section(u'.', 0, 1) + u'.',
                             head(u"alg"_s, u"HS512"_s),
                             head(u"alg"_s, u"EdDSA"_s),
                             forger.token(noKid, compact(claims)),
                             head(u"kid"_s, u"../../etc/passwd"_s),
                             head(u"jwk"_s, QJsonObject{{u"kty"_s, u"oct"_s}, {u"k"_s, u"AAAA"_s}}),
                             head(u"jku"_s, u"http://127.0.0.1:1/"_s),
                             head(u"x5u"_s, u"http://127.0.0.1:1/"_s),
                             head(u"crit"_s, QJsonArray{u"exp"_s}),
                             head(u"zip"_s, u"DEF"_s),
                             head(u"typ"_s, u"JWT"_s),
                             claim(u"exp"_s, u"99999999999"_s),
                             claim(u"exp"_s, claims[u"exp"_s].toDouble() + 0.5),
                             claim(u"exp"_s, 1e17),
                             claim(u"exp"_s, QJsonValue::Undefined),
                             claim(u"iat"_s, claims[u"iat"_s].toInteger() + 120),
                             claim(u"iss"_s, u"somebody"_s),
                             claim(u"aud"_s, u"somebody"_s),
                             claim(u"aud"_s, QJsonArray{claims[u"aud"_s]}),
                             claim(u"sub"_s, claimsOf(other.access)[u"sub"_s]),
                             claim(u"sid"_s, claimsOf(other.access)[u"sid"_s]),
                             claim(u"sid"_s, QJsonValue::Undefined),
                             claim(u"nbf"_s, claims[u"iat"_s]),
                             forger.token(header, "[]"),
                             good.section(u'.', 0, 1) + u'.' + other.access.section(u'.', 2),
                             u"{\"payload\":\"e30\",\"signatures\":[]}"_s,
                             claim(u"filler"_s, QString(4096, u'x'))};
    const QString token = tokens[what];
    std::apply(
        [&](const auto &...each) {
            const auto ask = [&](const EndpointFacts &facts) {
                if (facts.access.kind() == Access::Kind::Anyone)
                    return;
                const QByteArray path =
                    QByteArray(facts.path).replace("{id}", claimsOf(good)[u"sid"_s].toString().toLatin1());
                const Answer answer = client.send(name(facts.method), path, HttpClient::bearer(token));
                QVERIFY2(answer.errorCode() == u"TOKEN_INVALID", QByteArray(facts.path) + ' ' + answer.body);
                QCOMPARE(contractFault(answer, path), QString());
            };
            (ask(each.facts), ...);
        },
        api::all);
    QCOMPARE(refresh(client, token).errorCode(), u"TOKEN_INVALID"_s);
    QVERIFY(isSignedIn(account) && isSignedIn(other));
}

void TestTokens::twoAuthorizationHeadersAreRefused()
{
    const test::Account account = signUp(m_daemon.client());
    const Headers twice = HttpClient::bearer(account.access) + HttpClient::bearer(account.access);
    QCOMPARE(m_daemon.client().send("GET", "/api/user/profile", twice).status, 400);
}

void TestTokens::tokensOfOtherSettingsAreRefused_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("value");
    QTest::addRow("issuer") << u"JWT_ISSUER"_s << u"another"_s;
    QTest::addRow("audience") << u"JWT_AUDIENCE"_s << u"another"_s;
    QTest::addRow("secret") << u"JWT_SECRET_KEY"_s << u"another-0f8a3c7e5b9d1426-kx92mzq7wvtr"_s;
    QTest::addRow("algorithm") << u"JWT_ALGORITHM"_s << u"EdDSA"_s;
}

void TestTokens::tokensOfOtherSettingsAreRefused()
{
    QFETCH(const QString, setting);
    QFETCH(const QString, value);
    DaemonProcess daemon({{u"JWT_SECRET_KEY"_s, secret}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const test::Account account = signUp(daemon.client());
    QCOMPARE(daemon.stop(), 0);
    daemon.set(setting, value);
    QVERIFY2(daemon.start(), daemon.err().constData());
    QCOMPARE(daemon.client().get("/api/user/profile", account.access).errorCode(), u"TOKEN_INVALID"_s);
    QCOMPARE(refresh(daemon.client(), account.refresh).status, setting == u"JWT_SECRET_KEY" ? 401 : 200);
}

void TestTokens::oldestSessionGivesWay()
{
    DaemonProcess daemon({{u"SESSIONS_PER_USER"_s, u"2"_s}, {u"RATE_LIMIT_ENABLED"_s, u"false"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const HttpClient client = daemon.client();
    const test::Account first = signUp(client);
    const test::Account second = signIn(client, first);
    QCOMPARE(client.get("/api/user/profile", first.access).status, 200);
    const test::Account third = signIn(client, first);
    QCOMPARE(client.get("/api/user/profile", first.access).errorCode(), u"TOKEN_INVALID"_s);
    QCOMPARE(client.get("/api/user/profile", second.access).status, 200);
    QCOMPARE(client.get("/api/user/profile", third.access).status, 200);
}

/// Starts with the wall clock moved, for example by "+1h".
bool TestTokens::startAt(DaemonProcess &daemon, const QString &shift) const
{
    daemon.set(u"LD_PRELOAD"_s, fakeTimeLibrary());
    daemon.set(u"FAKETIME"_s, shift);
    daemon.set(u"FAKETIME_DONT_FAKE_MONOTONIC"_s, u"1"_s);
    return daemon.start();
}

void TestTokens::timeEndsTokens()
{
    if (fakeTimeLibrary().isEmpty())
        QSKIP("faketime is not installed, or cannot be used with this build");
    DaemonProcess daemon({{u"ACCESS_TOKEN_EXPIRE_MINUTES"_s, u"1"_s}, {u"REFRESH_TOKEN_EXPIRE_DAYS"_s, u"1"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const test::Account account = signUp(daemon.client());
    QCOMPARE(daemon.client().get("/api/user/profile", account.access).status, 200);
    QCOMPARE(daemon.stop(), 0);

    QVERIFY2(startAt(daemon, u"+61s"_s), daemon.err().constData());
    const Answer expired = daemon.client().get("/api/user/profile", account.access);
    QCOMPARE(expired.errorCode(), u"TOKEN_EXPIRED"_s);
    QCOMPARE(expired.header("www-authenticate"),
             QByteArray("Bearer error=\"invalid_token\", error_description=\"expired\""));
    const Answer renewed = refresh(daemon.client(), account.refresh);
    QCOMPARE(renewed.status, 200);
    QCOMPARE(daemon.client().get("/api/user/profile", renewed.text(u"access_token"_s)).status, 200);
    QCOMPARE(daemon.stop(), 0);

    QVERIFY2(startAt(daemon, u"+2d"_s), daemon.err().constData());
    QCOMPARE(refresh(daemon.client(), renewed.text(u"refresh_token"_s)).errorCode(), u"TOKEN_EXPIRED"_s);
    QCOMPARE(daemon.stop(), 0);
}

void TestTokens::clockThatGoesBackRevivesNothing()
{
    if (fakeTimeLibrary().isEmpty())
        QSKIP("faketime is not installed, or cannot be used with this build");
    DaemonProcess daemon;
    QVERIFY2(daemon.start(), daemon.err().constData());
    const test::Account alive = signUp(daemon.client());
    const test::Account loggedOut = signUp(daemon.client());
    const test::Account refreshed = signUp(daemon.client());
    QCOMPARE(daemon.client().send("POST", "/api/auth/logout", HttpClient::bearer(loggedOut.access)).status, 204);
    const QString second = refresh(daemon.client(), refreshed.refresh).text(u"refresh_token"_s);
    const QString third = refresh(daemon.client(), second).text(u"refresh_token"_s);
    QCOMPARE(daemon.stop(), 0);

    QVERIFY2(startAt(daemon, u"-1h"_s), daemon.err().constData());
    const HttpClient client = daemon.client();
    QCOMPARE(client.get("/api/user/profile", loggedOut.access).status, 401);
    QCOMPARE(refresh(client, loggedOut.refresh).errorCode(), u"TOKEN_INVALID"_s);
    QCOMPARE(refresh(client, refreshed.refresh).errorCode(), u"TOKEN_INVALID"_s); // two generations old
    QCOMPARE(refresh(client, third).errorCode(), u"TOKEN_INVALID"_s);             // and that ended its session
    QCOMPARE(refresh(client, alive.refresh).status, 200);
    QVERIFY(signUp(client).isSignedIn());
    QVERIFY(signIn(client, alive).isSignedIn());
    QCOMPARE(daemon.stop(), 0);
}

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"
