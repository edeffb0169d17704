#pragma once

#include "api/messages.h"
#include "model/permission.h"

#include <QtCore/QObject>

namespace auth::console {

/// What the signed-in user may do here. The server decides anyway; this only spares people what it would refuse.
class Rights : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void setUser(const Profile &user);
    void setReadOnly(bool readOnly);
    void setOnline(bool online);
    /// The window is locked or its session is over: nothing can be done until somebody signs in.
    void setCovered(bool covered);

    const Profile &user() const { return m_user; }
    bool isReadOnly() const { return m_readOnly; }
    bool isOnline() const { return m_online; }
    bool allows(Permission permission) const { return m_permissions.testFlag(permission); }
    /// Why something cannot be done now, as a sentence; empty when it can. `changes`: it changes something.
    QString obstacle(std::optional<Permission> needed, bool changes) const;

Q_SIGNALS:
    void changed();

private:
    Profile m_user;
    Permissions m_permissions;
    bool m_readOnly = false;
    bool m_online = true;
    bool m_covered = false;
};

} // namespace auth::console
