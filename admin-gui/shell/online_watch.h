#pragma once

#include "client/api_client.h"

#include <QtCore/QTimer>

namespace auth::console {

/// Whether the server can be reached: told by every call, and by asking again and again while it cannot. GUI thread.
class OnlineWatch : public QObject {
    Q_OBJECT

public:
    explicit OnlineWatch(ApiClient &client, QObject *parent = nullptr);

    bool isOnline() const { return m_online; }
    /// Asks now rather than later.
    void probe();

Q_SIGNALS:
    void changed(bool online);

private:
    void note(bool online);

    ApiClient &m_client;
    QTimer m_retry;
    bool m_online = true;
};

} // namespace auth::console
