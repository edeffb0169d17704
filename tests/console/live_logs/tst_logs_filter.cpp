#include "logs_host.h"

#include "live_logs/saved_filters.h"

#include <QtWidgets/QInputDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// Filters: typed, by key, saved, and followed in tabs of their own.
class TestLogsFilter : public QObject {
    Q_OBJECT

private:
    ConsoleServer m_server;
    std::unique_ptr<LogsHost> m_host;

    bool showsOnly(const QString &request)
    {
        return QTest::qWaitFor([&] { return m_host->model().rowCount() == 1 && m_host->rowOf(request) == 0; },
                               patienceMs);
    }
    int levelOf(int row) { return m_host->model().row(row).record().level; }
    bool allAtLeast(LogLevel level)
    {
        for (int row = 0; row < m_host->model().rowCount(); ++row) {
            if (levelOf(row) < static_cast<int>(level))
                return false;
        }
        return true;
    }
    QLabel *error() { return m_host->tab().findChild<QLabel *>(u"filterError"_s); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        ask(m_server.client(), u"written-"_s, 40);
    }
    void init()
    {
        m_host = std::make_unique<LogsHost>(m_server.client().port(), m_server.staff().admin);
        QTRY_VERIFY_WITH_TIMEOUT(m_host->isLive() && m_host->rowOf(u"written-39"_s) >= 0, patienceMs);
    }
    void cleanup() { m_host.reset(); }

    void filterNarrowsAndEscapeBringsEverythingBack()
    {
        m_host->typeFilter(u"req:written-17"_s);
        QVERIFY(showsOnly(u"written-17"_s));
        ask(m_server.client(), u"meanwhile-"_s, 1);
        QTRY_VERIFY_WITH_TIMEOUT(m_host->model().buffer().row(m_host->model().buffer().endRow() - 1).requestId()
                                     == u"meanwhile-0",
                                 patienceMs);
        QCOMPARE(m_host->model().rowCount(), 1);
        auto *count = m_host->tab().findChild<QLabel *>(u"filterCount"_s);
        QTRY_COMPARE(count->text(), u"1 of %1"_s.arg(m_host->model().buffer().count()));
        QVERIFY(m_host->page().escape());
        QTRY_COMPARE(m_host->model().rowCount(), static_cast<int>(m_host->model().buffer().count()));
        QCOMPARE(m_host->count(u"meanwhile-0"_s), 1);
        QVERIFY(!m_host->page().escape());
    }

    void wrongFilterIsUnderlinedAndTheLastGoodOneStays()
    {
        m_host->typeFilter(u"req:written-3"_s);
        QVERIFY(showsOnly(u"written-3"_s));
        m_host->typeFilter(u"level:loud"_s);
        QTRY_VERIFY(error()->isVisible());
        QVERIFY(!error()->text().isEmpty());
        QCOMPARE(m_host->model().rowCount(), 1);
        QCOMPARE(m_host->rowOf(u"written-3"_s), 0);
        m_host->typeFilter(u"req:written-4"_s);
        QVERIFY(showsOnly(u"written-4"_s));
        QVERIFY(!error()->isVisible());
    }

    void altAndADigitSetTheLevel()
    {
        m_host->table().setFocus();
        m_host->press(Qt::Key_2, Qt::AltModifier);
        QCOMPARE(m_host->tab().filterText(), u"level:>=info"_s);
        QTRY_VERIFY(!m_host->model().isSearching());
        m_host->press(Qt::Key_3, Qt::AltModifier);
        QCOMPARE(m_host->tab().filterText(), u"level:>=warning"_s);
        QTRY_VERIFY(!m_host->model().isSearching());
        QVERIFY(allAtLeast(LogLevel::Warning));
        QVERIFY(m_host->model().rowCount() < m_host->model().buffer().count());
        m_host->typeFilter(u"level:>=warning req:written-5"_s);
        m_host->press(Qt::Key_4, Qt::AltModifier);
        QCOMPARE(m_host->tab().filterText(), u"req:written-5 level:>=error"_s);
        m_host->press(Qt::Key_1, Qt::AltModifier);
        QCOMPARE(m_host->tab().filterText(), u"req:written-5"_s);
        QVERIFY(showsOnly(u"written-5"_s));
    }

    void narrowTabFollowsItsFilterOnly()
    {
        m_host->typeFilter(u"req:written-6|narrow-1"_s);
        m_host->press(Qt::Key_T, Qt::ControlModifier); // while it may still be looked for
        QCOMPARE(m_host->tabs().count(), 2);
        QCOMPARE(m_host->tab().kind(), LogTab::Kind::Narrow);
        QCOMPARE(m_host->model().rowCount(), 1);
        QCOMPARE(m_host->rowOf(u"written-6"_s), 0);
        ask(m_server.client(), u"narrow-"_s, 3);
        QTRY_COMPARE(m_host->model().rowCount(), 2);
        QCOMPARE(m_host->rowOf(u"narrow-1"_s), 1);
        QTRY_VERIFY(m_host->live().model().buffer().row(m_host->live().model().buffer().endRow() - 1).requestId()
                    == u"narrow-2");
        QCOMPARE(m_host->model().rowCount(), 2);
    }

    void narrowOfANarrowOneDemandsBoth()
    {
        m_host->typeFilter(u"req:written-8|written-9|later-on-1"_s);
        m_host->press(Qt::Key_T, Qt::ControlModifier);
        m_host->typeFilter(u"-req:written-9"_s);
        m_host->press(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(m_host->tabs().count(), 3);
        ask(m_server.client(), u"later-on-"_s, 3);
        QTRY_COMPARE(m_host->model().rowCount(), 2);
        QCOMPARE(m_host->rowOf(u"written-8"_s), 0);
        QCOMPARE(m_host->rowOf(u"later-on-1"_s), 1);
    }

    void narrowTabOfAPausedOneHasTheLinesThatWait()
    {
        m_host->table().setFocus();
        m_host->typeFilter(u"req:waiting-0"_s);
        m_host->table().setFocus();
        m_host->tab().setPaused(true);
        ask(m_server.client(), u"waiting-"_s, 1);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_host->tab().unseen() > 0 && !m_host->live().having(m_host->live().demanded()).isEmpty(), patienceMs);
        m_host->press(Qt::Key_T, Qt::ControlModifier);
        QTRY_COMPARE(m_host->count(u"waiting-0"_s), 1);
    }

    void liveTabIsNeverClosed()
    {
        m_host->typeFilter(u"req:written-7"_s);
        m_host->press(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(m_host->tabs().count(), 2);
        m_host->press(Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(m_host->tabs().count(), 1);
        QVERIFY(m_host->table().hasFocus());
        m_host->press(Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(m_host->tabs().count(), 1);
        QVERIFY(!m_host->action(u"close_tab"_s).isEnabled());
        ask(m_server.client(), u"after-close-"_s, 1);
        m_host->typeFilter({});
        QTRY_VERIFY(m_host->rowOf(u"after-close-0"_s) >= 0);
    }

    void filterIsSavedUsedAndForgotten()
    {
        m_host->typeFilter(u"req:written-11"_s);
        soon([] {
            auto *dialog = qobject_cast<QInputDialog *>(QApplication::activeModalWidget());
            if (!dialog)
                return false;
            dialog->setTextValue(u"Eleven"_s);
            dialog->accept();
            return true;
        });
        m_host->press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(SavedFilters(m_host->desk().workspace().settings).filter(u"Eleven"_s), u"req:written-11"_s);
        m_host->typeFilter({});
        pickSaved(0);
        QVERIFY(showsOnly(u"written-11"_s));
        pickSaved(1);
        QVERIFY(SavedFilters(m_host->desk().workspace().settings).names().isEmpty());
    }

private:
    /// As soon as it says that it has been done.
    void soon(std::function<bool()> act)
    {
        auto *timer = new QTimer(this);
        connect(timer, &QTimer::timeout, timer, [timer, act = std::move(act)] {
            if (act())
                timer->deleteLater();
        });
        timer->start(10);
    }
    void pickSaved(int entry)
    {
        soon([entry] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            if (!menu)
                return false;
            QAction *chosen = menu->actions().first()->menu()->actions().at(entry);
            menu->close();
            chosen->trigger();
            return true;
        });
        m_host->action(u"saved"_s).trigger(); // no window is active behind a dialog here
    }
};

QTEST_MAIN(TestLogsFilter)
#include "tst_logs_filter.moc"
