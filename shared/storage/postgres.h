#pragma once

#include "storage/connection.h"
#include "storage/database_options.h"
#include "storage/postgres_address.h"

/// What is PostgreSQL's own: its sessions, their settings, its poolers, its lock for migrations.
namespace auth::postgres {

/// A session that is read-only outside of Connection::begin, with the time-outs set. An error names the database, never
/// a part of the URL that may be secret; the server's words are its cause.
Result<std::unique_ptr<Connection>> connect(const PostgresAddress &address, const DatabaseOptions &options);

/// Refuses a pooler that gives each transaction another session, where time-outs, read-only mode and prepared
/// statements of one program would reach another.
Outcome requireOwnSessions(const PostgresAddress &address, const DatabaseOptions &options);
/// The same of a connection that is there, beside one more. Where the server has no place for that, nothing is said.
Outcome requireOwnSession(Connection &connection, const PostgresAddress &address, const DatabaseOptions &options);

/// Inside a transaction: waits until no other process migrates; an error's message is who does. Until the end of the
/// transaction the server lets statements take as long as they need.
Outcome lockSchema(Connection &connection, std::chrono::milliseconds timeout);

} // namespace auth::postgres
