#!/usr/bin/env python3
"""Suites beside each other: each waits for its builds, tells all it has to say in one piece, and
hides no other."""
import contextlib
import io
import os
import sys
import threading
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from harness.builds import Build, Builds  # noqa: E402
from harness.scenarios import Tally  # noqa: E402
from harness.side_by_side import Run  # noqa: E402
from harness.suites import Suite, Workshop  # noqa: E402


class Made(Build):
    """A build that is made by a function."""

    def __init__(self, preset, work):
        super().__init__(preset, [])
        self.work = work

    def _commands(self):
        self.work()
        return iter([("this", ["true"])])


def suite(name, work, **options):
    def run(workshop):
        work()
        tally = Tally()
        tally.passed = 1
        return tally

    run.__name__ = name
    return Suite(run, **options)


def play(suites, builds=()):
    workshop = Workshop(Builds([]))
    workshop.builds.all = list(builds)
    run, said = Run(suites, workshop), io.StringIO()
    with contextlib.redirect_stdout(said):
        run.play()
    return run, said.getvalue()


class SideBySide(unittest.TestCase):
    def test_lanes_run_beside_each_other_and_speak_one_by_one(self):
        met = threading.Barrier(2, timeout=20)  # broken unless both are there at once

        def talk(name):
            for line in range(3):
                met.wait()
                print(f"{name} {line}")

        _, said = play(
            [suite("one", lambda: talk("a")), suite("two", lambda: talk("b"), lane="waiting")]
        )
        pieces = sorted(said.strip().split("\n\n"))
        self.assertEqual(pieces[0], "== one\na 0\na 1\na 2\none: 1 passed, 0 failed")
        self.assertEqual(pieces[1], "== two\nb 0\nb 1\nb 2\ntwo: 1 passed, 0 failed")

    def test_suites_of_a_lane_follow_each_other(self):
        order = []
        play([suite(name, lambda name=name: order.append(name)) for name in ("a", "b", "c")])
        self.assertEqual(order, ["a", "b", "c"])

    def test_a_suite_waits_for_its_build_and_no_other(self):
        order, may_build = [], threading.Event()

        def build():
            self.assertTrue(may_build.wait(20))
            order.append("build")

        def first():
            order.append("first")
            may_build.set()

        suites = [
            suite("first", first),
            suite("second", lambda: order.append("second"), needs={"release": []}),
        ]
        run, _ = play(suites, [Made("release", build)])
        self.assertEqual(order, ["first", "build", "second"])
        self.assertIn("building release", run.table())

    def test_a_build_that_fails_fails_who_needs_it(self):
        def fail():
            raise OSError("no compiler")

        suites = [
            suite("one", lambda: None, needs={"asan": []}),
            suite("two", lambda: None, needs={"tsan": []}),
        ]
        run, said = play(suites, [Made("asan", fail), Made("tsan", lambda: None)])
        self.assertEqual([one.tally.failed for one in run.outcomes], [1, 0])
        self.assertIn("no compiler", said)

    def test_a_suite_that_breaks_hides_no_other(self):
        def breaks():
            raise LookupError("a mistake")

        run, said = play([suite("one", breaks), suite("two", lambda: None)])
        self.assertEqual([one.tally.failed for one in run.outcomes], [1, 0])
        self.assertIn("LookupError: a mistake", said)

    def test_targets_of_one_build_are_made_together(self):
        builds = Builds([("asan", ["a", "b"]), ("release", []), ("asan", ["b", "c"])])
        self.assertEqual([build.preset for build in builds.all], ["asan", "release"])
        self.assertEqual(builds.all[0].targets, ["a", "b", "c"])


if __name__ == "__main__":
    unittest.main()
