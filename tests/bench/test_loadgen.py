#!/usr/bin/env python3
"""Loads the stand-in with loadgen and looks at what it reports. Usage: test_loadgen.py FOLDER-OF-PROGRAMS"""
import json
import os
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
LOADGEN = os.path.join(sys.argv.pop(1), "loadgen")


class StandIn:
    def __init__(self, **env):
        self.process = subprocess.Popen([sys.executable, os.path.join(HERE, "stand_in.py")], text=True,
                                        stdout=subprocess.PIPE, env={**os.environ, **env})
        self.url = json.loads(self.process.stdout.readline())["url"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def load(self, scenario, *more):
        return loadgen("--url", self.url, "--scenario", scenario, "--pid", str(self.process.pid), "--seconds", "0.2",
                       "--warmup", "0.05", "--connections", "4", *more)


def loadgen(*arguments):
    return subprocess.run([LOADGEN, *arguments], capture_output=True, text=True, timeout=30)


class LoadgenTest(unittest.TestCase):
    def test_every_scenario_is_answered_without_errors(self):
        with StandIn() as server:
            for scenario in ("health", "profile", "login", "refresh", "register"):
                with self.subTest(scenario):
                    report = json.loads(server.load(scenario).stdout)
                    self.assertEqual(report["errors"], 0)
                    self.assertEqual(list(report["operations"]), [scenario])
                    self.assertGreater(report["rps"], 100)
                    self.assertGreater(report["server_cpu_us_per_request"], 1)
                    self.assertGreater(report["rss_peak_kb"], 1000)

    def test_mixed_keeps_its_shares(self):
        with StandIn() as server:
            operations = json.loads(server.load("mixed", "--seconds", "0.5").stdout)["operations"]
            total = sum(operation["count"] for operation in operations.values())
            for name, share in (("profile", 0.85), ("refresh", 0.10), ("login", 0.05)):
                self.assertAlmostEqual(operations[name]["count"] / total, share, delta=0.04, msg=name)

    def test_storm_paces_a_hundred_profiles_a_second(self):
        with StandIn() as server:
            operations = json.loads(server.load("storm", "--seconds", "0.6").stdout)["operations"]
            self.assertAlmostEqual(operations["profile"]["count"], 60, delta=10)
            self.assertGreater(operations["login"]["count"], 60)

    def test_a_stalled_server_hides_no_paced_request(self):
        with StandIn(STAND_IN_STALL="0.01") as server:
            profile = json.loads(server.load("storm", "--seconds", "0.6").stdout)["operations"]["profile"]
            self.assertGreater(profile["count"], 50)
            self.assertGreater(profile["p50_ms"], 25)  # four log-ins of 10 ms are ahead of each

    def test_idle_connections_are_held_open(self):
        with StandIn() as server:
            report = json.loads(server.load("health", "--idle", "300").stdout)
            self.assertEqual((report["idle"], report["idle_lost"], report["errors"]), (300, 0, 0))

    def test_errors_are_counted_by_status(self):
        with StandIn(STAND_IN_FAIL="/api/user/profile:500") as server:
            report = json.loads(server.load("profile").stdout)
            self.assertEqual(report["rps"], 0)
            self.assertEqual(report["operations"]["profile"]["errors"]["500"], report["errors"])

    def test_a_refused_log_in_before_the_scenario_ends_the_run(self):
        with StandIn(STAND_IN_FAIL="/api/auth/login:503") as server:
            result = server.load("profile")
            self.assertEqual(result.returncode, 1)
            self.assertIn("status 503", result.stderr)

    def test_no_other_host_is_loaded(self):
        for url in ("http://192.0.2.1:8000", "http://example.com", "https://127.0.0.1:8000", "127.0.0.1:8000"):
            with self.subTest(url):
                result = loadgen("--url", url, "--scenario", "health")
                self.assertEqual(result.returncode, 2)
                self.assertIn("127.0.0.1", result.stderr)


if not os.path.exists(LOADGEN):
    sys.exit(77)
unittest.main()
