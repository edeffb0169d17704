#include "users/user_actions.h"

#include "users/sign_in_check_view.h"
#include "users/user_panel.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QKeySequence ctrl(Qt::Key key) { return QKeySequence(Qt::CTRL | key); }
QKeySequence ctrlShift(Qt::Key key) { return QKeySequence(Qt::CTRL | Qt::SHIFT | key); }

ActionFacts fact(const QString &id, const QString &text, Icon icon, const QKeySequence &keys, Permission needs,
                 bool changes, const QString &about = {})
{
    return {.id = u"users."_s + id,
            .text = text,
            .icon = icon,
            .keys = keys,
            .place = Place::Users,
            .needs = needs,
            .changes = changes,
            .about = about};
}

bool takesOut(JobAction action)
{
    return action == JobAction::Deactivate || action == JobAction::Lock || action == JobAction::Delete;
}

} // namespace

UserActions::UserActions(Workspace &workspace, UserSelection &selection, UserListModel &model, UserPanel &panel,
                         QWidget *table)
    : QObject(table), m_workspace(workspace), m_selection(selection), m_model(model), m_panel(panel), m_window(table),
      m_changes(workspace, table), m_bulk(workspace, selection, model, table)
{
    addEditing(table);
    addSwitches();
    addSecurity(table);
    addLooking();
    addSelecting(table);
    connect(&selection, &UserSelection::changed, this, &UserActions::judge);
    connect(&m_bulk, &BulkChanges::done, this, &UserActions::manyChanged);
    judge();
}

void UserActions::addForOne(ActionFacts facts, std::function<void(const Account &)> run)
{
    m_forOne += m_workspace.actions.add(std::move(facts), [this, run = std::move(run)] {
        if (const auto account = m_selection.single())
            run(*account);
    });
}

void UserActions::addForAny(ActionFacts facts, JobAction action, Change change, QWidget *where)
{
    const auto run = [=, this] {
        if (const auto account = m_selection.single())
            (m_changes.*change)(*account);
        else
            m_bulk.begin(action);
    };
    Action *added = where ? m_workspace.actions.addFor(where, std::move(facts), run)
                          : m_workspace.actions.add(std::move(facts), run);
    m_forAny += {added, action};
}

/// What is on show already is not left, so nobody is asked about edits.
void UserActions::openPanel(const Account &account)
{
    if (!m_panel.isVisible() || m_panel.wanted() != account.id)
        m_workspace.navigator.showDetails(Subject::User, account.id.text());
}

void UserActions::addEditing(QWidget *table)
{
    m_workspace.actions.add(fact(u"new"_s, tr("&New user…"), Icon::Add, ctrl(Qt::Key_N), Permission::UsersWrite, true),
                            [this] { m_changes.invite(); });
    m_forOne += m_workspace.actions.addFor(
        table, fact(u"open"_s, tr("&Open"), Icon::Details, Qt::Key_Return, Permission::UsersRead, false), [this] {
            if (const auto account = m_selection.single())
                openPanel(*account);
        });
    addForOne(fact(u"edit"_s, tr("&Edit"), Icon::Edit, Qt::Key_F2, Permission::UsersWrite, true),
              [this](const Account &account) {
                  openPanel(account);
                  m_panel.edit();
              });
    m_roles = m_workspace.actions.add(
        fact(u"roles"_s, tr("&Roles"), Icon::Roles, ctrl(Qt::Key_R), Permission::UsersWrite, true), [this] {
            const auto account = m_selection.single();
            if (!account)
                return m_bulk.changeRoles();
            openPanel(*account);
            m_panel.showRoles();
        });
}

void UserActions::addSwitches()
{
    addForAny(fact(u"deactivate"_s, tr("&Deactivate"), Icon::Deactivate, ctrl(Qt::Key_D), Permission::UsersWrite, true,
                   tr("Switch off until activated again; ends all sessions")),
              JobAction::Deactivate, &UserChanges::deactivate);
    addForAny(fact(u"activate"_s, tr("&Activate"), Icon::Activate, ctrlShift(Qt::Key_D), Permission::UsersWrite, true),
              JobAction::Activate, &UserChanges::activate);
    addForAny(fact(u"lock"_s, tr("&Lock until…"), Icon::Lock, {}, Permission::UsersWrite, true,
                   tr("Switch off until a moment; ends all sessions")),
              JobAction::Lock, &UserChanges::lock);
    addForAny(fact(u"unlock"_s, tr("&Unlock"), Icon::Unlock, ctrl(Qt::Key_U), Permission::UsersWrite, true,
                   tr("End a lock and forget failed sign-ins")),
              JobAction::Unlock, &UserChanges::unlock);
}

void UserActions::addSecurity(QWidget *table)
{
    addForOne(fact(u"resetPassword"_s, tr("Reset &password…"), Icon::Key, ctrlShift(Qt::Key_P), Permission::UsersWrite,
                   true, tr("Get a token with which the user chooses another password")),
              [this](const Account &account) { m_changes.resetPassword(account); });
    addForAny(
        fact(u"requirePasswordChange"_s, tr("Require password &change…"), Icon::Key, {}, Permission::UsersWrite, true),
        JobAction::RequirePasswordChange, &UserChanges::requirePasswordChange);
    addForAny(fact(u"endSessions"_s, tr("&Force logout…"), Icon::SignOut, ctrlShift(Qt::Key_X),
                   Permission::SessionsRevoke, true, tr("End all sessions")),
              JobAction::EndSessions, &UserChanges::endSessions);
    addForAny(fact(u"delete"_s, tr("Dele&te…"), Icon::Delete, Qt::Key_Delete, Permission::UsersWrite, true),
              JobAction::Delete, &UserChanges::remove, table);
    addForAny(fact(u"restore"_s, tr("Re&store"), Icon::Restore, {}, Permission::UsersWrite, true), JobAction::Restore,
              &UserChanges::restore);
}

void UserActions::addLooking()
{
    const auto go = [this](Place place, const QString &key) {
        return [=, this](const Account &account) {
            m_workspace.navigator.go({.place = place, .filter = key + account.id.text(), .id = {}});
        };
    };
    addForOne(fact(u"check"_s, tr("&Why can't they sign in?"), Icon::Help, ctrlShift(Qt::Key_W), Permission::UsersRead,
                   false),
              [this](const Account &account) { check(account); });
    addForOne(fact(u"logs"_s, tr("Show lo&g lines"), Icon::Logs, ctrl(Qt::Key_L), Permission::LogsRead, false),
              go(Place::Logs, u"user:"_s));
    addForOne(fact(u"audit"_s, tr("Show a&udit"), Icon::Audit, ctrlShift(Qt::Key_A), Permission::AuditRead, false),
              go(Place::Audit, u"person:"_s));
    addForOne(fact(u"sessions"_s, tr("Show sess&ions"), Icon::Sessions, ctrlShift(Qt::Key_S), Permission::SessionsRead,
                   false),
              go(Place::Sessions, u"user:"_s));
    addForOne(fact(u"copyId"_s, tr("Cop&y ID"), Icon::Copy, ctrlShift(Qt::Key_C), Permission::UsersRead, false),
              [](const Account &account) { QGuiApplication::clipboard()->setText(account.id.text()); });
}

void UserActions::addSelecting(QWidget *table)
{
    m_workspace.actions.addFor(
        table,
        fact(u"selectAll"_s, tr("Select all &loaded"), Icon::Users, ctrl(Qt::Key_A), Permission::UsersRead, false),
        [this] { m_selection.selectLoaded(); });
    m_workspace.actions.add(fact(u"export"_s, tr("E&xport…"), Icon::Export, ctrl(Qt::Key_E), Permission::UsersWrite,
                                 false, tr("All users of the filter into a file")),
                            [this] { Q_EMIT exportWanted(); });
    m_workspace.actions.add(
        fact(u"import"_s, tr("I&mport…"), Icon::Import, ctrl(Qt::Key_I), Permission::UsersWrite, true),
        [this] { Q_EMIT importWanted(); });
}

void UserActions::setAdministrators(std::optional<qint64> count)
{
    m_administrators = count;
    judge();
}

/// Why it cannot be done to this one; the server has the last word.
QString UserActions::objection(JobAction action, const Account &account) const
{
    const bool isOwn = account.id == m_workspace.rights.user().id;
    const bool isAdministrator = account.roles.contains(u"admin"_s) && account.state == AccountState::Active;
    if (takesOut(action) && isAdministrator && m_administrators && *m_administrators <= 1)
        return tr("This is the last administrator who can sign in.");
    if (takesOut(action) && isOwn)
        return tr("Nobody does this to their own account; ask another administrator.");
    if (action == JobAction::Restore)
        return account.state == AccountState::Deleted ? QString() : tr("This account is not deleted.");
    if (account.state == AccountState::Deleted)
        return tr("This account is deleted; restore it first.");
    if (action == JobAction::Activate && account.state != AccountState::Deactivated)
        return tr("This account is not deactivated.");
    if (action == JobAction::Deactivate && account.state == AccountState::Deactivated)
        return tr("This account is deactivated already.");
    if (action == JobAction::RequirePasswordChange && account.state == AccountState::Invited)
        return tr("This account has no password yet.");
    return {};
}

QString UserActions::objection(JobAction action) const
{
    if (const auto account = m_selection.single())
        return objection(action, *account);
    if (m_selection.count() == 0)
        return tr("Select a user first.");
    if (!m_workspace.rights.allows(Permission::UsersWrite))
        return tr("Your roles allow this for one user at a time.");
    if (m_selection.isEverybody() && m_model.question().isByRelevance())
        return tr("A search shows only the best hits; sort by a column to mean all of them.");
    if (!m_selection.isEverybody() && m_selection.count() > BulkRun::mostNamed)
        return tr("Select %L1 users at most, or all that match.").arg(BulkRun::mostNamed);
    return {};
}

void UserActions::judge()
{
    const bool isOne = m_selection.single().has_value();
    for (Action *action : std::as_const(m_forOne))
        action->setPossible(isOne, m_selection.count() == 0 ? tr("Select a user first.") : tr("Select one user only."));
    for (const Any &each : std::as_const(m_forAny)) {
        const QString why = objection(each.job);
        each.action->setPossible(why.isEmpty(), why);
    }
    const QString why = isOne ? QString() : objection(JobAction::AddRole);
    m_roles->setPossible(why.isEmpty(), why);
}

void UserActions::check(const Account &account)
{
    auto *dialog = new SignInCheckDialog(m_workspace, account, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace auth::console
