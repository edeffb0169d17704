#include "server_host.h"

#include "server/circuits_tab.h"
#include "widgets/filter_bar.h"
#include "widgets/theme.h"

#include <QtCore/QDir>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// The inside of the real daemon: health, settings, circuits, audit retention.
class TestServerPage : public QObject {
    Q_OBJECT

private:
    Theme m_theme;
    ConsoleServer m_server;

    static QList<BreakerState> breakers(const QString &state)
    {
        BreakerState breaker;
        breaker.name = u"database"_s;
        breaker.state = state;
        return {breaker};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme.apply(*qApp);
        QVERIFY(m_server.start());
    }

    void healthHasTheQueuesAndThisInstance()
    {
        ServerHost host(m_server, m_server.staff().admin, u"health"_s);
        QTRY_VERIFY_WITH_TIMEOUT(host.rowOf(u"lanes.table"_s, u"store"_s) >= 0, patienceMs);
        QVERIFY(host.rowOf(u"lanes.table"_s, u"hash"_s) >= 0);
        QVERIFY(host.table(u"sinks.table"_s).model()->rowCount() > 0);
        QCOMPARE(host.part<QLabel>(u"value:Answers"_s)->text(), u"Yes"_s);
        QVERIFY(host.part<QLabel>(u"value:Connection"_s)->text().contains(u"Not encrypted"_s));
    }

    void settingsTellWhereTheyCameFromAndHideSecrets()
    {
        ServerHost host(m_server, m_server.staff().admin, u"settings"_s);
        QTRY_VERIFY_WITH_TIMEOUT(host.rowOf(u"settings"_s, u"RATE_LIMIT_ENABLED"_s) >= 0, patienceMs);
        QCOMPARE(host.cell(u"settings"_s, u"RATE_LIMIT_ENABLED"_s, 1), u"false"_s);
        QCOMPARE(host.cell(u"settings"_s, u"RATE_LIMIT_ENABLED"_s, 2), u"Environment"_s);
    }

    void settingsAreFiltered()
    {
        ServerHost host(m_server, m_server.staff().admin, u"settings"_s);
        QAbstractItemModel &model = *host.table(u"settings"_s).model();
        QTRY_VERIFY_WITH_TIMEOUT(model.rowCount() > 20, patienceMs);
        const int all = model.rowCount();
        host.page().focusFilter();
        QTest::keyClicks(host.part<FilterBar>(u"settingsFilter"_s)->line(), u"rate_limit from:env "_s);
        QTRY_COMPARE(model.rowCount(), 1);
        QVERIFY(host.page().escape());
        QTRY_COMPARE(model.rowCount(), all);
        QVERIFY(!host.page().escape());
    }

    void supportMayNotResetACircuitAndIsToldWhy()
    {
        ServerHost host(m_server, m_server.staff().support, u"circuits"_s);
        QTRY_VERIFY_WITH_TIMEOUT(host.part<QLabel>(u"noCircuits"_s)->isVisible(), patienceMs);
        host.part<CircuitsTab>(u"circuitsTab"_s)->show(breakers(u"open"_s));
        QVERIFY(!host.action(u"reset_circuit"_s).isEnabled());
        QVERIFY(host.action(u"reset_circuit"_s).obstacle().contains(u"system.manage"_s));
        QVERIFY(host.action(u"reset_circuit"_s).toolTip().contains(u"system.manage"_s));
    }

    void onlyACircuitThatIsNotClosedCanBeReset()
    {
        ServerHost host(m_server, m_server.staff().admin, u"circuits"_s);
        QTRY_VERIFY_WITH_TIMEOUT(host.part<QLabel>(u"noCircuits"_s)->isVisible(), patienceMs);
        host.part<CircuitsTab>(u"circuitsTab"_s)->show(breakers(u"closed"_s));
        QVERIFY(!host.action(u"reset_circuit"_s).isEnabled());
        host.part<CircuitsTab>(u"circuitsTab"_s)->show(breakers(u"open"_s));
        QVERIFY(host.action(u"reset_circuit"_s).isEnabled());
        QCOMPARE(host.cell(u"serverCircuits"_s, u"database"_s, 1), u"Open"_s);
    }

    void aResetIsConfirmedAndWhatTheServerSaysIsTold()
    {
        ServerHost host(m_server, m_server.staff().admin, u"circuits"_s);
        QTRY_VERIFY_WITH_TIMEOUT(host.part<QLabel>(u"noCircuits"_s)->isVisible(), patienceMs);
        host.part<CircuitsTab>(u"circuitsTab"_s)->show(breakers(u"open"_s));
        host.action(u"reset_circuit"_s).trigger();
        auto *go = host.part<QPushButton>(u"confirmGo"_s);
        QVERIFY(go);
        go->click();
        QTRY_VERIFY_WITH_TIMEOUT(host.desk().wasTold(u"no breaker of that name"_s), patienceMs);
    }

    void retentionHasEveryClassOfEntries()
    {
        ServerHost host(m_server, m_server.staff().support, u"retention"_s);
        QTRY_COMPARE_WITH_TIMEOUT(host.table(u"retention"_s).model()->rowCount(), 3, patienceMs);
    }

    void aTargetNamesATab()
    {
        ServerHost host(m_server, m_server.staff().admin, u"levels"_s);
        QCOMPARE(host.page().target().filter, u"levels"_s);
        host.action(u"tab.roles"_s).trigger();
        QCOMPARE(host.page().target().filter, u"roles"_s);
    }

    void noTwoActionsShareAKey()
    {
        ServerHost host(m_server, m_server.staff().admin, u"health"_s);
        QSet<QString> keys;
        for (const Action *action : host.desk().actions().all()) {
            const QString key = action->shortcut().toString();
            QVERIFY2(!key.isEmpty() && !keys.contains(key), qPrintable(action->facts().id));
            keys += key;
        }
    }

    void withoutThePermissionItSaysSo()
    {
        ServerHost host(m_server, m_server.staff().user, u"health"_s);
        QCOMPARE(host.page().findChild<StateView *>(QString(), Qt::FindDirectChildrenOnly)->state(),
                 StateView::State::Forbidden);
    }

    void drawsItself_data()
    {
        QTest::addColumn<Theme::Choice>("choice");
        QTest::newRow("light") << Theme::Choice::Light;
        QTest::newRow("dark") << Theme::Choice::Dark;
    }

    void drawsItself()
    {
        QFETCH(const Theme::Choice, choice);
        m_theme.choose(choice);
        ServerHost host(m_server, m_server.staff().admin, u"health"_s);
        QTRY_VERIFY_WITH_TIMEOUT(host.table(u"lanes.table"_s).model()->rowCount() > 0, patienceMs);
        QVERIFY(QDir().mkpath(u"screenshots"_s));
        for (const auto *tab : {"health", "settings", "circuits", "levels", "roles", "retention"}) {
            const QString name = QString::fromLatin1(tab);
            host.page().open({.place = Place::Server, .filter = name, .id = {}});
            if (name == u"circuits"_s)
                host.part<CircuitsTab>(u"circuitsTab"_s)->show(breakers(u"open"_s));
            for (const auto *table :
                 host.part<QTabWidget>(u"serverTabs"_s)->currentWidget()->findChildren<TableView *>())
                QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, patienceMs);
            const QString variant = QString::fromLatin1(QTest::currentDataTag());
            QVERIFY(host.page().grab().save(u"screenshots/server_%1_%2.png"_s.arg(name, variant)));
        }
    }
};

QTEST_MAIN(TestServerPage)
#include "tst_server_page.moc"
