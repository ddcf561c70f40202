#!/usr/bin/env python3
"""Rows of two made-up runs of bin/bench: which are outside of noise, and what is kept of a run."""
import math
import os
import subprocess
import sys
import tempfile
import unittest
from types import SimpleNamespace

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [os.path.join(ROOT, "bench"), os.path.join(ROOT, "tests")]
from compare import Row, compared, differences, read  # noqa: E402
from rows import Rows  # noqa: E402
from traffic import Figure, middle  # noqa: E402

GIVEN = SimpleNamespace(contacts=1000, activities=1, seconds=2, rounds=5)
PLACE = "SQLite", "read a deal", 32


def row(before, after, measure="processor_us"):
    return Row(PLACE, measure, before, after)


def rounds(*processor_us):
    return middle([Figure(100, 1, 2, 3, spent, 0) for spent in processor_us])


def subject(figures, **told):
    stock = SimpleNamespace(name="SQLite")
    return SimpleNamespace(stock=stock, figures=figures, told=told)


class Marked(unittest.TestCase):
    def test_rounds_that_overlap_are_noise(self):
        same = row([20, 21, 22, 23, 30], [29, 31, 32, 33, 40])
        self.assertEqual((same.before, same.after, same.mark), (22, 32, ""))
        self.assertEqual(row([20, 21, 22], [22, 23, 24]).mark, "")
        self.assertEqual(row([20, 21, 22], [18, 19, 20]).mark, "")

    def test_rounds_apart_are_more_or_less(self):
        self.assertEqual(row([20, 21, 22], [23, 24, 25]).mark, "more")
        self.assertEqual(row([20, 21, 22], [17, 18, 19]).mark, "less")

    def test_one_round_is_never_marked(self):
        for before, after in (([20], [40]), ([20, 21], [40]), ([20], [40, 41])):
            self.assertEqual((row(before, after).has_spread, row(before, after).mark), (False, ""))

    def test_the_ratio_is_after_by_before(self):
        self.assertEqual(row([10, 20, 60], [30, 30, 30]).ratio, 1.5)
        self.assertTrue(math.isnan(row([0, 0], [1, 1]).ratio))


class Compared(unittest.TestCase):
    def test_rows_of_one_run_alone_are_named(self):
        before = {(PLACE, "per_second"): [1], (("SQLite", "gone", 1), "per_second"): [1]}
        after = {(("SQLite", "new", 1), "per_second"): [1], (PLACE, "per_second"): [2]}
        both, alone = compared(before, after)
        self.assertEqual([one.ratio for one in both], [2])
        self.assertEqual(alone, [("SQLite", "gone"), ("SQLite", "new")])

    def test_other_firms_are_not_compared(self):
        run = {"contacts": 1000, "activities": 1, "seconds": 2, "processors": 2, "rounds": 5}
        self.assertEqual(differences(run, {**run, "rounds": 3}), [])
        self.assertEqual(differences(run, {**run, "contacts": 10}), ["contacts"])


class Kept(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def saved(self, name, *subjects, given=GIVEN):
        path = os.path.join(self.folder, name)
        kept = Rows(path, given)
        for one in subjects:
            kept.add(one)
        return path

    def test_every_round_is_kept(self):
        figures = {("  read a deal", 32): rounds(20, math.nan, 22)}
        told = {"idle MB": 18.5, "deep page": 500, "import by bulk": (0.3, 0.4)}
        with open(self.saved("run", subject(figures, **told)), encoding="utf-8") as file:
            head, runs = read(file)
        self.assertEqual((head["contacts"], head["rounds"]), (1000, 5))
        self.assertEqual(
            runs,
            {
                (PLACE, "per_second"): [100, 100, 100],
                (PLACE, "processor_us"): [20, 22],
                (("SQLite", "idle", None), "MB"): [18.5],
            },
        )

    def test_a_file_that_is_there_is_left_alone(self):
        path = self.saved("run")
        with self.assertRaises(FileExistsError):
            Rows(path, GIVEN)

    def told(self, *paths):
        command = [sys.executable, os.path.join(ROOT, "bench", "compare.py"), *paths]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_the_whole_table(self):
        place = "read a deal", 32
        before = subject({place: rounds(20, 21)}, **{"idle MB": 10})
        after = subject({place: rounds(40, 42)}, **{"idle MB": 15})
        ran = self.told(self.saved("before", before), self.saved("after", after))
        lines = [line.split() for line in ran.stdout.splitlines()]
        self.assertIn("read a deal 32 CPU 20 µs 41 µs 2.00 more".split(), lines)
        self.assertIn("read a deal 32 requests/s 100 100 1.00".split(), lines)
        self.assertIn("idle MB 10.00 15.00 1.50 one round".split(), lines)
        self.assertIn("3 figures: 1 outside of noise, 1 within, 1 of one round", ran.stdout)

    def test_what_cannot_be_compared_is_refused(self):
        run = self.saved("run")
        other = self.saved("other", given=SimpleNamespace(**{**vars(GIVEN), "contacts": 5}))
        odd = os.path.join(self.folder, "odd")
        with open(odd, "w", encoding="utf-8") as file:
            file.write("# a table\n")
        for other_path, says in ((other, "contacts"), (odd, "no file of"), (None, "usage")):
            ran = self.told(run, *filter(None, [other_path]))
            self.assertEqual(ran.returncode, 1)
            self.assertIn(says, ran.stderr)


if __name__ == "__main__":
    unittest.main()
