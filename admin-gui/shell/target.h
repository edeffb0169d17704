#pragma once

#include <QtCore/QString>

namespace auth::console {

/// The places of the sidebar, in its order: Ctrl+1 leads to the first.
enum class Place { Overview, Users, Sessions, Audit, Logs, Server, Jobs };

/// What the window shows: enough to come back to it.
struct Target {
    Place place = Place::Overview;
    QString filter = {}; ///< In the page's own language.
    QString id = {};     ///< Of what is selected, if anything.

    bool operator==(const Target &) const = default;
};

} // namespace auth::console
