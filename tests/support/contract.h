#pragma once

#include "support/http_client.h"

namespace auth::test {

/// What is wrong with an answer, judged by what holds for every answer of every path: security headers, request id,
/// media type, and for errors the whole body. Empty: nothing.
QString contractFault(const Answer &answer, const QByteArray &path);

} // namespace auth::test
