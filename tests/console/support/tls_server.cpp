#include "support/tls_server.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QTcpSocket>

namespace auth::test {

using namespace Qt::StringLiterals;

Identity makeIdentity(const QTemporaryDir &folder, const QString &name, const QString &host)
{
    const QString certificate = folder.filePath(name + u".pem"_s);
    const QString key = folder.filePath(name + u".key"_s);
    const QStringList arguments{u"req"_s,
                                u"-x509"_s,
                                u"-newkey"_s,
                                u"ec"_s,
                                u"-pkeyopt"_s,
                                u"ec_paramgen_curve:P-256"_s,
                                u"-nodes"_s,
                                u"-subj"_s,
                                u"/CN="_s + host,
                                u"-addext"_s,
                                u"subjectAltName=DNS:"_s + host,
                                u"-days"_s,
                                u"2"_s,
                                u"-keyout"_s,
                                key,
                                u"-out"_s,
                                certificate};
    if (QProcess::execute(u"openssl"_s, arguments) != 0)
        qFatal("openssl is missing");
    QFile file(key);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no key");
    return {QSslCertificate::fromPath(certificate), QSslKey(&file, QSsl::Ec), certificate};
}

TlsServer::TlsServer(const Identity &identity, const QByteArray &answer)
{
    QSslConfiguration configuration;
    configuration.setLocalCertificateChain(identity.chain);
    configuration.setPrivateKey(identity.key);
    setSslConfiguration(configuration);
    connect(this, &QTcpServer::pendingConnectionAvailable, this, [this, answer] {
        QTcpSocket *socket = nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, answer] {
            ++m_asked;
            socket->readAll();
            socket->write(answer);
        });
    });
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port");
}

} // namespace auth::test
