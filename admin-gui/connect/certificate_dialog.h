#pragma once

#include "client/tls_trust.h"

#include <QtWidgets/QDialog>

namespace auth::console {

/// A certificate that is not trusted: why, and the whole chain. Where only the issuer is unknown it can be trusted for
/// this profile by who has compared the fingerprint; Cancel is the default.
class CertificateDialog : public QDialog {
    Q_OBJECT

public:
    explicit CertificateDialog(const CertificateProblem &problem, QWidget *parent = nullptr);

private:
    QWidget *reasons(const CertificateProblem &problem);
    QWidget *chain(const CertificateProblem &problem);
    QWidget *buttons(const CertificateProblem &problem);
};

/// AB:CD:EF ... as other tools print it.
QString fingerprintText(const QByteArray &sha256);

} // namespace auth::console
