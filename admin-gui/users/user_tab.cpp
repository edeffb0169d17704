#include "users/user_tab.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

UserTab::UserTab(Workspace &workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_column(new QVBoxLayout(this)), m_note(new QLabel)
{
    m_column->setContentsMargins(12, 12, 12, 12);
    m_column->setSpacing(8);
    m_note->setObjectName(u"note"_s);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->hide();
    m_column->addWidget(m_note);
}

void UserTab::setAccount(const Account &account)
{
    m_account = account;
    refresh();
}

void UserTab::refresh()
{
    m_stale = true;
    if ((isEager() || isVisible()) && !m_account.id.isNull()) {
        m_stale = false;
        load();
    }
}

void UserTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        refresh();
}

void UserTab::setNote(const QString &text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

QTreeWidget *UserTab::makeTable(const QString &name, const QString &accessibleName, const QStringList &headers)
{
    auto *table = new QTreeWidget;
    table->setObjectName(name);
    table->setAccessibleName(accessibleName);
    table->setHeaderLabels(headers);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setAllColumnsShowFocus(true);
    table->header()->setStretchLastSection(true);
    return table;
}

void UserTab::fitColumns(QTreeWidget &table)
{
    constexpr int widest = 220;
    for (int column = 0; column < table.columnCount(); ++column) {
        table.resizeColumnToContents(column);
        table.setColumnWidth(column, std::min(widest, table.columnWidth(column)));
    }
}

} // namespace auth::console
