#pragma once

#include "client/connector.h"
#include "client/profile_store.h"
#include "client/token_vault.h"

#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QListWidget)
QT_FORWARD_DECLARE_CLASS(QPushButton)

namespace auth::console {

class ProfileForm;
class SignInForm;
class StepList;

/// Where a window begins: the servers that are known, the address of one, who signs in, and how far that is.
class ConnectPage : public QWidget {
    Q_OBJECT

public:
    ConnectPage(ProfileStore &profiles, TokenVault &vault, QWidget *parent = nullptr);

    /// Shows a profile, and signs in at once where a session is kept.
    void choose(const ServerProfile &profile, bool resume = true);
    /// The client of the session that was just made; the page has no hold on it any more.
    std::unique_ptr<ApiClient> takeClient() { return std::move(m_client); }
    /// Its right to keep the session in the vault; null when it may not, or another window does.
    TokenVault::Claim takeClaim() { return std::move(m_claim); }
    void focusFirst();

Q_SIGNALS:
    void connected(const auth::Profile &user);

private:
    QWidget *makeCard();
    void listProfiles();
    void fill(const ServerProfile &profile);
    void forgetSelected();
    void submit();
    void cancel();
    void letGo();
    void claim(const ServerProfile &profile);
    bool confirmExposed(const ServerProfile &profile);
    Connector &restart(const ServerProfile &profile);
    void setBusy(bool busy);
    void fail(Connector::Step step, const ApiError &error);
    void offerTrust(const CertificateProblem &problem);
    void succeed(const Profile &user);

    ProfileStore &m_profiles;
    TokenVault &m_vault;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<Connector> m_connector;
    QListWidget *m_list;
    ProfileForm *m_profile;
    SignInForm *m_form;
    StepList *m_steps;
    QPushButton *m_cancel;
    TokenVault::Claim m_claim;
    QUrl m_exposedConfirmed; ///< Whose password may travel in the clear.
    int m_attempt = 0;       ///< So that a late answer is known as one.
};

} // namespace auth::console
