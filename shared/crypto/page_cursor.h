#pragma once

#include "crypto/key_ring.h"

#include <QtCore/QString>

namespace auth {

/// Positions in lists as clients get them: nobody can make one up, or use one of another list. They can be read, so a
/// position holds nothing that its list does not show. They end with the master secret only.
class PageCursors {
public:
    explicit PageCursors(const KeyRing &keys) : m_keys(keys) {}

    /// `list`: everything that decides what is in the list and in which order.
    QString seal(QByteArrayView list, QByteArrayView position) const;
    /// ValidationError that names `cursor` for what was not sealed here, for this list.
    Result<QByteArray> open(QByteArrayView list, const QString &cursor) const;

private:
    Secret tag(QByteArrayView list, QByteArrayView position) const;

    const KeyRing m_keys;
};

} // namespace auth
