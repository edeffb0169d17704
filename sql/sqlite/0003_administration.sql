-- Administration: what administrators do with accounts, the audit trail, search, jobs.

-- is_active decides; deactivated_at tells since when, and what an account that was deleted is restored to.
ALTER TABLE users ADD COLUMN deactivated_at INTEGER;
-- Nobody signs in before this moment.
ALTER TABLE users ADD COLUMN locked_until INTEGER;
-- Deleted accounts keep their name and address until they are purged. is_active is 0 meanwhile.
ALTER TABLE users ADD COLUMN deleted_at INTEGER;
-- The password opens nothing but its own replacement.
ALTER TABLE users ADD COLUMN must_change_password INTEGER NOT NULL DEFAULT 0;

UPDATE users SET deactivated_at = updated_at WHERE is_active = 0;

CREATE INDEX users_by_creation ON users (created_at, id);
CREATE INDEX users_by_last_login ON users (coalesce(last_login, 0), id);
CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;

ALTER TABLE roles ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE roles ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE roles ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

UPDATE roles SET description = 'May do everything.' WHERE name = 'admin';
UPDATE roles SET description = 'Helps people: sees accounts, logs and the audit trail, ends sessions.' WHERE name = 'support';
UPDATE roles SET description = 'Has an account.' WHERE name = 'user';

-- Invitations and password resets: the hash of a token that is good once.
CREATE TABLE one_time_tokens (
    hash       BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose    TEXT NOT NULL,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX one_time_tokens_by_user ON one_time_tokens (user_id);
CREATE INDEX one_time_tokens_by_expiry ON one_time_tokens (expires_at);

-- The last few for each account, written in batches after the answer.
CREATE TABLE sign_in_attempts (
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    at         INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    network    TEXT NOT NULL,
    device     TEXT NOT NULL,
    PRIMARY KEY (user_id, at, request_id)
) STRICT, WITHOUT ROWID;

-- The audit trail: one row for each change, written in the transaction of the change. Rows are numbered without gaps,
-- their times never go back, and each carries the hash of the one before. `content` is the hash of everything a row
-- tells; a row whose time is over loses what it told and keeps this, so that the chain can still be computed.

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

CREATE INDEX audit_by_time ON audit (time, seq);
CREATE INDEX audit_by_class ON audit (class, seq) WHERE action IS NOT NULL;
CREATE INDEX audit_by_action ON audit (action, seq) WHERE action IS NOT NULL;
CREATE INDEX audit_by_actor ON audit (actor, seq) WHERE actor IS NOT NULL;
CREATE INDEX audit_by_person ON audit (person, seq) WHERE person IS NOT NULL;
CREATE INDEX audit_by_target ON audit (target, seq) WHERE target IS NOT NULL;
CREATE INDEX audit_by_request ON audit (request_id, seq) WHERE request_id IS NOT NULL;

-- The end of the chain. Whoever appends holds this row until the commit.
CREATE TABLE audit_head (
    id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq  INTEGER NOT NULL,
    time INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- What a person's data are hashed with. Without it the digests in the trail tell nothing.
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

-- Nothing of a row is ever changed. It may lose what it told, but not what the chain is computed from; only a row that
-- has lost it may be deleted. Whether it was time for that is on record, and `auth-serve audit verify` looks.
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

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit WHEN OLD.action IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

CREATE TRIGGER audit_signatures_stay BEFORE UPDATE ON audit_signatures BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

-- Substrings of names and addresses, three characters and more.

CREATE VIRTUAL TABLE user_search USING fts5(
    username_norm, email_norm, content = 'users', content_rowid = 'id', tokenize = 'trigram', detail = 'none', columnsize = 0);

INSERT INTO user_search (user_search) VALUES ('rebuild');

CREATE TRIGGER user_search_insert AFTER INSERT ON users BEGIN
    INSERT INTO user_search (rowid, username_norm, email_norm) VALUES (NEW.id, NEW.username_norm, NEW.email_norm);
END;

CREATE TRIGGER user_search_update AFTER UPDATE OF username_norm, email_norm ON users BEGIN
    INSERT INTO user_search (user_search, rowid, username_norm, email_norm)
        VALUES ('delete', OLD.id, OLD.username_norm, OLD.email_norm);
    INSERT INTO user_search (rowid, username_norm, email_norm) VALUES (NEW.id, NEW.username_norm, NEW.email_norm);
END;

CREATE TRIGGER user_search_delete AFTER DELETE ON users BEGIN
    INSERT INTO user_search (user_search, rowid, username_norm, email_norm)
        VALUES ('delete', OLD.id, OLD.username_norm, OLD.email_norm);
END;

-- States that few accounts are in.

CREATE INDEX users_deactivated ON users (id) WHERE is_active = 0;
CREATE INDEX users_locked ON users (id) WHERE locked_until IS NOT NULL;
CREATE INDEX users_invited ON users (id) WHERE length(password_hash) = 0;

-- Work on many accounts: what was asked for, the accounts it was asked for, frozen at that moment, and what became of
-- each.

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

CREATE INDEX jobs_by_creation ON jobs (created_at);

-- plan and outcome: changed, or the reason why not. before: what undoing puts back; version: of the account after.
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
