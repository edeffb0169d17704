#pragma once

#include "server/server_page.h"
#include "support/console_desk.h"
#include "support/console_server.h"
#include "widgets/table_view.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>

namespace auth::test {

constexpr int patienceMs = 20'000;

/// The page of the server as a window shows it, for one of the staff.
class ServerHost {
public:
    ServerHost(const ConsoleServer &server, const Account &account, const QString &tab)
        : m_desk(server.client().port(), account), m_page(m_desk.workspace(), nullptr)
    {
        m_desk.actions().enter(console::Place::Server);
        for (const auto *table : m_page.findChildren<console::TableView *>())
            new QAbstractItemModelTester(table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal,
                                         &m_page);
        m_page.resize(1120, 720);
        m_page.show();
        m_page.open({.place = console::Place::Server, .filter = tab, .id = {}});
    }

    ConsoleDesk &desk() { return m_desk; }
    console::ServerPage &page() { return m_page; }
    console::Action &action(const QString &id) { return *m_desk.actions().find(QStringLiteral("server.") + id); }
    console::TableView &table(const QString &name) { return *m_page.findChild<console::TableView *>(name); }
    template<class T> T *part(const QString &name) { return m_page.findChild<T *>(name); }

    /// The row that begins with this text; -1 when there is none.
    static int rowOf(const QAbstractItemModel &model, const QString &text)
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data().toString() == text)
                return row;
        }
        return -1;
    }
    int rowOf(const QString &tableName, const QString &text) { return rowOf(*table(tableName).model(), text); }
    QString cell(const QString &tableName, const QString &row, int column)
    {
        return table(tableName).model()->index(rowOf(tableName, row), column).data().toString();
    }

private:
    ConsoleDesk m_desk;
    console::ServerPage m_page;
};

} // namespace auth::test
