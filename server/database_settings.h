#pragma once

#include "core/secret.h"
#include "storage/database_options.h"

namespace auth {

struct Settings;

/// What the settings say of the database, for a tool; the daemon adds that it wants it for itself.
DatabaseOptions databaseOptions(const Settings &settings);

/// DATABASE_URL as text, which must not be shown.
QString databaseUrl(const Settings &settings);
/// The same without what is secret: the whole of a file's, the hosts and the database of PostgreSQL's.
QString shownDatabaseUrl(QByteArrayView url);

bool namesPostgres(const Secret &url);
/// ValidationError or StorageUnavailable, with what is wrong; nothing is opened.
Outcome checkDatabaseUrl(const Secret &url);

} // namespace auth
