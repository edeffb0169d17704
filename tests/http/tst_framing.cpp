#include "framing_runs.h"

#include <QtTest/QtTest>

using namespace auth;
using namespace auth::test;

/// Small enough for their edges to be reached by hand.
static HttpLimits smallLimits()
{
    HttpLimits limits;
    limits.maxRequestLineBytes = 64;
    limits.maxHeadBytes = 256;
    limits.maxHeaderFields = 8;
    limits.maxBodyBytes = 32;
    return limits;
}

static QByteArray get(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

static QByteArray post(const QByteArray &fields, const QByteArray &body)
{
    return "POST /e HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

static QByteArray chunked(const QByteArray &body) { return post("Transfer-Encoding: chunked\r\n", body); }

class TestFraming : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameResultHoweverCut_data();
    void sameResultHoweverCut();
    void waitsForWhatIsMissing_data();
    void waitsForWhatIsMissing();
    void neverReadsBeyondOneRequest();
    void tellsWhenTheClientWaitsToContinue();
    void repeatedFieldsAreJoined();
};

void TestFraming::sameResultHoweverCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("requests");
    QTest::addColumn<QByteArray>("error");
    const auto good = [](const char *name, const QByteArray &bytes, const QByteArrayList &requests) {
        QTest::newRow(name) << bytes << requests << QByteArray();
    };
    const auto bad = [](const char *name, const QByteArray &bytes, const QByteArray &error = "BAD_REQUEST") {
        QTest::newRow(name) << bytes << QByteArrayList() << error;
    };
    const QByteArray plain = "GET|/e||host=a||keep|bare";
    const QByteArray hello = "POST|/e||host=a&transfer-encoding=chunked|hello|keep|body";

    good("get", get("/e"), {plain});
    good("pipelined", get("/e") + get("/e"), {plain, plain});
    good("empty line before", "\r\n" + get("/e"), {plain});
    good("query", get("/e?a=%41+b"), {"GET|/e|a=%41+b|host=a||keep|bare"});
    good("encoded path as sent", get("/a%2Fb/../c//"), {"GET|/a%2Fb/../c//||host=a||keep|bare"});
    good("body", post("Content-Length: 5\r\n", "hello"), {"POST|/e||host=a&content-length=5|hello|keep|body"});
    good("empty body", post("Content-Length: 0\r\n", ""), {"POST|/e||host=a&content-length=0||keep|body"});
    good("body then request", post("Content-Length: 2\r\n", "hi") + get("/e"),
         {"POST|/e||host=a&content-length=2|hi|keep|body", plain});
    good("chunks", chunked("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"), {hello});
    good("chunks, upper-case coding", post("Transfer-Encoding: CHUNKED\r\n", "0\r\n\r\n"),
         {"POST|/e||host=a&transfer-encoding=CHUNKED||keep|body"});
    good("chunk extension", chunked("5;a=b;c=\"d\"\r\nhello\r\n0\r\n\r\n"), {hello});
    good("trailer dropped", chunked("5\r\nhello\r\n0\r\nX-Late: 1\r\n\r\n") + get("/e"), {hello, plain});
    good("line feeds in chunk data", chunked("3\r\na\nb\r\n0\r\n\r\n"),
         {"POST|/e||host=a&transfer-encoding=chunked|a\nb|keep|body"});
    good("absolute form", "GET http://b:80/e?q HTTP/1.1\r\nHost: a\r\n\r\n", {"GET|/e|q|host=b:80||keep|bare"});
    good("absolute form without path", "GET HTTP://b HTTP/1.1\r\nHost: a\r\n\r\n", {"GET|/||host=b||keep|bare"});
    good("absolute form, query only", "GET http://b?q HTTP/1.1\r\nHost: a\r\n\r\n", {"GET|/|q|host=b||keep|bare"});
    good("asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", {"OPTIONS|*||host=a||keep|bare"});
    good("http/1.0", "GET /e HTTP/1.0\r\n\r\n", {"GET|/e||||close|bare"});
    good("http/1.0 keep-alive", "GET /e HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
         {"GET|/e||connection=Keep-Alive||keep|bare"});
    good("close", get("/e", "Connection: close\r\n"), {"GET|/e||host=a&connection=close||close|bare"});
    good("upgrade is not taken", get("/e", "Upgrade: websocket\r\nConnection: upgrade\r\n"),
         {"GET|/e||host=a&upgrade=websocket&connection=upgrade||keep|bare"});
    good("ipv6 host", "GET /e HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", {"GET|/e||host=[::1]:80||keep|bare"});
    good("obs-text value", get("/e", "X: \xc3\xa4\r\n"), {"GET|/e||host=a&x=\xc3\xa4||keep|bare"});

    bad("length and coding", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"));
    bad("coding and length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"));
    bad("two lengths", post("Content-Length: 3\r\nContent-Length: 5\r\n", "hello"));
    bad("same length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"));
    bad("list of lengths", post("Content-Length: 5, 5\r\n", "hello"));
    for (const QByteArray &length : QByteArrayList{"-1", "+5", "5x", "0x5", "", "5 5", "1e3"})
        bad(("length '" + length + "'").constData(), post("Content-Length: " + length + "\r\n", "hello"));
    bad("length 2^64-1", post("Content-Length: 18446744073709551615\r\n", "x"), "PAYLOAD_TOO_LARGE");
    bad("length 2^64", post("Content-Length: 18446744073709551616\r\n", "x"));
    bad("space before colon", post("Content-Length : 5\r\n", "hello"));
    for (const QByteArray &coding : QByteArrayList{"xchunked", "gzip", "identity", "gzip, chunked", "chunked, gzip"})
        bad(("coding " + coding).constData(), post("Transfer-Encoding: " + coding + "\r\n", "0\r\n\r\n"),
            "NOT_IMPLEMENTED");
    bad("coding twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"));
    bad("coding in 1.0", "POST /e HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    for (const QByteArray &size :
         QByteArrayList{"-5", "zz", "0x5", "+5", " 5", "5 x", ";a", "10000000000000005", "5_0"})
        bad(("chunk size '" + size + "'").constData(), chunked(size + "\r\nhello\r\n0\r\n\r\n"));
    bad("chunk line with bare line feed", chunked("5\nhello\r\n0\r\n\r\n"));
    bad("chunk extension with line feed", chunked("5;a\nb\r\nhello\r\n0\r\n\r\n"));
    bad("quoted extension with line feed", chunked("5;a=\"\n\"\r\nhello\r\n0\r\n\r\n"));
    bad("quoted extension without end", chunked("5;a=\"\r\nhello\r\n0;\"\r\n\r\n"));
    bad("quoted extension with an escape", chunked("5;a=\"\\\"\r\nhello\r\n0\r\n\r\n"));
    bad("chunk data too long", chunked("5\r\nhelloXX0\r\n\r\n"));
    bad("junk behind the last chunk", chunked("0\r\nXX GET /s HTTP/1.1\r\n\r\n"));
    bad("length in a trailer", chunked("0\r\nContent-Length: 5\r\n\r\n"));
    bad("no host", "GET /e HTTP/1.1\r\n\r\n");
    bad("two hosts", get("/e", "Host: a\r\n"));
    for (const QByteArray &host : QByteArrayList{"", "a b/../@c", "a/b", "u@a", "a:b", "[::1", "a:123456", "a,b"})
        bad(("host '" + host + "'").constData(), "GET /e HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    bad("nul in a value", get("/e", QByteArray("X: a\0b\r\n", 8)));
    bad("control in a value", get("/e", "X: a\x07"
                                        "b\r\n"));
    bad("8 bit name", get("/e", "\xef"
                                "foo: 1\r\n"));
    bad("empty name", get("/e", ": 1\r\n"));
    bad("no colon", get("/e", "X\r\n"));
    bad("folded value", get("/e", "X: a\r\n b\r\n"));
    bad("space before the first field", "GET /e HTTP/1.1\r\n X: 1\r\nHost: a\r\n\r\n");
    bad("bare line feed", "GET /e HTTP/1.1\nHost: a\n\n");
    bad("bare line feed in the head", "GET /e HTTP/1.1\r\nHost: a\nX: b\r\n\r\n");
    bad("bare carriage return", get("/e", "X: a\rb\r\n"));
    bad("two authorizations", get("/e", "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n"));
    bad("two content types", get("/e", "Content-Type: a/b\r\nContent-Type: a/b\r\n"));
    bad("other expectation", post("Content-Length: 1\r\nExpect: tea\r\n", "x"), "EXPECTATION_FAILED");
    bad("garbage", "\x16\x03\x01\x02\r\n\r\n");
    bad("no version", "GET /e\r\n\r\n");
    bad("version junk", "GET /e HTTPx1.1\r\nHost: a\r\n\r\n");
    bad("more than a version", "GET /e HTTP/1.1 x\r\nHost: a\r\n\r\n");
    bad("two spaces", "GET  /e HTTP/1.1\r\nHost: a\r\n\r\n");
    bad("version 2.7", "GET /e HTTP/2.7\r\nHost: a\r\n\r\n", "HTTP_VERSION_NOT_SUPPORTED");
    bad("version 9", "GET /e HTTP/9\r\nHost: a\r\n\r\n", "HTTP_VERSION_NOT_SUPPORTED");
    for (const QByteArray &method : QByteArrayList{"get", "TRACE", "CONNECT", "FOO"})
        bad(("method " + method).constData(), method + " /e HTTP/1.1\r\nHost: a\r\n\r\n", "NOT_IMPLEMENTED");
    for (const QByteArray &target :
         QByteArrayList{"!", "*", "e", "/a%00", "/a%1f", "/a%7F", "/a%", "/a%4", "/a%zz", "/a#b", "/\xff", "ftp://b/e",
                        "http://", "http:///e", "http://u@b/e"})
        bad(("target " + target).constData(), get(target));

    bad("request line over", get("/" + QByteArray(64, 'a')), "URI_TOO_LONG");
    bad("request line without end", QByteArray(65, 'A'), "URI_TOO_LONG");
    good("request line at the edge", get("/" + QByteArray(64 - 15, 'a')),
         {"GET|/" + QByteArray(64 - 15, 'a') + "||host=a||keep|bare"});
    bad("head over", get("/e", "X: " + QByteArray(256 - 32, 'x') + "\r\n"), "HEADERS_TOO_LARGE");
    good("head at the edge", get("/e", "X: " + QByteArray(256 - 33, 'x') + "\r\n"),
         {"GET|/e||host=a&x=" + QByteArray(256 - 33, 'x') + "||keep|bare"});
    bad("too many fields", get("/e", QByteArray("X: 1\r\n").repeated(8)), "HEADERS_TOO_LARGE");
    good("as many fields as allowed", get("/e", QByteArray("X: 1\r\n").repeated(7)),
         {"GET|/e||host=a" + QByteArray("&x=1").repeated(7) + "||keep|bare"});
    bad("body over", post("Content-Length: 33\r\n", ""), "PAYLOAD_TOO_LARGE");
    good("body at the edge", post("Content-Length: 32\r\n", QByteArray(32, 'b')),
         {"POST|/e||host=a&content-length=32|" + QByteArray(32, 'b') + "|keep|body"});
    bad("chunks over", chunked("20\r\n" + QByteArray(32, 'b') + "\r\n1\r\n"), "PAYLOAD_TOO_LARGE");
    bad("chunk framing over", chunked(QByteArray("1\r\nx\r\n").repeated(8)), "PAYLOAD_TOO_LARGE");
    bad("trailers over", chunked("0\r\nX: " + QByteArray(256, 'x') + "\r\n\r\n"), "HEADERS_TOO_LARGE");
}

void TestFraming::sameResultHoweverCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, requests);
    QFETCH(QByteArray, error);
    const HttpLimits limits = smallLimits();
    const FramingRun whole = frame({bytes}, limits);
    QCOMPARE(whole.requests, requests);
    QCOMPARE(whole.error, error);
    for (qsizetype cut = 1; cut < bytes.size(); ++cut)
        QVERIFY2(frame({bytes.first(cut), bytes.sliced(cut)}, limits) == whole, QByteArray::number(cut).constData());
    QByteArrayList single;
    for (const char byte : bytes)
        single.append(QByteArray(1, byte));
    QCOMPARE(frame(single, limits).error, error);
    QCOMPARE(frame(single, limits).requests, requests);
}

void TestFraming::waitsForWhatIsMissing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("request line") << QByteArray("GET /e HTTP/1.1");
    QTest::newRow("head") << QByteArray("GET /e HTTP/1.1\r\nHost: a\r\n");
    QTest::newRow("body") << post("Content-Length: 5\r\n", "hell");
    QTest::newRow("chunk") << chunked("5\r\nhell");
    QTest::newRow("last chunk") << chunked("5\r\nhello\r\n0\r\n");
    QTest::newRow("trailer") << chunked("0\r\nX: 1\r\n");
}

void TestFraming::waitsForWhatIsMissing()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(frame({bytes}, smallLimits()) == FramingRun());
}

void TestFraming::neverReadsBeyondOneRequest()
{
    const HttpLimits limits;
    RequestParser parser(limits);
    const QByteArray first = chunked("2\r\nhi\r\n0\r\n\r\n");
    const auto step = parser.feed(first + get("/next"));
    QCOMPARE(step.progress, RequestParser::Progress::Complete);
    QCOMPARE(step.consumed, first.size());
}

void TestFraming::tellsWhenTheClientWaitsToContinue()
{
    const HttpLimits limits;
    RequestParser parser(limits);
    QCOMPARE(parser.feed(post("Content-Length: 5\r\nExpect: 100-continue\r\n", "")).progress,
             RequestParser::Progress::NeedMore);
    QVERIFY(parser.isReadingBody());
    QVERIFY(parser.takeExpectation());
    QVERIFY(!parser.takeExpectation());
}

void TestFraming::repeatedFieldsAreJoined()
{
    HttpRequest request;
    request.headers = {{"a", "1"}, {"b", "2"}, {"a", "3"}};
    QCOMPARE(request.header("a"), QByteArray("1, 3"));
    QCOMPARE(request.header("b"), QByteArray("2"));
    QCOMPARE(request.header("c"), QByteArray());
}

QTEST_APPLESS_MAIN(TestFraming)
#include "tst_framing.moc"
