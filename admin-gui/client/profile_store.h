#pragma once

#include "client/server_profile.h"

#include <QtCore/QList>
#include <QtCore/QSettings>

#include <optional>

namespace auth::console {

/// The servers the user works with, in the settings.
class ProfileStore {
public:
    explicit ProfileStore(QSettings &settings) : m_settings(settings) {}

    /// Last used first.
    QList<ServerProfile> all() const;
    std::optional<ServerProfile> find(const QString &idOrName) const;
    /// The one for this server, the last used of several.
    std::optional<ServerProfile> findByUrl(const QUrl &url) const;
    /// With an id: its own, that of the profile kept for this server and address, or a new one.
    ServerProfile identified(ServerProfile profile) const;
    /// It must have an id; it becomes the last used one.
    void save(const ServerProfile &profile);
    void remove(const QString &id);

private:
    QStringList order() const;
    ServerProfile read(const QString &id) const;

    QSettings &m_settings;
};

} // namespace auth::console
