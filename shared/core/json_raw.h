#pragma once

#include <QtCore/QByteArray>

namespace auth::json {

/// An object whose members are not known here, as JSON.
struct Raw {
    QByteArray text;

    bool operator==(const Raw &) const = default;
};

} // namespace auth::json
