#include "connect/certificate_dialog.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QSslCertificate &certificate)
{
    const QString name = certificate.subjectInfo(QSslCertificate::CommonName).join(u", "_s);
    return name.isEmpty() ? certificate.subjectDisplayName() : name;
}

void addLine(QTreeWidgetItem *item, const QString &name, const QString &value)
{
    auto *line = new QTreeWidgetItem(item, {name, value});
    line->setToolTip(1, value);
}

} // namespace

QString fingerprintText(const QByteArray &sha256) { return QString::fromLatin1(sha256.toHex(':').toUpper()); }

CertificateDialog::CertificateDialog(const CertificateProblem &problem, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"certificate"_s);
    setWindowTitle(tr("The certificate of %1 is not trusted").arg(problem.host));
    resize(640, 460);
    auto *rows = new QVBoxLayout(this);
    rows->setSpacing(12);
    rows->addWidget(reasons(problem));
    rows->addWidget(chain(problem), 1);
    rows->addWidget(buttons(problem));
}

QWidget *CertificateDialog::reasons(const CertificateProblem &problem)
{
    QString text = u"<p><b>"_s + windowTitle().toHtmlEscaped() + u"</b></p><ul>"_s;
    for (const QString &reason : problem.reasons)
        text += u"<li>"_s + reason.toHtmlEscaped() + u"</li>"_s;
    text +=
        u"</ul><p>"_s
        + (problem.mayBeTrusted
               ? tr("Somebody between you and the server could read passwords and tokens. Compare the fingerprint with "
                    "the one the server's administrator tells you before you trust it.")
               : tr("This cannot be overridden. Ask the server's administrator to mend the certificate."))
              .toHtmlEscaped()
        + u"</p>"_s;
    auto *label = new QLabel(text, this);
    label->setTextFormat(Qt::RichText);
    label->setObjectName(u"certificate.reasons"_s);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QWidget *CertificateDialog::chain(const CertificateProblem &problem)
{
    auto *tree = new QTreeWidget(this);
    tree->setObjectName(u"certificate.chain"_s);
    tree->setAccessibleName(tr("Certificate chain"));
    tree->setHeaderLabels({tr("Certificate"), tr("Value")});
    tree->setColumnWidth(0, 200);
    for (const QSslCertificate &each : problem.chain) {
        auto *item = new QTreeWidgetItem(tree, {nameOf(each)});
        addLine(item, tr("Issued by"), each.issuerDisplayName());
        addLine(item, tr("Valid from"), each.effectiveDate().toLocalTime().toString(Qt::ISODate));
        addLine(item, tr("Valid to"), each.expiryDate().toLocalTime().toString(Qt::ISODate));
        addLine(item, tr("SHA-256"), fingerprintText(fingerprint(each)));
        item->setExpanded(true);
    }
    return tree;
}

QWidget *CertificateDialog::buttons(const CertificateProblem &problem)
{
    auto *box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    if (problem.mayBeTrusted) {
        auto *trust = box->addButton(tr("Trust this certificate for this profile"), QDialogButtonBox::AcceptRole);
        trust->setObjectName(u"certificate.trust"_s);
        trust->setAutoDefault(false);
    }
    box->button(QDialogButtonBox::Cancel)->setDefault(true);
    box->button(QDialogButtonBox::Cancel)->setFocus();
    connect(box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return box;
}

} // namespace auth::console
