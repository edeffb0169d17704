#!/usr/bin/env python3
"""How results are judged: at the edge of each bound, with errors, and with parts missing."""
import sys
import unittest

from goals import CPU, GOALS, POSTGRES_GOALS, Goal, goals_table, judge, judge_all, scenarios_table


def results(rps=140.0, cpu=64.0, errors=0, idle_lost=0, **more):
    scenario = {"rps": rps, CPU: cpu, "errors": errors, "idle_lost": idle_lost}
    return {"scenarios": {"login": scenario}, "limits": {"argon2id": {"per_s": 100.0}, "kept_hash": {"cpu_us": 50.0}},
            "skipped": {}, **more}


RATE = Goal("rate", "/s", "scenarios.login.rps", at_least=1.4, limit="limits.argon2id.per_s")
COST = Goal("cost", "µs", f"scenarios.login.{CPU}", at_most=64)
AROUND = Goal("around", "µs", f"scenarios.login.{CPU}", at_most=14, minus="limits.kept_hash.cpu_us")


class GoalsTest(unittest.TestCase):
    def test_a_bound_itself_still_meets_the_goal(self):
        for goal, at, beyond in ((RATE, {"rps": 140.0}, {"rps": 139.9}), (COST, {"cpu": 64.0}, {"cpu": 64.1}),
                                 (AROUND, {"cpu": 64.0}, {"cpu": 64.1})):
            with self.subTest(goal.text):
                self.assertTrue(judge(goal, results(**at)).met)
                self.assertFalse(judge(goal, results(**beyond)).met)

    def test_a_limit_makes_the_bound_a_ratio(self):
        verdict = judge(RATE, results(rps=150.0))
        self.assertEqual((verdict.value, verdict.limit, verdict.ratio), (150.0, 100.0, 1.5))

    def test_a_scenario_with_errors_meets_nothing(self):
        for fault in ({"errors": 1}, {"idle_lost": 1}):
            with self.subTest(fault):
                verdict = judge(RATE, results(rps=500.0, **fault))
                self.assertIs(verdict.met, False)
                self.assertIn("1", verdict.why)

    def test_a_noisy_window_is_judged_with_a_warning(self):
        measured = results()
        measured["limits"]["argon2id"]["foreign_pct"] = 30.0
        verdict = judge(RATE, measured)
        self.assertTrue(verdict.met)
        self.assertIn("30 %", verdict.why)

    def test_what_is_missing_is_not_measured_and_says_why(self):
        for missing, goal in (("login", RATE), ("kept_hash", AROUND)):
            with self.subTest(missing):
                measured = results(skipped={missing: "not asked for"})
                measured["scenarios"].pop(missing, None)
                measured["limits"].pop(missing, None)
                verdict = judge(goal, measured)
                self.assertIsNone(verdict.met)
                self.assertEqual(verdict.why, "not asked for")

    def test_kilobytes_are_judged_as_megabytes(self):
        goal = Goal("memory", "MB", "idle_rss_kb", at_most=32, scale=1 / 1024)
        self.assertTrue(judge(goal, results(idle_rss_kb=32 * 1024)).met)
        self.assertFalse(judge(goal, results(idle_rss_kb=33 * 1024)).met)

    def test_one_round_that_was_not_clean_is_one_too_many(self):
        goal = next(goal for goal in POSTGRES_GOALS if goal.value == "rotation.clean_rounds")
        self.assertTrue(judge(goal, results(rotation={"rounds": 1000, "clean_rounds": 1000})).met)
        self.assertFalse(judge(goal, results(rotation={"rounds": 1000, "clean_rounds": 999})).met)

    def test_the_tables_stand_when_nothing_was_measured(self):
        empty = {"scenarios": {}, "limits": {}, "skipped": {}}
        for goals in (GOALS, POSTGRES_GOALS):
            table = goals_table(judge_all(empty, goals))
            self.assertEqual(table.count("not measured"), table.count("\n") - 1)
        self.assertEqual(scenarios_table(empty).count("\n"), 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
