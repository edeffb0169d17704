#pragma once

#include "shell/cursor_model.h"
#include "shell/details_dock.h"
#include "support/console_desk.h"
#include "support/console_server.h"
#include "widgets/table_view.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>
#include <QtWidgets/QMainWindow>

namespace auth::test {

/// A page of one list beside its details, as a window has them, for one of the staff.
template<class ListPage> class ListWindow {
public:
    /// Its table is called `table`.
    ListWindow(const ConsoleServer &server, const Account &account, const QString &table)
        : m_desk(server.client().port(), account), m_details(new console::DetailsDock(&m_window)),
          m_page(new ListPage(m_desk.workspace(), *m_details, &m_window)),
          m_table(m_page->template findChild<console::TableView *>(table))
    {
        m_window.addDockWidget(Qt::RightDockWidgetArea, m_details);
        m_window.setCentralWidget(m_page);
        m_window.resize(1200, 700);
        m_window.show();
        if (!QTest::qWaitForWindowActive(&m_window))
            qFatal("the window does not become active");
        new QAbstractItemModelTester(m_table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal,
                                     m_table->model());
        m_desk.actions().enter(m_page->place());
    }

    ConsoleDesk &desk() { return m_desk; }
    console::DetailsDock &details() { return *m_details; }
    ListPage &page() { return *m_page; }
    console::TableView &table() { return *m_table; }
    int rows() const { return m_table->model()->rowCount(); }
    console::Action &action(const QString &id) { return *m_desk.actions().find(id); }

    void filter(const QString &text) { m_page->open({.place = m_page->place(), .filter = text, .id = {}}); }
    /// False: nothing is found.
    bool find(const QString &text)
    {
        filter(text);
        const auto &model = static_cast<const console::CursorModelBase &>(*m_table->model());
        return QTest::qWaitFor([&] { return !model.isLoading() && rows() > 0; }, 20000);
    }

private:
    ConsoleDesk m_desk;
    QMainWindow m_window;
    console::DetailsDock *m_details;
    ListPage *m_page;
    console::TableView *m_table;
};

} // namespace auth::test
