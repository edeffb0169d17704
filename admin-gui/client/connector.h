#pragma once

#include "client/api_client.h"

#include <QtNetwork/QHostInfo>

namespace auth::console {

/// The way to a session, step by step, so that whoever waits sees where it stands. Its deletion, together with the
/// client's, cancels it. GUI thread.
class Connector : public QObject {
    Q_OBJECT

public:
    enum class Step {
        Resolve, ///< The name of the server.
        Connect, ///< TCP, and TLS where there is.
        Version, ///< It is an auth-serve this program understands.
        SignIn,
        Access, ///< What the user may do.
    };
    Q_ENUM(Step)

    struct Credentials {
        QString email;
        Secret password;
        Secret newPassword; ///< Not empty: takes its place.
    };

    explicit Connector(ApiClient &client, QObject *parent = nullptr);

    void begin(Credentials credentials);
    /// With a refresh token instead of a password.
    void resume(Secret refreshToken);

Q_SIGNALS:
    void reached(auth::console::Connector::Step step);
    void failed(auth::console::Connector::Step step, const auth::console::ApiError &error);
    void connected(const auth::Profile &user);

private:
    void resolve();
    void resolved(const QHostInfo &host);
    void askVersion();
    void judgeVersion(const HealthStatus &status);
    void signIn();
    void signedIn(const Answer<TokenPair> &pair);
    void askAccess();
    void fail(Step step, const ApiError &error);

    ApiClient &m_client;
    Credentials m_credentials;
    Secret m_kept;
    CallHandle m_call;
};

} // namespace auth::console
