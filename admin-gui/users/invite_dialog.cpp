#include "users/invite_dialog.h"

#include "api/endpoints/user_actions.h"
#include "users/role_checklist.h"
#include "users/user_words.h"
#include "widgets/busy_button.h"
#include "widgets/theme.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QLineEdit *lineEdit(const QString &name, const QString &accessibleName)
{
    auto *line = new QLineEdit;
    line->setObjectName(name);
    line->setAccessibleName(accessibleName);
    return line;
}

void setProblem(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

} // namespace

InviteDialog::InviteDialog(Workspace &workspace, QWidget *parent)
    : QDialog(parent), m_workspace(workspace), m_email(lineEdit(u"inviteEmail"_s, tr("E-mail"))),
      m_name(lineEdit(u"inviteName"_s, tr("Name"))), m_emailProblem(problemLabel(u"inviteEmailProblem"_s)),
      m_nameProblem(problemLabel(u"inviteNameProblem"_s)), m_problem(problemLabel(u"inviteProblem"_s)),
      m_roles(new RoleChecklist(workspace.client)), m_go(new BusyButton(tr("&Invite"), tr("Inviting…")))
{
    setObjectName(u"inviteDialog"_s);
    setWindowTitle(tr("New user"));
    setMinimumSize(520, 480);
    m_name->setPlaceholderText(tr("3 to 50 letters, digits or underscores"));
    m_roles->setChecked({u"user"_s});
    m_roles->load();
    auto *heading = new QLabel(tr("New user"));
    heading->setFont(uiFont(3, QFont::DemiBold));
    auto *about = new QLabel(tr("You get a token to hand over. With it the user chooses a password."));
    about->setWordWrap(true);
    auto *form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->addRow(tr("&E-mail:"), m_email);
    form->addRow({}, m_emailProblem);
    form->addRow(tr("&Name:"), m_name);
    form->addRow({}, m_nameProblem);
    auto *rolesLabel = new QLabel(tr("&Roles:"));
    rolesLabel->setBuddy(m_roles);
    m_go->setObjectName(u"inviteGo"_s);
    m_go->setProperty("tone", u"accent"_s);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"inviteCancel"_s);
    buttons->addButton(m_go, QDialogButtonBox::ActionRole);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addWidget(heading);
    column->addWidget(about);
    column->addLayout(form);
    column->addWidget(rolesLabel);
    column->addWidget(m_roles, 1);
    column->addWidget(m_problem);
    column->addWidget(buttons);
    connect(m_go, &QPushButton::clicked, this, &InviteDialog::send);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_email, &QLineEdit::textChanged, this, &InviteDialog::checkComplete);
    connect(m_name, &QLineEdit::textChanged, this, &InviteDialog::checkComplete);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    m_go->setDefault(true); // only now: it has to know its dialog
    checkComplete();
}

QLabel *InviteDialog::problemLabel(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, themeColors().tone(Tone::Error));
    label->setPalette(palette);
    label->hide();
    return label;
}

void InviteDialog::checkComplete()
{
    m_go->setEnabled(!m_go->isBusy() && !m_email->text().trimmed().isEmpty() && !m_name->text().trimmed().isEmpty());
}

void InviteDialog::send()
{
    m_go->setBusy(true);
    const Invitation invitation{
        .email = m_email->text().trimmed(), .username = m_name->text().trimmed(), .roles = m_roles->checked()};
    m_workspace.client.send(api::inviteUser, invitation, this, [this](const Answer<Ticket> &ticket) {
        m_go->setBusy(false);
        if (!ticket)
            return explain(ticket.error());
        accept();
        Q_EMIT invited(*ticket);
    });
}

void InviteDialog::explain(const ApiError &error)
{
    const QString email = problemOf(error, u"email");
    const QString name = problemOf(error, u"username");
    setProblem(m_emailProblem, email);
    setProblem(m_nameProblem, name);
    setProblem(m_problem, email.isEmpty() && name.isEmpty() ? sentence(tr("Invite"), error) : QString());
    (name.isEmpty() ? m_email : m_name)->setFocus();
}

} // namespace auth::console
