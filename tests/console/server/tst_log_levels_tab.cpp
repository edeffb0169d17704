#include "server_host.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSpinBox>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// Log levels, set for a while on the real daemon.
class TestLogLevelsTab : public QObject {
    Q_OBJECT

private:
    ConsoleServer m_server;
    std::unique_ptr<ServerHost> m_host;

    bool waitForLevels()
    {
        return QTest::qWaitFor([this] { return m_host->rowOf(u"levels"_s, u"request"_s) > 0; }, patienceMs);
    }
    void select(const QString &module) { m_host->table(u"levels"_s).selectRow(m_host->rowOf(u"levels"_s, module)); }
    QString levelOf(const QString &module) { return m_host->cell(u"levels"_s, module, 1); }
    QString kindOf(const QString &module) { return m_host->cell(u"levels"_s, module, 2); }

    void set(const QString &module, const QString &level)
    {
        select(module);
        auto *combo = m_host->part<QComboBox>(u"level"_s);
        combo->setCurrentIndex(combo->findData(level));
        m_host->action(u"set_level"_s).trigger();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }

    void init()
    {
        m_host = std::make_unique<ServerHost>(m_server, m_server.staff().admin, u"levels"_s);
        QVERIFY(waitForLevels());
    }

    void cleanup()
    {
        if (m_host->action(u"usual_levels"_s).isEnabled()) {
            m_host->action(u"usual_levels"_s).trigger();
            QTRY_VERIFY_WITH_TIMEOUT(!m_host->action(u"usual_levels"_s).isEnabled(), patienceMs);
        }
        m_host.reset();
    }

    void aLevelIsSetForAWhileAndCountsDown()
    {
        m_host->part<QSpinBox>(u"minutes"_s)->setValue(5);
        set(u"sign_in"_s, u"debug"_s);
        QTRY_COMPARE_WITH_TIMEOUT(levelOf(u"sign_in"_s), u"Debug"_s, patienceMs);
        QCOMPARE(kindOf(u"sign_in"_s), u"For a while"_s);
        QCOMPARE(kindOf(u"request"_s), u"As usual"_s);
        const QString left = m_host->part<QLabel>(u"levelsLeft"_s)->text();
        QVERIFY2(left.contains(u"4 min"_s) || left.contains(u"5 min"_s), qPrintable(left));
        QTRY_VERIFY_WITH_TIMEOUT(m_host->part<QLabel>(u"levelsLeft"_s)->text() != left, patienceMs);
    }

    void anotherModuleLeavesTheFirstAsItIs()
    {
        set(u"sign_in"_s, u"debug"_s);
        QTRY_COMPARE_WITH_TIMEOUT(levelOf(u"sign_in"_s), u"Debug"_s, patienceMs);
        set(u"request"_s, u"error"_s);
        QTRY_COMPARE_WITH_TIMEOUT(levelOf(u"request"_s), u"Error"_s, patienceMs);
        QCOMPARE(levelOf(u"sign_in"_s), u"Debug"_s);
    }

    void theLevelOfAllOthersIsSeenInEveryModule()
    {
        set(u"All others"_s, u"error"_s);
        QTRY_COMPARE_WITH_TIMEOUT(levelOf(u"job"_s), u"Error"_s, patienceMs);
        QCOMPARE(kindOf(u"job"_s), u"As usual"_s);
    }

    void theUsualLevelsAreBroughtBack()
    {
        const QString usual = levelOf(u"sign_in"_s);
        QVERIFY(!m_host->action(u"usual_levels"_s).isEnabled());
        set(u"sign_in"_s, u"error"_s);
        QTRY_COMPARE_WITH_TIMEOUT(levelOf(u"sign_in"_s), u"Error"_s, patienceMs);
        m_host->action(u"usual_levels"_s).trigger();
        QTRY_COMPARE_WITH_TIMEOUT(levelOf(u"sign_in"_s), usual, patienceMs);
        QVERIFY(m_host->part<QLabel>(u"levelsLeft"_s)->text().isEmpty());
    }

    void supportSeesTheLevelsAndMayNotSetThem()
    {
        m_host = std::make_unique<ServerHost>(m_server, m_server.staff().support, u"levels"_s);
        QVERIFY(waitForLevels());
        select(u"sign_in"_s);
        QVERIFY(!m_host->action(u"set_level"_s).isEnabled());
        QVERIFY(m_host->action(u"set_level"_s).obstacle().contains(u"system.manage"_s));
    }
};

QTEST_MAIN(TestLogLevelsTab)
#include "tst_log_levels_tab.moc"
