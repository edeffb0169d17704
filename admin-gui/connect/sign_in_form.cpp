#include "connect/sign_in_form.h"

#include "connect/what_to_do.h"
#include "widgets/busy_button.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

namespace auth::console {

using namespace Qt::StringLiterals;

SignInForm::SignInForm(QWidget *parent) : QWidget(parent)
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(8);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_email = addLine(form, tr("&E-mail"), u"sign_in.email"_s, false);
    m_password = addLine(form, tr("&Password"), u"sign_in.password"_s, true);
    m_newPassword = addLine(form, tr("&New password"), u"sign_in.new_password"_s, true);
    m_again = addLine(form, tr("New password a&gain"), u"sign_in.again"_s, true);
    m_error = new QLabel(this);
    m_error->setObjectName(u"sign_in.error"_s);
    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::PlainText); // of a server nobody knows yet
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_error->hide();
    form->addRow(m_error);
    m_button = new BusyButton(tr("Sign in"), tr("Signing in…"), this);
    m_button->setObjectName(u"sign_in.button"_s);
    m_button->setDefault(true);
    m_button->setAutoDefault(true);
    form->addRow(m_button);
    askForNewPassword(false);
    m_wait.setInterval(std::chrono::seconds(1));
    connect(&m_wait, &QTimer::timeout, this, &SignInForm::countDown);
    connect(m_button, &QPushButton::clicked, this, &SignInForm::submitted);
}

QLineEdit *SignInForm::addLine(QFormLayout *form, const QString &label, const QString &name, bool secret)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(name);
    line->setAccessibleName(QString(label).remove(u'&'));
    line->setMinimumWidth(280);
    if (secret)
        line->setEchoMode(QLineEdit::Password);
    form->addRow(label, line);
    connect(line, &QLineEdit::returnPressed, this, [this] {
        if (m_button->isEnabled())
            Q_EMIT submitted();
    });
    return line;
}

void SignInForm::setEmail(const QString &email, bool editable)
{
    m_email->setText(email);
    m_email->setReadOnly(!editable);
}

QString SignInForm::email() const { return m_email->text().trimmed(); }

void SignInForm::focusFirst()
{
    QLineEdit *first = m_email->text().isEmpty() ? m_email : m_password;
    first->setFocus(Qt::OtherFocusReason);
}

void SignInForm::askForNewPassword(bool ask)
{
    auto *form = static_cast<QFormLayout *>(layout());
    for (QLineEdit *line : {m_newPassword, m_again}) {
        line->setVisible(ask);
        form->labelForField(line)->setVisible(ask);
    }
}

std::optional<Connector::Credentials> SignInForm::credentials()
{
    const bool changes = !m_newPassword->isHidden();
    if (email().isEmpty() || m_password->text().isEmpty()) {
        complain(tr("Type your e-mail address and your password."));
        return std::nullopt;
    }
    if (changes && (m_newPassword->text().isEmpty() || m_newPassword->text() != m_again->text())) {
        complain(tr("Type the new password twice, the same each time."));
        return std::nullopt;
    }
    return Connector::Credentials{.email = email(),
                                  .password = Secret(m_password->text().toUtf8()),
                                  .newPassword = changes ? Secret(m_newPassword->text().toUtf8()) : Secret()};
}

void SignInForm::forget()
{
    for (QLineEdit *line : {m_password, m_newPassword, m_again})
        line->clear();
    askForNewPassword(false);
    clearError();
    m_wait.stop();
    m_button->setEnabled(true);
}

void SignInForm::setBusy(bool busy)
{
    m_button->setBusy(busy);
    for (QLineEdit *line : {m_email, m_password, m_newPassword, m_again})
        line->setEnabled(!busy);
}

void SignInForm::showError(Connector::Step step, const ApiError &error)
{
    QString text = error.of(u"new_password");
    if (text.isEmpty())
        text = error.message;
    const QString advice = whatToDo(step, error);
    if (!advice.isEmpty())
        text += u' ' + advice;
    if (!error.requestId.isEmpty() && error.kind == ApiError::Kind::Refused)
        text += u'\n' + tr("Request id: %1").arg(error.requestId);
    if (error.is(ErrorCode::PasswordChangeRequired))
        askForNewPassword(true);
    complain(text);
    m_secondsLeft = static_cast<int>(error.retryAfter.count());
    if (m_secondsLeft > 0) {
        m_button->setEnabled(false);
        m_wait.start();
        countDown();
    }
    if (error.is(ErrorCode::InvalidCredentials)) {
        m_password->clear();
        m_password->setFocus();
    } else if (error.is(ErrorCode::PasswordChangeRequired)) {
        m_newPassword->setFocus();
    }
}

void SignInForm::countDown()
{
    m_error->setText(m_secondsLeft > 0 ? m_errorText + u' ' + tr("%n second(s) left.", nullptr, m_secondsLeft)
                                       : QString());
    if (m_secondsLeft-- > 0)
        return;
    m_wait.stop();
    m_button->setEnabled(true);
    clearError();
}

void SignInForm::complain(const QString &text)
{
    m_errorText = text;
    m_error->setText(text);
    m_error->setAccessibleName(text);
    m_error->show();
    QAccessibleEvent alert(m_error, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void SignInForm::clearError()
{
    m_error->clear();
    m_error->hide();
}

} // namespace auth::console
