#include "log_lines.h"

#include "log/line_matcher.h"
#include "log/log_buffer.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray start = "{\"time\":\"2026-11-21T05:41:00.123Z\",\"level\":";

QByteArrayList lines()
{
    return {
        start + "\"debug\",\"event\":\"job.started\",\"message\":\"Ärger mit Öl\",\"instance\":\"auth-1\"}",
        start
            + "\"info\",\"event\":\"request.finished\",\"message\":\"OK\",\"request_id\":\"0f000000-0000-4000-8000-"
              "000000000001\",\"user_id\":\"d6e8f0a1-0000-4000-8000-000000000002\",\"client_ip\":\"10.1.2.3\","
              "\"method\":\"GET\",\"route\":\"/api/user/{id}\",\"status\":200,\"duration_ms\":0}",
        start
            + "\"warning\",\"event\":\"sign_in.failed\",\"message\":\"Two Words here\",\"request_id\":\"text-id-7\","
              "\"client_ip\":\"10.1.20.3\",\"status\":401,\"duration_ms\":250,\"reason\":\"wrong_password\"}",
        start
            + "\"error\",\"event\":\"request.failed\",\"message\":\"boom\",\"session_id\":\"aa000000-0000-4000-8000-"
              "000000000003\",\"method\":\"POST\",\"status\":503,\"duration_ms\":1500.5,\"tries\":3}"};
}

} // namespace

/// Which lines an expression lets through.
class TestLineMatcher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesAreChosen_data();
    void linesAreChosen();
    void gapsAreAlwaysShown();
    void searchIsAsGoodAsANaiveOne_data();
    void searchIsAsGoodAsANaiveOne();
    void rangeIsKept();
    void patternThatTakesTooLongDoesNotMatch();
    void searchByPatternEndsWhenItIsStopped();
};

void TestLineMatcher::linesAreChosen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("chosen");
    const auto row = [](const QString &text, const QString &chosen) {
        QTest::newRow(text.toUtf8().constData()) << text << chosen;
    };
    row(u"level:>=warn"_s, u"23"_s);
    row(u"level:<warning"_s, u"01"_s);
    row(u"level:info"_s, u"1"_s);
    row(u"-level:info"_s, u"023"_s);
    row(u"level:debug|error"_s, u"03"_s);
    row(u"status:5xx"_s, u"3"_s);
    row(u"status:<500"_s, u"12"_s);
    row(u"status:400..503"_s, u"23"_s);
    row(u"status:200|401"_s, u"12"_s);
    row(u"-status:200"_s, u"023"_s);
    row(u"dur:>=250ms"_s, u"23"_s);
    row(u"dur:>250ms"_s, u"3"_s);
    row(u"dur:>1.5s"_s, u"3"_s);
    row(u"dur:<1ms"_s, u"1"_s);
    row(u"event:request.*"_s, u"13"_s);
    row(u"event:*.failed"_s, u"23"_s);
    row(u"event:REQUEST.failed"_s, u"3"_s);
    row(u"event:request"_s, u""_s);
    row(u"module:sign_in|job"_s, u"02"_s);
    row(u"req:0f000000-0000-4000-8000-000000000001"_s, u"1"_s);
    row(u"req:0f00.."_s, u"1"_s);
    row(u"req:0f0001"_s, u""_s);
    row(u"req:text-id-7"_s, u"2"_s);
    row(u"req:TEXT-.."_s, u"2"_s);
    row(u"user:d6e8"_s, u"1"_s);
    row(u"user:0"_s, u""_s);
    row(u"session:aa.."_s, u"3"_s);
    row(u"ip:10.1.2.*"_s, u"1"_s);
    row(u"ip:10.1.2*"_s, u"12"_s);
    row(u"method:get"_s, u"1"_s);
    row(u"route:/api/*"_s, u"1"_s);
    row(u"instance:auth-1"_s, u"0"_s);
    row(u"reason:wrong*"_s, u"2"_s);
    row(u"tries:3"_s, u"3"_s);
    row(u"nothing:*"_s, u""_s);
    row(u"two"_s, u"2"_s);
    row(u"\"two words\""_s, u"2"_s);
    row(u"\"words two\""_s, u""_s);
    row(u"FAILED -boom"_s, u"2"_s);
    row(u"ärger"_s, u"0"_s);
    row(u"ÖL"_s, u"0"_s);
    row(u"failedTwo"_s, u""_s); // the end of one text and the beginning of the next
    row(u"user_id"_s, u""_s);   // the name of a member
    row(u"0f000000-0000-4000-8000-000000000001"_s, u"1"_s);
    row(u"boom|two level:error"_s, u"3"_s);
    row(u"level:error | two"_s, u"23"_s);
    row(u"-level:error | boom"_s, u"0123"_s);
    row(u"/^b..m$/"_s, u"3"_s);
    row(u"/^B..M$/"_s, u""_s);
    row(u"/^B..M$/i"_s, u"3"_s);
    row(u"-/o/i"_s, u""_s);
    row(u""_s, u"0123"_s);
}

void TestLineMatcher::linesAreChosen()
{
    QFETCH(QString, text);
    const auto parsedText = FilterExpression::parse(text);
    QVERIFY(std::holds_alternative<FilterExpression>(parsedText));
    LogBuffer buffer;
    buffer.append(parsed(lines()));
    std::vector<qint64> rows;
    LineMatcher(std::get<FilterExpression>(parsedText)).find(*buffer.chunkOf(0), 0, 4, rows);
    QString chosen;
    for (const qint64 row : rows)
        chosen += QString::number(row);
    QTEST(chosen, "chosen");
}

void TestLineMatcher::gapsAreAlwaysShown()
{
    LogBatch batch = parsed(lines());
    batch.addMark(RowKind::Gap, {1, 5}, 7);
    LogBuffer buffer;
    buffer.append(batch);
    std::vector<qint64> rows;
    LineMatcher(std::get<FilterExpression>(FilterExpression::parse(u"nowhere"_s))).find(*buffer.chunkOf(0), 0, 5, rows);
    QCOMPARE(rows, (std::vector<qint64>{4}));
}

void TestLineMatcher::searchIsAsGoodAsANaiveOne_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"a", "ab", "BA", "aab", "abababababababababab", "ä", "aÄ"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestLineMatcher::searchIsAsGoodAsANaiveOne()
{
    QFETCH(QString, text);
    const TextSearch search(text);
    quint32 random = 7;
    for (int round = 0; round < 3000; ++round) {
        QString hay;
        for (int i = 0; i < round % 90; ++i) {
            random = random * 1664525 + 1013904223;
            hay += QStringView(u"aAbBÄäx")[random >> 29 == 7 ? 0 : random >> 29];
        }
        QCOMPARE(search.isIn(hay.toUtf8()), hay.contains(text, Qt::CaseInsensitive));
    }
}

void TestLineMatcher::rangeIsKept()
{
    LogBuffer buffer;
    buffer.append(logLines(0, 4000));
    for (const QString &text : {u"needle"_s, u"level:info"_s, u"/needle/"_s}) {
        const LineMatcher matcher(std::get<FilterExpression>(FilterExpression::parse(text)));
        std::vector<qint64> all;
        matcher.find(*buffer.chunkOf(0), 0, 4000, all);
        std::vector<qint64> parts;
        for (int from = 0; from < 4000; from += 37)
            matcher.find(*buffer.chunkOf(0), from, std::min(from + 37, 4000), parts);
        QVERIFY(!all.empty());
        QCOMPARE(parts, all);
    }
}

/// Without a limit each of these matches, the one of many letters after a million steps.
void TestLineMatcher::patternThatTakesTooLongDoesNotMatch()
{
    LogBuffer buffer;
    for (const int letters : {3, 20})
        buffer.append(
            parsed({start + "\"info\",\"event\":\"a.b\",\"message\":\"" + QByteArray(letters, 'a') + "b\"}"}));
    const auto expression = FilterExpression::parse(u"/^(?:(?:a+)+c|a+b)$/"_s);
    const LineMatcher matcher(std::get<FilterExpression>(expression));
    std::vector<qint64> rows;
    matcher.find(*buffer.chunkOf(0), 0, 1, rows);
    QVERIFY(!matcher.gaveUp());
    matcher.find(*buffer.chunkOf(0), 1, 2, rows);
    QCOMPARE(rows, (std::vector<qint64>{0}));
    QVERIFY(matcher.gaveUp());
}

void TestLineMatcher::searchByPatternEndsWhenItIsStopped()
{
    LogBuffer buffer;
    buffer.append(logLines(0, 100));
    const LineMatcher matcher(std::get<FilterExpression>(FilterExpression::parse(u"/needle/"_s)));
    int asked = 0;
    std::vector<qint64> rows;
    matcher.find(*buffer.chunkOf(0), 0, 100, rows, [&asked] { return ++asked == 5; });
    QCOMPARE(asked, 5);
}

QTEST_GUILESS_MAIN(TestLineMatcher)
#include "tst_line_matcher.moc"
