#include "crypto/page_cursor.h"

#include "crypto/base64_url.h"

namespace auth {
namespace {

constexpr qsizetype tagSize = 16;

} // namespace

QString PageCursors::seal(QByteArrayView list, QByteArrayView position) const
{
    const QByteArray whole = tag(list, position).reveal().toByteArray() + position.toByteArray();
    return QString::fromLatin1(base64UrlEncode(QByteArrayView(whole)));
}

std::optional<QByteArray> PageCursors::open(QByteArrayView list, const QString &cursor) const
{
    const auto whole = base64UrlDecode(QByteArrayView(cursor.toUtf8()));
    if (!whole || whole->size() < tagSize)
        return std::nullopt;
    const QByteArray position = whole->sliced(tagSize);
    if (Secret(whole->first(tagSize)) != tag(list, position))
        return std::nullopt;
    return position;
}

/// The length keeps the end of one apart from the beginning of the other.
Secret PageCursors::tag(QByteArrayView list, QByteArrayView position) const
{
    const QByteArray text = QByteArray::number(list.size()) + ' ' + list.toByteArray() + position.toByteArray();
    return m_keys.hash(KeyUse::Cursor, text, tagSize);
}

} // namespace auth
