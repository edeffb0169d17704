#include "log/feed_link.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace auth::console {

using namespace Qt::StringLiterals;

void LetGo::operator()(QNetworkReply *reply) const
{
    reply->disconnect();
    reply->abort();
    reply->deleteLater();
}

FeedLink::FeedLink(const FeedSettings &settings, QObject *parent)
    : QObject(parent), m_settings(settings), m_network(this)
{
    m_network.setAutoDeleteReplies(false);
    connect(&m_network, &QNetworkAccessManager::sslErrors, this, &FeedLink::judge);
    connect(&m_network, &QNetworkAccessManager::encrypted, this, [this](QNetworkReply *reply) { judge(reply, {}); });
}

ReplyHandle FeedLink::get(const api::Call &call, std::chrono::milliseconds silence)
{
    m_distrusted = false;
    const QString url = m_settings.server.toString(QUrl::FullyEncoded | QUrl::StripTrailingSlash);
    QNetworkRequest request(QUrl(url + QString::fromLatin1(call.target), QUrl::StrictMode));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setSslConfiguration(m_settings.tls);
    request.setTransferTimeout(static_cast<int>(silence.count()));
    request.setRawHeader("User-Agent", "auth-serve-console/" AUTH_VERSION);
    request.setRawHeader("Authorization", "Bearer " + m_token.reveal().toByteArray());
    for (const auto &[name, value] : call.headers)
        request.setRawHeader(name, value);
    return ReplyHandle(m_network.get(request));
}

/// Good certificates are judged too: another one than the one that was pinned may be among them.
void FeedLink::judge(QNetworkReply *reply, const QList<QSslError> &errors)
{
    const bool trusted = m_settings.trust ? m_settings.trust(reply->sslConfiguration().peerCertificateChain(), errors)
                                          : errors.isEmpty();
    m_distrusted = !trusted;
    if (!trusted)
        reply->abort();
    else if (!errors.isEmpty())
        reply->ignoreSslErrors(errors);
}

int statusOf(const QNetworkReply &reply) { return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }

QString problemOf(QNetworkReply &reply)
{
    const QString detail = QJsonDocument::fromJson(reply.readAll()).object().value("detail"_L1).toString();
    return detail.isEmpty() ? reply.errorString() : detail;
}

} // namespace auth::console
