#include "connect/session_sheet.h"

#include "api/endpoints/tokens.h"
#include "connect/sign_in_form.h"
#include "widgets/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

SessionSheet::SessionSheet(ApiClient &client, const Profile &user, QWidget *window)
    : QWidget(window), m_client(client), m_connector(client)
{
    setObjectName(u"session_sheet"_s);
    hide();
    auto *card = new QFrame(this);
    card->setFrameShape(QFrame::StyledPanel);
    card->setAutoFillBackground(true);
    card->setFixedWidth(400);
    m_title = new QLabel(card);
    m_title->setFont(uiFont(4, QFont::DemiBold));
    m_text = new QLabel(card);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_form = new SignInForm(card);
    m_form->setEmail(user.email, false);
    auto *leave = new QPushButton(tr("Sign &out instead"), card);
    leave->setObjectName(u"session_sheet.sign_out"_s);
    leave->setFlat(true);
    auto *rows = new QVBoxLayout(card);
    rows->setContentsMargins(24, 24, 24, 24);
    rows->setSpacing(12);
    for (QWidget *each : std::initializer_list<QWidget *>{m_title, m_text, m_form, leave})
        rows->addWidget(each);
    auto *around = new QVBoxLayout(this);
    around->addWidget(card, 0, Qt::AlignCenter);
    window->installEventFilter(this);
    connect(m_form, &SignInForm::submitted, this, &SessionSheet::submit);
    connect(leave, &QPushButton::clicked, this, &SessionSheet::signOutWanted);
    connect(&m_connector, &Connector::connected, this, &SessionSheet::succeed);
    connect(&m_connector, &Connector::failed, this, [this](Connector::Step step, const ApiError &error) {
        m_form->setBusy(false);
        m_form->showError(step, error);
    });
}

void SessionSheet::open(Cause cause, const QString &why)
{
    m_before = cause == Cause::Locked ? m_client.tokens().refreshToken() : Secret();
    m_title->setText(cause == Cause::Locked ? tr("Locked") : tr("Session expired"));
    m_text->setText(cause == Cause::Locked ? tr("Type your password to go on.")
                                           : tr("%1 Sign in again; nothing you have typed is lost.").arg(why));
    m_form->forget();
    resize(parentWidget()->size());
    show();
    raise();
    m_form->focusFirst();
}

bool SessionSheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        resize(parentWidget()->size());
    return QWidget::eventFilter(watched, event);
}

/// Opaque: who has locked the window does not want others to read it.
void SessionSheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
}

void SessionSheet::submit()
{
    auto credentials = m_form->credentials();
    if (!credentials)
        return;
    m_form->setBusy(true);
    m_connector.begin(*std::move(credentials));
}

void SessionSheet::succeed(const Profile &user)
{
    m_form->setBusy(false);
    m_form->forget();
    hide();
    if (!m_before.isEmpty())
        m_client.send(api::logout, {.refreshToken = std::exchange(m_before, {})}, this, [](const auto &) {});
    Q_EMIT resumed(user);
}

} // namespace auth::console
