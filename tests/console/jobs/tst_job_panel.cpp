#include "jobs_host.h"

#include "widgets/state_badge.h"
#include "widgets/theme.h"

#include <QtCore/QDir>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollBar>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// One job of the real daemon and its accounts.
class TestJobPanel : public QObject {
    Q_OBJECT

private:
    Theme m_theme;
    ConsoleServer m_server;
    std::unique_ptr<JobsHost> m_host;
    QTemporaryDir m_folder;

    JobsHost &host() { return *m_host; }
    QString heading() { return host().panel().findChild<QLabel *>(u"jobHeading"_s)->text(); }
    QString fact(const QString &name) { return host().panel().findChild<QLabel *>(u"value:"_s + name)->text(); }
    QComboBox &outcome() { return *host().panel().findChild<QComboBox *>(u"jobOutcome"_s); }

    /// A job that has come to its end, opened.
    void open(const QJsonObject &change, const QString &state = u"Finished"_s)
    {
        const QString id = host().ask(change);
        QVERIFY(!id.isEmpty());
        host().show(id);
        QVERIFY(host().waitForState(state));
        host().panel().refresh();
        QTRY_COMPARE_WITH_TIMEOUT(host().panel().findChild<StateBadge *>(u"jobState"_s)->text(), state, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(outcome().count() > 1, patienceMs);
    }

    /// Nobody who was imported has a password that could be required to change.
    static QJsonObject hopeless() { return JobsHost::forAll(u"require_password_change"_s, u"many"_s); }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme.apply(*qApp);
        QVERIFY(m_server.start());
        QVERIFY(m_server.addUsers(250, u"many"_s));
    }

    void init() { m_host = std::make_unique<JobsHost>(m_server, m_server.staff().admin); }
    void cleanup() { m_host.reset(); }

    void accountsAreLoadedAsTheyAreScrolledTo()
    {
        open(hopeless());
        QTRY_COMPARE_WITH_TIMEOUT(host().items().model()->rowCount(), 100, patienceMs);
        const auto rowsAtTheEnd = [this] { // a view that has not been laid out yet cannot be scrolled
            host().items().scrollToBottom();
            return host().items().model()->rowCount();
        };
        QTRY_COMPARE_WITH_TIMEOUT(rowsAtTheEnd(), 200, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(rowsAtTheEnd(), 250, patienceMs);
        QVERIFY(!host().items().model()->canFetchMore({}));
    }

    void accountsAreFilteredByTheirOutcome()
    {
        QJsonObject change{{u"action"_s, u"deactivate"_s}};
        change[u"ids"_s] = QJsonArray{idOf(m_server.staff().admin), idOf(m_server.staff().user)};
        open(change);
        QCOMPARE(heading(), u"Deactivate"_s);
        QTRY_COMPARE(host().items().model()->rowCount(), 2);
        const int own = outcome().findText(u"Own account (1)"_s);
        QVERIFY(own > 0);
        outcome().setCurrentIndex(own);
        Q_EMIT outcome().activated(own);
        QTRY_COMPARE(host().items().model()->rowCount(), 1);
        QCOMPARE(host().items().model()->index(0, 0).data().toString(), m_server.staff().admin.username);
    }

    void failuresAreExported()
    {
        open(hopeless());
        QVERIFY(host().action(u"export_failures"_s).isEnabled());
        const QString path = m_folder.filePath(u"failures.csv"_s);
        host().panel().exportFailures(path);
        QTRY_VERIFY_WITH_TIMEOUT(host().desk().wasTold(u"250 accounts are in"_s), patienceMs);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QCOMPARE(content.count("\r\n"), 251);
        QVERIFY(content.contains("many00250@example.org,no_password,"));
    }

    void withoutFailuresThereIsNothingToExportOrTryAgain()
    {
        open(JobsHost::forAll(u"deactivate"_s, u"many0001"_s));
        QVERIFY(!host().action(u"export_failures"_s).isEnabled());
        QVERIFY(!host().action(u"try_again"_s).isEnabled());
    }

    void whatFailedIsTriedAgainAfterADryRun()
    {
        const QByteArray path = "/api/users/" + idOf(m_server.staff().user).toLatin1();
        const QString token = m_server.staff().admin.access;
        Headers headers = HttpClient::bearer(token);
        headers.emplaceBack("If-Match", m_server.client().get(path, token).header("etag"));
        QCOMPARE(m_server.client().send("DELETE", path, headers).status, 204);
        open({{u"action"_s, u"add_role"_s},
              {u"role"_s, u"support"_s},
              {u"ids"_s, QJsonArray{idOf(m_server.staff().user)}}});
        QVERIFY(host().action(u"try_again"_s).isEnabled());
        QCOMPARE(m_server.client().post(path + "/restore", {}, token).status, 200);
        host().action(u"try_again"_s).trigger();
        QVERIFY(host().confirm());
        QTRY_VERIFY_WITH_TIMEOUT(
            m_server.userByEmail(m_server.staff().user.email)[u"roles"_s].toArray().contains(QJsonValue(u"support"_s)),
            patienceMs);
    }

    void anotherTryThatWouldChangeNothingSaysSo()
    {
        open(hopeless());
        host().action(u"try_again"_s).trigger();
        QTRY_VERIFY_WITH_TIMEOUT(host().desk().wasTold(u"nothing to change"_s), patienceMs);
    }

    void itLeadsToTheUserAndToTheAudit()
    {
        open(hopeless());
        host().items().selectRow(3);
        host().items().setCurrentIndex(host().items().model()->index(3, 0));
        QSignalSpy wanted(&host().desk().navigator(), &Navigator::detailsWanted);
        host().action(u"user"_s).trigger();
        QCOMPARE(wanted.last().first().value<Subject>(), Subject::User);
        host().action(u"audit"_s).trigger();
        QCOMPARE(host().desk().navigator().current().place, Place::Audit);
        QVERIFY(host().desk().navigator().current().filter.startsWith(u"target:"_s));
    }

    void aJobThatIsNotThereIsAnError()
    {
        host().panel().open(u"0197a5b2-0000-7000-8000-000000000001"_s);
        const auto state = host().panel().findChild<StateView *>();
        QTRY_COMPARE_WITH_TIMEOUT(state->state(), StateView::State::Error, patienceMs);
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
        open(hopeless());
        QTRY_VERIFY_WITH_TIMEOUT(host().items().model()->rowCount() > 0, patienceMs);
        QVERIFY(QDir().mkpath(u"screenshots"_s));
        const QString name = u"screenshots/job_%1.png"_s.arg(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(host().panel().grab().save(name));
    }
};

QTEST_MAIN(TestJobPanel)
#include "tst_job_panel.moc"
