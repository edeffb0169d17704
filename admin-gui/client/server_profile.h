#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QUrl>

namespace auth::console {

/// A server the user works with, and how. Kept in the settings; has no secrets.
struct ServerProfile {
    /// Of the stripe along the window, so that nobody takes one server for another.
    enum class Colour { None, Blue, Green, Amber, Red, Violet };

    QString id; ///< A UUID; empty: not kept yet.
    QString name;
    QUrl url;
    QString email;
    QString caFile;          ///< PEM; empty: the certificates of the system.
    QByteArray pinnedSha256; ///< Of the one certificate that is trusted although nobody vouches for it; raw bytes.
    Colour colour = Colour::None;
    bool readOnly = false;     ///< Nothing is changed through this profile.
    bool staySignedIn = false; ///< Keep the refresh token in the system's keychain.

    bool operator==(const ServerProfile &) const = default;

    /// The name, or the address where it has none.
    QString title() const { return name.isEmpty() ? url.host() : name; }
};

/// What somebody typed as the address of a server: without a scheme https, without path. Empty when it is none.
QUrl serverUrl(const QString &typed);
/// Unencrypted and not on this machine: passwords and tokens could be read on the way.
bool isExposed(const QUrl &url);

} // namespace auth::console
