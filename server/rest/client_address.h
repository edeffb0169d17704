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

/// The networks of a setting; nothing when a text is none.
std::optional<QList<Network>> parseNetworks(const QStringList &texts);

/// Whose request it is: the peer, or what the last trusted proxy in X-Forwarded-For says. Nothing is believed of a peer
/// that is not in `trusted`, and nothing that is no address.
QHostAddress clientAddress(const HttpRequest &request, const QList<Network> &trusted);

/// Whether the client is a process of this machine: the peer is, and it is no proxy that has left a trace of somebody
/// else in the request (X-Forwarded-For, X-Real-IP, Forwarded, Via), trusted or not.
bool clientIsLocal(const HttpRequest &request);

} // namespace auth
