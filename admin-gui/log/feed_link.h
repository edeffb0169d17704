#pragma once

#include "api/call.h"
#include "log/feed_settings.h"

#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>

#include <memory>

namespace auth::console {

/// Lets a reply go from within its own signals.
struct LetGo {
    void operator()(QNetworkReply *reply) const;
};
using ReplyHandle = std::unique_ptr<QNetworkReply, LetGo>;

/// A feed's own way to the service, so that the stream takes none of the few connections that QNetworkAccessManager has
/// for one host. Of the feed's thread.
class FeedLink : public QObject {
    Q_OBJECT

public:
    explicit FeedLink(const FeedSettings &settings, QObject *parent = nullptr);

    void setToken(const Secret &token) { m_token = token; }
    const Secret &token() const { return m_token; }
    /// Whether the server that was asked last was another one than it should be.
    bool isDistrusted() const { return m_distrusted; }
    /// `silence`: it is given up after so long without a byte; 0 for never.
    ReplyHandle get(const api::Call &call, std::chrono::milliseconds silence);

private:
    void judge(QNetworkReply *reply, const QList<QSslError> &errors);

    const FeedSettings &m_settings;
    QNetworkAccessManager m_network;
    Secret m_token;
    bool m_distrusted = false;
};

/// HTTP status; 0 when there was no answer.
int statusOf(const QNetworkReply &reply);
/// Why there was none, or no good one, for people. Reads the body.
QString problemOf(QNetworkReply &reply);

} // namespace auth::console
