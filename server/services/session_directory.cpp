#include "services/session_directory.h"

#include "core/query.h"

using namespace Qt::StringLiterals;

namespace auth {

SessionDirectory::SessionDirectory(Database &database, const KeyRing &keys, const Clock &clock,
                                   const SessionWindow &window)
    : m_database(database), m_cursors(keys), m_clock(clock), m_window(window)
{
}

Result<Page<ListedSession>> SessionDirectory::list(const SessionListRequest &request, const Caller &caller)
{
    const QByteArray name = "sessions?" + encodeQuery(static_cast<const SessionFilter &>(request));
    const auto window = windowOf(request, name);
    if (!window)
        return window.error();
    auto found = m_database.read(
        [&](Connection &connection) { return SessionListing::page(connection, request, *window, m_clock.now()); });
    if (!found)
        return found.error();
    Page<ListedSession> page{.items = std::move(found->sessions), .nextCursor = {}, .total = {}};
    page.total = {.value = page.items.size(), .exact = !request.cursor && !found->next};
    for (ListedSession &each : page.items)
        each.current = each.id == caller.session;
    if (found->next)
        page.nextCursor = m_cursors.seal(name, found->next->bytes());
    return page;
}

Result<SessionWindow> SessionDirectory::windowOf(const SessionListRequest &request, const QByteArray &name) const
{
    SessionWindow window = m_window;
    window.limit = request.limit.value_or(window.limit);
    if (!request.cursor)
        return window;
    const auto position = m_cursors.open(name, *request.cursor);
    if (!position)
        return position.error();
    window.before = SessionId::fromBytes(*position);
    return window;
}

} // namespace auth
