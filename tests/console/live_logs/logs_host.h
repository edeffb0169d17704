#pragma once

#include "live_logs/live_status.h"
#include "live_logs/log_table.h"
#include "live_logs/logs_page.h"
#include "shell/details_dock.h"
#include "support/console_desk.h"
#include "support/console_server.h"
#include "widgets/filter_bar.h"
#include "widgets/state_badge.h"
#include "widgets/state_view.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QTabWidget>

namespace auth::test {

constexpr int patienceMs = 30'000;

/// The live log as a window shows it, with its keys, for one of the staff.
class LogsHost {
public:
    LogsHost(quint16 port, const Account &account);

    ConsoleDesk &desk() { return m_desk; }
    QMainWindow &window() { return m_window; }
    console::LogsPage &page() { return *m_page; }
    console::LogTab &live() { return m_page->live(); }
    console::LogTab &tab() { return m_page->current(); }
    console::LogTable &table() { return tab().table(); }
    console::LogModel &model() { return tab().model(); }
    console::DetailsDock &details() { return *m_dock; }
    QTabWidget &tabs() { return *m_page->findChild<QTabWidget *>(QStringLiteral("logs.tabs")); }
    QString state() { return m_page->findChild<console::StateBadge *>(QStringLiteral("logs.state"))->text(); }
    console::Action &action(const QString &id) { return *m_desk.actions().find(QStringLiteral("logs.") + id); }

    bool isLive() const;
    void activate();
    /// To the table that is shown.
    void press(int key, Qt::KeyboardModifiers keys = Qt::NoModifier) { QTest::keyClick(&table(), Qt::Key(key), keys); }
    void turnWheel(int steps);
    void typeFilter(const QString &text);

    /// Rows with that request in this tab, and the first of them; -1 when there is none.
    int count(const QString &requestId);
    int rowOf(const QString &requestId);
    bool select(const QString &requestId);

private:
    ConsoleDesk m_desk;
    QMainWindow m_window;
    console::DetailsDock *m_dock;
    console::LogsPage *m_page;
};

/// Requests that leave a line each: PREFIX0, PREFIX1 and so on are their ids.
void ask(const HttpClient &client, const QString &prefix, int count, const QString &token = {});

} // namespace auth::test
