#pragma once

#include <QtCore/QMap>
#include <QtCore/QString>

namespace auth::test {

/// The settings that give a daemon an empty database of its own: a SQLite file in its folder, or, where the variable
/// AUTH_TEST_ENGINE is "postgresql", a database on a private server that ends with the test program.
QMap<QString, QString> freshDatabase();

} // namespace auth::test
