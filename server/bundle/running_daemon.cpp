#include "bundle/running_daemon.h"

#include <QtCore/QEventLoop>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QNetworkReply>

#include <memory>

namespace auth {

namespace {

constexpr int patienceMs = 3000;

} // namespace

std::optional<QByteArray> RunningDaemon::get(const QString &target)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request(m_url.resolved(QUrl(target)));
    request.setTransferTimeout(patienceMs);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token.reveal().toByteArray());
    const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    const bool good = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 200;
    return good ? std::optional(reply->readAll()) : std::nullopt;
}

} // namespace auth
