#pragma once

#include "api/user_action_messages.h"
#include "shell/workspace.h"
#include "widgets/confirm_dialog.h"
#include "widgets/secret_clipboard.h"

namespace auth::console {

/// What is done to one account. What can be put back is done at once and can be undone; the rest is asked about first.
class UserChanges : public QObject {
    Q_OBJECT

public:
    /// Dialogs stand over `window`.
    UserChanges(Workspace &workspace, QWidget *window);

    void activate(const Account &account);
    void deactivate(const Account &account);
    void lock(const Account &account);
    void unlock(const Account &account);
    void resetPassword(const Account &account);
    void requirePasswordChange(const Account &account);
    void endSessions(const Account &account);
    void remove(const Account &account);
    void restore(const Account &account);
    void invite();

    /// After a change that somebody else has sent: tells everybody and offers to undo it.
    void report(const Account &now, const QString &text, std::function<void()> undo);
    void showTicket(const Ticket &ticket);

Q_SIGNALS:
    void changed(const auth::Account &account);
    /// There is an account more, or one less.
    void populationChanged();
    /// Of an account that is otherwise as it was.
    void sessionsEnded(auth::UserId account);

private:
    using Asked = std::function<void(const ConfirmDialog &dialog)>;
    using Undo = std::function<void(const Account &now)>;

    template<class Request>
    void send(const Endpoint<Request, Account> &endpoint, const Request &request, const QString &what,
              const QString &done, Undo undo);
    std::function<void()> undoOver(const Account &left, Undo undo);
    void sayTooLate(const Account &now);
    void ask(const Confirmation &confirmation, Asked accepted);
    /// Asks with a sentence about the sessions that end.
    void askWithSessions(const Account &account, Confirmation confirmation, Asked accepted);
    Confirmation::Reason reason() const;
    void sendRemoval(const Account &account, const QString &reason);
    void sendLock(const Account &account, Time until, const QString &reason);

    Workspace &m_workspace;
    QWidget *m_window;
    SecretClipboard m_clipboard;
};

} // namespace auth::console
