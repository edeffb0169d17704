#pragma once

#include "storage/connection.h"

#include <functional>
#include <memory>

namespace auth {

using Connect = std::function<Result<std::unique_ptr<Connection>>()>;

/// One connection for each thread that asks, opened at its first use, closed in that thread: by release() or when it
/// ends. A thread that goes on after the owner has gone closes its connection at its end, or when it next opens
/// another.
class ThreadConnections {
public:
    explicit ThreadConnections(Connect connect) : m_connect(std::move(connect)) {}

    /// The calling thread's connection.
    Result<Connection *> here();
    /// Closes it.
    void release();

private:
    Connect m_connect;
    std::shared_ptr<char> m_identity = std::make_shared<char>(); ///< Tells this owner's connections from other owners'.
};

} // namespace auth
