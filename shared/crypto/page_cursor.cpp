#include "crypto/page_cursor.h"

#include "crypto/base64_url.h"

using namespace Qt::StringLiterals;

namespace auth {
namespace {

constexpr qsizetype tagSize = 16;

Error refused()
{
    return fieldError(ErrorCode::ValidationError, u"cursor"_s, u"invalid"_s,
                      u"cursor must come from this list, with the same filter and order."_s);
}

} // namespace

QString PageCursors::seal(QByteArrayView list, QByteArrayView position) const
{
    const QByteArray whole = tag(list, position).reveal().toByteArray() + position.toByteArray();
    return QString::fromLatin1(base64UrlEncode(QByteArrayView(whole)));
}

Result<QByteArray> PageCursors::open(QByteArrayView list, const QString &cursor) const
{
    const auto whole = base64UrlDecode(QByteArrayView(cursor.toUtf8()));
    if (!whole || whole->size() < tagSize)
        return refused();
    const QByteArray position = whole->sliced(tagSize);
    if (Secret(whole->first(tagSize)) != tag(list, position))
        return refused();
    return position;
}

/// The length keeps the end of one apart from the beginning of the other.
Secret PageCursors::tag(QByteArrayView list, QByteArrayView position) const
{
    const QByteArray text = QByteArray::number(list.size()) + ' ' + list.toByteArray() + position.toByteArray();
    return m_keys.hash(KeyUse::Cursor, text, tagSize);
}

} // namespace auth
