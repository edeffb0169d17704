#include "sessions/session_revocation.h"

#include "api/endpoints/user_actions.h"

namespace auth::console {

SessionRevocation::SessionRevocation(Workspace &work, QList<ListedSession> sessions, QString reason, QObject *parent)
    : QObject(parent), m_work(work), m_left(std::move(sessions)), m_reason(std::move(reason))
{
    // The own session last: after it nothing more can be asked.
    std::stable_partition(m_left.begin(), m_left.end(), [](const ListedSession &each) { return !each.current; });
}

void SessionRevocation::next()
{
    if (m_left.isEmpty())
        return tell();
    const ListedSession session = m_left.takeFirst();
    UserSessionRef which{.id = session.userId, .session = session.id, .reason = {}};
    if (!m_reason.isEmpty())
        which.reason = m_reason;
    m_work.client.send(api::endUserSession, which, this, [this, session](const Answer<NoContent> &answer) {
        const bool gone = !answer && answer.error().status == 404; // it ended by itself meanwhile
        if (answer || gone) {
            ++m_ended;
            Q_EMIT ended(session.id.text());
        } else {
            m_failures += answer.error();
        }
        next();
    });
}

void SessionRevocation::tell()
{
    if (m_ended > 0)
        m_work.notices.done(tr("%n session(s) ended.", nullptr, m_ended));
    if (!m_failures.isEmpty())
        m_work.notices.fail(tr("Ending %n session(s)", nullptr, static_cast<int>(m_failures.size())),
                            m_failures.first());
    Q_EMIT finished();
    deleteLater();
}

} // namespace auth::console
