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

Result<QString> sqlitePath(const QString &url)
{
    const QString scheme = url.section(u':', 0, 0).toLower();
    if (scheme == u"postgresql"_s || scheme == u"postgres"_s)
        return refusal(u"DATABASE_URL names PostgreSQL, which this build does not have; use sqlite:///file.db."_s);
    if (!url.startsWith(u"sqlite:///"_s, Qt::CaseInsensitive))
        return refusal(u"DATABASE_URL must be sqlite:///relative.db or sqlite:////absolute.db."_s);
    const QString encoded = url.mid(10);
    if (encoded.contains(u'?') || encoded.contains(u'#'))
        return refusal(u"DATABASE_URL of a SQLite file takes no options; write ? as %3F and # as %23."_s);
    const QString path = QUrl::fromPercentEncoding(encoded.toUtf8());
    if (!isDecodable(path) || path.endsWith(u'/'))
        return refusal(u"DATABASE_URL names no file; use sqlite:///relative.db or sqlite:////absolute.db."_s);
    return path;
}

} // namespace auth
