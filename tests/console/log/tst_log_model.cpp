#include "log_lines.h"

#include "log/log_model.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

FilterExpression expression(const QString &text) { return std::get<FilterExpression>(FilterExpression::parse(text)); }

const Time someTime = *parseRfc3339("2026-11-21T09:14:02.123Z");

} // namespace

/// The table of the log.
class TestLogModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void batchIsOneInsertion();
    void evictionIsOneRemoval();
    void batchBeyondTheLimitsLeavesItsEnd();
    void filterShowsWhatMatches();
    void linesThatComeWhileSearchingAreFound();
    void evictionKeepsTheFilteredRowsRight();
    void newestSearchCounts();
    void emptyFilterShowsEverythingAtOnce();
    void clearKeepsTheFilter();
    void idsStayWithTheirLines();
    void marksAndErrorsAreFound();
    void cellsSayWhatTheLineSays();
    void gapSaysHowManyLines();
    void timesAreWrittenInEachMode();
};

void TestLogModel::batchIsOneInsertion()
{
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy inserted(&model, &LogModel::rowsInserted);
    model.append(logLines(0, 9000));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.rowCount(), 9000);
    model.append({});
    QCOMPARE(inserted.size(), 1);
}

void TestLogModel::evictionIsOneRemoval()
{
    LogModel model({.rows = 10'000, .bytes = 1LL << 30});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(logLines(0, 10'000));
    const QSignalSpy removed(&model, &LogModel::rowsRemoved);
    const QSignalSpy inserted(&model, &LogModel::rowsInserted);
    QSignalSpy evicted(&model, &LogModel::evicted);
    model.append(logLines(10'000, 15'000));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(evicted.takeFirst().front().toInt(), 2 * LogChunk::capacity);
    QCOMPARE(model.rowCount(), 15'000 - 2 * LogChunk::capacity);
    QCOMPARE(model.rowId(0), 2 * LogChunk::capacity);
}

void TestLogModel::batchBeyondTheLimitsLeavesItsEnd()
{
    LogModel model({.rows = 5'000, .bytes = 1LL << 30});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(logLines(0, 100));
    model.append(logLines(100, 30'000));
    QVERIFY(model.rowCount() <= 5'000);
    QCOMPARE(model.row(model.rowCount() - 1).json(), logLine(29'999));
    QCOMPARE(model.row(0).json(), logLine(model.rowId(0)));
}

void TestLogModel::filterShowsWhatMatches()
{
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(logLines(0, 20'000));
    QSignalSpy applied(&model, &LogModel::filterApplied);
    const QSignalSpy reset(&model, &LogModel::modelReset);
    model.setFilter(expression(u"level:error"_s));
    QCOMPARE(model.rowCount(), 20'000); // what was shown stays until something is found
    QVERIFY(applied.wait());
    QCOMPARE(model.rowCount(), 200);
    QVERIFY(reset.size() <= 2);
    model.append(logLines(20'000, 20'200));
    QCOMPARE(model.rowCount(), 202);
    QCOMPARE(model.rowId(201), 20'199);
}

void TestLogModel::linesThatComeWhileSearchingAreFound()
{
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(logLines(0, 20'000));
    QSignalSpy applied(&model, &LogModel::filterApplied);
    model.setFilter(expression(u"needle"_s));
    model.append(logLines(20'000, 30'000));
    QVERIFY(applied.wait());
    QCOMPARE(model.rowCount(), 600);
    for (int row = 0; row < 600; ++row)
        QCOMPARE(model.rowId(row), 7 + 50 * row);
}

void TestLogModel::evictionKeepsTheFilteredRowsRight()
{
    LogModel model({.rows = 10'000, .bytes = 1LL << 30});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(logLines(0, 10'000));
    QSignalSpy applied(&model, &LogModel::filterApplied);
    model.setFilter(expression(u"needle"_s));
    model.append(logLines(10'000, 30'000)); // evicts what is being searched
    QVERIFY(applied.wait());
    model.append(logLines(30'000, 60'000));
    QVERIFY(model.rowCount() > 0);
    for (int row = 0; row < model.rowCount(); ++row)
        QVERIFY(model.row(row).text(LogText::Message).contains("needle"));
    QVERIFY(model.rowId(0) < model.buffer().firstRow() + 50);
}

void TestLogModel::newestSearchCounts()
{
    LogModel model;
    model.append(logLines(0, 50'000));
    QSignalSpy applied(&model, &LogModel::filterApplied);
    model.setFilter(expression(u"/hay|answered/"_s));
    model.setFilter(expression(u"level:error"_s));
    QVERIFY(applied.wait());
    QCOMPARE(model.rowCount(), 500);
    QVERIFY(!model.isSearching());
}

void TestLogModel::emptyFilterShowsEverythingAtOnce()
{
    LogModel model;
    model.append(logLines(0, 1'000));
    QSignalSpy applied(&model, &LogModel::filterApplied);
    model.setFilter(expression(u"level:error"_s));
    QVERIFY(applied.wait());
    QCOMPARE(model.rowCount(), 10);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 1'000);
}

void TestLogModel::clearKeepsTheFilter()
{
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(logLines(0, 1'000));
    model.setFilter(expression(u"level:error"_s));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    model.append(logLines(1'000, 1'200));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowId(0), 1'099);
}

void TestLogModel::idsStayWithTheirLines()
{
    LogModel model({.rows = 5'000, .bytes = 1LL << 30});
    model.append(logLines(0, 9'000));
    QCOMPARE(model.rowOf(0), -1);
    QCOMPARE(model.rowAtOrAfter(0), 0);
    QCOMPARE(model.rowOf(8'999), model.rowCount() - 1);
    QCOMPARE(model.rowAtOrAfter(9'000), model.rowCount());
    QSignalSpy applied(&model, &LogModel::filterApplied);
    model.setFilter(expression(u"level:error"_s));
    QVERIFY(applied.wait());
    QCOMPARE(model.rowOf(8'999), model.rowCount() - 1);
    QCOMPARE(model.rowOf(8'998), -1);
    QCOMPARE(model.rowAtOrAfter(8'801), model.rowOf(8'899));
}

void TestLogModel::marksAndErrorsAreFound()
{
    LogModel model;
    model.append(logLines(0, 1'000));
    model.mark(10, 1);
    model.mark(500, 2);
    QCOMPARE(model.index(500, 0).data(LogModel::MarkRole).toInt(), 2);
    QCOMPARE(model.nextMarked(-1, true), 10);
    QCOMPARE(model.nextMarked(10, true), 500);
    QCOMPARE(model.nextMarked(500, true), -1);
    QCOMPARE(model.nextMarked(500, false), 10);
    QCOMPARE(model.nextMarked(10, false), -1);
    QCOMPARE(model.nextError(99, true), 199);
    QCOMPARE(model.nextError(199, false), 99);
    QCOMPARE(model.nextError(99, false), -1);
}

void TestLogModel::cellsSayWhatTheLineSays()
{
    LogModel model;
    model.append(logLines(99, 100));
    model.setNow(model.row(0).record().time);
    QStringList cells;
    for (int column = 0; column < LogModel::Columns; ++column)
        cells.append(model.index(0, column).data().toString());
    QCOMPARE(cells.sliced(1), (QStringList{u"error"_s, u"job.started"_s, u"0f000000-0000-0000-0000-000000000021"_s,
                                           u"d6e80000-0000-0000-0000-000000000064"_s, u"The request was answered"_s}));
    QCOMPARE(model.index(0, 0).data(LogModel::LevelRole).toInt(), static_cast<int>(LogLevel::Error));
    QVERIFY(
        model.index(0, 0).data(LogModel::JsonRole).toByteArray().startsWith("{\"epoch\":\"1700000000000\",\"time\""));
}

void TestLogModel::gapSaysHowManyLines()
{
    LogModel model;
    LogBatch batch;
    batch.addMark(RowKind::Gap, {1, 5}, 1204);
    batch.addMark(RowKind::Gap, {1, 5}, -1);
    batch.addMark(RowKind::Restart, {2, 0});
    model.append(batch);
    QVERIFY(model.text(0, LogModel::MessageColumn).contains(u"204"));
    QVERIFY(model.text(1, LogModel::MessageColumn).contains(u"nobody knows"));
    QVERIFY(model.text(2, LogModel::MessageColumn).contains(u"run"));
    QCOMPARE(model.text(0, LogModel::LevelColumn), QString());
}

void TestLogModel::timesAreWrittenInEachMode()
{
    LogTimes times;
    QCOMPARE(times.clock(someTime, someTime, TimeMode::Utc), u"09:14:02.123"_s);
    QCOMPARE(times.clock(someTime, someTime + 15h, TimeMode::Utc), u"2026-11-21 09:14:02.123"_s);
    QCOMPARE(times.full(someTime, TimeMode::Utc), u"2026-11-21 09:14:02.123 +00:00"_s);
    QVERIFY(LogTimes::relative(someTime, someTime + 3min).contains(u'3'));
    QCOMPARE(LogTimes::delta(12ms), u"+12 ms"_s);
    LogModel model;
    model.append(logLines(0, 2));
    model.setTimeMode(TimeMode::Delta);
    QCOMPARE(model.text(1, LogModel::TimeColumn), u"+7 ms"_s);
}

QTEST_GUILESS_MAIN(TestLogModel)
#include "tst_log_model.moc"
