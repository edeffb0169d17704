"""A PostgreSQL of this run alone, as in service: every commit is synced. Its folder goes away with it."""
import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from urllib.parse import quote

from servers import Failure, Server, free_port, wait_until

USER, PASSWORD = "auth", "bench-only"
CALL_LIMIT = 240
# The largest database fits into shared_buffers, so that no look-up waits for a disk; the daemons hold up to 164
# connections.
CONFIGURATION = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
max_connections = 200
shared_buffers = 1GB
max_wal_size = 4GB
max_parallel_workers_per_gather = 0
commit_delay = {commit_delay}
commit_siblings = 0
"""
FILLED_TABLES = """SELECT oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
 AND pg_relation_size(oid) > 0"""


def find_programs():
    """Debian keeps the programs of each version apart; the newest is taken. None where there are none."""
    versions = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]), reverse=True)
    initdb = shutil.which("initdb", path=os.pathsep.join([*versions, os.environ.get("PATH", "")]))
    return initdb and os.path.dirname(os.path.realpath(initdb))


def as_owner():
    """PostgreSQL refuses to run as root; and it shall end with this program, however that ends."""
    account = ["--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *account, "--pdeathsig=QUIT"]


def call(command, what):
    try:
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, timeout=CALL_LIMIT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failure(f"{what}: {error}") from None
    if done.returncode:
        raise Failure(f"{what}: exit code {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout.strip()


class Cluster(Server):
    def __init__(self, parent=None, commit_delay=0):
        """`commit_delay`: microseconds added to each sync of the log, for a disk whose cache hides what one takes."""
        self.programs = find_programs()
        if not self.programs:
            raise Failure("PostgreSQL is not installed")
        # A folder of its own, not in that of the run, which the other account may not enter; and a short name, because
        # the path of a socket has at most 107 bytes.
        self.folder = tempfile.mkdtemp(prefix="pg-", dir=parent)
        self.port = free_port()
        try:
            self.initialize(commit_delay)
            super().__init__("PostgreSQL", [*as_owner(), self.program("postgres"), "-D", self.data], "/",
                             os.path.join(self.folder, "log"))
            self.wait_ready()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    @property
    def data(self):
        return os.path.join(self.folder, "data")

    def program(self, name):
        return os.path.join(self.programs, name)

    def initialize(self, commit_delay):
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        call([*as_owner(), self.program("initdb"), "-D", self.data, "-U", "postgres", "--encoding=UTF8", "--locale=C",
              "--auth-local=trust", "--auth-host=scram-sha-256"], "initdb")
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(port=self.port, folder=self.folder, commit_delay=commit_delay))

    def wait_ready(self, find_url=None):
        probe = [self.program("pg_isready"), "-q", "-h", self.folder, "-p", str(self.port)]
        try:
            wait_until("PostgreSQL does not start", lambda: subprocess.call(probe) == 0, self.process)
        except Failure as failure:
            self.stop()
            raise Failure(f"{failure}\n{self.last_lines()}") from None
        self.query(f"CREATE ROLE {USER} LOGIN PASSWORD '{PASSWORD}'")

    def query(self, *statements, database="postgres"):
        """As the superuser, each statement in a transaction of its own; what psql prints, without headings."""
        commands = [argument for statement in statements for argument in ("-c", statement)]
        return call([self.program("psql"), "-h", self.folder, "-p", str(self.port), "-U", "postgres", "-d", database,
                     "-XAtq", "-v", "ON_ERROR_STOP=1", *commands], "psql")

    def settle(self, database, *statements):
        """After the statements there is nothing left for the server to do by itself."""
        # Not for empty tables: the plans for one that was found so read it from end to end.
        filled = self.query(*statements, FILLED_TABLES, database=database)
        self.query(*(f"VACUUM ANALYZE {table}" for table in filled.splitlines()), "CHECKPOINT", database=database)

    def make_database(self, name):
        self.query(f"CREATE DATABASE {name} OWNER {USER}")
        return self.url_of(name)

    def url_of(self, database):
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def socket_url_of(self, database):
        return f"postgresql://{USER}@/{database}?host={quote(self.folder, safe='')}&port={self.port}"

    def connections_of(self, pid):
        """How many the daemon with this process id holds."""
        name = f"auth-serve % {pid}"
        return int(self.query(f"SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE '{name}'"))

    def stop(self):
        if self.is_running():
            self.process.send_signal(signal.SIGINT)  # "fast": it does not wait for clients to leave
        super().stop()

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
