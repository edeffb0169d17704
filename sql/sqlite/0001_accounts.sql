-- Accounts, roles and sessions.
-- Times are milliseconds since 1970, UTC. Booleans are 0 and 1.
-- public_id is what the service shows; id never leaves the database.

CREATE TABLE users (
    id            INTEGER PRIMARY KEY,
    public_id     BLOB NOT NULL UNIQUE CHECK (length(public_id) = 16),
    username      TEXT NOT NULL,
    username_norm TEXT NOT NULL UNIQUE,
    email         TEXT NOT NULL,
    email_norm    TEXT NOT NULL UNIQUE,
    password_hash BLOB NOT NULL,
    is_active     INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    last_login    INTEGER,
    version       INTEGER NOT NULL DEFAULT 1
) STRICT;

-- permissions: the sum of the numbers in shared/model/permission.h.
CREATE TABLE roles (
    id          INTEGER PRIMARY KEY,
    public_id   BLOB NOT NULL UNIQUE CHECK (length(public_id) = 16),
    name        TEXT NOT NULL UNIQUE,
    permissions INTEGER NOT NULL,
    built_in    INTEGER NOT NULL DEFAULT 0 CHECK (built_in IN (0, 1)),
    created_at  INTEGER NOT NULL
) STRICT;

INSERT INTO roles (id, public_id, name, permissions, built_in, created_at) VALUES
    (1, x'00000000000040008000000000000001', 'admin', 511, 1, 0),
    (2, x'00000000000040008000000000000002', 'support', 125, 1, 0),
    (3, x'00000000000040008000000000000003', 'user', 0, 1, 0);

CREATE TABLE user_roles (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role_id INTEGER NOT NULL REFERENCES roles (id),
    PRIMARY KEY (user_id, role_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX user_roles_by_role ON user_roles (role_id);

-- One row for the life of a session. network: the part of the address that tells a known place from a new one.
CREATE TABLE sessions (
    id            BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    user_id       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash    BLOB NOT NULL,
    generation    INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    last_used_at  INTEGER NOT NULL,
    rotated_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    revoked_at    INTEGER,
    revoke_reason TEXT,
    device        TEXT NOT NULL,
    ip            TEXT NOT NULL,
    network       TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_live ON sessions (user_id) WHERE revoked_at IS NULL;
CREATE INDEX sessions_by_network ON sessions (user_id, network);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
