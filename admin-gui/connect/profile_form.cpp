#include "connect/profile_form.h"

#include "client/token_vault.h"
#include "widgets/icons.h"
#include "widgets/theme_colors.h"

#include <QtGui/QPainter>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QIcon swatch(const QColor &colour)
{
    QPixmap picture(16, 16);
    picture.fill(Qt::transparent);
    if (colour.isValid()) {
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRoundedRect(1, 1, 14, 14, 3, 3);
    }
    return picture;
}

void fillColours(QComboBox *box)
{
    const QStringList names{ProfileForm::tr("None"),
                            ProfileForm::tr("Blue"),
                            ProfileForm::tr("Green"),
                            ProfileForm::tr("Amber"),
                            ProfileForm::tr("Red (production)"),
                            ProfileForm::tr("Violet")};
    for (int i = 0; i < names.size(); ++i)
        box->addItem(swatch(themeColors().stripe(static_cast<ProfileColor>(i))), names[i]);
}

} // namespace

ProfileForm::ProfileForm(QWidget *parent) : QWidget(parent)
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    m_url = new QLineEdit(this);
    m_url->setObjectName(u"profile.url"_s);
    m_url->setAccessibleName(tr("Server"));
    m_url->setPlaceholderText(u"auth.example.org"_s);
    auto *label = new QLabel(tr("&Server"), this);
    label->setBuddy(m_url);
    m_warning = new QLabel(this);
    m_warning->setObjectName(u"profile.warning"_s);
    m_warning->setWordWrap(true);
    m_toggle = new QToolButton(this);
    m_toggle->setObjectName(u"profile.more"_s);
    m_toggle->setText(tr("&Options of this server"));
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setArrowType(Qt::RightArrow);
    m_toggle->setCheckable(true);
    m_toggle->setAutoRaise(true);
    m_more = makeMore();
    for (QWidget *each : std::initializer_list<QWidget *>{label, m_url, m_warning, m_toggle, m_more})
        rows->addWidget(each);
    m_more->hide();
    m_warning->hide();
    connect(m_toggle, &QToolButton::toggled, this, [this](bool open) {
        m_more->setVisible(open);
        m_toggle->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    });
    connect(m_url, &QLineEdit::textChanged, this, &ProfileForm::judgeAddress);
    connect(m_url, &QLineEdit::returnPressed, this, &ProfileForm::submitted);
}

QWidget *ProfileForm::makeMore()
{
    auto *more = new QWidget(this);
    auto *form = new QFormLayout(more);
    form->setContentsMargins(12, 4, 0, 4);
    m_name = new QLineEdit(more);
    m_name->setObjectName(u"profile.name"_s);
    m_name->setAccessibleName(tr("Name"));
    form->addRow(tr("N&ame"), m_name);
    m_colour = new QComboBox(more);
    m_colour->setObjectName(u"profile.colour"_s);
    m_colour->setAccessibleName(tr("Colour"));
    fillColours(m_colour);
    form->addRow(tr("&Colour"), m_colour);
    m_caFile = new QLineEdit(more);
    m_caFile->setObjectName(u"profile.ca_file"_s);
    m_caFile->setAccessibleName(tr("CA file"));
    m_caFile->setPlaceholderText(tr("Those of the system"));
    QAction *choose = m_caFile->addAction(icon(Icon::More), QLineEdit::TrailingPosition);
    choose->setText(tr("Choose a CA file"));
    choose->setToolTip(choose->text());
    connect(choose, &QAction::triggered, this, &ProfileForm::chooseCaFile);
    form->addRow(tr("CA &file"), m_caFile);
    m_readOnly = new QCheckBox(tr("&Read-only: change nothing on this server"), more);
    m_readOnly->setObjectName(u"profile.read_only"_s);
    form->addRow(m_readOnly);
    m_stay = new QCheckBox(tr("Stay signed &in (the system's keychain keeps the session)"), more);
    m_stay->setObjectName(u"profile.stay"_s);
    m_stay->setEnabled(TokenVault::isBuiltIn());
    form->addRow(m_stay);
    return more;
}

void ProfileForm::setProfile(const ServerProfile &profile)
{
    m_profile = profile;
    m_url->setText(profile.url.toString());
    m_name->setText(profile.name);
    m_colour->setCurrentIndex(static_cast<int>(profile.colour));
    m_caFile->setText(profile.caFile);
    m_readOnly->setChecked(profile.readOnly);
    m_stay->setChecked(profile.staySignedIn);
    judgeAddress();
}

std::optional<ServerProfile> ProfileForm::profile()
{
    const QUrl url = serverUrl(m_url->text());
    if (url.isEmpty()) {
        m_warning->setText(tr("Type the address of the server, such as auth.example.org or localhost:8000."));
        m_warning->show();
        m_url->setFocus();
        return std::nullopt;
    }
    if (url != m_profile.url)
        m_profile.pinnedSha256.clear(); // another server has another certificate
    m_profile.url = url;
    m_profile.name = m_name->text().trimmed();
    m_profile.colour = static_cast<ServerProfile::Colour>(m_colour->currentIndex());
    m_profile.caFile = m_caFile->text().trimmed();
    m_profile.readOnly = m_readOnly->isChecked();
    m_profile.staySignedIn = m_stay->isChecked();
    return m_profile;
}

void ProfileForm::pin(const QByteArray &sha256) { m_profile.pinnedSha256 = sha256; }

void ProfileForm::judgeAddress()
{
    const bool exposed = isExposed(serverUrl(m_url->text()));
    m_warning->setText(exposed ? tr("Not encrypted: others on the way can read your password. Use https.") : QString());
    m_warning->setVisible(exposed);
}

void ProfileForm::chooseCaFile()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("CA file"), {}, tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    if (!path.isEmpty())
        m_caFile->setText(path);
}

} // namespace auth::console
