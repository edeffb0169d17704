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
    /// Gives it an id when it has none; it becomes the last used one.
    ServerProfile save(ServerProfile profile);
    void remove(const QString &id);

private:
    QStringList order() const;
    ServerProfile read(const QString &id) const;

    QSettings &m_settings;
};

} // namespace auth::console
