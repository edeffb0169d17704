#include "users/user_sessions_tab.h"

#include "api/endpoints/user_actions.h"
#include "widgets/confirm_dialog.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int idRole = Qt::UserRole;

QPushButton *makeButton(const QString &name, const QString &text)
{
    auto *button = new QPushButton(text);
    button->setObjectName(name);
    button->setAccessibleName(QString(text).remove(u'&'));
    button->setAutoDefault(false);
    return button;
}

} // namespace

UserSessionsTab::UserSessionsTab(Workspace &workspace, QWidget *parent)
    : UserTab(workspace, parent), m_table(makeTable(u"userSessions"_s, tr("Sessions"),
                                                    {tr("Last used"), tr("Device"), tr("Address"), tr("Started")})),
      m_end(makeButton(u"endSession"_s, tr("&End session…"))),
      m_endAll(makeButton(u"endAllSessions"_s, tr("End &all…")))
{
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_end);
    buttons->addWidget(m_endAll);
    buttons->addStretch();
    column()->addWidget(m_table, 1);
    column()->addLayout(buttons);
    column()->addStretch();
    auto *del = new QShortcut(Qt::Key_Delete, m_table);
    del->setContext(Qt::WidgetShortcut);
    connect(del, &QShortcut::activated, m_end, &QPushButton::click);
    connect(m_end, &QPushButton::clicked, this, &UserSessionsTab::askToEnd);
    connect(m_endAll, &QPushButton::clicked, this, &UserSessionsTab::endAllWanted);
    connect(m_table, &QTreeWidget::itemSelectionChanged, this, &UserSessionsTab::judge);
    connect(&workspace.rights, &Rights::changed, this, &UserSessionsTab::judge);
    judge();
}

void UserSessionsTab::load()
{
    m_call.cancel();
    const QString obstacle = workspace().rights.obstacle(Permission::SessionsRead, false);
    setNote(obstacle);
    if (!obstacle.isEmpty())
        return fill({});
    m_call = workspace().client.send(api::userSessions, {.id = account().id}, this,
                                     [this](const Answer<auth::Page<Session>> &sessions) {
                                         fill(sessions ? sessions->items : QList<Session>());
                                         if (!sessions)
                                             setNote(sentence(tr("Look for sessions"), sessions.error()));
                                         else if (sessions->items.isEmpty())
                                             setNote(tr("This user is not signed in anywhere."));
                                     });
}

void UserSessionsTab::fill(const QList<Session> &sessions)
{
    const TimeText &times = workspace().times;
    m_table->clear();
    for (const Session &session : sessions) {
        auto *item = new QTreeWidgetItem(m_table, {times.shortText(session.lastUsedAt), session.device, session.ip,
                                                   times.shortText(session.createdAt)});
        item->setData(0, idRole, session.id.text());
        item->setToolTip(0, tr("Ends %1 unless it is used before").arg(times.toolTip(session.expiresAt)));
        item->setToolTip(1, session.device);
        item->setToolTip(3, times.toolTip(session.createdAt));
        if (session.current)
            item->setText(1, tr("%1 (this console)").arg(session.device));
    }
    fitColumns(*m_table);
    m_table->setVisible(!sessions.isEmpty());
    judge();
}

void UserSessionsTab::judge()
{
    const QString obstacle = workspace().rights.obstacle(Permission::SessionsRevoke, true);
    m_end->setEnabled(obstacle.isEmpty() && !m_table->selectedItems().isEmpty());
    m_endAll->setEnabled(obstacle.isEmpty() && m_table->topLevelItemCount() > 0);
    m_end->setToolTip(obstacle);
    m_endAll->setToolTip(obstacle);
}

void UserSessionsTab::askToEnd()
{
    const QTreeWidgetItem *item = m_table->selectedItems().value(0);
    if (!item)
        return;
    const auto id = SessionId::parse(item->data(0, idRole).toString());
    const bool reasonNeeded = !workspace().rights.allows(Permission::UsersWrite);
    auto *dialog = new ConfirmDialog(
        {.title = tr("End a session of %1").arg(account().username),
         .verb = tr("End session"),
         .names = {item->text(1)},
         .consequences = {tr("Whoever uses it has to sign in again. This cannot be undone.")},
         .reason = Confirmation::Reason{.label = reasonNeeded ? tr("&Reason, for the audit trail:")
                                                              : tr("&Reason, for the audit trail (optional):"),
                                        .required = reasonNeeded},
         .boxes = {}},
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [=, this] { end(*id, dialog->reason()); });
    dialog->open();
}

void UserSessionsTab::end(SessionId session, const QString &reason)
{
    const UserSessionRef request{
        .id = account().id, .session = session, .reason = reason.isEmpty() ? std::nullopt : std::optional(reason)};
    workspace().client.send(api::endUserSession, request, this, [this](const Answer<NoContent> &answer) {
        if (answer)
            workspace().notices.done(tr("The session has ended."));
        else
            workspace().notices.fail(tr("End the session"), answer.error());
        refresh();
    });
}

} // namespace auth::console
