#pragma once

#include "client/server_profile.h"

#include <QtCore/QObject>
#include <QtNetwork/QSslCertificate>

QT_FORWARD_DECLARE_CLASS(QSslSocket)

namespace auth::console {

/// Looks at the certificate that a server shows, by a TLS handshake and nothing more. GUI thread.
class CertificateProbe : public QObject {
    Q_OBJECT

public:
    explicit CertificateProbe(ServerProfile profile, QObject *parent = nullptr);

    /// Without encryption there is none to look at.
    bool isEncrypted() const;
    /// Null until one was found.
    const QSslCertificate &certificate() const { return m_certificate; }
    /// Does nothing while a look is under way, or without encryption.
    void look();

Q_SIGNALS:
    void found();

private:
    const ServerProfile m_profile;
    QSslCertificate m_certificate;
    QSslSocket *m_socket = nullptr;
};

/// Negative when it has ended.
qint64 daysLeft(const QSslCertificate &certificate);

} // namespace auth::console
