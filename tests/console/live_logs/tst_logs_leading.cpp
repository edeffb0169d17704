#include "logs_host.h"

#include "live_logs/line_panel.h"

#include <QtTest/QSignalSpy>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// Where a line leads: its request, user, session, audit, neighbours; marks, errors and texts among the lines.
class TestLogsLeading : public QObject {
    Q_OBJECT

private:
    ConsoleServer m_server;
    std::unique_ptr<LogsHost> m_host;

    static constexpr auto shifted = Qt::ControlModifier | Qt::ShiftModifier;
    QList<qint64> numbers()
    {
        QList<qint64> all;
        for (int row = 0; row < m_host->model().rowCount(); ++row)
            all += m_host->model().row(row).record().place.seq;
        return all;
    }
    bool isShown() { return m_host->tab().state().state() == StateView::State::Content; }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        ask(m_server.client(), u"the-line-"_s, 130);
        ask(m_server.client(), u"signed-in-"_s, 2, m_server.staff().user.access);
    }
    void init()
    {
        m_host = std::make_unique<LogsHost>(m_server.client().port(), m_server.staff().admin);
        QTRY_VERIFY_WITH_TIMEOUT(m_host->isLive(), patienceMs);
    }
    void cleanup() { m_host.reset(); }

    void controlGOpensAllLinesOfTheRequest()
    {
        QVERIFY(m_host->select(u"the-line-44"_s));
        m_host->press(Qt::Key_G, Qt::ControlModifier);
        QCOMPARE(m_host->tabs().count(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(), patienceMs);
        QCOMPARE(m_host->count(u"the-line-44"_s), m_host->model().rowCount());
        QCOMPARE(m_host->model().timeMode(), TimeMode::Delta);
        QCOMPARE(m_host->model().text(0, LogModel::TimeColumn), LogTimes::delta(std::chrono::milliseconds(0)));
    }

    void requestHasItsLinesOnceWhoeverHasThem()
    {
        ask(m_server.client(), u"just-now-"_s, 1, m_server.staff().user.access);
        QVERIFY(m_host->select(u"just-now-0"_s)); // the store may not have it yet
        const int lines = m_host->count(u"just-now-0"_s);
        m_host->press(Qt::Key_G, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isShown(), patienceMs);
        QVERIFY(m_host->model().rowCount() >= lines);
        const auto all = numbers();
        QCOMPARE(QSet<qint64>(all.begin(), all.end()).size(), all.size());
        QVERIFY(std::is_sorted(all.begin(), all.end()));
    }

    void linesThatHaveLeftTheBufferComeFromTheServer()
    {
        QVERIFY(m_host->select(u"the-line-50"_s));
        m_host->press(Qt::Key_K, shifted);
        QVERIFY(m_host->select(u"the-line-50"_s));
        m_host->live().model().clear();
        m_host->press(Qt::Key_G, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isShown() && m_host->count(u"the-line-50"_s) == m_host->model().rowCount(),
                                 patienceMs);
        QVERIFY(m_host->model().rowCount() > 0);
    }

    void contextHasTheNeighboursByTheirNumbers()
    {
        m_host->typeFilter(u"req:the-line-60"_s);
        QTRY_COMPARE(m_host->model().rowCount(), 1);
        QVERIFY(m_host->select(u"the-line-60"_s));
        m_host->press(Qt::Key_K, shifted);
        QCOMPARE(m_host->tabs().count(), 2);
        QCOMPARE(m_host->model().rowCount(), 101);
        QCOMPARE(m_host->table().currentIndex().row(), 50);
        QCOMPARE(m_host->model().row(50).requestId(), u"the-line-60"_s);
        const auto all = numbers();
        QCOMPARE(all.last() - all.first(), 100);
    }

    void contextOfALineOfARequestIsThatOfTheLog()
    {
        QVERIFY(m_host->select(u"the-line-60"_s));
        m_host->press(Qt::Key_G, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isShown() && m_host->model().rowCount() > 0, patienceMs);
        QVERIFY(m_host->select(u"the-line-60"_s));
        m_host->press(Qt::Key_K, shifted);
        QCOMPARE(m_host->model().rowCount(), 101);
        QCOMPARE(m_host->model().row(50).requestId(), u"the-line-60"_s);
    }

    void contextComesFromTheServerWhenTheBufferHasLostIt()
    {
        QVERIFY(m_host->select(u"the-line-60"_s));
        m_host->press(Qt::Key_G, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(isShown() && m_host->model().rowCount() > 0, patienceMs);
        m_host->live().model().clear();
        QVERIFY(m_host->select(u"the-line-60"_s));
        m_host->press(Qt::Key_K, shifted);
        QTRY_COMPARE_WITH_TIMEOUT(m_host->model().rowCount(), 101, patienceMs);
        QCOMPARE(m_host->model().row(50).requestId(), u"the-line-60"_s);
        const auto all = numbers();
        QCOMPARE(all.last() - all.first(), 100);
        QVERIFY(std::is_sorted(all.begin(), all.end()));
    }

    void olderLinesGoOnBeforeTheFirst()
    {
        QVERIFY(m_host->select(u"the-line-70"_s));
        m_host->press(Qt::Key_K, shifted);
        const qint64 first = numbers().first();
        m_host->press(Qt::Key_H, shifted);
        QTRY_VERIFY_WITH_TIMEOUT(isShown() && m_host->model().rowCount() > 0, patienceMs);
        QCOMPARE(numbers().first(), 1);
        QCOMPARE(numbers().last(), first - 1);
    }

    void keysLeadToUserStoryAuditAndSession()
    {
        QSignalSpy details(&m_host->desk().navigator(), &Navigator::detailsWanted);
        QSignalSpy went(&m_host->desk().navigator(), &Navigator::went);
        QVERIFY(m_host->select(u"signed-in-0"_s));
        const QJsonObject line = m_host->page().currentLine();
        m_host->press(Qt::Key_U, Qt::ControlModifier);
        QCOMPARE(details.takeLast(), (QVariantList{QVariant::fromValue(Subject::User), line[u"user_id"_s].toString()}));
        m_host->press(Qt::Key_R, shifted);
        QCOMPARE(details.takeLast(), (QVariantList{QVariant::fromValue(Subject::Request), u"signed-in-0"_s}));
        m_host->press(Qt::Key_A, shifted);
        QCOMPARE(went.takeLast().front().value<Target>(), (Target{Place::Audit, u"request:signed-in-0"_s, {}}));
        m_host->press(Qt::Key_S, shifted);
        QCOMPARE(m_host->tab().filterText(), u"session:"_s + line[u"session_id"_s].toString());
        QTRY_COMPARE(m_host->rowOf(u"the-line-0"_s), -1);
        QCOMPARE(m_host->count(u"signed-in-1"_s), 1);
    }

    void whatTheLineLacksIsNotOffered()
    {
        QVERIFY(m_host->select(u"the-line-3"_s));
        QVERIFY(!m_host->action(u"user"_s).isEnabled());
        QVERIFY(m_host->action(u"request"_s).isEnabled());
        m_host->live().model().clear();
        QTRY_VERIFY(!m_host->action(u"request"_s).isEnabled());
    }

    void whatLeadsElsewhereNeedsTheRightToBeThere()
    {
        QVERIFY(m_host->action(u"user"_s).facts().needs == Permission::UsersRead);
        QVERIFY(m_host->action(u"audit"_s).facts().needs == Permission::AuditRead);
    }

    void enterShowsTheDetails()
    {
        QVERIFY(m_host->select(u"the-line-3"_s));
        m_host->press(Qt::Key_Return);
        auto *panel = dynamic_cast<LinePanel *>(m_host->details().current());
        QVERIFY(panel && m_host->details().isVisible());
        QCOMPARE(panel->title(), u"request.finished"_s);
    }

    void marksAreGoneThrough()
    {
        for (const QString &id : {u"the-line-10"_s, u"the-line-90"_s}) {
            QVERIFY(m_host->select(id));
            m_host->press(Qt::Key_B, Qt::ControlModifier);
            QVERIFY(m_host->model().buffer().markOf(m_host->table().currentRow()) > 0);
        }
        QCOMPARE(m_host->model().buffer().marks().size(), std::size_t(2));
        const int first = m_host->rowOf(u"the-line-10"_s);
        const int last = m_host->rowOf(u"the-line-90"_s);
        m_host->press(Qt::Key_F2, Qt::ShiftModifier);
        QCOMPARE(m_host->table().currentIndex().row(), first);
        m_host->press(Qt::Key_F2);
        QCOMPARE(m_host->table().currentIndex().row(), last);
        m_host->press(Qt::Key_F2); // there is none behind it
        QCOMPARE(m_host->table().currentIndex().row(), last);
        m_host->press(Qt::Key_B, Qt::ControlModifier);
        m_host->table().setCurrentIndex({});
        m_host->press(Qt::Key_F2, Qt::ShiftModifier); // from the end
        QCOMPARE(m_host->table().currentIndex().row(), first);
    }

    void textsAreFound()
    {
        m_host->table().setFocus();
        m_host->press(Qt::Key_G, shifted);
        auto *line = m_host->page().findChild<QLineEdit *>(u"logs.find"_s);
        QTRY_VERIFY(line->hasFocus());
        QTest::keyClicks(line, u"THE-LINE-2"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(m_host->table().currentIndex().row(), m_host->rowOf(u"the-line-2"_s));
        QTest::keyClick(line, Qt::Key_F3);
        QCOMPARE(m_host->table().currentIndex().row(), m_host->rowOf(u"the-line-20"_s));
        QTest::keyClick(line, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(m_host->table().currentIndex().row(), m_host->rowOf(u"the-line-2"_s));
        line->clear();
        QTest::keyClicks(line, u"nowhere-at-all"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(m_host->desk().wasTold(u"nowhere-at-all"_s));
        QVERIFY(m_host->page().escape());
        QVERIFY(!line->isVisible());
    }
};

QTEST_MAIN(TestLogsLeading)
#include "tst_logs_leading.moc"
