#include "users/import_wizard.h"

#include "users/import_columns_page.h"
#include "users/import_file_page.h"
#include "users/import_run_page.h"

#include <QtWidgets/QAbstractButton>

namespace auth::console {

using namespace Qt::StringLiterals;

ImportWizard::ImportWizard(Workspace &workspace, QWidget *parent) : QWizard(parent), m_workspace(workspace)
{
    setObjectName(u"importWizard"_s);
    setWindowTitle(tr("Import users"));
    setWizardStyle(QWizard::ClassicStyle);
    setOption(QWizard::NoBackButtonOnLastPage);
    resize(760, 560);
    addPage(new ImportFilePage(*this));
    addPage(new ImportColumnsPage(*this));
    addPage(new ImportRunPage(*this, true));
    auto *last = new ImportRunPage(*this, false);
    addPage(last);
    setButtonText(QWizard::CommitButton, tr("&Import"));
    for (const WizardButton which : {NextButton, BackButton, CommitButton, FinishButton, CancelButton})
        button(which)->setAccessibleName(button(which)->text().remove(u'&'));
    connect(last, &ImportRunPage::changedUsers, this, &ImportWizard::imported);
}

void ImportWizard::setTable(ImportTable table)
{
    m_table = std::move(table);
    m_mapping = guessMapping(m_table.headers);
}

QList<QByteArray> ImportWizard::lines() const
{
    QList<QByteArray> lines;
    lines.reserve(m_table.rows.size());
    for (const QStringList &row : m_table.rows)
        lines += importLine(row, m_mapping);
    return lines;
}

} // namespace auth::console
