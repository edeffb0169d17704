#include "overview/minute_series.h"

#include <QtTest/QTest>

#include <cmath>

using namespace auth;
using namespace auth::console;

namespace {

constexpr qint64 minute = 60'000;
/// Minutes of the server begin when it likes.
constexpr qint64 begin = 1'000'000'017'345;

double signIns(const MinuteCounts &counts) { return static_cast<double>(counts.loginsOk); }

double sessions(const MinuteCounts &counts)
{
    return counts.activeSessions ? static_cast<double>(*counts.activeSessions) : std::nan("");
}

MinuteCounts counts(qint64 number, qint64 ok, double seconds = 60)
{
    MinuteCounts made;
    made.from = fromMillis(begin + number * minute);
    made.seconds = seconds;
    made.loginsOk = ok;
    return made;
}

MinuteSeries series(const QList<MinuteCounts> &minutes)
{
    SystemSummary summary;
    summary.minutes = minutes;
    summary.time = fromMillis(begin + 100 * minute);
    return MinuteSeries(summary);
}

} // namespace

/// How the minutes that a server tells become an hour to draw.
class TestMinuteSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMinuteUnderWayIsTheLast()
    {
        const auto samples = series({counts(0, 5), counts(1, 7, 12)}).samples(signIns);
        QCOMPARE(samples.size(), size_t(MinuteSeries::length));
        QCOMPARE(samples[59], 7.0);
        QCOMPARE(samples[58], 5.0);
    }

    void whatIsFromBeforeTheStartIsAGap() { QVERIFY(std::isnan(series({counts(0, 5)}).samples(signIns)[58])); }

    void minutesThatAreMissingAreGaps()
    {
        const auto samples = series({counts(0, 5), counts(3, 7)}).samples(signIns);
        QCOMPARE(samples[56], 5.0);
        QVERIFY(std::isnan(samples[57]));
        QVERIFY(std::isnan(samples[58]));
        QCOMPARE(samples[59], 7.0);
    }

    void minutesThatBeginALittleLateKeepTheirPlace()
    {
        auto late = counts(1, 7);
        late.from += std::chrono::milliseconds(900);
        const auto samples = series({counts(0, 5), late}).samples(signIns);
        QCOMPARE(samples[58], 5.0);
    }

    void whatIsOlderThanAnHourIsLeftOut()
    {
        const auto samples = series({counts(0, 5), counts(60, 7)}).samples(signIns);
        QVERIFY(std::none_of(samples.begin(), samples.end(), [](double value) { return value == 5; }));
    }

    void aRateIsOfTheLastTwoMinutes()
    {
        QCOMPARE(series({counts(0, 100), counts(1, 20), counts(2, 10, 30)}).perMinute(signIns), 20.0);
    }

    void aServerThatHasJustStartedIsNotMadeBusierThanItIs()
    {
        QCOMPARE(series({counts(0, 3, 2)}).perMinute(signIns), 3.0);
    }

    void aPlaceKnowsItsMinute()
    {
        const MinuteSeries shown = series({counts(0, 1), counts(1, 2)});
        QCOMPARE(shown.startOf(59), fromMillis(begin + minute));
        QCOMPARE(shown.startOf(0), fromMillis(begin - 58 * minute));
    }

    void theNewestKnownLevelCounts()
    {
        auto known = counts(0, 0);
        known.activeSessions = 12;
        const MinuteSeries shown = series({known, counts(1, 0)});
        QCOMPARE(shown.latest(sessions), 12.0);
        QCOMPARE(shown.greatest(sessions), 12.0);
        QVERIFY(std::isnan(series({counts(0, 0)}).latest(sessions)));
    }

    void aServerWithoutMinutesHasAnEmptyHour()
    {
        const MinuteSeries shown = series({});
        QVERIFY(std::isnan(shown.samples(signIns)[59]));
        QCOMPARE(shown.perMinute(signIns), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestMinuteSeries)
#include "tst_minute_series.moc"
