#!/usr/bin/env python3
"""Two runs of bin/bench beside each other: each row's figures before and after, and their ratio.

usage: bin/bench --compare BEFORE AFTER        files that bin/bench --save FILE wrote

The noise of a row is the spread of its own rounds: it is marked where the rounds before and those
after have no value in common. One round alone has no spread, so it is never marked.
"""
import json
import math
import os
import statistics
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import table  # noqa: E402

_SAME = ("contacts", "activities", "seconds", "processors")
_HEAD = ("what", "at once", "", "before", "after", "ratio", "outside of noise")
_WIDTHS = (44, 7, 10, 12, 12, 6, 16)
_LEFT = (0, 2, 6)
_CALLED = {"per_second": "requests/s", "processor_us": "CPU"}


class Row:
    """One figure of both runs; the figures are the middle of their rounds."""

    def __init__(self, place, measure, before, after):
        self.database, self.what, self.at_once = place
        self.measure = measure
        self._before = before
        self._after = after

    @property
    def before(self):
        return statistics.median(self._before)

    @property
    def after(self):
        return statistics.median(self._after)

    @property
    def ratio(self):
        return self.after / self.before if self.before else math.nan

    @property
    def has_spread(self):
        return min(len(self._before), len(self._after)) > 1

    @property
    def mark(self):
        """`more` or `less` where it is outside of noise."""
        if self.has_spread and min(self._after) > max(self._before):
            return "more"
        if self.has_spread and max(self._after) < min(self._before):
            return "less"
        return ""


def read(lines):
    """What was asked for, and the runs by (database, what, at once) and measure."""
    head, *rows = [json.loads(line) for line in lines if line.strip()]
    runs = {}
    for row in rows:
        for measure, values in row["figures"].items():
            place = row["database"], row["what"], row["at_once"]
            runs[place, measure] = values
    return head, runs


def differences(before, after):
    """What was not asked for alike: then figures say nothing about each other."""
    return [name for name in _SAME if before.get(name) != after.get(name)]


def compared(before, after):
    """The rows of both, in the order of the first; and the names of those that one alone has."""
    rows = [
        Row(place, measure, runs, after[place, measure])
        for (place, measure), runs in before.items()
        if (place, measure) in after
    ]
    alone = [place[:2] for place, _ in before.keys() ^ after.keys()]
    return rows, sorted(set(alone))


def _number(measure, value):
    if measure == "processor_us":
        return table.time_text(value)
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _tell(rows, alone):
    database = None
    for row in rows:
        if row.database != database:
            database = row.database
            table.heading(database, _HEAD, _WIDTHS, _LEFT)
        cells = (
            row.what,
            "" if row.at_once is None else str(row.at_once),
            _CALLED.get(row.measure, row.measure),
            _number(row.measure, row.before),
            _number(row.measure, row.after),
            table.ratio_text(row.ratio),
            row.mark if row.has_spread else "one round",
        )
        table.line(cells, _WIDTHS, _LEFT)
    print()
    for name, what in alone:
        print(f"Only in one of them: {what}, {name}")
    marked = sum(1 for row in rows if row.mark)
    single = sum(1 for row in rows if not row.has_spread)
    print(
        f"{len(rows)} figures: {marked} outside of noise, {len(rows) - marked - single} within, "
        f"{single} of one round, which has no noise to tell"
    )


def _read_file(path):
    try:
        with open(path, encoding="utf-8") as file:
            return read(file)
    except OSError as error:
        sys.exit(f"bench: {error}")
    except (ValueError, KeyError, TypeError, AttributeError):
        sys.exit(f"bench: {path} is no file of bin/bench --save")


def main():
    if len(sys.argv) != 3 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    (first, before), (second, after) = (_read_file(path) for path in sys.argv[1:])
    different = differences(first, second)
    if different:
        sys.exit(f"bench: the two runs differ in {', '.join(different)}: nothing to compare")
    rows, alone = compared(before, after)
    _tell(rows, alone)


if __name__ == "__main__":
    main()
