#pragma once

#include "core/clock.h"

#include <QtWidgets/QDialog>

QT_FORWARD_DECLARE_CLASS(QComboBox)
QT_FORWARD_DECLARE_CLASS(QDateTimeEdit)
QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QPushButton)

namespace auth::console {

/// Until when somebody cannot sign in, and why.
class LockDialog : public QDialog {
    Q_OBJECT

public:
    LockDialog(const QString &title, const QString &verb, QWidget *parent);

    Time until() const;
    QString reason() const;

private:
    QComboBox *m_length;
    QDateTimeEdit *m_until;
    QLineEdit *m_reason;
};

} // namespace auth::console
