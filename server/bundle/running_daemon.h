#pragma once

#include "core/secret.h"

#include <QtCore/QUrl>
#include <QtNetwork/QNetworkAccessManager>

#include <optional>

namespace auth {

/// A daemon that may be running. It is asked for nothing but GET, and follows no redirect with the token.
class RunningDaemon {
public:
    /// Without a token if that is empty.
    RunningDaemon(QUrl url, Secret token) : m_url(std::move(url)), m_token(std::move(token)) {}

    /// Nothing when it does not answer within three seconds, or not with 200. Needs an event loop to be possible.
    std::optional<QByteArray> get(const QString &target);

private:
    const QUrl m_url;
    const Secret m_token;
    QNetworkAccessManager m_network;
};

} // namespace auth
