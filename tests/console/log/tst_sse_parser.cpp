#include "log/sse_parser.h"

#include <QtTest/QTest>

using namespace auth::console;
using namespace std::chrono_literals;

namespace {

const QByteArray everything = "\xef\xbb\xbfretry: 2000\r\nid: 17-1\r\n\r\n"
                              "data: one\n\n"
                              ": a comment\n"
                              "id: 17-2\revent: gap\rdata: {\"after\":1}\rdata:second\r\r"
                              "id\ndata\n\n"
                              "id: 17-3\n\n"
                              "event: nothing\n\n"
                              "unknown: x\ndata:  two spaces\r\n\r\n"
                              "data: cut off\n";

const QList<SseEvent> expected{{"message", "one", "17-1"},
                               {"gap", "{\"after\":1}\nsecond", "17-2"},
                               {"message", "", ""},
                               {"message", " two spaces", "17-3"}};

} // namespace

/// HTML Standard, section 9.2.6.
class TestSseParser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventsAreUnderstood();
    void cutAtEveryByteTheyAreTheSame();
    void byteByByteTheyAreTheSame();
    void idCountsOnceItsEventIsWhole();
    void strangeFieldsAreIgnored();
    void newConnectionForgetsWhatWasUnderWay();
    void endlessLineIsNoStream();
};

void TestSseParser::eventsAreUnderstood()
{
    SseParser parser;
    QCOMPARE(parser.feed(everything), expected);
    QCOMPARE(parser.lastEventId(), "17-3");
    QCOMPARE(parser.retry(), 2000ms);
}

void TestSseParser::cutAtEveryByteTheyAreTheSame()
{
    for (qsizetype cut = 0; cut <= everything.size(); ++cut) {
        SseParser parser;
        QList<SseEvent> events = parser.feed(everything.first(cut));
        events += parser.feed(everything.sliced(cut));
        QCOMPARE(events, expected);
        QCOMPARE(parser.lastEventId(), "17-3");
    }
}

void TestSseParser::byteByByteTheyAreTheSame()
{
    SseParser parser;
    QList<SseEvent> events;
    for (const char c : everything)
        events += parser.feed(QByteArrayView(&c, 1));
    QCOMPARE(events, expected);
}

void TestSseParser::idCountsOnceItsEventIsWhole()
{
    SseParser parser;
    parser.feed("id: 1-1\ndata: a\n\nid: 1-2\ndata: b\n");
    QCOMPARE(parser.lastEventId(), "1-1");
    parser.reset();
    QCOMPARE(parser.feed("data: c\n\n"), (QList<SseEvent>{{"message", "c", "1-1"}}));
}

void TestSseParser::strangeFieldsAreIgnored()
{
    SseParser parser;
    QCOMPARE(parser.feed(QByteArray("id: a\0b\nretry: 1s\nretry:\nretry: 99999999999\ndata: x\n\n", 53)),
             (QList<SseEvent>{{"message", "x", ""}}));
    QVERIFY(!parser.retry());
}

void TestSseParser::newConnectionForgetsWhatWasUnderWay()
{
    SseParser parser;
    parser.feed("event: gap\ndata: half\r");
    parser.reset();
    QCOMPARE(parser.feed("\ndata: whole\n\n"), (QList<SseEvent>{{"message", "whole", ""}}));
}

void TestSseParser::endlessLineIsNoStream()
{
    SseParser parser;
    parser.feed("data: " + QByteArray(3 << 20, 'x'));
    QVERIFY(parser.isBroken());
    QVERIFY(parser.feed("\n\ndata: y\n\n").isEmpty());
    parser.reset();
    QVERIFY(!parser.isBroken());
}

QTEST_GUILESS_MAIN(TestSseParser)
#include "tst_sse_parser.moc"
