#include "client/http_link.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QUuid>
#include <QtNetwork/QNetworkReply>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr auto requestIdAttribute = QNetworkRequest::User;
// Properties of a reply.
constexpr const char *tooLarge = "tooLarge";
constexpr const char *untrusted = "untrusted";

QNetworkRequest requestFor(const ServerProfile &profile, const api::Call &call, const Secret &token)
{
    QUrl url = profile.url;
    url.setUrl(profile.url.toString(QUrl::FullyEncoded) + QString::fromLatin1(call.target), QUrl::StrictMode);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    const QByteArray id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    request.setAttribute(requestIdAttribute, id);
    request.setRawHeader("X-Request-ID", id);
    request.setRawHeader("User-Agent", "auth-serve-console/" AUTH_VERSION);
    request.setRawHeader("Accept", "application/json");
    if (!call.contentType.isEmpty())
        request.setRawHeader("Content-Type", call.contentType);
    for (const auto &[name, value] : call.headers)
        request.setRawHeader(name, value);
    if (call.needsToken && !token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token.reveal().toByteArray());
    return request;
}

/// The answer is all there, whatever its status: QNetworkReply calls a status beyond 399 an error too.
bool isWhole(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::NoError || error == QNetworkReply::ProtocolInvalidOperationError // 400
           || (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError)
           || (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError);
}

} // namespace

HttpLink::HttpLink(ServerProfile profile, QObject *parent)
    : QObject(parent), m_profile(std::move(profile)), m_ssl(sslConfiguration(m_profile))
{
    m_network.setAutoDeleteReplies(false);
    connect(&m_network, &QNetworkAccessManager::sslErrors, this, &HttpLink::judgeErrors);
    connect(&m_network, &QNetworkAccessManager::encrypted, this, &HttpLink::judgePin);
}

QNetworkReply *HttpLink::start(const api::Call &call, const Secret &token, qint64 largest)
{
    QNetworkRequest request = requestFor(m_profile, call, token);
    request.setSslConfiguration(m_ssl);
    request.setTransferTimeout(static_cast<int>(m_timeout.count()));
    auto *reply = m_network.sendCustomRequest(request, name(call.method), call.content.reveal().toByteArray());
    connect(reply, &QNetworkReply::readyRead, reply, [reply, largest] {
        if (reply->bytesAvailable() <= largest)
            return;
        reply->setProperty(tooLarge, true);
        reply->abort();
    });
    return reply;
}

void HttpLink::judgeErrors(QNetworkReply *reply, const QList<QSslError> &errors)
{
    m_problem = judge(m_profile, reply->sslConfiguration().peerCertificateChain(), errors);
    reply->setProperty(untrusted, m_problem.has_value());
    if (!m_problem)
        reply->ignoreSslErrors(errors);
}

/// A certificate that somebody vouches for can still be another one than the one that was pinned.
void HttpLink::judgePin(QNetworkReply *reply)
{
    if (!m_profile.pinnedSha256.isEmpty()) {
        const auto chain = reply->sslConfiguration().peerCertificateChain();
        if (chain.isEmpty() || fingerprint(chain.first()) != m_profile.pinnedSha256) {
            m_problem = judge(m_profile, chain, {});
            reply->setProperty(untrusted, true);
            reply->abort();
            return;
        }
    }
    m_problem.reset();
    Q_EMIT encrypted();
}

Answer<QByteArray> HttpLink::resultOf(QNetworkReply &reply)
{
    const QString id = QString::fromLatin1(reply.request().attribute(requestIdAttribute).toByteArray());
    if (reply.property(tooLarge).toBool())
        return nonsense(id);
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto error = reply.error();
    if (status == 0 || !isWhole(error)) {
        Q_EMIT unreachable();
        return transportError(reply);
    }
    noteClock(reply);
    Q_EMIT answered();
    if (status >= 200 && status < 300)
        return reply.readAll();
    ApiError refused = refusal(status, reply.readAll(), reply.rawHeader("Retry-After"));
    if (refused.requestId.isEmpty())
        refused.requestId = id;
    return refused;
}

ApiError HttpLink::transportError(const QNetworkReply &reply) const
{
    const QString id = QString::fromLatin1(reply.request().attribute(requestIdAttribute).toByteArray());
    if (m_problem && reply.property(untrusted).toBool())
        return {.kind = ApiError::Kind::Untrusted,
                .message = tr("The server's certificate is not trusted: %1").arg(m_problem->reasons.value(0)),
                .requestId = id};
    switch (reply.error()) {
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // so Qt 6.4 reports its own time-out; who cancels does not ask
        return {.kind = ApiError::Kind::TimedOut, .message = tr("The server did not answer in time."), .requestId = id};
    case QNetworkReply::HostNotFoundError:
        return {.kind = ApiError::Kind::Unreachable,
                .message = tr("No server has the name %1.").arg(m_profile.url.host()),
                .requestId = id};
    case QNetworkReply::ConnectionRefusedError:
        return {.kind = ApiError::Kind::Unreachable,
                .message = tr("Nothing answers at %1.").arg(m_profile.url.authority()),
                .requestId = id};
    case QNetworkReply::SslHandshakeFailedError:
        return {.kind = ApiError::Kind::Untrusted,
                .message = tr("No encrypted connection: %1").arg(reply.errorString()),
                .requestId = id};
    default:
        return {.kind = ApiError::Kind::Unreachable,
                .message = tr("The connection broke: %1").arg(reply.errorString()),
                .requestId = id};
    }
}

void HttpLink::noteClock(const QNetworkReply &reply)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(reply.rawHeader("Date")),
                                             u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s); // RFC 9110 section 5.6.7
    date.setTimeSpec(Qt::UTC);
    if (date.isValid())
        m_skew = std::chrono::seconds(QDateTime::currentDateTimeUtc().secsTo(date));
}

} // namespace auth::console
