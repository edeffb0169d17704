#include "users/import_columns_page.h"

#include "users/import_wizard.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype examples = 3;

QString exampleOf(const ImportTable &table, int column)
{
    QStringList values;
    for (const QStringList &row : table.rows.first(std::min(examples, table.rows.size())))
        values += row.value(column);
    return values.join(u", "_s);
}

} // namespace

ImportColumnsPage::ImportColumnsPage(ImportWizard &wizard)
    : m_wizard(wizard), m_table(new QTableWidget), m_problem(new QLabel)
{
    setTitle(tr("Columns"));
    setSubTitle(tr("Say what each column is. An e-mail address is needed; without a name one is made from it."));
    m_table->setObjectName(u"importColumns"_s);
    m_table->setAccessibleName(tr("Columns of the file"));
    m_table->setColumnCount(3);
    m_table->setHorizontalHeaderLabels({tr("Column"), tr("Is"), tr("For example")});
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setFocusPolicy(Qt::NoFocus); // what can be chosen in it has the focus
    m_table->setShowGrid(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_problem->setObjectName(u"importColumnsProblem"_s);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_table, 1);
    column->addWidget(m_problem);
}

void ImportColumnsPage::initializePage()
{
    m_choices.clear();
    m_table->setRowCount(0);
    m_table->setRowCount(static_cast<int>(m_wizard.table().headers.size()));
    for (int column = 0; column < m_table->rowCount(); ++column)
        addColumn(column);
    judge();
    m_table->resizeColumnsToContents();
}

void ImportColumnsPage::addColumn(int column)
{
    const QString header = m_wizard.table().headers[column];
    auto *choice = new QComboBox;
    choice->setObjectName(u"importField:"_s + header);
    choice->setAccessibleName(tr("What %1 is").arg(header));
    choice->addItem(tr("Leave out"), QString());
    for (const QString &field : importFields())
        choice->addItem(importFieldText(field), field);
    choice->setCurrentIndex(std::max(0, choice->findData(m_wizard.mapping().value(column))));
    connect(choice, &QComboBox::currentIndexChanged, this, &ImportColumnsPage::judge);
    m_choices += choice;
    m_table->setItem(column, 0, new QTableWidgetItem(header));
    m_table->setCellWidget(column, 1, choice);
    m_table->setItem(column, 2, new QTableWidgetItem);
}

void ImportColumnsPage::judge()
{
    ImportMapping mapping;
    for (const QComboBox *choice : std::as_const(m_choices))
        mapping += choice->currentData().toString();
    for (int column = 0; column < mapping.size(); ++column)
        m_table->item(column, 2)->setText(mapping[column] == u"password_hash"_s ? hiddenImportText()
                                                                                : exampleOf(m_wizard.table(), column));
    m_wizard.setMapping(mapping);
    m_problem->setText(problem());
    Q_EMIT completeChanged();
}

QString ImportColumnsPage::problem() const
{
    const ImportMapping &mapping = m_wizard.mapping();
    if (!mapping.contains(u"email"_s))
        return tr("One column has to be the e-mail address.");
    for (const QString &field : mapping) {
        if (!field.isEmpty() && mapping.count(field) > 1)
            return tr("Two columns cannot both be “%1”.").arg(importFieldText(field));
    }
    return {};
}

bool ImportColumnsPage::isComplete() const { return problem().isEmpty(); }

} // namespace auth::console
