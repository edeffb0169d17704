"""What is measured in which order: each scenario of auth-serve right after the limit it is compared with."""
import json
import math
import os
import platform
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

import servers
from goals import FOREIGN_PERCENT, GOALS
from servers import Failure

REPEATS = 2
IDLE_SECONDS = 60  # the daemon closes a silent connection after this long


@dataclass(frozen=True)
class Step:
    name: str
    scenario: str
    connections: int
    seconds: float
    quick_seconds: float
    daemon: str = "default"
    limits: tuple = ()  # measured just before, so that both see the same machine
    idle: int = 0


STEPS = [
    Step("login", "login", 16, 12, 3, limits=("argon2id",)),
    Step("login_stock", "login", 16, 12, 3, daemon="stock", limits=("argon2id",)),
    Step("register", "register", 16, 8, 2),
    Step("storm", "storm", 16, 12, 4),
    Step("refresh", "refresh", 16, 6, 2, limits=("commit_full",)),
    Step("refresh_normal", "refresh", 16, 6, 2, daemon="normal", limits=("commit_normal",)),
    Step("profile", "profile", 32, 6, 2, limits=("hmac", "select")),
    Step("mixed", "mixed", 32, 8, 3),
    Step("health", "health", 32, 5, 2, limits=("nginx",)),
    Step("idle_5000", "health", 32, 5, 2, idle=5000),
    Step("idle_10000", "health", 32, 5, 2, idle=10000),
]
DAEMON_ENV = {"default": {}, "normal": {"DATABASE_SYNCHRONOUS": "normal"}, "stock": {}}


def busy_share(seconds=0.3):
    def read():
        with open("/proc/stat", encoding="ascii") as file:
            ticks = [int(tick) for tick in file.readline().split()[1:9]]
        return sum(ticks), ticks[3] + ticks[4]
    total, idle = read()
    time.sleep(seconds)
    total_now, idle_now = read()
    return 1 - (idle_now - idle) / max(1, total_now - total)


def wait_quiet(limit):
    end = time.monotonic() + limit
    while busy_share() > FOREIGN_PERCENT / 100 and time.monotonic() < end:
        pass


def say(text):
    print(text, file=sys.stderr, flush=True)


class Run:
    """The folders, the daemons and what has been measured; a context that takes all of it away at its end."""

    steps = STEPS
    goals = GOALS

    @classmethod
    def names(cls):
        return [step.name for step in cls.steps]

    def __init__(self, options):
        self.options = options
        self.patience_ends = math.inf  # after that nothing waits for a quiet machine, and nothing is repeated
        self.daemons = {}
        self.results = {"machine": describe_machine(options), "scenarios": {}, "limits": {}, "skipped": {},
                        "failures": {}}

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="auth-bench-", dir=self.options.dir)
        # A log on the database's disk would be written out along with its commits.
        self.logs = tempfile.mkdtemp(prefix="auth-bench-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        return self

    def __exit__(self, *_):
        for daemon in self.daemons.values():
            was_running = daemon.is_running()
            daemon.stop()
            if was_running and daemon.process.returncode not in (0, -signal.SIGTERM):
                say(f"{daemon.name} did not stop cleanly\n{daemon.last_lines()}")
        if self.options.keep:
            say(f"kept: {self.folder} {self.logs}")
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.logs, ignore_errors=True)

    def tool(self, name):
        return os.path.join(self.options.tools, name)

    def seed(self):
        folder = os.path.join(self.folder, "seed")
        os.mkdir(folder)
        began = time.monotonic()
        self.call([self.options.seed, f"sqlite:///{folder}/bench.db", str(self.options.users)], 300)
        say(f"seeded {self.options.users} users in {time.monotonic() - began:.1f} s")

    def call(self, command, limit, env=None):
        try:
            done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=limit, check=False,
                                  env={**os.environ, **(env or {})})
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Failure(f"{command[0]}: {error}") from None
        if done.returncode:
            raise Failure(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def quietest(self, measure):
        """The quietest of up to three measurements, with how many there were."""
        reports = []
        for _ in range(1 if self.options.quick else 1 + REPEATS):
            if self.is_patient():
                wait_quiet(self.options.quiet_wait)
            reports.append(measure())
            if reports[-1]["foreign_pct"] <= FOREIGN_PERCENT or not self.is_patient():
                break
        return {**min(reports, key=lambda report: report["foreign_pct"]), "attempts": len(reports)}

    def is_patient(self):
        return time.monotonic() < self.patience_ends

    # --- daemons

    def program(self, kind):
        return self.options.stock_daemon if kind == "stock" else self.options.daemon

    def environment(self, kind):
        return DAEMON_ENV[kind]

    def start(self, kind):
        folder = os.path.join(self.folder, kind)
        if not os.path.isdir(folder):
            shutil.copytree(os.path.join(self.folder, "seed"), folder)
        log = os.path.join(self.logs, f"{kind}-{time.monotonic_ns()}.log")
        env = {**self.environment(kind), **dict(pair.split("=", 1) for pair in self.options.env)}
        return servers.start_daemon(f"auth-serve ({kind})", self.program(kind), folder, log, env)

    def daemon(self, kind):
        if kind not in self.daemons or not self.daemons[kind].is_running():
            self.daemons[kind], _ = self.start(kind)
        return self.daemons[kind]

    def time_start(self, kind):
        if self.is_patient():
            wait_quiet(self.options.quiet_wait / 4)
        daemon, milliseconds = self.start(kind)
        self.daemons[kind] = daemon
        time.sleep(0.5)
        self.results["idle_rss_kb"] = resident_kb(daemon)
        daemon.stop()
        return milliseconds

    def measure_starts(self):
        times = [self.time_start("default") for _ in range(self.options.starts)]
        self.results |= {"startup_ms": statistics.median(times), "startups_ms": times}

    # --- limits

    def measure_limit(self, name):
        if name in self.results["limits"] or name in self.results["skipped"]:
            return
        if name == "nginx":
            self.measure_nginx()
        elif os.path.exists(self.tool("rawlimit")):
            self.measure_raw(name)
        else:
            self.results["skipped"][name] = "rawlimit is not built"

    def measure_raw(self, name):
        seconds = "1.5" if self.options.quick else "4"
        command = [self.tool("rawlimit"), "--dir", self.folder, "--seconds", seconds,
                   "--threads", str(self.options.threads), "--only", name]
        self.results["limits"][name] = self.quietest(lambda: json.loads(self.call(command, 120))[name])

    def measure_nginx(self):
        if not servers.find_nginx():
            self.results["skipped"]["nginx"] = "nginx is not installed"
            return
        folder = os.path.join(self.folder, "nginx")
        os.mkdir(folder)
        nginx = servers.start_nginx(folder, os.path.join(self.logs, "nginx.log"))
        step = next(step for step in STEPS if step.name == "health")
        try:
            self.results["limits"]["nginx"] = self.quietest(lambda: self.load(step, nginx))
        finally:
            nginx.stop()

    def measure_kept_hash(self):
        source = self.options.hash_cost
        if not source:
            self.results["skipped"]["kept_hash"] = "no --hash-cost"
        elif os.access(source, os.X_OK):
            self.results["limits"]["kept_hash"] = json.loads(self.call([source], 120))
        else:
            with open(source, encoding="utf-8") as file:
                self.results["limits"]["kept_hash"] = json.load(file)

    # --- scenarios

    def database_pid(self, _):
        """The process behind that server whose work is not another's; 0: there is none."""
        return 0

    def load(self, step, server):
        seconds = step.quick_seconds if self.options.quick else step.seconds
        warmup = 0.5 if self.options.quick else 1
        return json.loads(self.call(
            [self.tool("loadgen"), "--url", server.url, "--pid", str(server.pid), "--scenario", step.scenario,
             "--connections", str(step.connections), "--idle", str(step.idle), "--users", str(self.options.users),
             "--seconds", str(seconds), "--warmup", str(warmup), "--database-pid", str(self.database_pid(server))],
            seconds + warmup + 2 * IDLE_SECONDS))

    def measure_step(self, step):
        reason = self.reason_to_skip(step)
        if reason:
            self.results["skipped"][step.name] = reason
            return
        say(f"{step.name} …")
        for limit in step.limits:
            self.attempt(limit, lambda: self.measure_limit(limit))
        server = self.daemon(step.daemon)
        try:
            report = self.quietest(lambda: self.load(step, server))
        except Failure as failure:
            raise Failure(f"{failure}\n{server.last_lines()}") from None
        self.results["scenarios"][step.name] = report
        if report["errors"]:
            say(f"{step.name}: {report['errors']} errors\n{server.last_lines()}")

    def wants(self, name):
        return not self.options.only or name in self.options.only

    def reason_to_skip(self, step):
        if not self.wants(step.name):
            return "not asked for"
        if step.daemon == "stock" and not self.options.stock_daemon:
            return "no --stock-daemon"
        if step.idle + 200 > resource.getrlimit(resource.RLIMIT_NOFILE)[0]:
            return "RLIMIT_NOFILE is too low"
        return ""

    def measure(self):
        self.seed()
        self.measure_starts()
        self.measure_kept_hash()
        self.measure_steps()

    def measure_steps(self):
        for step in self.steps:
            self.attempt(step.name, lambda: self.measure_step(step))

    def attempt(self, name, measure):
        try:
            measure()
        except Failure as failure:
            self.results["failures"][name] = str(failure)
            self.results["skipped"][name] = "failed"
            say(f"{name} failed: {failure}")


def describe_machine(options):
    return {"host": platform.node(), "cores": os.cpu_count(), "kernel": platform.release(), "users": options.users,
            "utc": time.strftime("%Y-%m-%d %H:%M", time.gmtime()), "quick": options.quick}


def resident_kb(server):
    with open(f"/proc/{server.pid}/status", encoding="utf-8") as file:
        sizes = [int(line.split()[1]) for line in file if line.startswith("VmRSS:")]
    if not sizes:  # a process that has ended has no memory
        raise Failure(server.last_lines())
    return sizes[0]
