#pragma once

#include "users/import_run.h"

#include <QtWidgets/QWizardPage>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QProgressBar)
QT_FORWARD_DECLARE_CLASS(QPushButton)
QT_FORWARD_DECLARE_CLASS(QTreeWidget)

namespace auth::console {

class ImportWizard;

/// Sends the rows, to be tried or to be imported, and reports what became of them.
class ImportRunPage : public QWizardPage {
    Q_OBJECT

public:
    ImportRunPage(ImportWizard &wizard, bool dryRun);

    void initializePage() override;
    void cleanupPage() override;
    bool isComplete() const override;

Q_SIGNALS:
    void changedUsers();

private:
    void layOut();
    void pauseOrResume();
    void tell();
    void listFailures();
    void exportFailures();
    void writeFailures(const QString &path);

    ImportWizard &m_wizard;
    const bool m_dryRun;
    ImportRun m_run;
    QProgressBar *m_progress;
    QLabel *m_counts;
    QLabel *m_problem;
    QPushButton *m_pause;
    QTreeWidget *m_failures;
    QPushButton *m_export;
};

} // namespace auth::console
