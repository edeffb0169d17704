CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit WHEN OLD.action IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER audit_signatures_stay BEFORE UPDATE ON audit_signatures BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit WHEN
    NEW.seq <> OLD.seq OR NEW.time <> OLD.time OR NEW.class <> OLD.class OR NEW.content <> OLD.content
    OR NEW.previous <> OLD.previous OR NEW.hash <> OLD.hash
    OR (NEW.action IS NOT NULL AND NEW.action IS DISTINCT FROM OLD.action)
    OR (NEW.actor IS NOT NULL AND NEW.actor IS DISTINCT FROM OLD.actor)
    OR (NEW.target_kind IS NOT NULL AND NEW.target_kind IS DISTINCT FROM OLD.target_kind)
    OR (NEW.target IS NOT NULL AND NEW.target IS DISTINCT FROM OLD.target)
    OR (NEW.person IS NOT NULL AND NEW.person IS DISTINCT FROM OLD.person)
    OR (NEW.request_id IS NOT NULL AND NEW.request_id IS DISTINCT FROM OLD.request_id)
    OR (NEW.actor_data IS NOT NULL AND NEW.actor_data IS DISTINCT FROM OLD.actor_data)
    OR (NEW.actor_digest IS NOT NULL AND NEW.actor_digest IS DISTINCT FROM OLD.actor_digest)
    OR (NEW.target_data IS NOT NULL AND NEW.target_data IS DISTINCT FROM OLD.target_data)
    OR (NEW.target_digest IS NOT NULL AND NEW.target_digest IS DISTINCT FROM OLD.target_digest)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER user_search_delete AFTER DELETE ON users BEGIN
    INSERT INTO user_search (user_search, rowid, username_norm, email_norm)
        VALUES ('delete', OLD.id, OLD.username_norm, OLD.email_norm);
END;

CREATE TRIGGER user_search_insert AFTER INSERT ON users BEGIN
    INSERT INTO user_search (rowid, username_norm, email_norm) VALUES (NEW.id, NEW.username_norm, NEW.email_norm);
END;

CREATE TRIGGER user_search_update AFTER UPDATE OF username_norm, email_norm ON users BEGIN
    INSERT INTO user_search (user_search, rowid, username_norm, email_norm)
        VALUES ('delete', OLD.id, OLD.username_norm, OLD.email_norm);
    INSERT INTO user_search (rowid, username_norm, email_norm) VALUES (NEW.id, NEW.username_norm, NEW.email_norm);
END;

CREATE TABLE audit (
    seq           INTEGER NOT NULL PRIMARY KEY,
    time          INTEGER NOT NULL,
    class         TEXT NOT NULL,
    action        TEXT CHECK ((action IS NULL) = (target IS NULL)),
    actor         BLOB,
    target_kind   TEXT,
    target        TEXT,
    person        BLOB,
    request_id    TEXT,
    actor_data    TEXT,
    actor_digest  BLOB,
    target_data   TEXT,
    target_digest BLOB,
    content       BLOB NOT NULL CHECK (length(content) = 32),
    previous      BLOB NOT NULL CHECK (length(previous) = 32),
    hash          BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE audit_head (
    id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq  INTEGER NOT NULL,
    time INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE audit_salts (
    person BLOB NOT NULL PRIMARY KEY CHECK (length(person) = 16),
    salt   BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_signatures (
    seq       INTEGER NOT NULL PRIMARY KEY,
    hash      BLOB NOT NULL CHECK (length(hash) = 32),
    signed_at INTEGER NOT NULL,
    key_id    TEXT NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;

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

CREATE TABLE job_items (
    job      BLOB NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    user_id  BLOB NOT NULL,
    plan     TEXT,
    outcome  TEXT,
    before   TEXT,
    version  INTEGER,
    PRIMARY KEY (job, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
    id           BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    action       TEXT NOT NULL,
    state        TEXT NOT NULL,
    request      TEXT NOT NULL,
    created_by   BLOB NOT NULL,
    created_at   INTEGER NOT NULL,
    request_id   TEXT NOT NULL,
    ip           TEXT NOT NULL,
    undo_of      BLOB,
    instance     BLOB,
    started_at   INTEGER,
    finished_at  INTEGER,
    total        INTEGER NOT NULL DEFAULT 0,
    planned      INTEGER NOT NULL DEFAULT 0,
    done         INTEGER NOT NULL DEFAULT 0,
    changed      INTEGER NOT NULL DEFAULT 0,
    problem      TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE one_time_tokens (
    hash       BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose    TEXT NOT NULL,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (
    id          INTEGER PRIMARY KEY,
    public_id   BLOB NOT NULL UNIQUE CHECK (length(public_id) = 16),
    name        TEXT NOT NULL UNIQUE,
    permissions INTEGER NOT NULL,
    built_in    INTEGER NOT NULL DEFAULT 0 CHECK (built_in IN (0, 1)),
    created_at  INTEGER NOT NULL
, description TEXT NOT NULL DEFAULT '', updated_at INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL, applied_by TEXT NOT NULL);

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

CREATE TABLE sign_in_attempts (
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    at         INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    network    TEXT NOT NULL,
    device     TEXT NOT NULL,
    PRIMARY KEY (user_id, at, request_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_roles (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role_id INTEGER NOT NULL REFERENCES roles (id),
    PRIMARY KEY (user_id, role_id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE user_search USING fts5(
    username_norm, email_norm, content = 'users', content_rowid = 'id', tokenize = 'trigram', detail = 'none', columnsize = 0);

CREATE TABLE 'user_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'user_search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'user_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

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
, deactivated_at INTEGER, locked_until INTEGER, deleted_at INTEGER, must_change_password INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX audit_by_action ON audit (action, seq) WHERE action IS NOT NULL;

CREATE INDEX audit_by_actor ON audit (actor, seq) WHERE actor IS NOT NULL;

CREATE INDEX audit_by_class ON audit (class, seq) WHERE action IS NOT NULL;

CREATE INDEX audit_by_person ON audit (person, seq) WHERE person IS NOT NULL;

CREATE INDEX audit_by_request ON audit (request_id, seq) WHERE request_id IS NOT NULL;

CREATE INDEX audit_by_target ON audit (target, seq) WHERE target IS NOT NULL;

CREATE INDEX audit_by_time ON audit (time, seq);

CREATE INDEX jobs_by_creation ON jobs (created_at);

CREATE INDEX one_time_tokens_by_expiry ON one_time_tokens (expires_at);

CREATE INDEX one_time_tokens_by_user ON one_time_tokens (user_id);

CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE INDEX sessions_by_network ON sessions (user_id, network);

CREATE INDEX sessions_live ON sessions (user_id) WHERE revoked_at IS NULL;

CREATE INDEX user_roles_by_role ON user_roles (role_id);

CREATE INDEX users_by_creation ON users (created_at, id);

CREATE INDEX users_by_last_login ON users (coalesce(last_login, 0), id);

CREATE INDEX users_deactivated ON users (id) WHERE is_active = 0;

CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE INDEX users_invited ON users (id) WHERE length(password_hash) = 0;

CREATE INDEX users_locked ON users (id) WHERE locked_until IS NOT NULL;
