#include "users/user_changes.h"

#include "api/endpoints/user_actions.h"
#include "users/invite_dialog.h"
#include "users/lock_dialog.h"
#include "widgets/secret_dialog.h"

#include <QtCore/QDateTime>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

std::optional<QString> given(const QString &reason) { return reason.isEmpty() ? std::nullopt : std::optional(reason); }

QString whoIs(const Account &account) { return UserChanges::tr("%1 <%2>").arg(account.username, account.email); }

bool isAhead(const std::optional<Time> &moment)
{
    return moment && *moment > fromMillis(QDateTime::currentMSecsSinceEpoch());
}

/// -1: nobody knows how many.
QString sessionsEnd(qsizetype count)
{
    if (count < 0)
        return UserChanges::tr("All sessions of this user end now.");
    if (count == 0)
        return UserChanges::tr("This user is not signed in anywhere.");
    return UserChanges::tr("%Ln session(s) end now.", nullptr, static_cast<int>(count));
}

} // namespace

UserChanges::UserChanges(Workspace &workspace, QWidget *window)
    : QObject(window), m_workspace(workspace), m_window(window)
{
}

template<class Request>
void UserChanges::send(const Endpoint<Request, Account> &endpoint, const Request &request, const QString &what,
                       const QString &done, Undo undo)
{
    m_workspace.client.send(endpoint, request, this, [=, this](const Answer<Account> &answer) {
        if (!answer)
            return m_workspace.notices.fail(what, answer.error());
        report(*answer, done, undo ? undoOver(*answer, undo) : std::function<void()>());
    });
}

/// Over another version it would undo, without a word, what somebody else has done since.
std::function<void()> UserChanges::undoOver(const Account &left, Undo undo)
{
    return [=, this] {
        m_workspace.client.send(api::user, {.id = left.id}, this, [=, this](const Answer<Account> &now) {
            if (!now)
                return m_workspace.notices.fail(tr("Undo"), now.error());
            if (now->version == left.version)
                return undo(*now);
            Q_EMIT changed(*now);
            sayTooLate(*now);
        });
    };
}

void UserChanges::sayTooLate(const Account &now)
{
    m_workspace.notices.say(Tone::Warning,
                            tr("Somebody else has changed %1 meanwhile, so nothing is undone.").arg(now.username),
                            {{.text = tr("Open"), .run = [this, id = now.id.text()] {
                                  m_workspace.navigator.showDetails(Subject::User, id);
                              }}});
}

void UserChanges::report(const Account &now, const QString &text, std::function<void()> undo)
{
    Q_EMIT changed(now);
    m_workspace.notices.done(text, std::move(undo));
}

void UserChanges::ask(const Confirmation &confirmation, Asked accepted)
{
    auto *dialog = new ConfirmDialog(confirmation, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [dialog, accepted = std::move(accepted)] { accepted(*dialog); });
    dialog->open();
}

void UserChanges::askWithSessions(const Account &account, Confirmation confirmation, Asked accepted)
{
    confirmation.names = {whoIs(account)};
    const auto askAbout = [=, this](qsizetype sessions) {
        Confirmation asked = confirmation;
        asked.consequences.prepend(sessionsEnd(sessions));
        ask(asked, accepted);
    };
    if (!m_workspace.rights.allows(Permission::SessionsRead))
        return askAbout(-1);
    m_workspace.client.send(
        api::userSessions, {.id = account.id}, this,
        [askAbout](const Answer<auth::Page<Session>> &sessions) { askAbout(sessions ? sessions->items.size() : -1); });
}

/// Whoever may not change users, but end their sessions, has to say why.
Confirmation::Reason UserChanges::reason() const
{
    const bool required = !m_workspace.rights.allows(Permission::UsersWrite);
    return {.label = required ? tr("&Reason, for the audit trail:") : tr("&Reason, for the audit trail (optional):"),
            .required = required};
}

void UserChanges::activate(const Account &account)
{
    send(api::activateUser, {.id = account.id, .reason = {}}, tr("Activate %1").arg(account.username),
         tr("%1 is activated.").arg(account.username), [this](const Account &now) {
             send(api::deactivateUser, {.id = now.id, .reason = {}}, tr("Deactivate %1").arg(now.username),
                  tr("%1 is deactivated again.").arg(now.username), {});
         });
}

void UserChanges::deactivate(const Account &account)
{
    askWithSessions(account,
                    {.title = tr("Deactivate %1").arg(account.username),
                     .verb = tr("Deactivate"),
                     .names = {},
                     .consequences = {tr("Nobody can sign in with this account until it is activated again.")},
                     .reason = reason(),
                     .boxes = {}},
                    [=, this](const ConfirmDialog &dialog) {
                        send(api::deactivateUser, {.id = account.id, .reason = given(dialog.reason())},
                             tr("Deactivate %1").arg(account.username), tr("%1 is deactivated.").arg(account.username),
                             [this](const Account &now) { activate(now); });
                    });
}

void UserChanges::lock(const Account &account)
{
    auto *dialog = new LockDialog(tr("Lock %1").arg(account.username), tr("Lock"), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [=, this] { sendLock(account, dialog->until(), dialog->reason()); });
    dialog->open();
}

void UserChanges::sendLock(const Account &account, Time until, const QString &reason)
{
    send(api::lockUser, {.id = account.id, .until = until, .reason = given(reason)},
         tr("Lock %1").arg(account.username),
         tr("%1 is locked until %2.").arg(account.username, m_workspace.times.shortText(until)),
         [this, before = account.lockedUntil](const Account &now) {
             if (isAhead(before))
                 sendLock(now, *before, {});
             else
                 unlock(now);
         });
}

void UserChanges::unlock(const Account &account)
{
    Undo lockAgain;
    if (isAhead(account.lockedUntil))
        lockAgain = [this, until = *account.lockedUntil](const Account &now) { sendLock(now, until, {}); };
    send(api::unlockUser, {.id = account.id, .reason = {}}, tr("Unlock %1").arg(account.username),
         tr("%1 is unlocked, and failed sign-ins are forgotten.").arg(account.username), lockAgain);
}

void UserChanges::resetPassword(const Account &account)
{
    const bool invited = account.state == AccountState::Invited;
    ask({.title = tr("Reset the password of %1").arg(account.username),
         .verb = tr("Reset password"),
         .destructive = false,
         .names = {whoIs(account)},
         .consequences = {invited ? tr("You get a new invitation to hand over; the one before is good no more.")
                                  : tr("You get a token to hand over. With it the user chooses another password; until "
                                       "then the old one stays good.")},
         .reason = reason(),
         .boxes = {{.name = u"endSessions"_s, .text = tr("&End all sessions"), .checked = true}}},
        [=, this](const ConfirmDialog &dialog) {
            const EndingUserAction request{
                .id = account.id, .endSessions = dialog.isChecked(u"endSessions"_s), .reason = given(dialog.reason())};
            m_workspace.client.send(api::resetUserPassword, request, this, [=, this](const Answer<Ticket> &ticket) {
                if (!ticket)
                    return m_workspace.notices.fail(tr("Reset the password of %1").arg(account.username),
                                                    ticket.error());
                Q_EMIT changed(ticket->user);
                showTicket(*ticket);
            });
        });
}

void UserChanges::showTicket(const Ticket &ticket)
{
    const QString until = m_workspace.times.shortText(ticket.expiresAt);
    const QString explanation = tr("Hand this token to %1. It opens nothing but the choice of a password, once, until "
                                   "%2. It is shown only now.")
                                    .arg(ticket.user.email, until);
    auto *dialog = new SecretDialog(tr("Token for %1").arg(ticket.user.username), explanation,
                                    QString::fromUtf8(ticket.token.reveal()), m_clipboard, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void UserChanges::requirePasswordChange(const Account &account)
{
    ask({.title = tr("Require another password of %1").arg(account.username),
         .verb = tr("Require change"),
         .names = {whoIs(account)},
         .consequences = {tr("The password opens nothing but its own replacement. This cannot be undone.")},
         .reason = reason(),
         .boxes = {{.name = u"endSessions"_s, .text = tr("&End all sessions"), .checked = true}}},
        [=, this](const ConfirmDialog &dialog) {
            send(
                api::requirePasswordChange,
                {.id = account.id, .endSessions = dialog.isChecked(u"endSessions"_s), .reason = given(dialog.reason())},
                tr("Require another password of %1").arg(account.username),
                tr("%1 has to choose another password.").arg(account.username), {});
        });
}

void UserChanges::endSessions(const Account &account)
{
    QStringList consequences;
    if (account.id == m_workspace.client.tokens().user())
        consequences += tr("This is your own account: you will be signed out here too.");
    askWithSessions(account,
                    {.title = tr("Sign %1 out everywhere").arg(account.username),
                     .verb = tr("Sign out"),
                     .names = {},
                     .consequences = consequences,
                     .reason = reason(),
                     .boxes = {}},
                    [=, this](const ConfirmDialog &dialog) {
                        m_workspace.client.send(
                            api::endUserSessions, {.id = account.id, .reason = given(dialog.reason())}, this,
                            [=, this](const Answer<NoContent> &answer) {
                                if (!answer)
                                    return m_workspace.notices.fail(tr("Sign %1 out").arg(account.username),
                                                                    answer.error());
                                m_workspace.notices.done(tr("%1 is signed out everywhere.").arg(account.username));
                                Q_EMIT sessionsEnded(account.id);
                            });
                    });
}

void UserChanges::remove(const Account &account)
{
    askWithSessions(
        account,
        {.title = tr("Delete %1").arg(account.username),
         .verb = tr("Delete"),
         .names = {},
         .consequences = {tr("The account can be restored for a while; name and address stay taken until then.")},
         .reason = reason(),
         .boxes = {}},
        [=, this](const ConfirmDialog &dialog) { sendRemoval(account, dialog.reason()); });
}

void UserChanges::sendRemoval(const Account &account, const QString &reason)
{
    m_workspace.client.send(api::removeUser, {.id = account.id, .version = account.version, .reason = given(reason)},
                            this, [=, this](const Answer<NoContent> &answer) {
                                if (!answer)
                                    return m_workspace.notices.fail(tr("Delete %1").arg(account.username),
                                                                    answer.error());
                                Account gone = account;
                                gone.state = AccountState::Deleted;
                                gone.version = account.version + 1; // deleted was the one that was named
                                report(gone, tr("%1 is deleted.").arg(account.username),
                                       undoOver(gone, [this](const Account &now) { restore(now); }));
                                Q_EMIT populationChanged();
                            });
}

void UserChanges::restore(const Account &account)
{
    m_workspace.client.send(
        api::restoreUser, {.id = account.id, .reason = {}}, this, [=, this](const Answer<Account> &answer) {
            if (!answer)
                return m_workspace.notices.fail(tr("Restore %1").arg(account.username), answer.error());
            report(*answer, tr("%1 is restored.").arg(account.username),
                   [this, now = *answer] { sendRemoval(now, {}); });
            Q_EMIT populationChanged();
        });
}

void UserChanges::invite()
{
    auto *dialog = new InviteDialog(m_workspace, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &InviteDialog::invited, this, [this](const Ticket &ticket) {
        Q_EMIT changed(ticket.user);
        Q_EMIT populationChanged();
        m_workspace.notices.done(tr("%1 is invited.").arg(ticket.user.username));
        showTicket(ticket);
    });
    dialog->open();
}

} // namespace auth::console
