#include "widgets/time_text.h"

#include <QtCore/QLocale>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::console;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class FixedClock final : public Clock {
public:
    Time now() const override { return time; }
    SteadyTime steady() const override { return SteadyTime(time.time_since_epoch()); }

    Time time = *parseRfc3339("2026-11-21T15:00:00Z");
};

} // namespace

class TestTimeText : public QObject {
    Q_OBJECT

private:
    FixedClock m_clock;
    TimeText m_text{m_clock};

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "Asia/Kolkata");
        ::tzset();
        QLocale::setDefault(QLocale(u"en_GB"_s));
    }

    void init() { m_text.setMode(TimeText::Mode::Local); }

    void todayNeedsNoDate()
    {
        QCOMPARE(m_text.text(*parseRfc3339("2026-11-21T10:02:03.123Z")), u"15:32:03.123"_s);
        QCOMPARE(m_text.shortText(*parseRfc3339("2026-11-21T10:02:03.123Z")), u"15:32"_s);
    }

    void todayIsThatOfTheZoneShown()
    {
        const Time time = *parseRfc3339("2026-11-20T20:00:00Z"); // the 21st in India
        QCOMPARE(m_text.text(time), u"01:30:00.000"_s);
        m_text.setMode(TimeText::Mode::Utc);
        QCOMPARE(m_text.text(time), u"2026-11-20 20:00:00.000"_s);
    }

    void toolTipHasBothZones()
    {
        m_text.setMode(TimeText::Mode::Relative);
        const QString tip = m_text.toolTip(*parseRfc3339("2026-11-21T10:02:03.123Z"));
        QVERIFY2(tip.contains(u"2026-11-21 15:32:03.123 local (UTC+05:30)"_s), qPrintable(tip));
        QVERIFY(tip.contains(u"2026-11-21 10:02:03.123 UTC"_s));
    }

    void relativeText_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("now") << 3 << u"just now"_s;
        QTest::newRow("minutes") << 185 << u"3 min ago"_s;
        QTest::newRow("hours") << 7200 << u"2 h ago"_s;
        QTest::newRow("days") << 86'400 * 3 << u"3 days ago"_s;
        QTest::newRow("later") << -185 << u"in 3 min"_s;
        QTest::newRow("soon") << -3 << u"in a moment"_s;
    }

    void relativeText()
    {
        QFETCH(const int, seconds);
        m_text.setMode(TimeText::Mode::Relative);
        QTEST(m_text.text(m_clock.time - std::chrono::seconds(seconds)), "text");
    }

    void modesGoRound()
    {
        QSignalSpy changed(&m_text, &TimeText::modeChanged);
        for (int i = 0; i < 3; ++i)
            m_text.nextMode();
        QCOMPARE(m_text.mode(), TimeText::Mode::Local);
        QCOMPARE(changed.size(), 3);
    }

    void durations_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("part of a millisecond") << 0.00073 << u"0.73 ms"_s;
        QTest::newRow("milliseconds") << 0.041 << u"41 ms"_s;
        QTest::newRow("seconds") << 1.24 << u"1.2 s"_s;
        QTest::newRow("minutes") << 185.0 << u"3 min 5 s"_s;
        QTest::newRow("hours") << 7800.0 << u"2 h 10 min"_s;
        QTest::newRow("days") << 86'400.0 * 4 + 3600 * 3 << u"4 d 3 h"_s;
    }

    void durations()
    {
        QFETCH(const double, seconds);
        QTEST(durationText(std::chrono::duration<double>(seconds)), "text");
    }

    void numbersAreGrouped()
    {
        QCOMPARE(numberText(1'234'567), u"1,234,567"_s);
        QCOMPARE(shortNumberText(950), u"950"_s);
        QCOMPARE(shortNumberText(1240), u"1.2k"_s);
        QCOMPARE(shortNumberText(3'400'000), u"3.4M"_s);
    }
};

QTEST_MAIN(TestTimeText)
#include "tst_time_text.moc"
