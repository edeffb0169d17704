#include "support/accounts.h"
#include "support/contract.h"
#include "support/daemon_process.h"
#include "support/parallel.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRegularExpression>
#include <QtNetwork/QTcpSocket>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

Answer post(const HttpClient &client, const QByteArray &path, const QByteArray &body, const Headers &more = {})
{
    return client.send("POST", path, more + Headers{{"Content-Type", "application/json"}}, body);
}

QByteArray credentials(const QString &email, const QString &password)
{
    return u"{\"email\":\"%1\",\"password\":\"%2\"}"_s.arg(email, password).toUtf8();
}

Answer login(const HttpClient &client, const QString &email, const QString &password, const QByteArray &from = {})
{
    return post(client, "/api/auth/login", credentials(email, password),
                from.isEmpty() ? Headers() : Headers{{"X-Forwarded-For", from}});
}

/// Holds the write lock of a database, as another process would.
class WriteLock {
public:
    explicit WriteLock(const QString &path) : m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, u"lock"_s))
    {
        m_database.setDatabaseName(path);
        m_held = m_database.open() && QSqlQuery(m_database).exec(u"BEGIN IMMEDIATE"_s);
    }
    ~WriteLock()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(u"lock"_s);
    }
    Q_DISABLE_COPY_MOVE(WriteLock)

    bool isHeld() const { return m_held; }

private:
    QSqlDatabase m_database;
    bool m_held = false;
};

} // namespace

class TestLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sixthSignInWaits();
    void sixthRegistrationWaits();
    void sixthBadRefreshWaits();
    void goodRefreshesAreNotCounted();
    void guessesOfTheOwnPasswordCount();
    void addressAsAWholeHasABudget();
    void windowPasses();
    void forwardedAddressesOfStrangersAreIgnored_data();
    void forwardedAddressesOfStrangersAreIgnored();
    void trustedProxyNamesTheClient();
    void attackedAccountStaysOpenToItsOwner();
    void limitsCanBeSwitchedOff();
    void attemptsAreChargedBeforeTheyAreHashed();

    void fullHashQueueAnswersAtOnce();
    void fullStoreQueueAnswersAtOnce();
    void lockedDatabaseIsUnavailable();
    void waitInAQueueEnds();

    void sizesAreSettings_data();
    void sizesAreSettings();
    void connectionsOfOneAddressAreCounted();
    void slowHeadIsCut();
};

void TestLimits::sixthSignInWaits()
{
    DaemonProcess daemon;
    QVERIFY2(daemon.start(), daemon.err().constData());
    const HttpClient client = daemon.client();
    const Account account = signUp(client);
    QVERIFY(account.isSignedIn());
    for (int i = 0; i < 4; ++i)
        QCOMPARE(login(client, account.email, u"wrong one"_s).errorCode(), u"INVALID_CREDENTIALS"_s);
    QCOMPARE(login(client, account.email, account.password).status, 200);
    const Answer sixth = login(client, account.email, account.password);
    QCOMPARE(sixth.errorCode(), u"RATE_LIMITED"_s);
    QCOMPARE(contractFault(sixth, "/api/auth/login"), QString());
    const int wait = sixth.header("retry-after").toInt();
    QVERIFY(wait > 0 && wait <= 60);
    QCOMPARE(sixth.header("ratelimit-policy"), QByteArray("\"auth\";q=5;w=60"));
    QCOMPARE(sixth.header("ratelimit"), "\"auth\";r=0;t=" + QByteArray::number(wait));
    QCOMPARE(login(client, account.email.toUpper(), account.password).errorCode(),
             u"RATE_LIMITED"_s); // the same account
    QCOMPARE(login(client, u"other@example.org"_s, u"wrong one"_s).errorCode(), u"INVALID_CREDENTIALS"_s);
    QCOMPARE(client.get("/api/user/profile", account.access).status, 200);
    QCOMPARE(refresh(client, account.refresh).status, 200);
}

void TestLimits::sixthRegistrationWaits()
{
    DaemonProcess daemon;
    QVERIFY2(daemon.start(), daemon.err().constData());
    for (int i = 0; i < 4; ++i)
        QCOMPARE(post(daemon.client(), "/api/auth/register", "{").errorCode(), u"MALFORMED_JSON"_s);
    QVERIFY(signUp(daemon.client()).isSignedIn());
    const Answer sixth = daemon.client().post("/api/auth/register", newAccount().registration());
    QCOMPARE(sixth.errorCode(), u"RATE_LIMITED"_s);
    QVERIFY(sixth.header("retry-after").toInt() > 0);
    QCOMPARE(login(daemon.client(), u"other@example.org"_s, u"wrong one"_s).errorCode(), u"INVALID_CREDENTIALS"_s);
}

void TestLimits::sixthBadRefreshWaits()
{
    DaemonProcess daemon;
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Account account = signUp(daemon.client());
    QVERIFY(account.isSignedIn());
    for (int i = 0; i < 5; ++i)
        QCOMPARE(refresh(daemon.client(), u"nonsense%1"_s.arg(i)).errorCode(), u"TOKEN_INVALID"_s);
    QCOMPARE(refresh(daemon.client(), u"nonsense"_s).errorCode(), u"RATE_LIMITED"_s);
    QCOMPARE(refresh(daemon.client(), account.refresh).status, 200); // a token of ours is not a stranger's guess
}

void TestLimits::goodRefreshesAreNotCounted()
{
    DaemonProcess daemon({{u"RATE_LIMIT_REQUESTS"_s, u"1"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    QString token = signUp(daemon.client()).refresh;
    for (int i = 0; i < 40; ++i) {
        const Answer answer = refresh(daemon.client(), token);
        QCOMPARE(answer.status, 200);
        token = answer.text(u"refresh_token"_s);
    }
}

void TestLimits::guessesOfTheOwnPasswordCount()
{
    DaemonProcess daemon;
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Account account = signUp(daemon.client());
    QVERIFY(account.isSignedIn());
    const auto guess = [&] {
        return daemon.client().post(
            "/api/user/password",
            {{u"current_password"_s, u"wrong one"_s}, {u"new_password"_s, u"fluffy new walrus 22"_s}}, account.access);
    };
    for (int i = 0; i < 5; ++i)
        QCOMPARE(guess().errorCode(), u"INVALID_CREDENTIALS"_s);
    QCOMPARE(guess().errorCode(), u"RATE_LIMITED"_s);
    const Answer asAddress = daemon.client().patch(
        "/api/user/profile", {{u"email"_s, u"new@example.org"_s}, {u"current_password"_s, account.password}},
        account.access, "\"1\"");
    QCOMPARE(asAddress.errorCode(), u"RATE_LIMITED"_s);
    QCOMPARE(login(daemon.client(), account.email, account.password).errorCode(),
             u"RATE_LIMITED"_s); // one budget for all guesses
}

void TestLimits::addressAsAWholeHasABudget()
{
    DaemonProcess daemon;
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Account account = signUp(daemon.client()); // the first of a hundred
    for (int i = 0; i < 99; ++i)
        QCOMPARE(post(daemon.client(), "/api/auth/login", "{").errorCode(), u"MALFORMED_JSON"_s);
    QCOMPARE(login(daemon.client(), u"nobody@example.org"_s, u"wrong one"_s).errorCode(), u"RATE_LIMITED"_s);
    QCOMPARE(daemon.client().post("/api/auth/register", newAccount().registration()).errorCode(), u"RATE_LIMITED"_s);
    QCOMPARE(daemon.client().get("/api/user/profile", account.access).status, 200);
    QCOMPARE(daemon.client().get("/health").status, 200);
}

void TestLimits::windowPasses()
{
    DaemonProcess daemon({{u"RATE_LIMIT_REQUESTS"_s, u"1"_s}, {u"RATE_LIMIT_WINDOW"_s, u"2"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Account account = signUp(daemon.client());
    QVERIFY(account.isSignedIn());
    QCOMPARE(login(daemon.client(), account.email, account.password).status, 200);
    const Answer refused = login(daemon.client(), account.email, account.password);
    QCOMPARE(refused.status, 429);
    QVERIFY(refused.header("retry-after").toInt() <= 2);
    QVERIFY(QTest::qWaitFor([&] { return login(daemon.client(), account.email, account.password).status == 200; }));
}

void TestLimits::forwardedAddressesOfStrangersAreIgnored_data()
{
    QTest::addColumn<QByteArray>("header");
    for (const char *header :
         {"X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "CF-Connecting-IP", "True-Client-IP"})
        QTest::addRow("%s", header) << QByteArray(header);
}

void TestLimits::forwardedAddressesOfStrangersAreIgnored()
{
    QFETCH(const QByteArray, header);
    static DaemonProcess daemon;
    QVERIFY2(daemon.isRunning() || daemon.start(), daemon.err().constData());
    const QByteArray body = credentials(newAccount().email, u"wrong one"_s);
    for (int i = 0; i < 6; ++i) {
        const QByteArray address = "198.51.100." + QByteArray::number(i);
        const Answer answer = post(daemon.client(), "/api/auth/login", body,
                                   {{header, header == "Forwarded" ? "for=" + address : address}});
        QCOMPARE(answer.status, i < 5 ? 401 : 429);
    }
}

void TestLimits::trustedProxyNamesTheClient()
{
    DaemonProcess daemon({{u"TRUSTED_PROXIES"_s, u"127.0.0.1,10.0.0.0/8"_s}, {u"RATE_LIMIT_REQUESTS"_s, u"1"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const QString email = newAccount().email;
    const auto status = [&](const QByteArray &from) {
        return login(daemon.client(), email, u"wrong one"_s, from).status;
    };
    QCOMPARE(status("198.51.100.1"), 401);
    QCOMPARE(status("198.51.100.1"), 429);
    QCOMPARE(status("198.51.100.2"), 401);
    QCOMPARE(status("203.0.113.9, 198.51.100.2"), 429); // what the client itself wrote counts for nothing
    QCOMPARE(status("198.51.100.1, 10.1.2.3"), 429);    // through two of our proxies
    QCOMPARE(status("::ffff:198.51.100.1"), 429);       // the same address in another dress
    QCOMPARE(status("2001:db8:1:2::1"), 401);
    QCOMPARE(status("2001:db8:1:2:ffff::9"), 429); // one /64 is one place
    QCOMPARE(status("2001:db8:1:3::1"), 401);
    const QString another = newAccount().email;
    QCOMPARE(login(daemon.client(), another, u"wrong one"_s, "a").status, 401); // no address: the proxy itself
    QCOMPARE(login(daemon.client(), another, u"wrong one"_s, "no address either").status, 429);
}

void TestLimits::attackedAccountStaysOpenToItsOwner()
{
    DaemonProcess daemon({{u"TRUSTED_PROXIES"_s, u"127.0.0.1"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Account account = newAccount();
    const QByteArray home = "192.0.2.77";
    QCOMPARE(post(daemon.client(), "/api/auth/register",
                  credentials(account.email, account.password).chopped(1) + ",\"username\":\""
                      + account.username.toUtf8() + "\"}",
                  {{"X-Forwarded-For", home}})
                 .status,
             201);
    int slowed = 0;
    for (int i = 0; i < 26; ++i) {
        const Answer answer =
            login(daemon.client(), account.email, u"wrong one"_s, "198.51.100." + QByteArray::number(i));
        QVERIFY(answer.status == 401 || answer.status == 429);
        QVERIFY2(i >= 20 || answer.status == 401, "strangers are slowed too early");
        slowed += answer.status == 429;
    }
    QVERIFY(slowed >= 3); // from 26 places: the limit of one place never came to bear
    QCOMPARE(login(daemon.client(), account.email, account.password, home).status, 200);
    QCOMPARE(login(daemon.client(), u"somebody.else@example.org"_s, u"wrong one"_s, "198.51.100.1").status, 401);
}

void TestLimits::limitsCanBeSwitchedOff()
{
    DaemonProcess daemon({{u"RATE_LIMIT_ENABLED"_s, u"false"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    for (int i = 0; i < 8; ++i)
        QCOMPARE(login(daemon.client(), u"nobody@example.org"_s, u"wrong one"_s).status, 401);
    for (int i = 0; i < 110; ++i)
        QCOMPARE(post(daemon.client(), "/api/auth/register", "{").status, 400);
}

void TestLimits::attemptsAreChargedBeforeTheyAreHashed()
{
    DaemonProcess daemon({{u"HASH_QUEUE"_s, u"1000"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const QString email = newAccount().email;
    const QList<Answer> answers = atOnce(100, [&](int) { return login(daemon.client(), email, u"wrong one"_s); });
    QCOMPARE(countOf(answers, 401), 5); // only these came to a hash
    QCOMPARE(countOf(answers, 429), 95);
}

void TestLimits::fullHashQueueAnswersAtOnce()
{
    DaemonProcess daemon({{u"RATE_LIMIT_ENABLED"_s, u"false"_s},
                          {u"HASH_QUEUE"_s, u"2"_s},
                          {u"HASH_THREADS"_s, u"1"_s},
                          {u"HASH_SLOTS"_s, u"1"_s},
                          {u"HASH_ITERATIONS"_s, u"16"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Account account = signUp(daemon.client());
    QVERIFY(account.isSignedIn());
    const QList<Answer> answers = atOnce(40, [&](int i) {
        return i % 4 == 0 ? daemon.client().get("/api/user/profile", account.access)
                          : login(daemon.client(), account.email, account.password);
    });
    int refused = 0;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        const Answer &answer = answers[i];
        QVERIFY2(answer.status == 200 || (i % 4 != 0 && answer.errorCode() == u"OVERLOADED"), answer.body.constData());
        if (answer.status == 200)
            continue;
        ++refused;
        QCOMPARE(contractFault(answer, "/api/auth/login"), QString());
    }
    QVERIFY(refused > 0 && refused < 30);
    QCOMPARE(login(daemon.client(), account.email, account.password).status, 200);
}

void TestLimits::fullStoreQueueAnswersAtOnce()
{
    DaemonProcess daemon({{u"STORE_THREADS"_s, u"1"_s},
                          {u"STORE_QUEUE"_s, u"1"_s},
                          {u"DATABASE_BUSY_TIMEOUT_MS"_s, u"30000"_s},
                          {u"QUEUE_DEADLINE_MS"_s, u"60000"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Account account = signUp(daemon.client());
    QVERIFY(account.isSignedIn());
    auto lock = std::make_unique<WriteLock>(daemon.database());
    QVERIFY(lock->isHeld());
    QList<Answer> answers;
    std::atomic<int> answered{0};
    std::jthread waiting([&] {
        answers = atOnce(12, [&](int) {
            const Answer answer = refresh(daemon.client(), account.refresh);
            ++answered;
            return answer;
        });
    });
    const bool full = QTest::qWaitFor([&] { return answered >= 10; }, 20000); // one has the thread, one waits for it
    const Answer alive = daemon.client().get("/health");
    lock.reset();
    waiting.join();
    QVERIFY(full);
    QCOMPARE(alive.status, 200);
    QVERIFY(countOf(answers, 200) >= 1 && countOf(answers, 200) <= 2);
    for (const Answer &each : answers) {
        QVERIFY(each.status == 200 || each.errorCode() == u"OVERLOADED");
        QCOMPARE(contractFault(each, "/api/auth/refresh"), QString());
    }
    QCOMPARE(daemon.client().get("/readyz").status, 200);
}

void TestLimits::lockedDatabaseIsUnavailable()
{
    DaemonProcess daemon({{u"DATABASE_BUSY_TIMEOUT_MS"_s, u"50"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Account account = signUp(daemon.client());
    QVERIFY(account.isSignedIn());
    auto lock = std::make_unique<WriteLock>(daemon.database());
    QVERIFY(lock->isHeld());
    const Answer refused = refresh(daemon.client(), account.refresh);
    const Answer wrongPassword = login(daemon.client(), account.email, account.password);
    const Answer reading = daemon.client().get("/api/user/profile", account.access);
    lock.reset();
    QCOMPARE(refused.errorCode(), u"STORAGE_UNAVAILABLE"_s);
    QCOMPARE(contractFault(refused, "/api/auth/refresh"), QString());
    QCOMPARE(wrongPassword.errorCode(), u"STORAGE_UNAVAILABLE"_s);
    QCOMPARE(reading.status, 200);
    QCOMPARE(refresh(daemon.client(), account.refresh).status, 200);
}

void TestLimits::waitInAQueueEnds()
{
    DaemonProcess daemon(
        {{u"STORE_THREADS"_s, u"1"_s}, {u"DATABASE_BUSY_TIMEOUT_MS"_s, u"1000"_s}, {u"QUEUE_DEADLINE_MS"_s, u"300"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Account account = signUp(daemon.client());
    QVERIFY(account.isSignedIn());
    auto lock = std::make_unique<WriteLock>(daemon.database());
    QVERIFY(lock->isHeld());
    const QList<Answer> answers = atOnce(4, [&](int) { return refresh(daemon.client(), account.refresh); });
    lock.reset();
    QSet<QString> codes;
    for (const Answer &each : answers)
        codes.insert(each.errorCode());
    QCOMPARE(codes, (QSet<QString>{u"STORAGE_UNAVAILABLE"_s,
                                   u"OVERLOADED"_s})); // the one that had the thread, and who waited for it
    QCOMPARE(refresh(daemon.client(), account.refresh).status, 200);
}

void TestLimits::sizesAreSettings_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("fits");
    QTest::addColumn<QByteArray>("tooMuch");
    QTest::addColumn<int>("status");
    const auto body = [](int size) {
        return "POST /api/auth/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: "
               "application/json\r\nContent-Length: "
               + QByteArray::number(size) + "\r\n\r\n" + QByteArray(size, ' ');
    };
    const auto line = [](qsizetype size) { // request line without its end
        const QByteArray fixed = "GET / HTTP/1.1";
        return "GET /" + QByteArray(size - fixed.size(), 'a') + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    };
    const auto fields = [](int count) {
        QByteArray request = "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
        for (int i = 2; i < count; ++i)
            request += "X-" + QByteArray::number(i) + ": 1\r\n";
        return request + "\r\n";
    };
    const auto head = [](qsizetype size) {
        const QByteArray fixed = "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: \r\n\r\n";
        return QByteArray(fixed).insert(fixed.size() - 4, QByteArray(size - fixed.size(), 'a'));
    };
    QTest::addRow("body") << u"MAX_BODY_BYTES"_s << u"1024"_s << body(1024) << body(1025) << 413;
    QTest::addRow("target") << u"MAX_TARGET_BYTES"_s << u"256"_s << line(255) << line(257) << 414;
    QTest::addRow("fields") << u"MAX_HEADER_FIELDS"_s << u"8"_s << fields(8) << fields(9) << 431;
    QTest::addRow("head") << u"MAX_HEAD_BYTES"_s << u"8192"_s << head(8192) << head(8193) << 431;
}

void TestLimits::sizesAreSettings()
{
    QFETCH(const QString, setting);
    QFETCH(const QString, value);
    QFETCH(const QByteArray, fits);
    QFETCH(const QByteArray, tooMuch);
    QFETCH(const int, status);
    DaemonProcess daemon({{setting, value}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Answer good = parseAnswer(daemon.client().exchange(fits));
    QVERIFY(good.status != status && good.status != 0);
    QCOMPARE(parseAnswer(daemon.client().exchange(tooMuch)).status, status);
}

void TestLimits::connectionsOfOneAddressAreCounted()
{
    DaemonProcess daemon({{u"MAX_CONNECTIONS_PER_ADDRESS"_s, u"2"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    std::array<QTcpSocket, 2> held;
    for (QTcpSocket &each : held) {
        each.connectToHost(u"127.0.0.1"_s, daemon.port());
        QVERIFY(each.waitForConnected());
        each.write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n"); // answered: so it was taken
        QVERIFY(each.waitForReadyRead());
    }
    const Answer third = daemon.client().get("/health");
    QCOMPARE(third.errorCode(), u"OVERLOADED"_s);
    QVERIFY(third.header("retry-after").toInt() > 0);
    held[0].disconnectFromHost();
    QVERIFY(QTest::qWaitFor([&] { return daemon.client().get("/health").status == 200; }));
}

void TestLimits::slowHeadIsCut()
{
    DaemonProcess daemon({{u"HEAD_TIMEOUT_SECONDS"_s, u"1"_s}});
    QVERIFY2(daemon.start(), daemon.err().constData());
    const Answer slow = parseAnswer(daemon.client().exchange("GET /health HTTP/1.1\r\nHost: a\r\n"));
    QCOMPARE(slow.errorCode(), u"REQUEST_TIMEOUT"_s);
    QCOMPARE(contractFault(slow, "/health"), QString());
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
