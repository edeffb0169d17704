#include "storage/outage_record.h"

#include "tests/support/manual_clock.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;

/// What counts as one outage, and from when to when.
class TestOutageRecord : public QObject {
    Q_OBJECT

private:
    ManualClock m_clock;
    const Time m_start = m_clock.now();

    void compare(const OutageRecord &record, std::chrono::milliseconds from, std::chrono::milliseconds to) const
    {
        const auto last = record.last();
        QVERIFY(last);
        QCOMPARE(last->from - m_start, from);
        QCOMPARE(last->to - m_start, to);
    }

private Q_SLOTS:
    void init() { m_clock.adjust(m_start - m_clock.now()); }

    void thereIsNoneAtFirst()
    {
        OutageRecord record(m_clock);
        QVERIFY(!record.last());
        record.worked();
        QVERIFY(!record.last());
    }

    void itLastsUntilSomethingWorks()
    {
        OutageRecord record(m_clock);
        record.failed(m_start - 1s);
        m_clock.advance(5s);
        compare(record, -1s, 5s);
        record.failed(m_start + 4s); // within it
        record.worked();
        m_clock.advance(5s);
        record.worked();
        compare(record, -1s, 5s);
    }

    void nextOneIsTheSameOneWithinAMinute_data()
    {
        QTest::addColumn<int>("gap");
        QTest::addColumn<int>("from");
        QTest::newRow("at once") << 0 << 0;
        QTest::newRow("a minute later") << 60000 << 0;
        QTest::newRow("after more than a minute") << 60001 << 65001;
    }
    void nextOneIsTheSameOneWithinAMinute()
    {
        QFETCH(int, gap);
        QFETCH(int, from);
        OutageRecord record(m_clock);
        record.failed(m_start);
        m_clock.advance(5s);
        record.worked();
        m_clock.advance(std::chrono::milliseconds(gap));
        record.failed(m_clock.now());
        m_clock.advance(1s);
        record.worked();
        compare(record, std::chrono::milliseconds(from), std::chrono::milliseconds(6000 + gap));
    }

    void whatOthersSawCountsToo()
    {
        OutageRecord record(m_clock);
        record.add({.from = m_start - 20s, .to = m_start});
        compare(record, -20s, 0s);
        record.add({.from = m_start - 30s, .to = m_start - 10s});
        compare(record, -30s, 0s);
    }

    void whatOthersSawLongAgoDoesNotStretchTheLastOne()
    {
        OutageRecord record(m_clock);
        record.add({.from = m_start, .to = m_start + 1s});
        record.add({.from = m_start - 1h, .to = m_start - 59min});
        compare(record, 0s, 1s);
        record.add({.from = m_start + 1h, .to = m_start + 61min});
        compare(record, 1h, 61min);
    }
};

QTEST_GUILESS_MAIN(TestOutageRecord)
#include "tst_outage_record.moc"
