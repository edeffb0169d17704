#pragma once

#include "users/import_table.h"

#include <QtWidgets/QWizardPage>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace auth::console {

class ImportWizard;

/// Which file, and how it is read.
class ImportFilePage : public QWizardPage {
    Q_OBJECT

public:
    explicit ImportFilePage(ImportWizard &wizard);

    bool isComplete() const override;
    bool validatePage() override;

private:
    enum class State { Unread, Good, Bad };

    void choose();
    void read();
    void take(Result<ImportTable, QString> table);
    void tell(State state, const QString &text);

    ImportWizard &m_wizard;
    QLineEdit *m_path;
    QLabel *m_found;
    State m_state = State::Unread;
};

} // namespace auth::console
