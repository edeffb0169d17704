#pragma once

#include "core/ids.h"
#include "model/permission.h"

#include <QtCore/QString>

namespace auth {

/// Who is asking, as far as is known, and from where.
struct Caller {
    UserId user;       ///< Null when nobody is signed in.
    SessionId session; ///< Null when nobody is signed in.
    Permissions permissions;
    QString ip;      ///< Address of the client, behind trusted proxies too.
    QString network; ///< What counts as one place: the IPv4 address, the /64 of an IPv6 one.
    QString device;  ///< User-Agent, cut to 256 characters.
    QString requestId = {};
    bool isLocal = false; ///< From this machine, as far as the connection and its headers tell; see clientIsLocal().

    bool isSignedIn() const { return !user.isNull(); }
};

} // namespace auth
