#pragma once

#include "api/call.h"
#include "client/api_error.h"
#include "client/server_profile.h"
#include "client/tls_trust.h"

#include <QtNetwork/QNetworkAccessManager>

#include <functional>

QT_FORWARD_DECLARE_CLASS(QNetworkReply)

namespace auth::console {

/// HTTP to one server under the profile's rules of trust. GUI thread.
class HttpLink : public QObject {
    Q_OBJECT

public:
    explicit HttpLink(ServerProfile profile, QObject *parent = nullptr);

    const ServerProfile &profile() const { return m_profile; }
    /// Why the last connection was not trusted.
    const std::optional<CertificateProblem> &certificateProblem() const { return m_problem; }
    /// How far the server's clock is ahead of this machine's; nothing before the first answer.
    std::optional<std::chrono::seconds> clockSkew() const { return m_skew; }
    void setTimeout(std::chrono::milliseconds silence) { m_timeout = silence; }

    /// Answers may be as large as a list or a story; exports go to files instead (client/download.h).
    static constexpr qint64 largestAnswer = 64 * 1024 * 1024;

    /// The reply is the caller's to delete. It breaks off when more than `largest` bytes wait to be read.
    QNetworkReply *start(const api::Call &call, const Secret &token, qint64 largest = largestAnswer);
    /// What became of a finished reply; the body when all is well. Reads the body.
    Answer<QByteArray> resultOf(QNetworkReply &reply);

Q_SIGNALS:
    void encrypted();
    /// The server answered, whatever it said.
    void answered();
    /// No answer came, for whatever reason, trust included.
    void unreachable();

private:
    void judgeErrors(QNetworkReply *reply, const QList<QSslError> &errors);
    void judgePin(QNetworkReply *reply);
    ApiError transportError(const QNetworkReply &reply) const;
    void noteClock(const QNetworkReply &reply);

    ServerProfile m_profile;
    const QSslConfiguration m_ssl; ///< Of when the session began: a CA file is read once.
    QNetworkAccessManager m_network;
    std::chrono::milliseconds m_timeout{30'000};
    std::optional<CertificateProblem> m_problem;
    std::optional<std::chrono::seconds> m_skew;
};

} // namespace auth::console
