#pragma once

#include "api/messages.h"
#include "client/http_link.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <functional>

namespace auth::console {

/// The tokens of the session with one server, in memory. However many calls need a fresh one, it is fetched once.
/// GUI thread.
class AccessTokens : public QObject {
    Q_OBJECT

public:
    /// What a caller wants when the session is over.
    enum class WhenSignedOut {
        Wait, ///< Until somebody has signed in again: for reading.
        Fail, ///< A change is not made later, behind the user's back.
    };
    using Use = std::function<void(const Answer<Secret> &token)>;

    explicit AccessTokens(HttpLink &link, QObject *parent = nullptr);

    bool isSignedIn() const { return !m_refresh.isEmpty(); }
    const Secret &refreshToken() const { return m_refresh; }
    UserId user() const { return m_user; }

    /// Of a sign-in. What waits goes on, if it is the same user; else it is cancelled.
    void take(const TokenPair &pair);
    /// With a refresh token that was kept; `done` hears whether it was still good.
    void resume(Secret refreshToken, QObject *context, std::function<void(const Answer<Done> &)> done);

    /// Calls `use` with an access token that counts, now or later, unless `context` is gone.
    void use(QObject *context, WhenSignedOut when, Use use);
    /// The server did not accept this token: it is not given out again.
    void reject(const Secret &token);

Q_SIGNALS:
    /// There is another refresh token to keep; the one before is used up.
    void renewed();
    /// The session is over; `why` is the server's sentence.
    void signedOut(const QString &why);

private:
    struct Waiting {
        QPointer<QObject> context;
        WhenSignedOut when;
        Use use;
    };

    bool isFresh() const;
    void refresh();
    void finishRefresh(const Answer<QByteArray> &answer);
    void keep(const TokenPair &pair);
    void endSession(const ApiError &why);
    void answerWaiting(const Answer<Secret> &token);

    HttpLink &m_link;
    Secret m_access;
    Secret m_refresh;
    UserId m_user;
    SteadyTime m_good{}; ///< Until then the access token is not doubted.
    QTimer m_renewal;
    bool m_refreshing = false;
    QList<Waiting> m_waiting;
};

} // namespace auth::console
