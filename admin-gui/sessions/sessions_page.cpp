#include "sessions/sessions_page.h"

#include "api/endpoints/users.h"
#include "sessions/session_filter_text.h"
#include "sessions/session_panel.h"
#include "sessions/session_revocation.h"
#include "shell/cursor_columns.h"
#include "shell/details_dock.h"
#include "widgets/confirm_dialog.h"
#include "widgets/filter_bar.h"
#include "widgets/table_view.h"

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 100;
constexpr qsizetype typedFrom = 100; ///< So many sessions and more: the number must be typed.

QList<CursorModel<ListedSession>::Column> columns(const TimeText &times)
{
    return {
        textColumn<ListedSession>(SessionsPage::tr("User"),
                                  [](const ListedSession &session) {
                                      return session.current ? SessionsPage::tr("%1 (you, here)").arg(session.email)
                                                             : session.email;
                                  }),
        momentColumn<ListedSession>(SessionsPage::tr("Signed in"), &ListedSession::createdAt, times),
        momentColumn<ListedSession>(SessionsPage::tr("Last used"), &ListedSession::lastUsedAt, times),
        textColumn<ListedSession>(SessionsPage::tr("Address"), [](const ListedSession &session) { return session.ip; }),
        textColumn<ListedSession>(SessionsPage::tr("Client"),
                                  [](const ListedSession &session) { return session.device; }),
        momentColumn<ListedSession>(SessionsPage::tr("Ends unused"), &ListedSession::expiresAt, times)};
}

} // namespace

SessionsPage::SessionsPage(Workspace &work, DetailsDock &details, QWidget *parent)
    : ListPage(Place::Sessions, work, parent),
      m_model(new Model(
          columns(work.times), [](const ListedSession &session) { return session.id.text(); }, this)),
      m_details(details), m_panel(new SessionPanel(work))
{
    details.add(Subject::Session, m_panel);
    filter().setPlaceholder(tr("client, ip:10.1., user:id"));
    filter().setKeys({u"user"_s, u"ip"_s, u"client"_s});
    addActions();
    install(*m_model, u"sessions"_s,
            {Icon::Sessions, tr("Nobody is signed in."), tr("No session matches this filter.")});
}

void SessionsPage::addActions()
{
    Actions &actions = work().actions;
    const auto add = [&](const QString &id, const QString &words, Icon picture, const QKeySequence &keys,
                         Permission needs, std::function<void()> run) {
        m_needOne += actions.add(
            {.id = id, .text = words, .icon = picture, .keys = keys, .place = Place::Sessions, .needs = needs},
            std::move(run));
    };
    m_end = actions.addFor(&table(),
                           {.id = u"sessions.end"_s,
                            .text = tr("&End sessions…"),
                            .icon = Icon::SignOut,
                            .keys = Qt::Key_Delete,
                            .place = Place::Sessions,
                            .needs = Permission::SessionsRevoke,
                            .changes = true},
                           [this] { askToEnd(); });
    add(u"sessions.user"_s, tr("Go to &user"), Icon::Users, QKeySequence(u"Ctrl+U"_s), Permission::UsersRead, [this] {
        if (const auto sessions = selected(); !sessions.isEmpty())
            work().navigator.showDetails(Subject::User, sessions.first().userId.text());
    });
    add(u"sessions.logs"_s, tr("Show &log lines"), Icon::Logs, QKeySequence(u"Ctrl+L"_s), Permission::LogsRead, [this] {
        leadFrom([](const auto &session) { return Target{Place::Logs, u"session:"_s + session.id.text(), {}}; });
    });
    add(u"sessions.audit"_s, tr("Show &audit of the user"), Icon::Audit, QKeySequence(u"Ctrl+Shift+A"_s),
        Permission::AuditRead, [this] {
            leadFrom([](const auto &session) {
                return Target{Place::Audit, u"person:"_s + session.userId.text(), {}};
            });
        });
    add(u"sessions.same_user"_s, tr("All sessions of this u&ser"), Icon::Filter, QKeySequence(u"Ctrl+Shift+S"_s),
        Permission::SessionsRead, [this] {
            leadFrom([](const auto &session) {
                return Target{Place::Sessions, u"user:"_s + session.userId.text(), {}};
            });
        });
}

std::optional<FilterProblem> SessionsPage::apply(const QString &filterText)
{
    SessionListRequest request;
    if (auto problem = readSessionFilter(filterText, request))
        return problem;
    request.limit = pageSize;
    m_model->setSource([this, request](const std::optional<QString> &cursor, Model::Done done) {
        SessionListRequest page = request;
        page.cursor = cursor;
        return work().client.send(api::sessions, page, m_model, std::move(done));
    });
    return std::nullopt;
}

QList<ListedSession> SessionsPage::selected() const
{
    QList<ListedSession> sessions;
    for (const QString &id : selectedIds()) {
        if (const ListedSession *session = m_model->at(m_model->find(id)))
            sessions += *session;
    }
    return sessions;
}

void SessionsPage::selectionChanged()
{
    const auto sessions = selected();
    m_end->setPossible(!sessions.isEmpty());
    for (Action *action : m_needOne)
        action->setPossible(sessions.size() == 1, tr("Select one session."));
    if (sessions.size() == 1 && m_details.isVisible() && m_details.current() == m_panel)
        m_panel->show(sessions.first());
}

void SessionsPage::activated(const QModelIndex &index)
{
    if (const ListedSession *session = m_model->at(index)) {
        m_panel->show(*session);
        m_details.raisePanel(m_panel);
    }
}

void SessionsPage::leadFrom(const std::function<Target(const ListedSession &)> &to)
{
    if (const auto sessions = selected(); !sessions.isEmpty())
        work().navigator.go(to(sessions.first()));
}

void SessionsPage::askToEnd()
{
    const auto sessions = selected();
    if (sessions.isEmpty())
        return;
    const int count = static_cast<int>(sessions.size());
    Confirmation confirmation{.title = tr("End %n session(s)", nullptr, count),
                              .verb = tr("End %n session(s)", nullptr, count)};
    for (const ListedSession &session : sessions.first(std::min<qsizetype>(count, 10)))
        confirmation.names += tr("%1, %2, %3").arg(session.email, session.ip, session.device.left(60));
    confirmation.count = count;
    confirmation.consequences = {tr("They are signed out within a second; access tokens stop counting as well."),
                                 tr("This cannot be undone: they have to sign in again.")};
    if (std::any_of(sessions.begin(), sessions.end(), [](const ListedSession &each) { return each.current; }))
        confirmation.consequences += tr("This console's own session is among them: you will be signed out.");
    confirmation.reason = Confirmation::Reason{.label = tr("&Reason (kept in the audit trail)"),
                                               .required = !work().rights.allows(Permission::UsersWrite)};
    confirmation.typeCount = count >= typedFrom;
    auto *dialog = new ConfirmDialog(confirmation, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, sessions] { end(sessions, dialog->reason()); });
    dialog->open();
}

void SessionsPage::end(const QList<ListedSession> &sessions, const QString &reason)
{
    auto *revocation = new SessionRevocation(work(), sessions, reason, this);
    connect(revocation, &SessionRevocation::ended, m_model, &Model::remove);
    revocation->begin();
}

} // namespace auth::console
