#include "shell/rights.h"

namespace auth::console {

using namespace Qt::StringLiterals;

void Rights::setUser(const Profile &user)
{
    m_user = user;
    m_permissions = {};
    for (const QString &name : user.permissions) {
        if (const auto permission = permissionFromName(name))
            m_permissions |= *permission;
    }
    Q_EMIT changed();
}

void Rights::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    Q_EMIT changed();
}

void Rights::setOnline(bool online)
{
    if (std::exchange(m_online, online) != online)
        Q_EMIT changed();
}

void Rights::setCovered(bool covered)
{
    if (std::exchange(m_covered, covered) != covered)
        Q_EMIT changed();
}

QString Rights::obstacle(std::optional<Permission> needed, bool changes) const
{
    if (m_covered)
        return tr("Sign in first.");
    if (needed && !allows(*needed))
        return tr("Needs the permission %1, which your roles (%2) do not give. Whoever manages roles can grant it.")
            .arg(wireName(*needed), m_user.roles.join(u", "_s));
    if (changes && m_readOnly)
        return tr("This server's profile is read-only.");
    if (changes && !m_online)
        return tr("The server cannot be reached; nothing can be changed now.");
    return {};
}

} // namespace auth::console
