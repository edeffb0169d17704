#pragma once

#include "model/sign_in_check.h"
#include "users/user_tab.h"

#include <QtWidgets/QDialog>

namespace auth::console {

class StateBadge;

/// Why somebody cannot sign in, in sentences, and their last attempts.
class SignInCheckView : public UserTab {
    Q_OBJECT

public:
    explicit SignInCheckView(Workspace &workspace, QWidget *parent = nullptr);

protected:
    void load() override;

private:
    void fill(const SignInCheck &check);
    QString words(const SignInCause &cause) const;
    void showLog();

    StateBadge *m_verdict;
    QLabel *m_causes;
    QLabel *m_heading;
    QTreeWidget *m_attempts;
    CallHandle m_call;
};

/// The same in a window of its own.
class SignInCheckDialog : public QDialog {
    Q_OBJECT

public:
    SignInCheckDialog(Workspace &workspace, const Account &account, QWidget *parent);
};

} // namespace auth::console
