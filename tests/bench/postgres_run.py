"""What is measured on PostgreSQL, beside the same on SQLite where that is of interest."""
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import time

import rotation
from cluster import Cluster
from goals import POSTGRES_GOALS
from run import Run, Step, say
from servers import Failure

SMALL = 1_000
LARGE, QUICK_LARGE = 1_000_000, 100_000  # told in goals.LARGE too
ROUNDS, QUICK_ROUNDS = 1000, 100
ROUNDS_LIMIT = 120  # seconds
PATIENCE = 120  # seconds; a machine that never becomes quiet shall not double the length of the run
CLIENTS = 64
PLUGIN = "libqsqlpsql.so"
ACCOUNT = ("user0@example.com", "Bench-Passw0rd-1")
KEY = "every instance of the bench has this one, 32 bytes or more"
# The hash queue has to take the log-ins of 128 clients before their load begins.
WIDE = {"STORE_THREADS": "64", "DATABASE_MAX_POOL_SIZE": "64", "HASH_QUEUE": "256"}

STEPS = [
    Step("pg_login", "login", 16, 8, 3, daemon="postgres", limits=("argon2id",)),
    Step("profile", "profile", 32, 5, 2),
    Step("pg_profile", "profile", 32, 5, 2, daemon="postgres"),
    Step("refresh", "refresh", 16, 5, 2),
    Step("pg_refresh_1", "refresh", 1, 5, 2, daemon="postgres"),
    Step("pg_refresh_16", "refresh", 16, 5, 2, daemon="postgres"),
    # On SQLite only reads have a connection for each thread.
    Step("threads_64", "profile", 128, 5, 2, daemon="wide"),
    Step("pg_threads_64", "refresh", 128, 5, 2, daemon="postgres_wide"),
]

# As UserRepository::insert leaves them, {numbers} of them. Ids are random, so that no index is filled in its order.
USERS = (
    "WITH RECURSIVE n (i) AS ({numbers}) INSERT INTO users (public_id, username, username_norm, email, email_norm,"
    " password_hash, created_at, updated_at) SELECT {id}, 'user' || i, 'user' || i, 'user' || i || '@example.com',"
    " 'user' || i || '@example.com', {hash}, 1, 1 FROM n")
ROLES = ("INSERT INTO user_roles (user_id, role_id)"
         " SELECT users.id, roles.id FROM users, roles WHERE roles.name = 'user'")
HASH_LENGTH = 97  # of an Argon2id hash in its text form


def fill_sqlite(path, users):
    numbers = f"SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {users - 1}"
    database = sqlite3.connect(path, isolation_level=None)
    try:
        for statement in ("PRAGMA synchronous = OFF", "PRAGMA cache_size = -500000", "BEGIN",
                          USERS.format(numbers=numbers, id="randomblob(16)", hash=f"zeroblob({HASH_LENGTH})"), ROLES,
                          "COMMIT", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"):
            database.execute(statement)
    finally:
        database.close()


def fill_postgres(cluster, name, users):
    fill = USERS.format(numbers=f"SELECT generate_series(0, {users - 1})", id="uuid_send(gen_random_uuid())",
                        hash=f"repeat('h', {HASH_LENGTH})::bytea")
    cluster.settle(name, fill, ROLES)


def open_files(pid, path):
    """How often the process has this file open."""
    folder = f"/proc/{pid}/fd"
    return sum(os.path.realpath(os.path.join(folder, name)) == os.path.realpath(path) for name in os.listdir(folder))


def plugin_folder(pid):
    """Where a running daemon has its SQLite plugin from."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps:
        found = next((line.split()[-1] for line in maps if "sqldrivers" in line), None)
    if not found:
        raise Failure("the daemon has no plugin of QtSql loaded")
    return os.path.dirname(os.path.dirname(found))


def copy_without_plugin(daemon, plugins, folder):
    """A copy of the daemon that finds every plugin of Qt's but PostgreSQL's; its path."""
    drivers = os.path.join(folder, "plugins", "sqldrivers")
    os.makedirs(drivers)
    for name in os.listdir(os.path.join(plugins, "sqldrivers")):
        if name != PLUGIN:
            os.symlink(os.path.join(plugins, "sqldrivers", name), os.path.join(drivers, name))
    with open(os.path.join(folder, "qt.conf"), "w", encoding="utf-8") as file:
        file.write(f"[Paths]\nPlugins = {folder}/plugins\n")
    return shutil.copy(daemon, os.path.join(folder, "auth-serve"))


class PostgresRun(Run):
    """A cluster beside the daemons; two of these are instances of one service."""

    steps = STEPS
    goals = POSTGRES_GOALS

    @classmethod
    def names(cls):
        return [*super().names(), "lookups", "rotation", "plugin"]

    def __enter__(self):
        super().__enter__()
        self.patience_ends = time.monotonic() + PATIENCE
        self.results |= {"lookups": {}, "connections": {}}
        self.results["machine"]["commit delay µs"] = self.options.commit_delay
        try:
            self.cluster = Cluster(self.options.dir, self.options.commit_delay)
        except BaseException:
            super().__exit__()
            raise
        return self

    def __exit__(self, *error):
        super().__exit__(*error)
        self.cluster.remove()

    def measure(self):
        self.seed()
        self.measure_part("lookups", self.measure_look_ups)
        self.measure_steps()
        self.measure_part("rotation", self.measure_rotation)
        self.measure_part("plugin", self.measure_without_plugin)

    def measure_part(self, name, measure):
        if self.wants(name):
            say(f"{name} …")
            self.attempt(name, measure)

    def seed(self):
        super().seed()
        self.url = self.cluster.make_database("bench")
        self.call([self.options.seed, self.url, str(self.options.users)], 300)
        self.cluster.settle("bench")

    # --- daemons

    def program(self, kind):
        return self.plugless if kind == "plugless" else super().program(kind)

    def environment(self, kind):
        wide = WIDE if kind.endswith("wide") else {}
        return {**wide, **({"DATABASE_URL": self.url, "JWT_SECRET_KEY": KEY} if kind.startswith("postgres") else {})}

    def database_pid(self, _):
        return self.cluster.pid

    def measure_step(self, step):
        super().measure_step(step)
        if step.daemon.endswith("wide") and step.name in self.results["scenarios"]:
            self.results["connections"][step.name] = self.connections(step.daemon)

    def connections(self, kind):
        pid = self.daemons[kind].pid
        if kind.startswith("postgres"):
            return self.cluster.connections_of(pid)
        return open_files(pid, os.path.join(self.folder, kind, "bench.db"))

    # --- look-ups

    def measure_look_ups(self):
        large = QUICK_LARGE if self.options.quick else LARGE
        self.results["machine"]["large database"] = f"{large:,} users"
        for engine, make in (("sqlite", self.make_sqlite), ("postgres", self.make_postgres)):
            urls = [make(f"users_{users}", users) for users in (SMALL, large)]
            self.results["lookups"][engine] = self.quietest(lambda: self.look_up(urls, large))

    def make_sqlite(self, name, users):
        path = os.path.join(self.folder, f"{name}.db")
        self.migrate(f"sqlite:///{path}")
        fill_sqlite(path, users)
        return f"sqlite:///{path}"

    def make_postgres(self, name, users):
        self.migrate(self.cluster.make_database(name))
        fill_postgres(self.cluster, name, users)
        return self.cluster.socket_url_of(name)

    def migrate(self, url):
        self.call([self.options.daemon, "migrate"], 60, {"DATABASE_URL": url, "JWT_SECRET_KEY": KEY})

    def look_up(self, urls, large):
        seconds = "2" if self.options.quick else "8"
        return json.loads(self.call(
            [self.tool("lookups"), "--url", urls[0], "--users", str(SMALL), "--large-url", urls[1], "--large-users",
             str(large), "--seconds", seconds, "--database-pid", str(self.cluster.pid)], 120))

    # --- two instances

    def measure_rotation(self):
        urls = [self.daemon(kind).url for kind in ("postgres", "postgres_second")]
        rounds = QUICK_ROUNDS if self.options.quick else ROUNDS
        self.results["rotation"] = rotation.measure(urls, rounds, CLIENTS, ROUNDS_LIMIT, ACCOUNT)
        if self.results["rotation"]["odd"]:
            raise Failure(self.results["rotation"]["odd"])

    # --- without the plugin

    def measure_without_plugin(self):
        folder = os.path.join(self.folder, "no-plugin")
        self.plugless = copy_without_plugin(self.options.daemon, plugin_folder(self.daemon("default").pid), folder)
        times = [self.time_start("plugless") for _ in range(self.options.starts)]
        self.results |= {"startup_without_plugin_ms": statistics.median(times), "startups_without_plugin_ms": times,
                         "refusal_without_plugin": self.refusal()}

    def refusal(self):
        """What the same program says of a URL it cannot serve; it must not start."""
        done = subprocess.run([self.plugless, "serve"], cwd=self.folder, capture_output=True, text=True, timeout=30,
                              env={**os.environ, **self.environment("postgres")}, check=False)
        said = done.stdout + done.stderr
        if done.returncode == 0 or "QPSQL" not in said:
            raise Failure(f"without the plugin it ends with {done.returncode}: {said[-1000:]}")
        return {"exit_code": done.returncode, "said": said.strip().splitlines()[-1]}
