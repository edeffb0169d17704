#include "services/derived_username.h"

#include "model/email.h"
#include "model/username.h"

#include <QtCore/QCryptographicHash>

namespace auth {

using namespace Qt::StringLiterals;

QString derivedUsername(const QString &email)
{
    QString name = email.section(u'@', 0, 0).left(50);
    for (QChar &c : name) {
        if (!isValidUsername(QString(3, c)))
            c = u'_';
    }
    return name.leftJustified(3, u'_');
}

QString distinctUsername(const QString &email)
{
    const QByteArray digest = QCryptographicHash::hash(normalizedEmail(email).toUtf8(), QCryptographicHash::Sha256);
    return derivedUsername(email).left(41) + u'_' + QString::fromLatin1(digest.toHex().first(8));
}

} // namespace auth
