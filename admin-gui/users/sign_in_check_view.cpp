#include "users/sign_in_check_view.h"

#include "api/endpoints/user_actions.h"
#include "users/user_words.h"
#include "widgets/state_badge.h"
#include "widgets/theme.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int requestRole = Qt::UserRole;

} // namespace

SignInCheckView::SignInCheckView(Workspace &workspace, QWidget *parent)
    : UserTab(workspace, parent), m_verdict(new StateBadge), m_causes(new QLabel), m_heading(new QLabel),
      m_attempts(makeTable(u"attempts"_s, tr("Last attempts"), {tr("When"), tr("Result"), tr("Network"), tr("Device")}))
{
    m_verdict->setObjectName(u"verdict"_s);
    m_causes->setObjectName(u"causes"_s);
    m_causes->setWordWrap(true);
    m_causes->setTextFormat(Qt::RichText);
    m_causes->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_heading->setObjectName(u"attemptsHeading"_s);
    m_heading->setBuddy(m_attempts);
    column()->addWidget(m_verdict, 0, Qt::AlignLeft);
    column()->addWidget(m_causes);
    column()->addWidget(m_heading);
    column()->addWidget(m_attempts, 1);
    column()->addStretch();
    m_verdict->hide();
    connect(m_attempts, &QTreeWidget::itemActivated, this, &SignInCheckView::showLog);
}

void SignInCheckView::load()
{
    m_call.cancel();
    m_call =
        workspace().client.send(api::signInCheck, {.id = account().id}, this, [this](const Answer<SignInCheck> &check) {
            setNote(check ? QString() : sentence(tr("Sign-in check"), check.error()));
            if (check)
                fill(*check);
        });
}

QString SignInCheckView::words(const SignInCause &cause) const
{
    const TimeText &times = workspace().times;
    QStringList facts;
    if (cause.since)
        facts += tr("Since %1.").arg(times.shortText(*cause.since));
    if (cause.until)
        facts += tr("Until %1.").arg(times.shortText(*cause.until));
    if (cause.network)
        facts += tr("Only from %1.").arg(*cause.network);
    const QString mark = cause.blocks ? u"✕"_s : u"•"_s;
    return u"<p>%1 <b>%2</b><br>%3 %4</p>"_s.arg(mark, obstacleText(cause.code).toHtmlEscaped(),
                                                 cause.detail.toHtmlEscaped(), facts.join(u' ').toHtmlEscaped());
}

void SignInCheckView::fill(const SignInCheck &check)
{
    m_verdict->setState(check.canSignIn ? tr("The right password would do") : tr("Cannot sign in"),
                        check.canSignIn ? Tone::Success : Tone::Error);
    m_verdict->show();
    QString text;
    for (const SignInCause &cause : check.causes)
        text += words(cause);
    m_causes->setText(text.isEmpty() ? tr("Nothing stands in the way.") : text);
    m_attempts->clear();
    for (const SignInAttempt &attempt : check.attempts) {
        auto *item = new QTreeWidgetItem(m_attempts, {workspace().times.shortText(attempt.at),
                                                      attemptText(attempt.outcome), attempt.network, attempt.device});
        item->setData(0, requestRole, attempt.requestId);
        item->setToolTip(0, workspace().times.toolTip(attempt.at));
        item->setToolTip(3, attempt.device);
    }
    fitColumns(*m_attempts);
    m_attempts->setVisible(!check.attempts.isEmpty());
    m_heading->setText(check.attempts.isEmpty() ? tr("Nobody has tried to sign in with this address lately.")
                                                : tr("&Last attempts (Enter shows the log lines)"));
}

void SignInCheckView::showLog()
{
    const QString request = m_attempts->currentItem()->data(0, requestRole).toString();
    if (!request.isEmpty())
        workspace().navigator.go({.place = Place::Logs, .filter = u"req:"_s + request, .id = {}});
}

SignInCheckDialog::SignInCheckDialog(Workspace &workspace, const Account &account, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"signInCheckDialog"_s);
    setWindowTitle(tr("Why can't %1 sign in?").arg(account.username));
    resize(640, 480);
    auto *heading = new QLabel(windowTitle());
    heading->setFont(uiFont(3, QFont::DemiBold));
    auto *view = new SignInCheckView(workspace);
    view->setAccount(account);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setObjectName(u"checkClose"_s);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&workspace.navigator, &Navigator::went, this, &QDialog::accept);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->addWidget(heading);
    column->addWidget(view, 1);
    column->addWidget(buttons);
}

} // namespace auth::console
