#include "users/user_edit_tab.h"

#include "core/json.h"
#include "widgets/busy_button.h"
#include "widgets/merge_dialog.h"

#include <QtGui/QKeyEvent>

namespace auth::console {

using namespace Qt::StringLiterals;

UserEditTab::UserEditTab(Workspace &workspace, const QString &saveText, QWidget *parent)
    : UserTab(workspace, parent), m_save(new BusyButton(saveText, tr("Saving…")))
{
    m_save->setToolTip(tr("Ctrl+S"));
    m_save->setProperty("tone", u"accent"_s);
    m_save->setAutoDefault(false);
    connect(m_save, &QPushButton::clicked, this, &UserEditTab::save);
    connect(&workspace.rights, &Rights::changed, this, &UserEditTab::judge);
}

bool UserEditTab::isDirty() const { return !m_base.id.isNull() && typed() != fieldsOf(m_base); }

bool UserEditTab::isSaving() const { return m_save->isBusy(); }

/// Edits stay when it is the same account; saving finds out whether somebody else has changed the same.
void UserEditTab::load()
{
    const bool keep = isDirty() && m_base.id == account().id;
    if (!keep || fieldsOf(m_base) == fieldsOf(account()))
        m_base = account();
    if (!keep)
        revert();
    judge();
}

void UserEditTab::revert()
{
    m_base = account();
    type(fieldsOf(m_base));
    showProblem(nullptr);
    judge();
}

QString UserEditTab::obstacle() const
{
    const QString missing = workspace().rights.obstacle(Permission::UsersWrite, true);
    if (!missing.isEmpty() || account().state != AccountState::Deleted)
        return missing;
    return tr("This account is deleted; restore it first.");
}

void UserEditTab::judge()
{
    const QString why = obstacle();
    setObstacle(why);
    m_save->setEnabled(isDirty() && why.isEmpty() && !m_save->isBusy());
    Q_EMIT dirtyChanged();
}

/// Its own keys go before the window's, as long as there is something to save or to revert.
bool UserEditTab::keyPressed(int key, Qt::KeyboardModifiers modifiers, bool really)
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

bool UserEditTab::event(QEvent *event)
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

void UserEditTab::keyPressEvent(QKeyEvent *event)
{
    if (!keyPressed(event->key(), event->modifiers(), true))
        UserTab::keyPressEvent(event);
}

void UserEditTab::save()
{
    if (!m_save->isEnabled() || m_save->isBusy())
        return;
    showProblem(nullptr);
    m_save->setBusy(true);
    submit(typed(), m_base, false);
}

void UserEditTab::submit(const QJsonObject &fields, const Account &over, bool isUndo)
{
    send(fields, over, [=, this](const Answer<Account> &now) {
        if (!isUndo)
            m_save->setBusy(false);
        if (now)
            take(fields, over, *now, isUndo);
        else if (isUndo)
            workspace().notices.fail(tr("Undo"), now.error());
        else
            refuse(now.error(), fields, over);
        judge();
        if (!isUndo)
            Q_EMIT settled();
    });
}

/// What was typed since then stays.
void UserEditTab::take(const QJsonObject &sent, const Account &before, const Account &now, bool isUndo)
{
    if (m_base.id == now.id) {
        setAccount(now);
        if (!isUndo && typed() == sent)
            revert();
        else if (!isUndo)
            m_base = now;
    }
    if (isUndo)
        Q_EMIT saved(now, words(now).undone, {});
    else
        Q_EMIT saved(now, words(now).saved, [=, this] { submit(fieldsOf(before), now, true); });
}

void UserEditTab::refuse(const ApiError &error, const QJsonObject &mine, const Account &over)
{
    const bool isHere = m_base.id == over.id;
    if (isHere && error.is(ErrorCode::PreconditionFailed)) {
        const auto theirs = json::decode<Account>(error.current, {}, {.ignoreUnknown = true});
        if (theirs)
            return merge(*theirs, mine);
    }
    if (!isHere || !showProblem(&error))
        workspace().notices.fail(words(over).what, error);
}

/// Only what both have changed has to be decided.
void UserEditTab::merge(const Account &theirs, const QJsonObject &mine)
{
    if (fieldsOf(theirs) == mine)
        return settle(theirs, mine);
    auto *dialog = new MergeDialog(fieldsOf(m_base), fieldsOf(theirs), mine, labels(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [=, this] { settle(theirs, dialog->merged()); });
    dialog->open();
}

void UserEditTab::settle(const Account &theirs, const QJsonObject &merged)
{
    setAccount(theirs);
    m_base = theirs;
    type(merged);
    judge();
    if (isDirty())
        return save();
    Q_EMIT saved(theirs, tr("Nothing is left to save: the server has these values of %1 already.").arg(theirs.username),
                 {});
}

} // namespace auth::console
