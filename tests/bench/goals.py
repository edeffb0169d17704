"""The speed goals of auth-serve, and how a run's results are judged by them."""
from dataclasses import dataclass

HASH_RATE = "limits.argon2id.per_s"
CPU = "server_cpu_us_per_request"
FOREIGN_PERCENT = 6  # a window in which others used more of the machine is noisy


@dataclass(frozen=True)
class Goal:
    """`value`, `minus` and `limit` are paths into the results; with a limit, the bound is for value / limit."""
    text: str
    unit: str
    value: str
    at_least: float = None
    at_most: float = None
    limit: str = ""
    minus: str = ""
    scale: float = 1.0


GOALS = [
    Goal("login, 16 connections, against libsodium's own str_verify on as many threads", "/s", "scenarios.login.rps",
         at_least=1.4, limit=HASH_RATE),
    Goal("login with kept hash memory off, against the same", "/s", "scenarios.login_stock.rps",
         at_least=0.97, limit=HASH_RATE),
    Goal("login, CPU around the hash", "µs", f"scenarios.login.{CPU}", at_most=400, minus="limits.kept_hash.cpu_us"),
    Goal("profile, CPU per request", "µs", f"scenarios.profile.{CPU}", at_most=64),
    Goal("refresh, CPU per request, synchronous FULL", "µs", f"scenarios.refresh.{CPU}", at_most=170),
    Goal("refresh, 16 clients, against one writer with an fsync each", "/s", "scenarios.refresh.rps",
         at_least=1.5, limit="limits.commit_full.per_s"),
    Goal("refresh, synchronous NORMAL", "/s", "scenarios.refresh_normal.rps", at_least=5000),
    Goal("health, CPU per request, against nginx `return 200`", "µs", f"scenarios.health.{CPU}",
         at_most=1.8, limit=f"limits.nginx.{CPU}"),
    Goal("health beside 5,000 idle connections, against without", "/s", "scenarios.idle_5000.rps",
         at_least=0.85, limit="scenarios.health.rps"),
    Goal("profile at 100/s in a login storm, p99", "ms", "scenarios.storm.operations.profile.p99_ms", at_most=10),
    Goal("start to first 200, median", "ms", "startup_ms", at_most=60),
    Goal("resident memory, idle", "MB", "idle_rss_kb", at_most=32, scale=1 / 1024),
    Goal("resident memory, peak in mixed", "MB", "scenarios.mixed.rss_peak_kb", at_most=80, scale=1 / 1024),
    Goal("resident memory, peak with 10,000 idle connections", "MB", "scenarios.idle_10000.rss_peak_kb",
         at_most=150, scale=1 / 1024),
]


LARGE = "1,000,000 users (quick: 100,000)"


def growth(engine, key, at_most):
    name = {"sqlite": "SQLite", "postgres": "PostgreSQL"}[engine]
    what = {"email": "e-mail", "id": "id"}[key]
    return Goal(f"look-up by {what} on {name}, p50: {LARGE}, against 1,000", "µs",
                f"lookups.{engine}.large_{key}.p50_us", at_most=at_most, limit=f"lookups.{engine}.{key}.p50_us")


POSTGRES_GOALS = [
    Goal("look-up by e-mail on SQLite, CPU, 1,000 users, against sqlite3 itself", "µs", "lookups.sqlite.email.cpu_us",
         at_most=2.0, limit="lookups.sqlite.raw_email.cpu_us"),
    Goal(f"the same, {LARGE}", "µs", "lookups.sqlite.large_email.cpu_us", at_most=2.0,
         limit="lookups.sqlite.large_raw_email.cpu_us"),
    Goal("look-up by e-mail on PostgreSQL, p50, 1,000 users, against libpq itself", "µs",
         "lookups.postgres.email.p50_us", at_most=1.2, limit="lookups.postgres.raw_email.p50_us"),
    Goal(f"the same, {LARGE}", "µs", "lookups.postgres.large_email.p50_us", at_most=1.2,
         limit="lookups.postgres.large_raw_email.p50_us"),
    growth("sqlite", "email", 1.5), growth("sqlite", "id", 1.5),
    growth("postgres", "email", 1.7), growth("postgres", "id", 1.7),
    Goal("login on PostgreSQL, 16 connections, against libsodium's own str_verify on as many threads", "/s",
         "scenarios.pg_login.rps", at_least=1.4, limit=HASH_RATE),
    Goal("refresh on PostgreSQL, 16 clients, against one", "/s", "scenarios.pg_refresh_16.rps", at_least=10,
         limit="scenarios.pg_refresh_1.rps"),
    Goal("64 clients of two instances with one token at once: rounds with one successor for all", "",
         "rotation.clean_rounds", at_least=1, limit="rotation.rounds"),
    Goal("then a token two generations old: instances that end the session", "", "rotation.instances_that_refuse",
         at_least=1, limit="rotation.instances"),
    Goal("resident memory, peak in profile with 64 store threads on SQLite", "MB", "scenarios.threads_64.rss_peak_kb",
         at_most=120, scale=1 / 1024),
    Goal("connections those 64 threads held", "", "connections.threads_64", at_least=64),
    Goal("resident memory, peak in refresh with 64 store threads on PostgreSQL", "MB",
         "scenarios.pg_threads_64.rss_peak_kb", at_most=120, scale=1 / 1024),
    Goal("connections those 64 threads held, and the one that listens", "", "connections.pg_threads_64", at_least=65),
    Goal("start to first 200 on SQLite without Qt's PostgreSQL plugin, median", "ms", "startup_without_plugin_ms",
         at_most=60),
]


@dataclass(frozen=True)
class Verdict:
    goal: Goal
    value: float = None
    limit: float = None
    ratio: float = None
    met: bool = None  # None: not measured
    why: str = ""


def look_up(results, path):
    for name in path.split("."):
        results = results.get(name) if isinstance(results, dict) else None
    return results


def fault(results, path):
    """Why the scenario behind a value cannot count: a rate made of failing answers is worth nothing."""
    scenario = look_up(results, ".".join(path.split(".")[:2])) if path.startswith("scenarios.") else None
    if scenario and scenario["errors"]:
        return f"{scenario['errors']} errors"
    if scenario and scenario["idle_lost"]:
        return f"{scenario['idle_lost']} idle connections lost"
    return ""


def noise(results, goal):
    """A word of warning where others used the machine while one of the two figures was taken."""
    sources = [look_up(results, ".".join(path.split(".")[:2])) for path in (goal.value, goal.limit) if "." in path]
    foreign = max((source.get("foreign_pct", 0) for source in sources if isinstance(source, dict)), default=0)
    return f"others used {foreign:.0f} % of the machine" if foreign > FOREIGN_PERCENT else ""


def judge(goal, results):
    value = look_up(results, goal.value)
    others = [look_up(results, path) for path in (goal.minus, goal.limit) if path]
    if value is None or None in others:
        missing = goal.value if value is None else goal.minus or goal.limit
        return Verdict(goal, why=look_up(results, "skipped").get(missing.split(".")[1], "") if "." in missing else "")
    value = (value - (look_up(results, goal.minus) if goal.minus else 0)) * goal.scale
    limit = look_up(results, goal.limit) if goal.limit else None
    ratio = value / limit if limit else None
    judged = value if limit is None else ratio
    within = judged >= goal.at_least if goal.at_least is not None else judged <= goal.at_most
    wrong = fault(results, goal.value) or fault(results, goal.limit)
    return Verdict(goal, value, limit, ratio, within and not wrong, wrong or noise(results, goal))


def judge_all(results, goals):
    return [judge(goal, results) for goal in goals]


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def bound(goal):
    sign, value = ("≥", goal.at_least) if goal.at_least is not None else ("≤", goal.at_most)
    return f"{sign} {value:,g} ×" if goal.limit else f"{sign} {value:,g} {goal.unit}"


def row(cells):
    return "| " + " | ".join(cells) + " |"


def verdict_row(verdict):
    goal = verdict.goal
    met = {True: "met", False: "**not met**", None: "not measured"}[verdict.met] + (verdict.why and f": {verdict.why}")
    measured = "" if verdict.value is None else f"{number(verdict.value)} {goal.unit}"
    limit = "" if verdict.limit is None else f"{number(verdict.limit)} {goal.unit}"
    return row([goal.text, measured, limit, number(verdict.ratio), bound(goal), met])


def goals_table(verdicts):
    return "\n".join([row(["goal", "measured", "limit in the same run", "ratio", "bound", ""]), "|---" * 6 + "|",
                      *map(verdict_row, verdicts)])


def scenario_rows(name, report):
    for operation, figures in report["operations"].items():
        errors = ", ".join(f"{count} × {status}" for status, count in figures["errors"].items()) or "0"
        yield row([name, operation, number(figures["rps"]), *(f"{figures[key]:.2f}" for key in
                   ("p50_ms", "p99_ms", "max_ms")), number(report[CPU]), number(report["database_cpu_us_per_request"]),
                   number(report["generator_cpu_us_per_request"]), number(report["rss_peak_kb"] / 1024),
                   f"{report['foreign_pct']:.0f}", errors])


def scenarios_table(results):
    head = ["scenario", "operation", "rps", "p50 ms", "p99 ms", "max ms", "server CPU µs", "database CPU µs",
            "generator CPU µs", "peak MB", "others %", "errors"]
    return "\n".join([row(head), "|---" * len(head) + "|",
                      *(line for name, report in results["scenarios"].items() for line in scenario_rows(name, report))])


def limits_table(results):
    rows = [row([name, number(limit.get("per_s", limit.get("rps"))), number(limit.get("cpu_us", limit.get(CPU)))])
            for name, limit in results["limits"].items()]
    return "\n".join([row(["limit", "per second", "CPU µs each"]), "|---" * 3 + "|", *rows])
