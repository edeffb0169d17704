#include "client/certificate_probe.h"

#include "client/tls_trust.h"

#include <QtCore/QTimer>
#include <QtNetwork/QSslSocket>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualPort = 443;
constexpr std::chrono::seconds patience{30};

} // namespace

qint64 daysLeft(const QSslCertificate &certificate)
{
    return QDateTime::currentDateTimeUtc().daysTo(certificate.expiryDate());
}

CertificateProbe::CertificateProbe(ServerProfile profile, QObject *parent)
    : QObject(parent), m_profile(std::move(profile))
{
}

bool CertificateProbe::isEncrypted() const { return m_profile.url.scheme() == u"https"_s; }

void CertificateProbe::look()
{
    if (m_socket || !isEncrypted())
        return;
    m_socket = new QSslSocket(this);
    m_socket->setSslConfiguration(sslConfiguration(m_profile));
    m_socket->setPeerVerifyMode(QSslSocket::QueryPeer); // nothing is sent; the client judges its own connections
    connect(m_socket, &QSslSocket::encrypted, this, [this] {
        m_certificate = m_socket->peerCertificate();
        m_socket->disconnectFromHost();
        Q_EMIT found();
    });
    const auto end = [this] {
        if (QSslSocket *socket = std::exchange(m_socket, nullptr))
            socket->deleteLater();
    };
    connect(m_socket, &QSslSocket::disconnected, this, end);
    connect(m_socket, &QSslSocket::errorOccurred, this, end);
    QTimer::singleShot(patience, m_socket, &QSslSocket::abort);
    m_socket->connectToHostEncrypted(m_profile.url.host(), static_cast<quint16>(m_profile.url.port(usualPort)));
}

} // namespace auth::console
