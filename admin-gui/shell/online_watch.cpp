#include "shell/online_watch.h"

#include "api/endpoints/health.h"

namespace auth::console {

namespace {

constexpr std::chrono::seconds retryInterval{3};

} // namespace

OnlineWatch::OnlineWatch(ApiClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryInterval);
    connect(&m_retry, &QTimer::timeout, this, &OnlineWatch::probe);
    connect(&client.link(), &HttpLink::answered, this, [this] { note(true); });
    connect(&client.link(), &HttpLink::unreachable, this, [this] { note(false); });
}

void OnlineWatch::probe()
{
    m_client.send(api::health, {}, this, [](const Answer<HealthStatus> &) {}); // the link's signals tell
}

void OnlineWatch::note(bool online)
{
    if (!online)
        m_retry.start();
    if (std::exchange(m_online, online) != online)
        Q_EMIT changed(online);
}

} // namespace auth::console
