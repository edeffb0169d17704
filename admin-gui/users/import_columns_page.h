#pragma once

#include <QtWidgets/QWizardPage>

QT_FORWARD_DECLARE_CLASS(QComboBox)
QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QTableWidget)

namespace auth::console {

class ImportWizard;

/// What each column of the file is.
class ImportColumnsPage : public QWizardPage {
    Q_OBJECT

public:
    explicit ImportColumnsPage(ImportWizard &wizard);

    void initializePage() override;
    bool isComplete() const override;

private:
    void addColumn(int column);
    void judge();
    QString problem() const;

    ImportWizard &m_wizard;
    QTableWidget *m_table;
    QLabel *m_problem;
    QList<QComboBox *> m_choices;
};

} // namespace auth::console
