#include "sessions/session_panel.h"

#include "widgets/key_value_view.h"

#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

SessionPanel::SessionPanel(Workspace &work, QWidget *parent) : DetailsPanel(parent), m_work(work)
{
    setObjectName(u"session_panel"_s);
    m_facts = new KeyValueView(this);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(m_facts);
    rows->addStretch(1);
    connect(m_facts, &KeyValueView::linkActivated, this, &SessionPanel::follow);
}

QString SessionPanel::title() const { return tr("Session of %1").arg(m_session.username); }

void SessionPanel::show(const ListedSession &session)
{
    m_session = session;
    const TimeText &times = m_work.times;
    const auto moment = [&](const QString &label, Time at) {
        return KeyValueRow{.label = label, .value = times.shortText(at), .toolTip = times.toolTip(at)};
    };
    m_facts->setRows({
        {.label = tr("User"), .value = session.email, .linkKind = u"user"_s, .linkTarget = session.userId.text()},
        moment(tr("Signed in"), session.createdAt),
        moment(tr("Last used"), session.lastUsedAt),
        moment(tr("Ends unused"), session.expiresAt),
        {.label = tr("Address"), .value = session.ip, .linkKind = u"ip"_s},
        {.label = tr("Client"), .value = session.device},
        {.label = tr("Yours"), .value = session.current ? tr("This console's own session") : tr("No")},
        {.label = tr("Session"), .value = session.id.text(), .isCode = true},
        {.label = tr("Log"),
         .value = tr("All lines of this session"),
         .linkKind = u"log"_s,
         .linkTarget = session.id.text()},
    });
    Q_EMIT titleChanged();
}

void SessionPanel::follow(const QString &kind, const QString &target)
{
    if (kind == u"user")
        m_work.navigator.showDetails(Subject::User, target);
    else if (kind == u"ip")
        m_work.navigator.go({.place = Place::Sessions, .filter = u"ip:"_s + target, .id = {}});
    else
        m_work.navigator.go({.place = Place::Logs, .filter = u"session:"_s + target, .id = {}});
}

} // namespace auth::console
