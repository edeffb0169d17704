#include "connect/connect_page.h"

#include "connect/certificate_dialog.h"
#include "connect/profile_form.h"
#include "connect/sign_in_form.h"
#include "connect/step_list.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

ConnectPage::ConnectPage(ProfileStore &profiles, TokenVault &vault, QWidget *parent)
    : QWidget(parent), m_profiles(profiles), m_vault(vault)
{
    setObjectName(u"connect"_s);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    m_list = new QListWidget(this);
    m_list->setObjectName(u"connect.profiles"_s);
    m_list->setAccessibleName(tr("Known servers"));
    m_list->setFixedWidth(220);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *forget = new QAction(icon(Icon::Delete), tr("Forget this server"), m_list);
    forget->setShortcut(Qt::Key_Delete);
    forget->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(forget);
    connect(forget, &QAction::triggered, this, &ConnectPage::forgetSelected);
    columns->addWidget(m_list);
    columns->addStretch(1);
    columns->addWidget(makeCard());
    columns->addStretch(1);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item)
            fill(m_profiles.find(item->data(Qt::UserRole).toString()).value_or(ServerProfile{}));
    });
    listProfiles();
}

void ConnectPage::fill(const ServerProfile &profile)
{
    ++m_attempt;
    m_profile->setProfile(profile);
    m_form->forget(); // a password is for one server
    m_form->setEmail(profile.email);
}

QWidget *ConnectPage::makeCard()
{
    auto *card = new QWidget(this);
    card->setFixedWidth(400);
    auto *rows = new QVBoxLayout(card);
    rows->setSpacing(16);
    auto *title = new QLabel(tr("Sign in to a server"), card);
    title->setFont(uiFont(6, QFont::DemiBold));
    m_profile = new ProfileForm(card);
    m_form = new SignInForm(card);
    m_steps = new StepList(card);
    m_steps->hide();
    m_cancel = new QPushButton(tr("Cancel"), card);
    m_cancel->setObjectName(u"connect.cancel"_s);
    m_cancel->setShortcut(Qt::Key_Escape);
    m_cancel->hide();
    rows->addStretch(1);
    for (QWidget *each : std::initializer_list<QWidget *>{title, m_profile, m_form, m_cancel, m_steps})
        rows->addWidget(each);
    rows->addStretch(2);
    connect(m_form, &SignInForm::submitted, this, &ConnectPage::submit);
    connect(m_cancel, &QPushButton::clicked, this, &ConnectPage::cancel);
    connect(m_profile, &ProfileForm::submitted, m_form, &SignInForm::focusFirst);
    return card;
}

void ConnectPage::listProfiles()
{
    m_list->clear();
    for (const ServerProfile &each : m_profiles.all()) {
        auto *item = new QListWidgetItem(icon(Icon::Server), each.title(), m_list);
        item->setData(Qt::UserRole, each.id);
        item->setToolTip(each.url.toString());
    }
    auto *another = new QListWidgetItem(icon(Icon::Add), tr("Another server"), m_list);
    another->setData(Qt::UserRole, QString());
    m_list->setCurrentRow(0);
}

void ConnectPage::forgetSelected()
{
    const QString id = m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
    if (id.isEmpty())
        return;
    m_vault.remove(id);
    m_profiles.remove(id);
    listProfiles();
}

void ConnectPage::choose(const ServerProfile &profile, bool resume)
{
    m_claim.reset();
    listProfiles();
    fill(profile);
    focusFirst();
    if (!resume || profile.id.isEmpty())
        return;
    claim(profile);
    if (!m_claim)
        return;
    m_vault.load(profile.id, this, [this, profile, attempt = m_attempt](const std::optional<Secret> &token) {
        if (attempt != m_attempt)
            return; // meanwhile somebody did something else
        if (!token || !confirmExposed(profile))
            return m_claim.reset();
        setBusy(true);
        restart(profile).resume(*token);
    });
}

void ConnectPage::claim(const ServerProfile &profile)
{
    m_claim.reset();
    if (profile.staySignedIn)
        m_claim = m_vault.claim(profile.id);
}

void ConnectPage::focusFirst() { m_form->focusFirst(); }

void ConnectPage::submit()
{
    auto profile = m_profile->profile();
    if (!profile)
        return;
    auto credentials = m_form->credentials();
    if (!credentials || !confirmExposed(*profile))
        return;
    ++m_attempt;
    profile->email = credentials->email;
    *profile = m_profiles.identified(*std::move(profile));
    if (const auto before = m_profiles.find(profile->id); before && before->url != profile->url)
        m_vault.remove(profile->id); // that session is another server's
    claim(*profile);
    setBusy(true);
    restart(*profile).begin(*std::move(credentials));
}

bool ConnectPage::confirmExposed(const ServerProfile &profile)
{
    if (!isExposed(profile.url) || m_exposedConfirmed == profile.url)
        return true;
    QMessageBox box(QMessageBox::Warning, tr("Not encrypted"),
                    tr("Your password and everything you see travel to %1 unencrypted.").arg(profile.url.host()),
                    QMessageBox::Cancel, this);
    box.setObjectName(u"connect.exposed"_s);
    auto *go = box.addButton(tr("Send unencrypted"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() != go)
        return false;
    m_exposedConfirmed = profile.url;
    return true;
}

Connector &ConnectPage::restart(const ServerProfile &profile)
{
    m_connector.reset();
    m_client = std::make_unique<ApiClient>(profile);
    m_connector = std::make_unique<Connector>(*m_client);
    m_steps->restart();
    m_steps->show();
    m_form->clearError();
    connect(&m_client->tokens(), &AccessTokens::renewed, this, [this, client = m_client.get()] {
        if (m_claim && client == m_client.get()) // whatever comes, the token before is used up
            m_vault.save(client->profile().id, client->tokens().refreshToken());
    });
    connect(m_connector.get(), &Connector::reached, m_steps, &StepList::reach);
    connect(m_connector.get(), &Connector::failed, this, &ConnectPage::fail);
    connect(m_connector.get(), &Connector::connected, this, &ConnectPage::succeed);
    return *m_connector;
}

void ConnectPage::setBusy(bool busy)
{
    m_profile->setBusy(busy);
    m_form->setBusy(busy);
    m_list->setEnabled(!busy);
    m_cancel->setVisible(busy);
}

void ConnectPage::cancel()
{
    ++m_attempt;
    letGo();
    m_steps->hide();
    setBusy(false);
    focusFirst();
}

/// Later, as it may be what calls.
void ConnectPage::letGo()
{
    m_connector.release()->deleteLater();
    m_client.release()->deleteLater();
    m_claim.reset();
}

void ConnectPage::fail(Connector::Step step, const ApiError &error)
{
    setBusy(false);
    m_steps->fail(step);
    m_form->showError(step, error);
    const QString id = m_client->profile().id;
    if (error.kind == ApiError::Kind::SignedOut)
        m_vault.remove(id);
    const auto problem = m_client->link().certificateProblem();
    letGo(); // or it would go on renewing a session nobody sees
    if (error.kind == ApiError::Kind::Untrusted && problem)
        offerTrust(*problem);
}

void ConnectPage::offerTrust(const CertificateProblem &problem)
{
    auto *dialog = new CertificateDialog(problem, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, leaf = problem.chain.value(0)] {
        m_profile->pin(fingerprint(leaf));
        submit();
    });
    dialog->open();
}

void ConnectPage::succeed(const Profile &user)
{
    setBusy(false);
    ServerProfile used = m_client->profile();
    used.email = user.email;
    const auto before = m_profiles.find(used.id);
    m_profiles.save(used);
    if (before && before->staySignedIn && !used.staySignedIn)
        m_vault.remove(used.id);
    m_form->forget();
    m_steps->hide();
    m_connector.release()->deleteLater(); // it is what calls
    Q_EMIT connected(user);
}

} // namespace auth::console
