#pragma once

#include "client/server_profile.h"

#include <QtCore/QStringList>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslError>

#include <optional>

namespace auth::console {

/// Why a server's certificate was not accepted, for people to judge.
struct CertificateProblem {
    QString host;
    QStringList reasons; ///< In words.
    QList<QSslCertificate> chain;
    bool mayBeTrusted = false; ///< Only the issuer is unknown: somebody who compares the fingerprint may pin it.
    bool pinChanged = false;   ///< Another certificate than the one that was trusted.
};

/// SHA-256, as other tools print it.
QByteArray fingerprint(const QSslCertificate &certificate);

/// What the profile trusts: the CAs of the system or of its file, and one pinned certificate. A CA file that cannot be
/// read gives a configuration that trusts nobody.
QSslConfiguration sslConfiguration(const ServerProfile &profile);

/// The problem with what a server showed; nothing when the profile trusts it. An expired certificate, another host name
/// or another certificate than the pinned one is never trusted.
std::optional<CertificateProblem> judge(const ServerProfile &profile, const QList<QSslCertificate> &chain,
                                        const QList<QSslError> &errors);

} // namespace auth::console
