#include "client/tls_trust.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>

#include <algorithm>

namespace auth::console {

namespace {

/// Nobody this machine knows vouches for it; the certificate itself is in order.
bool isUnknownIssuer(QSslError::SslError error)
{
    switch (error) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return true;
    default:
        return false;
    }
}

} // namespace

QByteArray fingerprint(const QSslCertificate &certificate) { return certificate.digest(QCryptographicHash::Sha256); }

QSslConfiguration sslConfiguration(const ServerProfile &profile)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    if (!profile.caFile.isEmpty())
        configuration.setCaCertificates(QSslCertificate::fromPath(profile.caFile, QSsl::Pem));
    return configuration;
}

std::optional<CertificateProblem> judge(const ServerProfile &profile, const QList<QSslCertificate> &chain,
                                        const QList<QSslError> &errors)
{
    const bool pinned = !profile.pinnedSha256.isEmpty();
    const bool isPinned = pinned && !chain.isEmpty() && fingerprint(chain.first()) == profile.pinnedSha256;
    const bool onlyIssuer =
        std::all_of(errors.begin(), errors.end(), [](const QSslError &each) { return isUnknownIssuer(each.error()); });
    if (pinned ? isPinned && onlyIssuer : errors.isEmpty())
        return std::nullopt;
    CertificateProblem problem{.host = profile.url.host(), .reasons = {}, .chain = chain};
    problem.pinChanged = pinned && !isPinned;
    problem.mayBeTrusted = onlyIssuer && !pinned && !chain.isEmpty();
    if (problem.pinChanged)
        problem.reasons += QCoreApplication::translate(
            "CertificateProblem",
            "The server shows another certificate than the one that was trusted for this profile.");
    for (const QSslError &each : errors)
        problem.reasons += each.errorString();
    problem.reasons.removeDuplicates();
    return problem;
}

} // namespace auth::console
