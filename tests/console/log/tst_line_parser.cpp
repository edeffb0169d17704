#include "log_lines.h"

#include "log/log_buffer.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// Lines of JSON become rows, and rows the same lines again.
class TestLineParser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsAreFound();
    void lineComesBackAsItWas_data();
    void lineComesBackAsItWas();
    void ownLinesAreNotKeptTwice();
    void whatIsNoLineIsRefused_data();
    void whatIsNoLineIsRefused();
    void chunksKeepRowsInOrder();
    void longTextsGetAChunkOfTheirOwn();
    void snapshotOutlivesTheRows();
    void marksGoWithTheirRows();
};

void TestLineParser::partsAreFound()
{
    const LogBatch batch = parsed({"{\"epoch\":\"17\",\"time\":\"2026-11-21T05:41:00.123Z\",\"level\":\"warning\","
                                   "\"event\":\"sign_in.failed\",\"message\":\"No, \\\"root\\\"\","
                                   "\"request_id\":\"d6e8f0a1-0000-4000-8000-000000000001\",\"status\":401,"
                                   "\"duration_ms\":12.5,\"seq\":9,\"reason\":\"a,\\\"b\\\":1\",\"tries\":3}"});
    QCOMPARE(batch.size(), 1);
    const LogRow row = batch.row(0);
    QCOMPARE(row.record().place, (LinePlace{17, 9}));
    QCOMPARE(row.record().logLevel(), LogLevel::Warning);
    QCOMPARE(row.text(LogText::Event), "sign_in.failed");
    QCOMPARE(row.text(LogText::Message), "No, \"root\"");
    QCOMPARE(row.requestId(), u"d6e8f0a1-0000-4000-8000-000000000001"_s);
    QCOMPARE(row.record().status, 401);
    QCOMPARE(row.record().durationMs, 12.5);
    QCOMPARE(row.extra("reason"), "\"a,\\\"b\\\":1\"");
    QCOMPARE(row.extra("tries"), "3");
    QVERIFY(row.extra("b").isNull());
}

void TestLineParser::lineComesBackAsItWas_data()
{
    QTest::addColumn<QByteArray>("line");
    const QByteArray start = "{\"time\":\"2026-11-21T05:41:00.123Z\",\"level\":\"info\"";
    for (const qint64 number : {0, 1, 4, 7, 99})
        QTest::addRow("own %lld", static_cast<long long>(number)) << logLine(number);
    QTest::newRow("other order") << QByteArray("{\"level\":\"info\",\"time\":\"2026-11-21T05:41:00.123Z\"}");
    QTest::newRow("spaces") << QByteArray("{ \"time\": \"2026-11-21T05:41:00.123Z\" }");
    QTest::newRow("offset") << QByteArray("{\"time\":\"2026-11-21T05:41:00.123+01:00\",\"level\":\"info\"}");
    QTest::newRow("list") << start + ",\"roles\":[\"a\",{\"b\":1}],\"x\":2}";
    QTest::newRow("wrong types") << start + ",\"event\":5,\"status\":\"x\",\"seq\":\"1\",\"user_id\":7}";
    QTest::newRow("repeated") << start + ",\"event\":\"a\",\"event\":\"b\"}";
    QTest::newRow("numbers") << start + ",\"a\":1.0,\"b\":1e300,\"c\":-0.1,\"d\":null,\"e\":true}";
    QTest::newRow("text id") << start + ",\"request_id\":\"not-a-uuid\"}";
    QTest::newRow("escapes") << start + ",\"message\":\"\\u0000\\u001b[31m\\u202e \\\\ ä 😀\",\"k\":\"\\u0007\"}";
    QTest::newRow("upper-case id") << start + ",\"request_id\":\"D6E8F0A1-0000-4000-8000-000000000001\"}";
}

void TestLineParser::lineComesBackAsItWas()
{
    QFETCH(QByteArray, line);
    const LogBatch batch = parsed({line});
    QCOMPARE(batch.size(), 1);
    QCOMPARE(batch.row(0).json(), line);
}

void TestLineParser::ownLinesAreNotKeptTwice()
{
    const LogBatch batch = logLines(0, 500);
    QCOMPARE(batch.size(), 500);
    for (std::size_t i = 0; i < 500; ++i)
        QVERIFY(batch.row(i).text(LogText::Raw).isEmpty());
}

void TestLineParser::whatIsNoLineIsRefused_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line :
         {"", "x", "[]", "{}", "{\"time\":5}", "{\"time\":\"now\"}", "{\"time\":\"2026-11-21T05:41:00Z\""})
        QTest::newRow(line) << QByteArray(line);
    QTest::newRow("too long") << "{\"time\":\"2026-11-21T05:41:00Z\",\"x\":\"" + QByteArray(70000, 'x') + "\"}";
    QTest::newRow("bad UTF-8") << QByteArray("{\"time\":\"2026-11-21T05:41:00Z\",\"x\":\"\xff\"}");
}

void TestLineParser::whatIsNoLineIsRefused()
{
    QFETCH(QByteArray, line);
    LogBatch batch = logLines(0, 1);
    QVERIFY(!LineParser().parse(line, batch));
    QCOMPARE(batch.size(), 1);
}

void TestLineParser::chunksKeepRowsInOrder()
{
    LogBuffer buffer;
    buffer.append(logLines(0, 10'000));
    QCOMPARE(buffer.count(), 10'000);
    for (qint64 row = 0; row < 10'000; ++row)
        QCOMPARE(buffer.row(row).record().place.seq, row + 1);
    QCOMPARE(buffer.row(9'000).json(), logLine(9'000));
}

void TestLineParser::longTextsGetAChunkOfTheirOwn()
{
    const QByteArray start = "{\"time\":\"2026-11-21T05:41:00.123Z\",\"level\":\"info\",\"message\":\"";
    QByteArrayList lines;
    for (int i = 0; i < 40; ++i)
        lines.append(start + QByteArray(60'000, static_cast<char>('a' + i % 26)) + "\"}");
    LogBuffer buffer;
    buffer.append(parsed(lines));
    QVERIFY(buffer.snapshot().chunks.size() > 2);
    for (int i = 0; i < 40; ++i)
        QCOMPARE(buffer.row(i).json(), lines[i]);
}

void TestLineParser::snapshotOutlivesTheRows()
{
    LogBuffer buffer({.rows = 5'000, .bytes = 1LL << 30});
    buffer.append(logLines(0, 5'000));
    const LogSnapshot snapshot = buffer.snapshot();
    buffer.append(logLines(5'000, 20'000));
    buffer.evict();
    QVERIFY(buffer.firstRow() >= 15'000);
    QVERIFY(buffer.count() <= 5'000);
    QCOMPARE(snapshot.chunks.front()->row(17).json(), logLine(17));
    QCOMPARE(snapshot.countIn(*snapshot.chunks.back()), 5'000 - LogChunk::capacity);
}

void TestLineParser::marksGoWithTheirRows()
{
    LogBuffer buffer({.rows = 5'000, .bytes = 1LL << 30});
    buffer.append(logLines(0, 5'000));
    buffer.mark(3, 1);
    buffer.mark(4'999, 2);
    QCOMPARE(buffer.markOf(3), 1);
    buffer.append(logLines(5'000, 9'000));
    buffer.evict();
    QCOMPARE(buffer.markOf(3), 0);
    QCOMPARE(buffer.markOf(4'999), 2);
    buffer.mark(4'999, 0);
    QVERIFY(buffer.marks().empty());
}

QTEST_GUILESS_MAIN(TestLineParser)
#include "tst_line_parser.moc"
