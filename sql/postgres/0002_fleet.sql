-- Several daemons on one database: who they are, what they tell each other, the limits they share.

-- One row for each daemon that runs; seen_at is its heartbeat.
CREATE TABLE instances (
    id         BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    name       TEXT NOT NULL,
    host       TEXT NOT NULL,
    pid        BIGINT NOT NULL,
    url        TEXT NOT NULL,
    version    TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);

-- Attempts by the hash of whose they are. A crash of the server empties it, which forgives at most one window; in
-- return nothing waits for a disk. Half of each page is left free so that counting rewrites rows in place.
CREATE UNLOGGED TABLE rate_limits (
    key        BYTEA NOT NULL PRIMARY KEY CHECK (length(key) = 20),
    hits       BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    last_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) WITH (fillfactor = 50);

-- Whatever makes a session or its permissions worth less is told to all instances when it is committed, by whomever
-- it was done: "session HEX", "user HEX" with the public id, or "everything". Refreshing a token tells nothing.
CREATE FUNCTION tell_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('auth_serve', 'session ' || encode(NEW.id, 'hex'));
    RETURN NULL;
END $$;

CREATE TRIGGER sessions_tell AFTER UPDATE OF revoked_at ON sessions
    FOR EACH ROW WHEN (NEW.revoked_at IS NOT NULL AND OLD.revoked_at IS NULL) EXECUTE FUNCTION tell_session_ended();

CREATE FUNCTION tell_user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('auth_serve', 'user ' || encode(OLD.public_id, 'hex'));
    RETURN NULL;
END $$;

CREATE TRIGGER users_tell AFTER UPDATE OF is_active ON users
    FOR EACH ROW WHEN (NEW.is_active IS DISTINCT FROM OLD.is_active) EXECUTE FUNCTION tell_user_changed();
CREATE TRIGGER users_tell_deleted AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION tell_user_changed();

-- An account that has no session, such as a new one, is in nobody's memory.
CREATE FUNCTION tell_roles_of_user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('auth_serve', 'user ' || encode(u.public_id, 'hex')) FROM users u
        WHERE u.id = coalesce(NEW.user_id, OLD.user_id) AND EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id);
    RETURN NULL;
END $$;

CREATE TRIGGER user_roles_tell AFTER INSERT OR UPDATE OR DELETE ON user_roles
    FOR EACH ROW EXECUTE FUNCTION tell_roles_of_user_changed();

CREATE FUNCTION tell_role_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('auth_serve', 'everything');
    RETURN NULL;
END $$;

CREATE TRIGGER roles_tell AFTER UPDATE OF permissions ON roles
    FOR EACH ROW WHEN (NEW.permissions IS DISTINCT FROM OLD.permissions) EXECUTE FUNCTION tell_role_changed();
