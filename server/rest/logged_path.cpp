#include "rest/logged_path.h"

#include <QtCore/QStringList>

namespace auth {

QString loggedPath(const QByteArray &path)
{
    constexpr qsizetype longestName = 20; // of the service's own paths 12; a token has 32 or more
    QStringList segments;
    for (const QByteArray &segment : path.split('/'))
        segments += segment.size() > longestName ? QStringLiteral("…") : QString::fromLatin1(segment);
    return segments.join(u'/');
}

} // namespace auth
