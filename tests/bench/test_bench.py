#!/usr/bin/env python3
"""What bench.py says when something is wrong. Usage: test_bench.py FOLDER-OF-PROGRAMS"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = sys.argv.pop(1)
STAND_IN = os.path.join(HERE, "stand_in.py")


def bench(*arguments, **env):
    command = [sys.executable, os.path.join(HERE, "bench.py"), "--tools", TOOLS, "--seed", "/bin/true", "--quick",
               "--starts", "1", "--quiet-wait", "0", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=50, env={**os.environ, **env})


class BenchTest(unittest.TestCase):
    def test_a_daemon_that_dies_at_start_is_quoted(self):
        with tempfile.TemporaryDirectory() as folder:
            daemon = os.path.join(folder, "daemon")
            with open(daemon, "w", encoding="utf-8") as script:
                script.write("#!/bin/sh\necho '{\"event\":\"settings.refused\"}'\nexit 78\n")
            os.chmod(daemon, 0o755)
            result = bench("--daemon", daemon)
        self.assertEqual(result.returncode, 2)
        self.assertIn("exited with 78", result.stderr)
        self.assertIn("settings.refused", result.stderr)

    def test_a_program_that_is_not_there_is_named(self):
        result = bench("--daemon", "/nowhere/auth-serve")
        self.assertEqual(result.returncode, 2)
        self.assertIn("/nowhere/auth-serve", result.stderr)

    def test_a_seed_that_fails_ends_the_run(self):
        result = bench("--daemon", STAND_IN, "--seed", "/bin/false")
        self.assertEqual(result.returncode, 2)
        self.assertIn("/bin/false", result.stderr)

    def test_a_failed_scenario_is_told_with_the_last_lines_of_the_daemon(self):
        result = bench("--daemon", STAND_IN, "--only", "mixed", STAND_IN_FAIL="/api/auth/login:503")
        self.assertEqual(result.returncode, 1)
        self.assertIn("status 503", result.stdout)
        self.assertIn("server.started", result.stdout)
        self.assertIn("not measured: failed", result.stdout)

    def test_what_was_measured_is_in_the_file(self):
        with tempfile.NamedTemporaryFile() as file:
            bench("--daemon", STAND_IN, "--only", "register", "--json", file.name)
            measured = json.load(file)
        self.assertEqual(list(measured["scenarios"]), ["register"])
        self.assertGreater(measured["scenarios"]["register"]["rps"], 100)
        self.assertEqual({goal["met"] for goal in measured["goals"]} - {True, False}, {None})


if not os.path.exists(os.path.join(TOOLS, "loadgen")):
    sys.exit(77)
unittest.main()
