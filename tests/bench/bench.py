#!/usr/bin/env python3
"""One run of the speed goals: limits of this machine, then auth-serve, side by side. Standard library only.

  bench.py --daemon build/release/bin/auth-serve --tools build/dev/bin [--postgres] [--quick] [--only login,refresh]

Ends with 0 when every goal measured is met, 1 when one is not or a scenario failed, 2 when nothing could be run.
A window in which others used more than 6 % of the machine is repeated at most twice; the quietest counts.
"""
import argparse
import json
import os
import resource
import signal
import sys

sys.dont_write_bytecode = True  # nothing is left beside the sources
import goals  # noqa: E402
from postgres_run import PostgresRun  # noqa: E402
from run import Run, say  # noqa: E402
from servers import Failure  # noqa: E402


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--daemon", required=True, help="the auth-serve to measure")
    parser.add_argument("--tools", required=True, help="the folder with loadgen, rawlimit and bench_seed")
    parser.add_argument("--seed", help="called with a database URL and a number of users (default: TOOLS/bench_seed)")
    parser.add_argument("--stock-daemon", help="an auth-serve built with AUTH_KEEP_HASH_MEMORY=OFF")
    parser.add_argument("--hash-cost", help="a program or file with JSON: cpu_us of one hash with kept memory")
    parser.add_argument("--users", type=int, default=10000)
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="hash threads of the raw limit")
    parser.add_argument("--dir", help="where the databases go; the disk that counts (default: the temporary folder)")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="a further setting")
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL, and look-ups on both engines, instead")
    parser.add_argument("--commit-delay", type=int, default=0, metavar="MICROSECONDS",
                        help="with --postgres: so much more for each sync, as on a disk without a cache")
    parser.add_argument("--only", type=lambda text: text.split(","), default=[],
                        help=f"{','.join(Run.names())}; with --postgres {','.join(PostgresRun.names())}")
    parser.add_argument("--quick", action="store_true", help="about a minute, noisier")
    parser.add_argument("--quiet-wait", type=float, default=10, help="seconds to wait for a quiet machine, each time")
    parser.add_argument("--starts", type=int, help="how often to time the start (default: 7, or 3 when quick)")
    parser.add_argument("--json", help="write everything measured to this file")
    parser.add_argument("--keep", action="store_true", help="keep the databases and logs")
    options = parser.parse_args()
    options.run = PostgresRun if options.postgres else Run
    unknown = set(options.only) - set(options.run.names())
    if unknown:
        parser.error(f"--only: unknown {', '.join(sorted(unknown))}")
    options.daemon, options.tools = os.path.abspath(options.daemon), os.path.abspath(options.tools)
    options.seed = os.path.abspath(options.seed or os.path.join(options.tools, "bench_seed"))
    options.stock_daemon = options.stock_daemon and os.path.abspath(options.stock_daemon)
    options.hash_cost = options.hash_cost and os.path.abspath(options.hash_cost)
    options.starts = options.starts or (3 if options.quick else 7)
    if options.quick:
        options.quiet_wait = min(options.quiet_wait, 1)
    return options


def check_programs(options):
    needed = [options.daemon, options.seed, os.path.join(options.tools, "loadgen"), options.stock_daemon]
    missing = [program for program in needed if program and not os.access(program, os.X_OK)]
    if missing:
        raise Failure("not there, or not executable: " + ", ".join(missing))


def prepare_process():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that __exit__ stops the servers
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def report(results, verdicts, options):
    print(", ".join(f"{name} {value}" for name, value in results["machine"].items()) + "\n")
    print("\n\n".join([goals.goals_table(verdicts), goals.limits_table(results), goals.scenarios_table(results)]))
    for name, failure in results["failures"].items():
        print(f"\n{name} failed: {failure}")
    if options.json:
        judged = [{"goal": v.goal.text, "value": v.value, "limit": v.limit, "ratio": v.ratio, "met": v.met, "why": v.why}
                  for v in verdicts]
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({**results, "goals": judged}, file, indent=1)


def main():
    options = parse_arguments()
    prepare_process()
    try:
        check_programs(options)
        with options.run(options) as run:
            run.measure()
    except Failure as failure:
        say(f"bench: {failure}")
        return 2
    verdicts = goals.judge_all(run.results, run.goals)
    report(run.results, verdicts, options)
    return 1 if run.results["failures"] or any(verdict.met is False for verdict in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
