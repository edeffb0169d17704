-- The daemon on this database. One file has one daemon, so limits stay in its memory and nobody needs to be told.

-- One row for each daemon that runs; seen_at is its heartbeat.
CREATE TABLE instances (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name       TEXT NOT NULL,
    host       TEXT NOT NULL,
    pid        INTEGER NOT NULL,
    url        TEXT NOT NULL,
    version    TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT;
