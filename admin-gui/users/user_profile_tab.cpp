#include "users/user_profile_tab.h"

#include "api/endpoints/user_actions.h"
#include "core/json.h"
#include "users/user_words.h"
#include "widgets/busy_button.h"
#include "widgets/key_value_view.h"
#include "widgets/merge_dialog.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

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

QJsonObject UserProfileTab::Names::json() const { return {{u"username"_s, username}, {u"email"_s, email}}; }

UserProfileTab::UserProfileTab(Workspace &workspace, QWidget *parent)
    : UserTab(workspace, parent), m_name(makeLine(u"profileName"_s, tr("Name"))),
      m_email(makeLine(u"profileEmail"_s, tr("E-mail"))), m_nameProblem(makeProblem(u"profileNameProblem"_s)),
      m_emailProblem(makeProblem(u"profileEmailProblem"_s)), m_dirty(new QLabel(tr("● Not saved"))),
      m_save(new BusyButton(tr("&Save"), tr("Saving…"))), m_revert(new QPushButton(tr("Re&vert"))),
      m_facts(new KeyValueView)
{
    auto *form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->addRow(tr("&Name:"), m_name);
    form->addRow({}, m_nameProblem);
    form->addRow(tr("&E-mail:"), m_email);
    form->addRow({}, m_emailProblem);
    m_dirty->setObjectName(u"profileDirty"_s);
    m_save->setObjectName(u"profileSave"_s);
    m_save->setToolTip(tr("Ctrl+S"));
    m_save->setProperty("tone", u"accent"_s);
    m_save->setAutoDefault(false);
    m_revert->setObjectName(u"profileRevert"_s);
    m_revert->setToolTip(tr("Esc"));
    m_revert->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addWidget(m_revert);
    buttons->addWidget(m_dirty);
    buttons->addStretch();
    m_dirty->hide();
    m_facts->setObjectName(u"profileFacts"_s);
    column()->addLayout(form);
    column()->addLayout(buttons);
    column()->addSpacing(8);
    column()->addWidget(m_facts);
    column()->addStretch(1);
    for (QLineEdit *line : {m_name, m_email})
        connect(line, &QLineEdit::textChanged, this, &UserProfileTab::judge);
    connect(m_save, &QPushButton::clicked, this, &UserProfileTab::save);
    connect(m_revert, &QPushButton::clicked, this, &UserProfileTab::revert);
    connect(&workspace.rights, &Rights::changed, this, &UserProfileTab::judge);
    connect(&workspace.times, &TimeText::changed, this, &UserProfileTab::showFacts);
}

UserProfileTab::Names UserProfileTab::typed() const { return {m_name->text().trimmed(), m_email->text().trimmed()}; }

void UserProfileTab::type(const Names &names)
{
    m_name->setText(names.username);
    m_email->setText(names.email);
}

bool UserProfileTab::isDirty() const { return !m_base.id.isNull() && typed() != Names{m_base.username, m_base.email}; }

bool UserProfileTab::isSaving() const { return m_save->isBusy(); }

/// Edits stay when it is the same account; saving finds out whether somebody else has changed the same.
void UserProfileTab::load()
{
    const bool keep = isDirty() && m_base.id == account().id;
    if (!keep || Names{m_base.username, m_base.email} == Names{account().username, account().email})
        m_base = account();
    if (!keep)
        revert();
    showFacts();
    judge();
}

void UserProfileTab::revert()
{
    m_base = account();
    type({m_base.username, m_base.email});
    setProblems(nullptr);
}

void UserProfileTab::edit()
{
    m_name->setFocus(Qt::ShortcutFocusReason);
    m_name->selectAll();
}

void UserProfileTab::showFacts()
{
    const TimeText &times = workspace().times;
    const Account &shown = account();
    const auto row = [&](const QString &label, const std::optional<Time> &time, const QString &otherwise) {
        return KeyValueRow{.label = label,
                           .value = time ? times.shortText(*time) : otherwise,
                           .linkKind = {},
                           .linkTarget = {},
                           .toolTip = time ? times.toolTip(*time) : QString()};
    };
    std::vector<KeyValueRow> rows{
        {.label = tr("ID"), .value = shown.id.text(), .linkKind = {}, .linkTarget = {}, .isCode = true, .toolTip = {}},
        {.label = tr("State"), .value = stateText(shown.state), .linkKind = {}, .linkTarget = {}, .toolTip = {}},
        row(tr("Created"), shown.createdAt, {}),
        row(tr("Last login"), shown.lastLogin, tr("Never")),
        row(tr("Last change"), shown.updatedAt, {}),
    };
    if (shown.lockedUntil)
        rows.push_back(row(tr("Locked until"), shown.lockedUntil, {}));
    if (shown.deactivatedAt)
        rows.push_back(row(tr("Deactivated"), shown.deactivatedAt, {}));
    if (shown.deletedAt)
        rows.push_back(row(tr("Deleted"), shown.deletedAt, {}));
    if (shown.mustChangePassword)
        rows.push_back({.label = tr("Password"),
                        .value = tr("Must be changed at the next sign-in"),
                        .linkKind = {},
                        .linkTarget = {},
                        .toolTip = {}});
    m_facts->setRows(rows);
}

void UserProfileTab::judge()
{
    QString obstacle = workspace().rights.obstacle(Permission::UsersWrite, true);
    if (obstacle.isEmpty() && account().state == AccountState::Deleted)
        obstacle = tr("This account is deleted; restore it first.");
    for (QLineEdit *line : {m_name, m_email}) {
        line->setReadOnly(!obstacle.isEmpty());
        line->setToolTip(obstacle);
    }
    m_save->setEnabled(isDirty() && obstacle.isEmpty() && !m_save->isBusy());
    m_revert->setEnabled(isDirty());
    m_dirty->setVisible(isDirty());
    Q_EMIT dirtyChanged();
}

/// Its own keys go before the window's, as long as there is something to save or to revert.
bool UserProfileTab::keyPressed(int key, Qt::KeyboardModifiers modifiers, bool really)
{
    const bool saves = key == Qt::Key_S && modifiers == Qt::ControlModifier;
    const bool reverts = key == Qt::Key_Escape && modifiers == Qt::NoModifier;
    if (!isDirty() || (!saves && !reverts))
        return false;
    if (really && saves)
        save();
    if (really && reverts)
        revert();
    return true;
}

bool UserProfileTab::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *keys = static_cast<QKeyEvent *>(event);
        if (keyPressed(keys->key(), keys->modifiers(), false)) {
            event->accept();
            return true;
        }
    }
    return UserTab::event(event);
}

void UserProfileTab::keyPressEvent(QKeyEvent *event)
{
    if (!keyPressed(event->key(), event->modifiers(), true))
        UserTab::keyPressEvent(event);
}

void UserProfileTab::save()
{
    if (!m_save->isEnabled() || m_save->isBusy())
        return;
    setProblems(nullptr);
    m_save->setBusy(true);
    send(typed(), m_base, false);
}

void UserProfileTab::send(const Names &wanted, const Account &over, bool isUndo)
{
    UserEdit edit;
    edit.id = over.id;
    edit.version = over.version;
    if (wanted.username != over.username)
        edit.username = wanted.username;
    if (wanted.email != over.email)
        edit.email = wanted.email;
    workspace().client.send(api::editUser, edit, this, [=, this](const Answer<Account> &now) {
        m_save->setBusy(false);
        if (now)
            taken(over, *now, isUndo);
        else if (isUndo)
            workspace().notices.fail(tr("Undo"), now.error());
        else
            refused(now.error(), wanted);
        judge();
        Q_EMIT settled();
    });
}

void UserProfileTab::taken(const Account &before, const Account &now, bool isUndo)
{
    if (m_base.id == now.id) {
        setAccount(now);
        revert();
    }
    if (isUndo)
        Q_EMIT saved(now, tr("%1 is as before.").arg(now.username), {});
    else
        Q_EMIT saved(now, tr("%1 is saved.").arg(now.username), [=, this] {
            send({before.username, before.email}, now, true);
        });
}

void UserProfileTab::refused(const ApiError &error, const Names &wanted)
{
    if (error.is(ErrorCode::PreconditionFailed)) {
        const auto theirs = json::decode<Account>(error.current, {}, {.ignoreUnknown = true});
        if (theirs)
            return merge(*theirs, wanted);
    }
    setProblems(&error);
    if (m_nameProblem->isHidden() && m_emailProblem->isHidden())
        workspace().notices.fail(tr("Save %1").arg(m_base.username), error);
}

/// Only what both have changed has to be decided.
void UserProfileTab::merge(const Account &theirs, const Names &mine)
{
    const Names base{m_base.username, m_base.email};
    auto *dialog = new MergeDialog(base.json(), Names{theirs.username, theirs.email}.json(), mine.json(),
                                   {{u"username"_s, tr("Name")}, {u"email"_s, tr("E-mail")}}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [=, this] {
        const QJsonObject merged = dialog->merged();
        setAccount(theirs);
        m_base = theirs;
        type({merged[u"username"_s].toString(), merged[u"email"_s].toString()});
        if (isDirty())
            save();
        else
            taken(theirs, theirs, true);
    });
    dialog->open();
}

void UserProfileTab::setProblems(const ApiError *error)
{
    for (const auto &[label, field] : {std::pair{m_nameProblem, u"username"_s}, std::pair{m_emailProblem, u"email"_s}})
    {
        const QString problem = error ? problemOf(*error, field) : QString();
        QPalette palette = this->palette();
        palette.setColor(QPalette::WindowText, themeColors(palette).tone(Tone::Error));
        label->setPalette(palette);
        label->setText(problem);
        label->setVisible(!problem.isEmpty());
    }
}

} // namespace auth::console
