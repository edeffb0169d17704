#pragma once

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

    bool isComplete() const override { return m_good; }

private:
    void choose();
    void read(const QString &path);
    void tell(const QString &text, bool good);

    ImportWizard &m_wizard;
    QLineEdit *m_path;
    QLabel *m_found;
    bool m_good = false;
};

} // namespace auth::console
