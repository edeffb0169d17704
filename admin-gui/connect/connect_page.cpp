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
            m_profile->setProfile(m_profiles.find(item->data(Qt::UserRole).toString()).value_or(ServerProfile{}));
        if (item)
            m_form->setEmail(m_profiles.find(item->data(Qt::UserRole).toString()).value_or(ServerProfile{}).email);
    });
    listProfiles();
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
    rows->addStretch(1);
    for (QWidget *each : std::initializer_list<QWidget *>{title, m_profile, m_form, m_steps})
        rows->addWidget(each);
    rows->addStretch(2);
    connect(m_form, &SignInForm::submitted, this, &ConnectPage::submit);
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
    listProfiles();
    m_profile->setProfile(profile);
    m_form->setEmail(profile.email);
    focusFirst();
    if (!resume || !profile.staySignedIn || profile.id.isEmpty())
        return;
    m_vault.load(profile.id, this, [this, profile](const std::optional<Secret> &token) {
        if (!token)
            return;
        setBusy(true);
        restart(profile).resume(*token);
    });
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
    profile->email = credentials->email;
    setBusy(true);
    restart(*profile).begin(*std::move(credentials));
}

bool ConnectPage::confirmExposed(const ServerProfile &profile)
{
    if (!isExposed(profile.url) || m_exposedConfirmed)
        return true;
    QMessageBox box(QMessageBox::Warning, tr("Not encrypted"),
                    tr("Your password and everything you see travel to %1 unencrypted.").arg(profile.url.host()),
                    QMessageBox::Cancel, this);
    box.setObjectName(u"connect.exposed"_s);
    auto *go = box.addButton(tr("Send unencrypted"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    m_exposedConfirmed = box.clickedButton() == go;
    return m_exposedConfirmed;
}

Connector &ConnectPage::restart(const ServerProfile &profile)
{
    m_connector.reset();
    m_client = std::make_unique<ApiClient>(profile);
    m_connector = std::make_unique<Connector>(*m_client);
    m_steps->restart();
    m_steps->show();
    m_form->clearError();
    connect(m_connector.get(), &Connector::reached, m_steps, &StepList::reach);
    connect(m_connector.get(), &Connector::failed, this, &ConnectPage::fail);
    connect(m_connector.get(), &Connector::clockDiffers, this, &ConnectPage::clockDiffers);
    connect(m_connector.get(), &Connector::connected, this, &ConnectPage::succeed);
    return *m_connector;
}

void ConnectPage::setBusy(bool busy)
{
    m_profile->setBusy(busy);
    m_form->setBusy(busy);
    m_list->setEnabled(!busy);
}

void ConnectPage::fail(Connector::Step step, const ApiError &error)
{
    setBusy(false);
    m_steps->fail(step);
    m_form->showError(step, error);
    if (error.kind == ApiError::Kind::Untrusted && m_client->link().certificateProblem())
        offerTrust(*m_client->link().certificateProblem());
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
    used = m_profiles.save(used);
    m_form->clearError();
    m_connector.release()->deleteLater(); // it is what calls
    Q_EMIT connected(user);
}

} // namespace auth::console
