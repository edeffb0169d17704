#pragma once

#include <QtCore/QByteArray>

namespace auth {

/// The OpenAPI 3.1 document of api::all, as compact JSON. The same bytes on every call.
QByteArray openApiDocument();

} // namespace auth
