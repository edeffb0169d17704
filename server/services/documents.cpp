#include "services/documents.h"

#include "api/openapi.h"

#include <QtCore/QResource>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

/// The only files of the API browser there are; the name of a request is compared, never used as a path.
struct Asset {
    QLatin1StringView name;
    const char *mediaType;
};
constexpr std::array assets{Asset{"swagger-ui.css"_L1, "text/css; charset=utf-8"},
                            Asset{"swagger-ui-bundle.js"_L1, "text/javascript; charset=utf-8"},
                            Asset{"docs.js"_L1, "text/javascript; charset=utf-8"}};

/// The bytes in the program itself: megabytes that many clients may be reading at once. resources/ stores them as they
/// are.
QByteArray resource(const QString &name)
{
    const QResource file(u":/docs/"_s + name);
    if (file.compressionAlgorithm() != QResource::NoCompression)
        return file.uncompressedData();
    return QByteArray::fromRawData(reinterpret_cast<const char *>(file.data()), file.size());
}

} // namespace

Documents::Documents(QByteArray jwks) : m_jwks(std::move(jwks)), m_openApi(openApiDocument()) {}

Result<Document> Documents::jwks(const NoRequest &, const Caller &)
{
    return Document{"application/jwk-set+json", m_jwks};
}

Result<Document> Documents::openApi(const NoRequest &, const Caller &)
{
    return Document{"application/json; charset=utf-8", m_openApi};
}

Result<Document> Documents::docs(const NoRequest &, const Caller &)
{
    const bool builtIn = QResource(u":/docs/swagger-ui-bundle.js"_s).isValid();
    return Document{"text/html; charset=utf-8", resource(builtIn ? u"index.html"_s : u"missing.html"_s)};
}

Result<Document> Documents::asset(const AssetRef &request, const Caller &)
{
    for (const Asset &each : assets) {
        if (request.name != each.name)
            continue;
        if (const QByteArray bytes = resource(request.name); !bytes.isEmpty())
            return Document{each.mediaType, bytes};
    }
    return Error{.code = ErrorCode::NotFound, .message = u"The API browser has no such file."_s};
}

} // namespace auth
