#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtNetwork/QHostAddress>

#include <optional>

namespace auth {

struct HttpRequest;

/// A network as QHostAddress::parseSubnet() gives it.
using Network = std::pair<QHostAddress, int>;

/// The networks of a setting; the first text that is none comes back as the error's field value is not told.
std::optional<QList<Network>> parseNetworks(const QStringList &texts);

/// Whose request it is: the peer, or what the last trusted proxy in X-Forwarded-For says. Nothing is believed of a peer
/// that is not in `trusted`, and nothing that is no address.
QHostAddress clientAddress(const HttpRequest &request, const QList<Network> &trusted);

/// What counts as one place for limits: the IPv4 address, the /64 of an IPv6 one (its holder has all of it).
QString networkOf(const QHostAddress &address);

} // namespace auth
