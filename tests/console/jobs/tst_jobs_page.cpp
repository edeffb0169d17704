#include "jobs_host.h"

#include "widgets/filter_bar.h"
#include "widgets/theme.h"

#include <QtCore/QDir>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// The jobs of the real daemon.
class TestJobsPage : public QObject {
    Q_OBJECT

private:
    Theme m_theme;
    ConsoleServer m_server;
    std::unique_ptr<JobsHost> m_host;

    JobsHost &host() { return *m_host; }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme.apply(*qApp);
        QVERIFY(m_server.start());
        QVERIFY(m_server.addUsers(900, u"many"_s));
        QVERIFY(m_server.addUsers(3, u"few"_s));
    }

    void init() { m_host = std::make_unique<JobsHost>(m_server, m_server.staff().admin); }
    void cleanup() { m_host.reset(); }

    void withoutJobsItLeadsToTheUsers()
    {
        const auto state = host().page().findChild<StateView *>();
        QTRY_COMPARE_WITH_TIMEOUT(state->state(), StateView::State::Empty, patienceMs);
        QVERIFY(!host().action(u"start"_s).isEnabled());
    }

    void aJobIsFollowedToItsEnd()
    {
        const QString id = host().ask(JobsHost::forAll(u"deactivate"_s, u"many"_s));
        QVERIFY(!id.isEmpty());
        host().show(id);
        QVERIFY(host().waitForState(u"Finished"_s));
        QCOMPARE(host().cell(0, JobProgressColumn), u"900 of 900"_s);
        QCOMPARE(host().cell(0, 3), u"900"_s);
    }

    void aDryRunIsStartedWhenItHasBeenConfirmed()
    {
        const QString id = host().ask(JobsHost::forAll(u"lock"_s, u"few"_s, true));
        QVERIFY(id.isEmpty()); // a lock needs a moment
        const QString planned = host().ask(JobsHost::forAll(u"deactivate"_s, u"few"_s, true));
        host().show(planned);
        QVERIFY(host().waitForState(u"Planned"_s));
        QTRY_VERIFY(host().action(u"start"_s).isEnabled());
        QVERIFY(!host().action(u"undo"_s).isEnabled());
        host().action(u"start"_s).trigger();
        QVERIFY(host().confirm());
        QVERIFY(host().waitForState(u"Finished"_s));
        QCOMPARE(m_server.userByEmail(u"few00001@example.org"_s)[u"state"_s].toString(), u"deactivated"_s);
    }

    void whatAJobDidIsPutBack()
    {
        host().show(host().ask(JobsHost::forAll(u"activate"_s, u"few"_s)));
        QVERIFY(host().waitForState(u"Finished"_s));
        QTRY_VERIFY(host().action(u"undo"_s).isEnabled());
        host().action(u"undo"_s).trigger();
        QVERIFY(host().confirm());
        QTRY_COMPARE_WITH_TIMEOUT(host().cell(0, JobActionColumn), u"Undo"_s, patienceMs);
        QVERIFY(host().waitForState(u"Finished"_s));
        QCOMPARE(m_server.userByEmail(u"few00001@example.org"_s)[u"state"_s].toString(), u"deactivated"_s);
    }

    void aPlannedJobIsCancelledAndThenStays()
    {
        host().show(host().ask(JobsHost::forAll(u"activate"_s, u"many"_s, true)));
        QVERIFY(host().waitForState(u"Planned"_s));
        QTRY_VERIFY(host().action(u"cancel"_s).isEnabled());
        host().action(u"cancel"_s).trigger();
        QVERIFY(host().waitForState(u"Cancelled"_s));
        QVERIFY(!host().action(u"cancel"_s).isEnabled());
        QVERIFY(host().action(u"cancel"_s).obstacle().contains(u"has ended"_s));
        QVERIFY(!host().action(u"start"_s).isEnabled());
    }

    void enterOpensTheDetails()
    {
        QTRY_VERIFY_WITH_TIMEOUT(host().jobs().model()->rowCount() > 0, patienceMs);
        QSignalSpy wanted(&host().desk().navigator(), &Navigator::detailsWanted);
        host().jobs().setFocus();
        QTest::keyClick(&host().jobs(), Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().value<Subject>(), Subject::Job);
    }

    void theListIsFilteredByWhatItSays()
    {
        QTRY_VERIFY_WITH_TIMEOUT(host().jobs().model()->rowCount() > 3, patienceMs);
        host().page().focusFilter();
        QTest::keyClicks(host().page().findChild<FilterBar *>()->line(), u"cancelled"_s);
        QTRY_COMPARE(host().jobs().model()->rowCount(), 1);
        QVERIFY(host().page().escape());
        QTRY_VERIFY(host().jobs().model()->rowCount() > 3);
    }

    void supportSeesJobsAndMayNotChangeThem()
    {
        m_host = std::make_unique<JobsHost>(m_server, m_server.staff().support);
        QTRY_VERIFY_WITH_TIMEOUT(host().jobs().model()->rowCount() > 0, patienceMs);
        QVERIFY(!host().action(u"undo"_s).isEnabled());
        QVERIFY(host().action(u"undo"_s).obstacle().contains(u"users.write"_s));
    }

    void noTwoActionsShareAKey()
    {
        QSet<QString> keys;
        for (const Action *action : host().desk().actions().all()) {
            const QString key = action->shortcut().toString();
            QVERIFY2(!key.isEmpty() && !keys.contains(key), qPrintable(action->facts().id));
            keys += key;
        }
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
        QTRY_VERIFY_WITH_TIMEOUT(host().jobs().model()->rowCount() > 3, patienceMs);
        QVERIFY(QDir().mkpath(u"screenshots"_s));
        const QString name = u"screenshots/jobs_%1.png"_s.arg(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(host().page().grab().save(name));
    }
};

QTEST_MAIN(TestJobsPage)
#include "tst_jobs_page.moc"
