#include "shell/idle_lock.h"
#include "tests/support/manual_clock.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;
using namespace std::chrono_literals;

class IdleLockTest : public QObject {
    Q_OBJECT

private:
    test::ManualClock m_clock;
    std::unique_ptr<QLineEdit> m_line;

private Q_SLOTS:
    void init()
    {
        m_line = std::make_unique<QLineEdit>();
        m_line->show();
        QVERIFY(QTest::qWaitForWindowActive(m_line.get()));
    }
    void cleanup() { m_line.reset(); }

    void tellsWhenNobodyTouchesAnything()
    {
        IdleLock lock(m_clock);
        QSignalSpy idle(&lock, &IdleLock::idle);
        lock.setPatience(20ms);
        QTRY_COMPARE(idle.size(), 1);
        QTest::keyClick(m_line.get(), Qt::Key_A); // and again after the next touch
        QCOMPARE(m_line->text(), u"a"_s);
        QTRY_COMPARE(idle.size(), 2);
    }

    void patienceOfZeroIsWithoutEnd()
    {
        IdleLock lock(m_clock);
        QSignalSpy idle(&lock, &IdleLock::idle);
        lock.setPatience(1min);
        lock.setPatience(0ms);
        m_clock.advance(24h);
        QTest::keyClick(m_line.get(), Qt::Key_A);
        QCOMPARE(idle.size(), 0);
        QCOMPARE(m_line->text(), u"a"_s);
    }

    void sleepOfTheMachineCounts()
    {
        IdleLock lock(m_clock);
        QSignalSpy idle(&lock, &IdleLock::idle);
        lock.setPatience(15min);
        m_clock.advance(14min);
        QTest::keyClick(m_line.get(), Qt::Key_A);
        m_clock.advance(14min);
        QTest::keyClick(m_line.get(), Qt::Key_B);
        QCOMPARE(idle.size(), 0);
        m_clock.advance(15min);
        QTest::keyClick(m_line.get(), Qt::Key_C);
        QCOMPARE(idle.size(), 1);
        QCOMPARE(m_line->text(), u"ab"_s); // the key only woke it
    }
};

QTEST_MAIN(IdleLockTest)
#include "tst_idle_lock.moc"
