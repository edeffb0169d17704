#include "users/user_profile_tab.h"

#include "api/endpoints/user_actions.h"
#include "users/user_facts.h"
#include "users/user_words.h"
#include "widgets/busy_button.h"

#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

const QString username = u"username"_s;
const QString email = u"email"_s;

QLineEdit *makeLine(const QString &name, const QString &accessibleName)
{
    auto *line = new QLineEdit;
    line->setObjectName(name);
    line->setAccessibleName(accessibleName);
    return line;
}

QLabel *makeProblem(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->hide();
    return label;
}

} // namespace

UserProfileTab::UserProfileTab(Workspace &workspace, QWidget *parent)
    : UserEditTab(workspace, tr("&Save"), parent), m_name(makeLine(u"profileName"_s, tr("Name"))),
      m_email(makeLine(u"profileEmail"_s, tr("E-mail"))), m_nameProblem(makeProblem(u"profileNameProblem"_s)),
      m_emailProblem(makeProblem(u"profileEmailProblem"_s)), m_dirty(new QLabel(tr("● Not saved"))),
      m_revert(new QPushButton(tr("Re&vert"))), m_facts(new KeyValueView)
{
    m_facts->setObjectName(u"profileFacts"_s);
    column()->addLayout(makeForm());
    column()->addLayout(makeButtons());
    column()->addSpacing(8);
    column()->addWidget(m_facts);
    column()->addStretch(1);
    for (QLineEdit *line : {m_name, m_email})
        connect(line, &QLineEdit::textChanged, this, &UserProfileTab::judge);
    connect(m_revert, &QPushButton::clicked, this, &UserProfileTab::revert);
    connect(&workspace.times, &TimeText::changed, this, &UserProfileTab::showFacts);
}

QFormLayout *UserProfileTab::makeForm()
{
    auto *form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->addRow(tr("&Name:"), m_name);
    form->addRow({}, m_nameProblem);
    form->addRow(tr("&E-mail:"), m_email);
    form->addRow({}, m_emailProblem);
    return form;
}

QLayout *UserProfileTab::makeButtons()
{
    saveButton()->setObjectName(u"profileSave"_s);
    m_revert->setObjectName(u"profileRevert"_s);
    m_revert->setToolTip(tr("Esc"));
    m_revert->setAutoDefault(false);
    m_dirty->setObjectName(u"profileDirty"_s);
    m_dirty->hide();
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(saveButton());
    buttons->addWidget(m_revert);
    buttons->addWidget(m_dirty);
    buttons->addStretch();
    return buttons;
}

void UserProfileTab::load()
{
    UserEditTab::load();
    showFacts();
}

void UserProfileTab::showFacts() { m_facts->setRows(factsOf(account(), workspace().times)); }

void UserProfileTab::edit()
{
    m_name->setFocus(Qt::ShortcutFocusReason);
    m_name->selectAll();
}

QJsonObject UserProfileTab::fieldsOf(const Account &account) const
{
    return {{username, account.username}, {email, account.email}};
}

QJsonObject UserProfileTab::typed() const
{
    return {{username, m_name->text().trimmed()}, {email, m_email->text().trimmed()}};
}

void UserProfileTab::type(const QJsonObject &fields)
{
    m_name->setText(fields[username].toString());
    m_email->setText(fields[email].toString());
}

QHash<QString, QString> UserProfileTab::labels() const { return {{username, tr("Name")}, {email, tr("E-mail")}}; }

UserEditTab::Words UserProfileTab::words(const Account &account) const
{
    return {.what = tr("Save %1").arg(account.username),
            .saved = tr("%1 is saved.").arg(account.username),
            .undone = tr("%1 is as before.").arg(account.username)};
}

void UserProfileTab::send(const QJsonObject &fields, const Account &over, Done done)
{
    UserEdit edit;
    edit.id = over.id;
    edit.version = over.version;
    if (const QString wanted = fields[username].toString(); wanted != over.username)
        edit.username = wanted;
    if (const QString wanted = fields[email].toString(); wanted != over.email)
        edit.email = wanted;
    workspace().client.send(api::editUser, edit, this, std::move(done));
}

void UserProfileTab::setObstacle(const QString &obstacle)
{
    for (QLineEdit *line : {m_name, m_email}) {
        line->setReadOnly(!obstacle.isEmpty());
        line->setToolTip(obstacle);
    }
    m_revert->setEnabled(isDirty());
    m_dirty->setVisible(isDirty());
}

bool UserProfileTab::showProblem(const ApiError *error)
{
    bool found = false;
    for (const auto &[label, field] : {std::pair{m_nameProblem, username}, std::pair{m_emailProblem, email}}) {
        const QString problem = error ? problemOf(*error, field) : QString();
        QPalette palette = this->palette();
        palette.setColor(QPalette::WindowText, themeColors(palette).tone(Tone::Error));
        label->setPalette(palette);
        label->setText(problem);
        label->setVisible(!problem.isEmpty());
        found = found || !problem.isEmpty();
    }
    return found;
}

} // namespace auth::console
