#include "rest/router.h"

#include "api/endpoints.h"
#include "services/documents.h"
#include "services/health.h"
#include "tests/services/fake_rate_limit_store.h"
#include "tests/services/fixture.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <latch>
#include <poll.h>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

struct Named {
    QString id;
    static constexpr auto fields() { return std::tuple{field(&Named::id, {.name = "id", .max = 64, .in = In::Path})}; }
};
struct Pair {
    QString a;
    QString b;
    static constexpr auto fields()
    {
        return std::tuple{field(&Pair::a, {.name = "a", .in = In::Path}),
                          field(&Pair::b, {.name = "b", .in = In::Path})};
    }
};
struct Seen {
    QString value;
    static constexpr auto fields() { return std::tuple{field(&Seen::value, {.name = "value"})}; }
};

constexpr EndpointFacts endpoint(Method method, const char *path, Lane lane = Lane::Store, Limit limit = Limit::None,
                                 Access access = Access::anyone())
{
    return {.method = method,
            .path = path,
            .access = access,
            .lane = lane,
            .limit = limit,
            .group = "test",
            .summary = "A test."};
}

constexpr Endpoint<NoRequest, Seen> listThings{endpoint(Method::Get, "/things")};
constexpr Endpoint<NoRequest, NoContent> makeThing{endpoint(Method::Post, "/things")};
constexpr Endpoint<Named, Seen> readThing{endpoint(Method::Get, "/things/{id}")};
constexpr Endpoint<Named, NoContent> dropThing{endpoint(Method::Delete, "/things/{id}")};
constexpr Endpoint<NoRequest, Seen> newestThing{endpoint(Method::Get, "/things/newest")};
constexpr Endpoint<Pair, Seen> readPart{endpoint(Method::Get, "/things/{a}/parts/{b}")};
constexpr Endpoint<NoRequest, Seen> inlineThing{endpoint(Method::Get, "/inline", Lane::Inline)};
constexpr Endpoint<NoRequest, Seen> hashThing{endpoint(Method::Get, "/hash", Lane::Hash)};
constexpr Endpoint<NoRequest, NoContent> stumble{endpoint(Method::Get, "/stumble")};
constexpr Endpoint<NoRequest, NoContent> fall{endpoint(Method::Get, "/fall")};
constexpr Endpoint<NoRequest, NoContent> fail{endpoint(Method::Get, "/fail")};
constexpr Endpoint<NoRequest, Seen> own{endpoint(Method::Get, "/own", Lane::Store, Limit::None, Access::signedIn())};
constexpr Endpoint<NoRequest, NoContent> signUpThing{endpoint(Method::Post, "/sign-up", Lane::Store, Limit::Register)};
constexpr Endpoint<LoginRequest, NoContent> signInThing{endpoint(Method::Post, "/sign-in", Lane::Store, Limit::SignIn),
                                                        &LoginRequest::email};
constexpr Endpoint<NoRequest, NoContent> changeThing{
    endpoint(Method::Post, "/change", Lane::Store, Limit::SignIn, Access::signedIn())};
constexpr Endpoint<NoRequest, NoContent> refreshThing{endpoint(Method::Post, "/refresh", Lane::Store, Limit::Refresh)};

constexpr Endpoint<NoRequest, Stream> exportThings{endpoint(Method::Get, "/export")};
constexpr Endpoint<NoRequest, EventStream> followThings{endpoint(Method::Get, "/follow")};

/// Answers with what it was asked, and tells who asked and on which thread.
struct Things {
    Result<Seen> list(const NoRequest &, const Caller &caller)
    {
        lastCaller = caller;
        threadName.resize(16);
        ::pthread_getname_np(::pthread_self(), threadName.data(), 16);
        return Seen{u"list"_s};
    }
    Result<Seen> newest(const NoRequest &, const Caller &) { return Seen{u"newest"_s}; }
    Result<Seen> read(const Named &request, const Caller &) { return Seen{request.id}; }
    Result<Seen> part(const Pair &request, const Caller &) { return Seen{request.a + u'|' + request.b}; }
    Result<NoContent> nothing(const NoRequest &, const Caller &) { return NoContent{}; }
    Result<NoContent> drop(const Named &, const Caller &) { return NoContent{}; }
    Result<NoContent> signIn(const LoginRequest &, const Caller &)
    {
        return outage ? Result<NoContent>(Error{.code = *outage, .message = u"Not now."_s}) : NoContent{};
    }
    Result<NoContent> stumble(const NoRequest &, const Caller &) { throw std::runtime_error("private words"); }
    Result<NoContent> fall(const NoRequest &, const Caller &) { throw 42; }
    Result<NoContent> fail(const NoRequest &, const Caller &)
    {
        return Error{.code = ErrorCode::StorageUnavailable, .message = u"Not now."_s, .cause = u"private words"_s};
    }

    Result<Stream> stream(const NoRequest &, const Caller &)
    {
        return Stream{.mediaType = "text/csv", .fileName = u"things.csv"_s, .next = [this] { return nextPiece(); }};
    }
    Result<EventStream> follow(const NoRequest &, const Caller &)
    {
        return EventStream{[this](EventStream::Write write) { writeEvent = std::move(write); }};
    }

    std::function<Result<QByteArray>()> nextPiece;
    EventStream::Write writeEvent;
    Caller lastCaller;
    QByteArray threadName;
    std::optional<ErrorCode> outage; ///< Of what a sign-in needs.
};

Bulkhead::Options bulkhead(const char *name, int queue = 64)
{
    Bulkhead::Options options;
    options.name = QString::fromLatin1(name);
    options.queue = queue;
    return options;
}

QByteArray headerOf(const HttpResponse &response, QByteArrayView name)
{
    for (const auto &[each, value] : response.headers) {
        if (each == name)
            return value;
    }
    return {};
}

QString codeIn(const HttpResponse &response)
{
    return QJsonDocument::fromJson(response.body).object().value(u"error_code"_s).toString();
}

QString valueIn(const HttpResponse &response)
{
    return QJsonDocument::fromJson(response.body).object().value(u"value"_s).toString();
}

HttpRequest requestFor(const QByteArray &method, const QByteArray &path, const HttpHeaders &headers = {})
{
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.headers = headers;
    request.peer = QHostAddress(u"192.0.2.7"_s);
    request.requestId = "request-1";
    return request;
}

/// A router over a rig, asked without a socket. The test's thread is the I/O thread.
struct Switchboard : Rig {
    explicit Switchboard(const Setup &with = {}, int queue = 64)
        : Rig(with), store(bulkhead("store", queue), clock), hash(bulkhead("hash"), clock)
    {
        router.bind(listThings, things, &Things::list);
        router.bind(makeThing, things, &Things::nothing);
        router.bind(readThing, things, &Things::read);
        router.bind(dropThing, things, &Things::drop);
        router.bind(newestThing, things, &Things::newest);
        router.bind(readPart, things, &Things::part);
        router.bind(inlineThing, things, &Things::list);
        router.bind(hashThing, things, &Things::list);
        router.bind(::stumble, things, &Things::stumble);
        router.bind(::fall, things, &Things::fall);
        router.bind(::fail, things, &Things::fail);
        router.bind(own, things, &Things::list);
        router.bind(signUpThing, things, &Things::nothing);
        router.bind(signInThing, things, &Things::signIn);
        router.bind(changeThing, things, &Things::nothing);
        router.bind(refreshThing, things, &Things::nothing);
        router.bind(exportThings, things, &Things::stream);
        router.bind(followThings, things, &Things::follow);
    }

    /// Without waiting for the answer.
    void send(HttpRequest request)
    {
        request.arrived = clock.steady();
        router.handle(std::move(request), Responder(mailbox, 1));
    }
    /// The next answer; waits for it.
    std::optional<HttpResponse> receive() { return receive<HttpResponse>(); }
    /// The next piece of a body, as the edge asks for it.
    std::optional<BodyPiece> piece(const HttpResponse &response)
    {
        response.source->next(PieceWriter(mailbox, 1));
        return receive<BodyPiece>();
    }
    template<class Reply> std::optional<Reply> receive()
    {
        if (direct.empty()) {
            pollfd wake{.fd = mailbox->fd(), .events = POLLIN, .revents = 0};
            ::poll(&wake, 1, 10'000);
            for (Completion &each : mailbox->take())
                direct.push_back(std::move(each));
        }
        if (direct.empty())
            return std::nullopt;
        Completion first = std::move(direct.front());
        direct.erase(direct.begin());
        return std::get<std::optional<Reply>>(std::move(first.reply));
    }
    HttpResponse ask(const HttpRequest &request)
    {
        send(request);
        return receive().value_or(HttpResponse{.status = 0, .contentType = {}, .body = {}, .headers = {}});
    }
    HttpResponse ask(const QByteArray &method, const QByteArray &path, const HttpHeaders &headers = {})
    {
        return ask(requestFor(method, path, headers));
    }

    Things things;
    Answers answers{{u"https://app.example.com"_s}};
    Authenticator authenticator{*database, cache, signer, std::chrono::seconds(60), clock};
    std::vector<Completion> direct; ///< Answers given on this thread.
    std::shared_ptr<Mailbox> mailbox =
        std::make_shared<Mailbox>(std::make_shared<LiveHttpCounters>(), [this](Completion &completion) {
            direct.push_back(std::move(completion));
            return true;
        });
    Bulkhead store;
    Bulkhead hash;
    Streams streams{2};
    Router router{
        answers, authenticator, limiter, {store, hash}, streams, {QHostAddress::parseSubnet(u"10.0.0.0/8"_s)}, clock,
        log};
};

Setup limited(RateLimitStore *shared = nullptr)
{
    Setup setup;
    setup.rates = {.enabled = true};
    setup.sharedRates = shared;
    return setup;
}

HttpRequest signInOf(const QByteArray &account)
{
    HttpRequest request = requestFor("POST", "/sign-in", {{"content-type", "application/json"}});
    request.body = "{\"email\":\"" + account + "\",\"password\":\"p\"}";
    request.hasBody = true;
    return request;
}

} // namespace

class RouterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pathsAreMatchedExactly_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("value");
        const auto found = [](const char *path, const QString &value) {
            QTest::newRow(path) << "GET"_ba << QByteArray(path) << 200 << value;
        };
        found("/things", u"list"_s);
        found("/things/7", u"7"_s);
        found("/things/newest", u"newest"_s);
        found("/things/a%20b", u"a b"_s);
        found("/things/a%2Fb", u"a/b"_s);
        found("/things/%2e%2e", u".."_s);
        found("/things/..", u".."_s);
        found("/things/{id}", u"{id}"_s);
        found("/things/%E2%82%AC", u"€"_s);
        found("/things/a+b", u"a+b"_s);
        found("/things/%25", u"%"_s);
        found("/things/newest%20", u"newest "_s);
        found("/things/1/parts/2", u"1|2"_s);
        found("/things/newest/parts/x", u"newest|x"_s);
        for (const char *path : {"",
                                 "/",
                                 "*",
                                 "/thing",
                                 "/things/",
                                 "/Things",
                                 "/THINGS",
                                 "//things",
                                 "/things//7",
                                 "/things/7/",
                                 "/./things",
                                 "/x/../things",
                                 "/things/7/parts",
                                 "/things/7/parts/",
                                 "/things//parts/2",
                                 "/things/7/Parts/2",
                                 "/th%69ngs",
                                 "/things%2F7",
                                 "/things/%00",
                                 "/things/a%00b",
                                 "/things/%FF",
                                 "/things/%C0%AF",
                                 "/things/%ED%A0%80",
                                 "/things/1/parts/2/3",
                                 "/things;v=1",
                                 "things",
                                 "/things/%EF%BB%BF"})
            QTest::newRow(*path ? path : "empty") << "GET"_ba << QByteArray(path) << 404 << QString();
        QTest::newRow("unknown method") << "BREW"_ba
                                        << "/things"_ba << 405 << QString();
        QTest::newRow("lower case method") << "get"_ba
                                           << "/things"_ba << 405 << QString();
        QTest::newRow("method of another path") << "DELETE"_ba
                                                << "/things"_ba << 405 << QString();
        QTest::newRow("TRACE") << "TRACE"_ba
                               << "/things"_ba << 405 << QString();
        QTest::newRow("unknown path and method") << "BREW"_ba
                                                 << "/nowhere"_ba << 404 << QString();
        QTest::newRow("no content") << "DELETE"_ba
                                    << "/things/7"_ba << 204 << QString();
        QTest::newRow("HEAD is GET") << "HEAD"_ba
                                     << "/things"_ba << 200 << u"list"_s; // the edge leaves out the body
        QTest::newRow("HEAD of nothing") << "HEAD"_ba
                                         << "/nowhere"_ba << 404 << QString();
        QTest::newRow("HEAD where there is no GET") << "HEAD"_ba
                                                    << "/sign-up"_ba << 405 << QString();
        QTest::newRow("longer than its limit") << "GET"_ba
                                               << "/things/" + QByteArray(65, 'a') << 404 << QString();
    }
    void pathsAreMatchedExactly()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(int, status);
        QFETCH(QString, value);
        Switchboard board;
        const HttpResponse response = board.ask(method, path);
        QCOMPARE(response.status, status);
        QCOMPARE(valueIn(response), value);
        QCOMPARE(headerOf(response, "X-Request-ID"), "request-1"_ba);
        QCOMPARE(headerOf(response, "X-Content-Type-Options"), "nosniff"_ba);
        if (status == 404)
            QCOMPARE(codeIn(response), u"NOT_FOUND"_s);
    }

    void wrongMethodIsToldTheRightOnes_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("allow");
        QTest::newRow("plain") << "/things"_ba
                               << "OPTIONS, GET, HEAD, POST"_ba;
        QTest::newRow("with a value") << "/things/7"_ba
                                      << "OPTIONS, GET, HEAD, DELETE"_ba;
        QTest::newRow("one of its own") << "/things/newest"_ba
                                        << "OPTIONS, GET, HEAD"_ba;
        QTest::newRow("without GET") << "/sign-up"_ba
                                     << "OPTIONS, POST"_ba;
    }
    void wrongMethodIsToldTheRightOnes()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, allow);
        Switchboard board;
        const HttpResponse refused = board.ask("PUT", path);
        QCOMPARE(refused.status, 405);
        QCOMPARE(codeIn(refused), u"METHOD_NOT_ALLOWED"_s);
        QCOMPARE(headerOf(refused, "Allow"), allow);
        const HttpResponse options = board.ask("OPTIONS", path);
        QCOMPARE(options.status, 204);
        QCOMPARE(headerOf(options, "Allow"), allow);
    }

    void preflightNeedsNoToken()
    {
        Switchboard board;
        const HttpHeaders headers{{"origin", "https://app.example.com"}, {"access-control-request-method", "GET"}};
        const HttpResponse response = board.ask("OPTIONS", "/own", headers);
        QCOMPARE(response.status, 204);
        QCOMPARE(headerOf(response, "Access-Control-Allow-Origin"), "https://app.example.com"_ba);
        QCOMPARE(headerOf(response, "Access-Control-Allow-Methods"), "OPTIONS, GET, HEAD"_ba);
    }

    void everyLaneHasItsThreads()
    {
        Switchboard board;
        QCOMPARE(board.ask("GET", "/things").status, 200);
        QCOMPARE(board.things.threadName.constData(), "store");
        QCOMPARE(board.ask("GET", "/hash").status, 200);
        QCOMPARE(board.things.threadName.constData(), "hash");
        board.send(requestFor("GET", "/inline"));
        QCOMPARE(board.direct.size(), std::size_t{1}); // answered before handle() came back
        QCOMPARE(board.receive()->status, 200);
    }

    void exceptionIsA500AndTheNextRequestIsServed_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("std::exception") << "/stumble"_ba;
        QTest::newRow("anything else") << "/fall"_ba;
    }
    void exceptionIsA500AndTheNextRequestIsServed()
    {
        QFETCH(QByteArray, path);
        Switchboard board;
        const HttpResponse response = board.ask("GET", path);
        QCOMPARE(response.status, 500);
        QCOMPARE(codeIn(response), u"INTERNAL_ERROR"_s);
        QCOMPARE(QJsonDocument::fromJson(response.body).object().value(u"request_id"_s).toString(), u"request-1"_s);
        QVERIFY(!response.body.contains("private words"));
        const auto told = board.events.last(u"request.failed"_s);
        QVERIFY(told);
        QCOMPARE(told->level, LogLevel::Error);
        QCOMPARE(told->requestId, u"request-1"_s);
        QCOMPARE(told->route, QString::fromLatin1(path));
        QCOMPARE(board.ask("GET", "/things").status, 200);
    }

    void causeOfAFailureIsForTheLogOnly()
    {
        Switchboard board;
        const HttpResponse response = board.ask("GET", "/fail");
        QCOMPARE(response.status, 503);
        QCOMPARE(headerOf(response, "Retry-After"), "1"_ba);
        QVERIFY(!response.body.contains("private words"));
        QVERIFY(board.events.last(u"request.failed"_s)->extra == LogFields({{u"cause", u"private words"_s}}));
    }

    void everyRequestLeavesOneLine()
    {
        Switchboard board;
        const auto pair = board.signUp();
        const qsizetype before = board.events.all().size();
        HttpRequest request = requestFor("GET", "/own", {{"authorization", "Bearer " + text(pair->accessToken)}});
        QCOMPARE(board.ask(request).status, 200);
        QCOMPARE(board.events.all().size(), before + 1);
        const auto line = board.events.last(u"request.finished"_s);
        QVERIFY(line);
        QCOMPARE(line->status, std::optional(200));
        QCOMPARE(line->route, u"/own"_s);
        QCOMPARE(line->method, u"GET"_s);
        QCOMPARE(line->clientIp, u"192.0.2.7"_s);
        QCOMPARE(line->userId, std::optional(pair->user.id));
        QCOMPARE(line->sessionId, std::optional(board.sessionOf(*pair)));
        board.log.setLevels(LogLevel::Error);
        QCOMPARE(board.ask("GET", "/things").status, 200);
        QCOMPARE(board.events.all().size(), before + 1);
    }

    void callerIsKnownByAddressAndDevice()
    {
        Switchboard board;
        HttpRequest request = requestFor(
            "GET", "/inline", {{"user-agent", QByteArray(300, 'x')}, {"x-forwarded-for", "2001:db8:1:2::9"}});
        request.peer = QHostAddress(u"10.1.1.1"_s);
        QCOMPARE(board.ask(request).status, 200);
        QCOMPARE(board.things.lastCaller.ip, u"2001:db8:1:2::9"_s);
        QCOMPARE(board.things.lastCaller.network, u"2001:db8:1:2::"_s);
        QCOMPARE(board.things.lastCaller.device, QString(256, u'x'));
        QVERIFY(!board.things.lastCaller.isSignedIn());
    }

    void accessIsCheckedBeforeTheHandler()
    {
        Switchboard board;
        const HttpResponse refused = board.ask("GET", "/own");
        QCOMPARE(refused.status, 401);
        QCOMPARE(codeIn(refused), u"MISSING_TOKEN"_s);
        QCOMPARE(headerOf(refused, "WWW-Authenticate"), "Bearer"_ba);
        const auto pair = board.signUp();
        QCOMPARE(board.ask("GET", "/own", {{"authorization", "Bearer " + text(pair->accessToken)}}).status, 200);
        QCOMPARE(board.things.lastCaller.user, pair->user.id);
    }

    void fullQueueIsAnswered503AtOnce()
    {
        Switchboard board({}, 1);
        std::latch entered(1);
        std::latch open(1);
        QVERIFY(board.store.submit({.run =
                                        [&] {
                                            entered.count_down();
                                            open.wait();
                                        },
                                    .expire = [] {}}));
        entered.wait();
        board.send(requestFor("GET", "/things")); // waits
        const HttpResponse refused = board.ask("GET", "/things");
        open.count_down();
        QCOMPARE(refused.status, 503);
        QCOMPARE(codeIn(refused), u"OVERLOADED"_s);
        QCOMPARE(headerOf(refused, "Retry-After"), "1"_ba);
        QCOMPARE(board.receive()->status, 200);
    }

    void requestThatWaitedTooLongIsAnswered503()
    {
        Switchboard board;
        std::latch entered(1);
        std::latch open(1);
        QVERIFY(board.store.submit({.run =
                                        [&] {
                                            entered.count_down();
                                            open.wait();
                                        },
                                    .expire = [] {}}));
        entered.wait();
        board.send(requestFor("GET", "/things"));
        board.clock.advance(10s);
        open.count_down();
        const auto refused = board.receive();
        QVERIFY(refused);
        QCOMPARE(refused->status, 503);
        QCOMPARE(codeIn(*refused), u"OVERLOADED"_s);
    }

    void registrationsOfOneAddressAreLimited()
    {
        Switchboard board(limited());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(board.ask("POST", "/sign-up").status, 204);
        const HttpResponse refused = board.ask("POST", "/sign-up");
        QCOMPARE(refused.status, 429);
        QCOMPARE(codeIn(refused), u"RATE_LIMITED"_s);
        QCOMPARE(headerOf(refused, "Retry-After"), "60"_ba);
        QCOMPARE(headerOf(refused, "RateLimit-Policy"), "\"auth\";q=5;w=60"_ba);
        QCOMPARE(headerOf(refused, "RateLimit"), "\"auth\";r=0;t=60"_ba);
        HttpRequest other = requestFor("POST", "/sign-up");
        other.peer = QHostAddress(u"192.0.2.8"_s);
        QCOMPARE(board.ask(other).status, 204);
        board.clock.advance(60s);
        QCOMPARE(board.ask("POST", "/sign-up").status, 204);
    }

    void signInsAreLimitedByAddressWithAccount()
    {
        Switchboard board(limited());
        const auto signIn = [&](const QByteArray &account) { return board.ask(signInOf(account)).status; };
        for (int i = 0; i < 5; ++i)
            QCOMPARE(signIn(i % 2 ? "alice@example.org" : "ALICE@example.org"), 204); // one account
        QCOMPARE(signIn("Alice@Example.Org"), 429);
        for (int i = 0; i < 94; ++i)
            QCOMPARE(signIn("user" + QByteArray::number(i) + "@example.org"), 204);
        QCOMPARE(signIn("one.more@example.org"), 429); // the address has had its 100
    }

    void outageCostsNoAttempt_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (const ErrorCode code : {ErrorCode::StorageUnavailable, ErrorCode::CircuitOpen, ErrorCode::Overloaded})
            QTest::newRow(enumName(code).constData()) << code;
    }
    void outageCostsNoAttempt()
    {
        QFETCH(ErrorCode, code);
        Switchboard board(limited());
        board.things.outage = code;
        for (int i = 0; i < 200; ++i)
            QCOMPARE(board.ask(signInOf("alice@example.org")).status, 503);
        board.things.outage.reset();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(board.ask(signInOf("alice@example.org")).status, 204);
        QCOMPARE(board.ask(signInOf("alice@example.org")).status, 429);
    }

    void refreshesOfAnAddressStopWithItsFailures()
    {
        Switchboard board(limited());
        for (int i = 0; i < 200; ++i)
            QCOMPARE(board.ask("POST", "/refresh").status, 204);
        for (int i = 0; i < 100; ++i)
            QVERIFY(!board.limiter.charge({RateKey::address(u"192.0.2.7"_s)}));
        QCOMPARE(board.ask("POST", "/refresh").status, 429);
    }

    void limitsHoldOverAllInstances()
    {
        FakeRateLimitStore shared;
        Switchboard here(limited(&shared)), there(limited(&shared));
        for (int i = 0; i < 5; ++i) {
            Switchboard &board = i % 2 ? here : there;
            QCOMPARE(board.ask("POST", "/sign-up").status, 204);
            QCOMPARE(board.ask(signInOf("alice@example.org")).status, 204);
        }
        for (Switchboard *board : {&here, &there}) {
            QCOMPARE(board->ask("POST", "/sign-up").status, 429);
            QCOMPARE(board->ask(signInOf("alice@example.org")).status, 429);
            QCOMPARE(board->ask(signInOf("bob@example.org")).status, 204);
        }
    }

    void everyAttemptOfAnAddressIsShared_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("status");
        QTest::newRow("without a body") << "/sign-in"_ba << 400;
        QTest::newRow("without a token") << "/change"_ba << 401;
        QTest::newRow("registration") << "/sign-up"_ba << 204;
    }
    void everyAttemptOfAnAddressIsShared()
    {
        QFETCH(QByteArray, path);
        QFETCH(int, status);
        FakeRateLimitStore shared;
        Switchboard board(limited(&shared));
        QCOMPARE(board.ask("POST", path).status, status);
        QCOMPARE(shared.hits(RateKey::address(u"192.0.2.7"_s)), 1);
        QCOMPARE(shared.charges(), 1); // whatever the keys, one way to the store
    }

    void signInIsOneChargeForAddressAndPair()
    {
        FakeRateLimitStore shared;
        Switchboard board(limited(&shared));
        QCOMPARE(board.ask(signInOf("Alice@example.org")).status, 204);
        QCOMPARE(shared.charges(), 1);
        QCOMPARE(shared.hits(RateKey::address(u"192.0.2.7"_s)), 1);
        QCOMPARE(shared.hits(RateKey::pair(u"192.0.2.7"_s, u"alice@example.org"_s)), 1);
    }

    void ioThreadNeverWaitsForOtherInstances()
    {
        FakeRateLimitStore shared;
        Switchboard board(limited(&shared));
        for (int i = 0; i < 6; ++i) { // the sixth is refused
            board.ask("POST", "/sign-up");
            board.ask("POST", "/refresh");
            board.ask(signInOf("alice@example.org"));
        }
        QCOMPARE(shared.charges(), 10);
        QVERIFY(!shared.wasAskedBy(QThread::currentThreadId()));
    }

    void piecesAreMadeInTheStoreLane()
    {
        Switchboard board;
        HttpResponse response = board.ask("GET", "/export");
        QCOMPARE(response.status, 200);
        QCOMPARE(response.contentType, "text/csv"_ba);
        QCOMPARE(headerOf(response, "Content-Disposition"), "attachment; filename=\"things.csv\""_ba);
        QVERIFY(!board.events.last(u"request.finished"_s));
        int pieces = 0;
        board.things.nextPiece = [&] {
            std::array<char, 16> name{};
            ::pthread_getname_np(::pthread_self(), name.data(), name.size());
            return pieces++ < 2 ? QByteArray(name.data()) : QByteArray();
        };
        for (const char *expected : {"store", "store", ""}) {
            const auto piece = board.piece(response);
            QVERIFY(piece);
            QCOMPARE(piece->bytes, QByteArray(expected));
            QCOMPARE(piece->isLast, piece->bytes.isEmpty());
        }
        QCOMPARE(board.streams.counters().open, 1);
        response.source->ended(10, true);
        response = {};
        const auto line = board.events.last(u"request.finished"_s);
        QVERIFY(line);
        QCOMPARE(line->status, std::optional(200));
        QCOMPARE(line->extra, (LogFields{{u"bytes", 10}, {u"complete", true}}));
        QCOMPARE(board.streams.counters().open, 0);
        QCOMPARE(board.streams.counters().complete, 1u);
        QCOMPARE(board.streams.counters().bytes, 10);
    }

    void pieceThatFailsEndsTheStream_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("error") << 0;
        QTest::newRow("exception") << 1;
        QTest::newRow("something thrown") << 2;
    }
    void pieceThatFailsEndsTheStream()
    {
        QFETCH(int, fault);
        Switchboard board;
        HttpResponse response = board.ask("GET", "/export");
        board.things.nextPiece = [&]() -> Result<QByteArray> {
            if (fault == 1)
                throw std::runtime_error("private words");
            if (fault == 2)
                throw 42;
            return Error{.code = ErrorCode::StorageUnavailable, .message = {}, .cause = u"private words"_s};
        };
        QVERIFY(!board.piece(response));
        const auto line = board.events.last(u"stream.failed"_s);
        QVERIFY(line);
        QCOMPARE(line->level, LogLevel::Error);
        QCOMPARE(line->requestId, u"request-1"_s);
        response = {};
        QCOMPARE(board.events.last(u"request.finished"_s)->extra, (LogFields{{u"bytes", 0}, {u"complete", false}}));
        QCOMPARE(board.streams.counters().broken, 1u);
    }

    void streamsAreLimited()
    {
        Switchboard board;
        HttpResponse first = board.ask("GET", "/export");
        const HttpResponse second = board.ask("GET", "/follow");
        QCOMPARE(first.status, 200);
        QCOMPARE(second.status, 200);
        const HttpResponse refused = board.ask("GET", "/export");
        QCOMPARE(refused.status, 503);
        QCOMPARE(codeIn(refused), u"OVERLOADED"_s);
        QVERIFY(!headerOf(refused, "Retry-After").isEmpty());
        QCOMPARE(board.streams.counters().refused, 1u);
        QCOMPARE(board.ask("GET", "/things").status, 200);
        first = {};
        QCOMPARE(board.ask("GET", "/export").status, 200);
    }

    void fullQueueDoesNotBreakAStream()
    {
        Switchboard board({}, 1);
        const HttpResponse response = board.ask("GET", "/export");
        board.things.nextPiece = [] { return "piece"_ba; };
        std::latch entered(1);
        std::latch open(1);
        QVERIFY(board.store.submit({.run =
                                        [&] {
                                            entered.count_down();
                                            open.wait();
                                        },
                                    .expire = [] {}}));
        entered.wait();
        board.send(requestFor("GET", "/things"));
        response.source->next(PieceWriter(board.mailbox, 1));
        board.clock.advance(board.store.options().deadline);
        open.count_down();
        QCOMPARE(board.receive()->status, 503); // this one has waited too long
        QCOMPARE(board.receive<BodyPiece>()->bytes, "piece"_ba);
    }

    void eventsAreWrittenWhenThereAreAny()
    {
        Switchboard board;
        const HttpResponse response = board.ask("GET", "/follow");
        QCOMPARE(response.contentType, "text/event-stream"_ba);
        QVERIFY(response.source->isLive());
        response.source->next(PieceWriter(board.mailbox, 1));
        board.things.writeEvent("data: 1\n\n");
        QCOMPARE(board.receive<BodyPiece>()->bytes, "data: 1\n\n"_ba);
        response.source->next(PieceWriter(board.mailbox, 1));
        board.things.writeEvent({});
        QVERIFY(board.receive<BodyPiece>()->isLast);
        response.source->next(PieceWriter(board.mailbox, 1));
        board.things.writeEvent = {}; // lets go of it
        QVERIFY(!board.receive<BodyPiece>());
    }

    void limitedEndpointsLeaveTheIoThread()
    {
        const auto mayWait = [](const EndpointFacts &facts) {
            return facts.limit == Limit::None || facts.lane != Lane::Inline;
        };
        QVERIFY(std::apply([&](const auto &...each) { return (mayWait(each.facts) && ...); }, api::all));
    }
};

QTEST_GUILESS_MAIN(RouterTest)
#include "tst_router.moc"
