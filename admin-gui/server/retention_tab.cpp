#include "server/retention_tab.h"

#include "api/endpoints/audit.h"
#include "shell/live_page.h"
#include "widgets/table_view.h"

#include <QtCore/QLocale>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

using Row = AuditRetentionOfClass;

QString className(AuditClass category)
{
    switch (category) {
    case AuditClass::Security:
        return RetentionTab::tr("Security: rights, passwords, sessions");
    case AuditClass::Accounts:
        return RetentionTab::tr("Accounts: who there is");
    case AuditClass::System:
        return RetentionTab::tr("System: jobs, exports, the trail");
    }
    return {};
}

QString daysText(int days) { return days ? RetentionTab::tr("%Ln days", nullptr, days) : RetentionTab::tr("For ever"); }

RowModel<Row> *retentionModel(QObject *parent)
{
    const QLocale locale;
    std::vector<RowModel<Row>::Column> columns{
        {.title = RetentionTab::tr("Entries"), .text = [](const Row &row) { return className(row.category); }},
        {.title = RetentionTab::tr("Kept"), .text = [](const Row &row) { return daysText(row.days); }},
        {.title = RetentionTab::tr("Now"), .text = [](const Row &row) { return numberText(row.rows); }},
        {.title = RetentionTab::tr("They take"),
         .text = [locale](const Row &row) { return locale.formattedDataSize(row.bytes); }},
        {.title = RetentionTab::tr("New each day"), .text = [](const Row &row) { return numberText(row.rowsPerDay); }},
        {.title = RetentionTab::tr("In a year"),
         .text = [locale](const Row &row) { return locale.formattedDataSize(row.bytesInAYear); }}};
    return new RowModel<Row>(
        std::move(columns), [](const Row &row) { return className(row.category); }, parent);
}

} // namespace

RetentionTab::RetentionTab(Workspace &workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_model(retentionModel(this)), m_table(new TableView), m_rows(new QLabel)
{
    setObjectName(u"retentionTab"_s);
    m_table->setObjectName(u"retention"_s);
    m_table->setAccessibleName(tr("Audit retention"));
    m_table->setModel(m_model);
    m_rows->setObjectName(u"retentionRows"_s);
    m_rows->setForegroundRole(QPalette::PlaceholderText);
    m_rows->setWordWrap(true);
    auto *content = new QWidget;
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(16, 12, 16, 16);
    inner->setSpacing(8);
    inner->addWidget(m_rows);
    inner->addWidget(m_table, 1);
    m_view = new StateView(content);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    connect(m_view, &StateView::retryRequested, this, &RetentionTab::refresh);
}

void RetentionTab::refresh()
{
    const QString obstacle = m_workspace.rights.obstacle(Permission::AuditRead, false);
    if (!obstacle.isEmpty())
        return m_view->showForbidden(obstacle, tr("Ask somebody who may manage roles."));
    m_workspace.client.send(api::auditRetention, {}, this, [this](const Answer<AuditRetentionReport> &report) {
        if (report)
            show(*report);
        else if (m_model->rowCount() == 0)
            m_view->showError(failureOf(report.error()));
    });
}

void RetentionTab::show(const AuditRetentionReport &report)
{
    const bool first = m_model->rowCount() == 0;
    m_model->setRows(report.classes);
    if (first)
        m_table->fitColumns();
    m_rows->setText(
        report.lastSeq == 0
            ? tr("Nothing is on record yet.")
            : tr("Entries %1 to %2 are there. What is pruned leaves a stub, so that the trail can still be verified.")
                  .arg(numberText(report.firstSeq), numberText(report.lastSeq)));
    m_view->showContent();
}

} // namespace auth::console
