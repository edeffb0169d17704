#pragma once

#include <QtCore/QString>

namespace auth {

/// A username from what stands before the @ of an address: other characters become underscores. Always a valid one.
QString derivedUsername(const QString &email);
/// The same with a part that hardly any other address leads to. The same address leads to the same name.
QString distinctUsername(const QString &email);

} // namespace auth
