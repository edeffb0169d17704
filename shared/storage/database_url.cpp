#include "storage/database_options.h"

#include <QtCore/QUrl>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

Error refusal(const QString &message) { return {.code = ErrorCode::StorageUnavailable, .message = message}; }

bool isDecodable(const QString &path)
{
    return !path.isEmpty() && path.isValidUtf16() && !path.contains(QChar::Null)
           && !path.contains(QChar::ReplacementCharacter);
}

} // namespace

bool isPostgresUrl(const QString &url)
{
    const QString scheme = url.section(u':', 0, 0).toLower();
    return scheme == u"postgresql"_s || scheme == u"postgres"_s;
}

Result<QString> sqlitePath(const QString &url)
{
    if (isPostgresUrl(url))
        return refusal(u"DATABASE_URL names PostgreSQL, which has no file beside which anything could be kept."_s);
    if (!url.startsWith(u"sqlite:///"_s, Qt::CaseInsensitive))
        return refusal(u"DATABASE_URL must be sqlite:///relative.db, sqlite:////absolute.db or "
                       "postgresql://user:password@host/database."_s);
    const QString encoded = url.mid(10);
    if (encoded.contains(u'?') || encoded.contains(u'#'))
        return refusal(u"DATABASE_URL of a SQLite file takes no options; write ? as %3F and # as %23."_s);
    const QString path = QUrl::fromPercentEncoding(encoded.toUtf8());
    if (!isDecodable(path) || path.endsWith(u'/'))
        return refusal(u"DATABASE_URL names no file; use sqlite:///relative.db or sqlite:////absolute.db."_s);
    return path;
}

} // namespace auth
