#pragma once

#include <QtCore/QTemporaryDir>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslServer>

namespace auth::test {

/// A certificate that nobody vouches for, made by openssl for this run.
struct Identity {
    QList<QSslCertificate> chain;
    QSslKey key;
    QString file; ///< Of the certificate.
};
Identity makeIdentity(const QTemporaryDir &folder, const QString &name, const QString &host);

/// Answers whatever it is asked with the same bytes.
class TlsServer : public QSslServer {
public:
    TlsServer(const Identity &identity, const QByteArray &answer);

    /// Pieces of requests so far: 0 as long as no client has trusted it.
    int asked() const { return m_asked; }

private:
    int m_asked = 0;
};

} // namespace auth::test
