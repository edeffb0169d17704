#include "storage/thread_connections.h"

#include <algorithm>
#include <vector>

namespace auth {
namespace {

struct Held {
    std::weak_ptr<char> owner;
    const char *identity; ///< Never that of a later owner: `owner` keeps the memory from being used again.
    std::unique_ptr<Connection> connection;
};

thread_local std::vector<Held> held;

} // namespace

Result<Connection *> ThreadConnections::here()
{
    const auto mine = std::ranges::find(held, m_identity.get(), &Held::identity);
    if (mine != held.end())
        return mine->connection.get();
    std::erase_if(held, [](const Held &each) { return each.owner.expired(); });
    auto connection = m_connect();
    if (!connection)
        return connection.error();
    held.push_back({m_identity, m_identity.get(), *std::move(connection)});
    return held.back().connection.get();
}

void ThreadConnections::release()
{
    std::erase_if(held, [this](const Held &each) { return each.identity == m_identity.get(); });
}

} // namespace auth
