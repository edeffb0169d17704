#pragma once

#include <QtCore/QStringList>

namespace auth::console {

/// A filter text, taken apart: tokens such as `role:admin`, `-name:"two words"`, and what is left.
struct FilterText {
    QStringList tokens;
    QString rest;
};

/// Takes out the tokens whose key is one of `keys`. One at the very end counts only when `atEnd`: whoever types
/// `role:ad` has not finished.
FilterText splitFilter(const QString &text, const QStringList &keys, bool atEnd);

} // namespace auth::console
