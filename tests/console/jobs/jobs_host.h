#pragma once

#include "jobs/job_panel.h"
#include "jobs/jobs_page.h"
#include "support/console_desk.h"
#include "support/console_server.h"
#include "widgets/table_view.h"

#include <QtCore/QJsonArray>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>
#include <QtWidgets/QPushButton>

namespace auth::test {

constexpr int patienceMs = 30'000;

/// The list of jobs and their details as a window shows them, for one of the staff.
class JobsHost {
public:
    JobsHost(const ConsoleServer &server, const Account &account)
        : m_server(server), m_desk(server.client().port(), account), m_page(m_desk.workspace(), nullptr),
          m_panel(m_desk.workspace())
    {
        m_desk.actions().enter(console::Place::Jobs);
        QObject::connect(&m_desk.navigator(), &console::Navigator::detailsWanted, &m_panel,
                         [this](console::Subject subject, const QString &id) {
                             if (subject == console::Subject::Job)
                                 m_panel.open(id);
                         });
        for (const auto *table : {&jobs(), &items()})
            new QAbstractItemModelTester(table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal,
                                         &m_page);
        m_page.resize(980, 560);
        m_panel.resize(420, 640);
        m_page.show();
        m_panel.show();
    }

    ConsoleDesk &desk() { return m_desk; }
    console::JobsPage &page() { return m_page; }
    console::JobPanel &panel() { return m_panel; }
    console::TableView &jobs() { return *m_page.findChild<console::TableView *>(QStringLiteral("jobs")); }
    console::TableView &items() { return *m_panel.findChild<console::TableView *>(QStringLiteral("jobItems")); }
    console::Action &action(const QString &id) { return *m_desk.actions().find(QStringLiteral("jobs.") + id); }
    QString cell(int row, int column) { return jobs().model()->index(row, column).data().toString(); }

    /// Asks for work on many accounts over the wire; the job's id.
    QString ask(QJsonObject change) const
    {
        const Answer answer = m_server.client().post("/api/users/bulk", change, m_server.staff().admin.access);
        return answer.status == 202 ? answer.text(QStringLiteral("id")) : QString();
    }
    static QJsonObject forAll(const QString &action, const QString &prefix, bool dryRun = false)
    {
        return {{QStringLiteral("action"), action},
                {QStringLiteral("dry_run"), dryRun},
                {QStringLiteral("filter"), QJsonObject{{QStringLiteral("q"), prefix}}}};
    }
    void show(const QString &job)
    {
        m_page.open({.place = console::Place::Jobs, .filter = {}, .id = job});
        m_page.refresh();
    }
    bool waitForState(const QString &state)
    {
        return QTest::qWaitFor([&] { return cell(0, console::JobStateColumn) == state; }, patienceMs);
    }
    /// Presses the button of the dialog that asks; false when none does.
    bool confirm()
    {
        const auto button = [this] {
            QPushButton *found = nullptr;
            for (QWidget *over : std::initializer_list<QWidget *>{&m_page, &m_panel}) {
                if (auto *go = over->findChild<QPushButton *>(QStringLiteral("confirmGo")); go && go->isEnabled())
                    found = go;
            }
            return found;
        };
        if (!QTest::qWaitFor([&] { return button() != nullptr; }, patienceMs))
            return false;
        button()->click();
        return true;
    }

private:
    const ConsoleServer &m_server;
    ConsoleDesk m_desk;
    console::JobsPage m_page;
    console::JobPanel m_panel;
};

} // namespace auth::test
