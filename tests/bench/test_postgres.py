#!/usr/bin/env python3
"""The parts of the run on PostgreSQL. Usage: test_postgres.py FOLDER-OF-PROGRAMS"""
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = sys.argv.pop(1)
STAND_IN = os.path.join(HERE, "stand_in.py")
SCHEMA = os.path.join(HERE, "..", "..", "sql", "{}", "0001_accounts.sql")
sys.path.insert(0, HERE)

import postgres_run  # noqa: E402
import rotation  # noqa: E402
from cluster import Cluster, find_programs  # noqa: E402
from servers import Failure  # noqa: E402

needs_postgres = unittest.skipUnless(find_programs(), "PostgreSQL is not installed")


def schema(engine):
    with open(SCHEMA.format(engine), encoding="utf-8") as file:
        return file.read()


class StandIn:
    def __init__(self, **env):
        self.process = subprocess.Popen([sys.executable, STAND_IN], text=True, stdout=subprocess.PIPE,
                                        env={**os.environ, **env})
        self.url = json.loads(self.process.stdout.readline())["url"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()


class RotationTest(unittest.TestCase):
    def play(self, rounds=3, limit=30, password="Bench-Passw0rd-1", **env):
        with StandIn(**env) as server:
            return rotation.measure([server.url] * 2, rounds, 4, limit, ("user1@example.com", password))

    def test_one_successor_for_all_makes_every_round_clean(self):
        measured = self.play(STAND_IN_REPEAT="1")
        self.assertEqual((measured["clean_rounds"], measured["odd"]), (3, ""))
        self.assertEqual(measured["instances_that_refuse"], 2)

    def test_a_client_that_is_signed_out_ends_the_rounds(self):
        measured = self.play()
        self.assertEqual(measured["clean_rounds"], 0)
        self.assertEqual(measured["odd"], "round 1: 1 successors, answers {200: 1, 401: 3}")
        self.assertEqual(measured["instances_that_refuse"], 0)

    def test_rounds_that_take_too_long_are_a_failure(self):
        with self.assertRaisesRegex(Failure, "only 0 of 3 rounds"):
            self.play(limit=0, STAND_IN_REPEAT="1")

    def test_a_refused_log_in_is_told(self):
        with self.assertRaisesRegex(Failure, "status 401"):
            self.play(password="wrong")


class PluginTest(unittest.TestCase):
    def test_the_copy_lacks_one_plugin_and_no_other(self):
        with tempfile.TemporaryDirectory() as folder:
            drivers = os.path.join(folder, "qt", "sqldrivers")
            os.makedirs(drivers)
            for name in ("libqsqlite.so", postgres_run.PLUGIN, "daemon"):
                with open(os.path.join(drivers, name), "w", encoding="utf-8"):
                    pass
            copy = postgres_run.copy_without_plugin(os.path.join(drivers, "daemon"), os.path.join(folder, "qt"),
                                                    os.path.join(folder, "copy"))
            self.assertTrue(os.path.exists(copy))
            self.assertEqual(sorted(os.listdir(os.path.join(folder, "copy", "plugins", "sqldrivers"))),
                             ["daemon", "libqsqlite.so"])

    def test_open_files_are_counted_each_time(self):
        with tempfile.NamedTemporaryFile() as file, open(file.name, "rb"):
            self.assertEqual(postgres_run.open_files(os.getpid(), file.name), 2)


class FillTest(unittest.TestCase):
    CHECK = "SELECT count(*), min(length(public_id)), max(email_norm) FROM users JOIN user_roles ON user_id = users.id"

    def test_sqlite_has_so_many_users_with_their_role(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "users.db")
            database = sqlite3.connect(path)
            database.executescript(schema("sqlite"))
            postgres_run.fill_sqlite(path, 10)
            self.assertEqual(database.execute(self.CHECK).fetchall(), [(10, 16, "user9@example.com")])
            database.close()

    @needs_postgres
    def test_postgres_has_so_many_users_with_their_role(self):
        cluster = Cluster(commit_delay=700)
        try:
            cluster.make_database("users")
            cluster.query(schema("postgres"), database="users")
            postgres_run.fill_postgres(cluster, "users", 10)
            self.assertEqual(cluster.query(self.CHECK, database="users"), "10|16|user9@example.com")
            settings = ("fsync", "synchronous_commit", "commit_delay")
            self.assertEqual(cluster.query(*(f"SHOW {name}" for name in settings)).split(), ["on", "on", "700"])
            with self.assertRaisesRegex(Failure, "nothing"):
                cluster.query("SELECT * FROM nothing")
        finally:
            cluster.remove()
        self.assertFalse(os.path.exists(cluster.folder))
        self.assertFalse(cluster.is_running())


@needs_postgres
class RunTest(unittest.TestCase):
    def test_a_scenario_is_told_with_the_cost_of_its_database(self):
        with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as file:
            os.chmod(folder, 0o755)  # the cluster's account has to enter
            done = subprocess.run(
                [sys.executable, os.path.join(HERE, "bench.py"), "--tools", TOOLS, "--seed", "/bin/true", "--daemon",
                 STAND_IN, "--dir", folder, "--postgres", "--quick", "--quiet-wait", "0", "--only", "pg_refresh_1",
                 "--json", file.name], capture_output=True, text=True, timeout=50, check=False)
            self.assertEqual(os.listdir(folder), [], done.stderr)
            measured = json.load(file)
        self.assertEqual(list(measured["scenarios"]), ["pg_refresh_1"])
        self.assertGreaterEqual(measured["scenarios"]["pg_refresh_1"]["database_cpu_us_per_request"], 0)
        self.assertEqual(measured["failures"], {})


if not os.path.exists(os.path.join(TOOLS, "loadgen")):
    sys.exit(77)
unittest.main()
