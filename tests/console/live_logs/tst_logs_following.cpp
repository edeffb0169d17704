#include "logs_host.h"

#include <QtWidgets/QScrollBar>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// Lines as they come: following the end, leaving it, and pausing.
class TestLogsFollowing : public QObject {
    Q_OBJECT

private:
    ConsoleServer m_server;
    std::unique_ptr<LogsHost> m_host;

    QScrollBar *bar() { return m_host->table().verticalScrollBar(); }
    bool isAtEnd() { return bar()->value() == bar()->maximum(); }
    void write(const QString &prefix, int count) { ask(m_server.client(), prefix, count); }
    bool comes(const QString &requestId)
    {
        return QTest::qWaitFor([&] { return m_host->rowOf(requestId) >= 0; }, patienceMs);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        write(u"history-"_s, 60);
        m_host = std::make_unique<LogsHost>(m_server.client().port(), m_server.staff().admin);
        QTRY_VERIFY_WITH_TIMEOUT(m_host->isLive(), patienceMs);
        QVERIFY(comes(u"history-59"_s)); // what was written before somebody looked
    }
    void cleanup() { m_host.reset(); }

    void linesAppearAndTheEndIsFollowed()
    {
        write(u"follow-"_s, 50);
        QVERIFY(comes(u"follow-49"_s));
        QCOMPARE(m_host->count(u"follow-7"_s), 1);
        QVERIFY(bar()->maximum() > 0);
        QVERIFY(isAtEnd());
        QTRY_COMPARE(m_host->state(), u"Live"_s);
    }

    void whatScrollsUpStopsFollowing_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("wheel") << 0;
        QTest::newRow("Page Up") << int(Qt::Key_PageUp);
        QTest::newRow("Home") << int(Qt::Key_Home);
        QTest::newRow("Up") << int(Qt::Key_Up);
        QTest::newRow("F") << int(Qt::Key_F);
    }
    void whatScrollsUpStopsFollowing()
    {
        QFETCH(int, key);
        m_host->table().setCurrentIndex(m_host->model().index(m_host->model().rowCount() - 1, 0));
        if (key)
            m_host->press(key);
        else
            m_host->turnWheel(3);
        QVERIFY(!m_host->table().isFollowing());
        const int value = bar()->value();
        const qint64 seen = m_host->model().buffer().endRow();
        const QString prefix = u"scrolled-%1-"_s.arg(key);
        write(prefix, 5);
        QVERIFY(comes(prefix + u'4'));
        QCOMPARE(bar()->value(), value);
        const qint64 unseen = m_host->model().buffer().endRow() - seen;
        QVERIFY(unseen >= 5);
        QTRY_COMPARE(m_host->state(), u"Scrolled, %1 new"_s.arg(unseen));
        m_host->press(Qt::Key_End);
        QVERIFY(m_host->table().isFollowing());
        QVERIFY(isAtEnd());
        QTRY_COMPARE(m_host->state(), u"Live"_s);
    }

    void wheelToTheEndFollowsAgain()
    {
        m_host->turnWheel(3);
        m_host->turnWheel(-30);
        QVERIFY(isAtEnd());
        QVERIFY(m_host->table().isFollowing());
    }

    void whoDragsTheScrollBarIsNotPulledBack()
    {
        bar()->setSliderPosition(bar()->maximum());
        bar()->triggerAction(QAbstractSlider::SliderPageStepSub);
        QVERIFY(!m_host->table().isFollowing());
        bar()->triggerAction(QAbstractSlider::SliderToMaximum);
        QVERIFY(m_host->table().isFollowing());
    }

    void pauseLosesNothing()
    {
        m_host->table().setFocus();
        m_host->press(Qt::Key_Space);
        QVERIFY(m_host->tab().isPaused());
        const int shown = m_host->model().rowCount();
        const auto lines = m_server.daemon().log().size();
        write(u"paused-"_s, 120);
        QTRY_VERIFY_WITH_TIMEOUT(m_host->tab().unseen() >= 120, patienceMs);
        QTRY_COMPARE(m_host->state(), u"Paused, %1 new"_s.arg(m_host->tab().unseen()));
        QCOMPARE(m_host->model().rowCount(), shown);
        m_host->press(Qt::Key_Space);
        QVERIFY(comes(u"paused-119"_s));
        QVERIFY(m_server.daemon().log().size() - lines >= 120);
        compareWithTheDaemon();
        QTRY_COMPARE(m_host->state(), u"Live"_s);
    }

    void clearedViewGoesOn()
    {
        m_host->table().setFocus();
        m_host->press(Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(m_host->rowOf(u"history-59"_s), -1);
        write(u"cleared-"_s, 3);
        QVERIFY(comes(u"cleared-2"_s));
    }

private:
    /// Number by number, up to the last one that has come.
    void compareWithTheDaemon()
    {
        QHash<qint64, QString> written;
        for (const QJsonObject &line : m_server.daemon().log())
            written.insert(line[u"seq"_s].toInteger(), line[u"event"_s].toString());
        LogModel &model = m_host->model();
        for (int row = 0; row < model.rowCount(); ++row) {
            const LogRecord &record = model.row(row).record();
            QCOMPARE(record.kind, RowKind::Line);
            QCOMPARE(model.row(row).string(LogText::Event), written.value(record.place.seq));
            if (row > 0)
                QCOMPARE(record.place.seq, model.row(row - 1).record().place.seq + 1);
        }
    }
};

QTEST_MAIN(TestLogsFollowing)
#include "tst_logs_following.moc"
