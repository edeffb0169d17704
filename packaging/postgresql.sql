-- The database of auth-serve and its two accounts, once, as a superuser:
--     AUTH_OWNER_PASSWORD=... AUTH_SERVICE_PASSWORD=... psql -X -f postgresql.sql
--
-- auth_owner has the tables, and is for `auth-serve migrate` alone. auth_serve is the account of the daemons, which then
-- run with DATABASE_AUTO_MIGRATE=false: whoever takes over a daemon can neither change the schema nor its triggers, on
-- which the other daemons rely to hear of ended sessions, and which let nobody change a row of the audit trail. What they
-- do let go, for retention and erasure, has to be on record: `auth-serve audit verify` finds it otherwise.

\set ON_ERROR_STOP on
\getenv owner_password AUTH_OWNER_PASSWORD
\getenv service_password AUTH_SERVICE_PASSWORD

-- The passwords shall not be in the server's log, whatever it is told to keep.
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';

CREATE ROLE auth_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE auth_serve LOGIN PASSWORD :'service_password';

-- Nor addresses and password hashes, where the server is told to log statements.
ALTER ROLE auth_owner SET log_parameter_max_length = 0;
ALTER ROLE auth_serve SET log_parameter_max_length = 0;

CREATE DATABASE auth OWNER auth_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE auth FROM PUBLIC;
GRANT CONNECT ON DATABASE auth TO auth_serve;

\connect auth

ALTER SCHEMA public OWNER TO auth_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO auth_serve;

-- For what migrations make from now on. Numbers of rows need no right to their sequence, triggers none to their function.
ALTER DEFAULT PRIVILEGES FOR ROLE auth_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO auth_serve;
ALTER DEFAULT PRIVILEGES FOR ROLE auth_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
