#pragma once

#include "api/endpoint.h"
#include "api/messages.h"
#include "core/result.h"
#include "services/caller.h"

#include <QtCore/QHash>

namespace auth {

/// What is the same for everyone: public keys, the OpenAPI document, the API browser. Made once, served from memory.
class Documents {
public:
    explicit Documents(QByteArray jwks);

    Result<Document> jwks(const NoRequest &request, const Caller &caller);
    Result<Document> openApi(const NoRequest &request, const Caller &caller);
    /// The API browser; where it was not built in, a page that says so.
    Result<Document> docs(const NoRequest &request, const Caller &caller);
    /// One of its files; NotFound for any other name.
    Result<Document> asset(const AssetRef &request, const Caller &caller);

private:
    QByteArray m_jwks;
    QByteArray m_openApi;
};

} // namespace auth
