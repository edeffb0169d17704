#include "shell/desk.h"

#include "api/endpoints/tokens.h"

namespace auth::console {

Desk::Desk(std::unique_ptr<ApiClient> client, const Profile &user, TimeText &times, QSettings &settings)
    : m_client(std::move(client)), m_actions(m_rights, settings), m_jobs(*m_client),
      m_online(*m_client), m_workspace{*m_client, m_rights, m_actions, m_navigator, m_notices, m_jobs, times, settings}
{
    m_rights.setUser(user);
    m_rights.setReadOnly(m_client->profile().readOnly);
    connect(&m_online, &OnlineWatch::changed, &m_rights, &Rights::setOnline);
    connect(&m_jobs, &JobWatch::failed, &m_notices,
            [this](const ApiError &error) { m_notices.fail(tr("The job"), error); });
    connect(&m_jobs, &JobWatch::lost, &m_notices,
            [this](const Job &, const ApiError &error) { m_notices.fail(tr("The job"), error); });
}

Desk::~Desk() = default;

void Desk::signOut(std::function<void()> done)
{
    m_client->send(api::logout, {.refreshToken = m_client->tokens().refreshToken()}, this,
                   [done = std::move(done)](const Answer<NoContent> &) { done(); });
}

} // namespace auth::console
