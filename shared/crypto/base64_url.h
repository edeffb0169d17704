#pragma once

#include "core/secret.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

#include <optional>

namespace auth {

/// RFC 4648 section 5 without padding, as JOSE wants it (RFC 7515 section 2).
QByteArray base64UrlEncode(QByteArrayView bytes);
Secret base64UrlEncode(const Secret &bytes);

/// The reverse, and nothing but the one canonical spelling: no padding, no white space, trailing bits zero.
std::optional<QByteArray> base64UrlDecode(QByteArrayView text);
/// For text that is secret itself.
std::optional<Secret> base64UrlDecode(const Secret &text);

} // namespace auth
