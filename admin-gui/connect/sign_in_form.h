#pragma once

#include "client/connector.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QFormLayout)
QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace auth::console {

class BusyButton;

/// Address and password, the new password when one must be chosen, the button, and what was wrong. The same form where
/// somebody connects and where a session has to be renewed.
class SignInForm : public QWidget {
    Q_OBJECT

public:
    explicit SignInForm(QWidget *parent = nullptr);

    void setEmail(const QString &email, bool editable = true);
    QString email() const;
    /// Empty fields are named beside them; nothing then.
    std::optional<Connector::Credentials> credentials();
    /// No password stays in the fields, nor what was wrong with it.
    void forget();
    void setBusy(bool busy);
    /// Beside the field that is to blame, with what to do; 429 counts down.
    void showError(Connector::Step step, const ApiError &error);
    void clearError();
    void focusFirst();

Q_SIGNALS:
    void submitted();

private:
    QLineEdit *addLine(QFormLayout *form, const QString &label, const QString &name, bool secret);
    void askForNewPassword(bool ask);
    void countDown();
    void complain(const QString &text);

    QLineEdit *m_email;
    QLineEdit *m_password;
    QLineEdit *m_newPassword;
    QLineEdit *m_again;
    QLabel *m_error;
    BusyButton *m_button;
    QTimer m_wait;
    int m_secondsLeft = 0;
    QString m_errorText;
};

} // namespace auth::console
