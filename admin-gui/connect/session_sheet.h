#pragma once

#include "client/connector.h"

#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QLabel)

namespace auth::console {

class SignInForm;

/// Covers the window when the session is over or it was locked. Signing in again as the same user goes on where things
/// were: forms, lists and the log stay.
class SessionSheet : public QWidget {
    Q_OBJECT

public:
    enum class Cause { Expired, Locked };

    SessionSheet(ApiClient &client, const Profile &user, QWidget *window);

    /// `why` is the server's sentence, may be empty.
    void open(Cause cause, const QString &why = {});

Q_SIGNALS:
    void resumed(const auth::Profile &user);
    void signOutWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void submit();
    void succeed(const Profile &user);

    ApiClient &m_client;
    Connector m_connector;
    QLabel *m_title;
    QLabel *m_text;
    SignInForm *m_form;
    Secret m_before; ///< Refresh token of a session that was locked; it ends when another begins.
};

} // namespace auth::console
