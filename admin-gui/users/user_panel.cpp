#include "users/user_panel.h"

#include "api/endpoints/user_actions.h"
#include "users/sign_in_check_view.h"
#include "users/user_audit_tab.h"
#include "users/user_profile_tab.h"
#include "users/user_roles_tab.h"
#include "users/user_sessions_tab.h"
#include "users/user_words.h"
#include "widgets/elided_label.h"
#include "widgets/state_badge.h"
#include "widgets/theme.h"

#include <QtCore/QEventLoop>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>

namespace auth::console {

using namespace Qt::StringLiterals;

UserPanel::UserPanel(Workspace &workspace, QWidget *parent)
    : DetailsPanel(parent), m_workspace(workspace), m_changes(workspace, this), m_email(new ElidedLabel),
      m_problem(new QLabel), m_state(new StateBadge), m_tabs(new QTabWidget), m_profile(new UserProfileTab(workspace)),
      m_roles(new UserRolesTab(workspace)), m_sessions(new UserSessionsTab(workspace))
{
    setObjectName(u"userPanel"_s);
    m_email->setObjectName(u"userTitle"_s);
    m_email->setFont(uiFont(3, QFont::DemiBold));
    m_state->setObjectName(u"userState"_s);
    m_problem->setObjectName(u"userProblem"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_tabs->setObjectName(u"userTabs"_s);
    m_tabs->setAccessibleName(tr("Details of the user"));
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(false); // each tab is seen, however long its name
    addTab(m_profile, u"profileTab"_s, tr("&Profile"));
    addTab(m_roles, u"rolesTab"_s, tr("R&oles"));
    addTab(m_sessions, u"sessionsTab"_s, tr("Sess&ions"));
    addTab(new UserAuditTab(workspace), u"auditTab"_s, tr("A&udit"));
    addTab(new SignInCheckView(workspace), u"checkTab"_s, tr("Si&gn-in"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 12, 12, 4);
    head->addWidget(m_email, 1);
    head->addWidget(m_state);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(head);
    column->addWidget(m_problem);
    column->addWidget(m_tabs, 1);
    for (UserEditTab *tab : std::initializer_list<UserEditTab *>{m_profile, m_roles}) {
        connect(tab, &UserEditTab::saved, &m_changes, &UserChanges::report);
        connect(tab, &UserEditTab::dirtyChanged, this, &UserPanel::nameTabs);
    }
    connect(m_sessions, &UserSessionsTab::endAllWanted, this, [this] { m_changes.endSessions(m_account); });
    connect(&m_changes, &UserChanges::sessionsEnded, this, &UserPanel::takeEndOfSessions);
    connect(&m_changes, &UserChanges::changed, this, [this](const Account &account) {
        put(account);
        Q_EMIT subjectChanged(account.id.text());
    });
    m_tabs->setEnabled(false);
    m_state->hide();
}

void UserPanel::addTab(UserTab *tab, const QString &name, const QString &text)
{
    tab->setObjectName(name);
    m_tabs->addTab(tab, text);
    m_all += tab;
}

QString UserPanel::title() const { return m_account.id.isNull() ? tr("User") : m_account.username; }

void UserPanel::open(const QString &id)
{
    const auto wanted = UserId::parse(id);
    if (!wanted)
        return showProblem(tr("This is no id of a user."));
    m_wanted = *wanted;
    m_editWhenThere = false;
    m_call.cancel();
    m_call = m_workspace.client.send(api::user, {.id = m_wanted}, this, [this](const Answer<Account> &account) {
        if (account)
            display(*account);
        else
            showProblem(sentence(tr("Load the user"), account.error()));
    });
}

void UserPanel::refresh()
{
    const bool edits = m_editWhenThere;
    if (!m_wanted.isNull())
        open(m_wanted.text());
    m_editWhenThere = edits;
}

void UserPanel::display(const Account &account)
{
    m_account = account;
    m_problem->hide();
    m_tabs->setEnabled(true);
    m_email->setText(account.email);
    m_state->setState(stateText(account.state), stateTone(account.state), stateIcon(account.state));
    m_state->show();
    for (UserTab *tab : std::as_const(m_all))
        tab->setAccount(account);
    Q_EMIT titleChanged();
    if (std::exchange(m_editWhenThere, false))
        edit();
}

void UserPanel::put(const Account &account)
{
    if (account.id == m_account.id)
        display(account);
}

void UserPanel::takeEndOfSessions(UserId account)
{
    if (account == m_account.id)
        m_sessions->refresh();
}

void UserPanel::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->show();
}

void UserPanel::edit()
{
    m_tabs->setCurrentWidget(m_profile);
    m_editWhenThere = m_account.id != m_wanted;
    if (!m_editWhenThere)
        m_profile->edit();
}

void UserPanel::showRoles()
{
    m_tabs->setCurrentWidget(m_roles);
    m_roles->setFocus();
}

bool UserPanel::isDirty() const { return m_profile->isDirty() || m_roles->isDirty(); }

void UserPanel::nameTabs()
{
    m_tabs->setTabText(m_tabs->indexOf(m_profile), m_profile->isDirty() ? tr("&Profile ●") : tr("&Profile"));
    m_tabs->setTabText(m_tabs->indexOf(m_roles), m_roles->isDirty() ? tr("R&oles ●") : tr("R&oles"));
}

bool UserPanel::mayLeave()
{
    if (!isDirty())
        return true;
    QMessageBox box(QMessageBox::Question, tr("Edits are not saved"),
                    tr("What you have changed about %1 is not saved.").arg(m_account.username), QMessageBox::NoButton,
                    this);
    box.setObjectName(u"leaveDialog"_s);
    QPushButton *save = box.addButton(tr("&Save"), QMessageBox::AcceptRole);
    QPushButton *discard = box.addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    box.setDefaultButton(save);
    box.setEscapeButton(box.addButton(QMessageBox::Cancel));
    save->setObjectName(u"leaveSave"_s);
    discard->setObjectName(u"leaveDiscard"_s);
    box.exec();
    if (box.clickedButton() == save)
        return saveAndWait();
    if (box.clickedButton() != discard)
        return false;
    m_profile->revert();
    m_roles->revert();
    return true;
}

/// True when nothing is left to save: what is refused stays on show. One after the other, for the first makes another
/// version.
bool UserPanel::saveAndWait()
{
    const QPointer<UserPanel> here = this;
    for (const QPointer<UserEditTab> tab : std::initializer_list<UserEditTab *>{m_profile, m_roles}) {
        QEventLoop loop;
        connect(tab, &UserEditTab::settled, &loop, &QEventLoop::quit);
        connect(tab, &QObject::destroyed, &loop, &QEventLoop::quit); // somebody signs out meanwhile
        tab->save();
        if (tab->isSaving())
            loop.exec();
        if (!here)
            return false;
    }
    return !isDirty();
}

} // namespace auth::console
