#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <optional>

namespace auth {

/// A request target taken apart, still percent-encoded.
struct RequestTarget {
    QByteArray path;
    QByteArray query;
    QByteArray authority; ///< Of the absolute form only; it replaces Host (RFC 9112 section 3.2.2).
};

/// The methods this server frames; any other is 501.
bool isKnownMethod(QByteArrayView method);

/// Origin form, absolute form with http or https, or "*" for OPTIONS (RFC 9112 section 3.2). Nothing is normalised;
/// broken or control-character percent-encoding in the path is refused.
std::optional<RequestTarget> parseTarget(QByteArrayView method, QByteArrayView target);

/// A host name, IPv4 address or bracketed IPv6 address, with an optional port.
bool isValidHost(QByteArrayView host);

/// [A-Za-z0-9._-]{8,128}: a request id that may be taken over from the client.
bool isValidRequestId(QByteArrayView id);

} // namespace auth
