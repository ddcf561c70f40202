"""What a run measured, kept as lines of JSON for compare.py: first what was asked for, then a line
for each row with what every single round gave."""
import json
import math
import os

# Of what a request's rounds give these tell two programs apart; see README.md.
MEASURES = ("per_second", "processor_us")
_UNITS = ("rows/s", "MB", "kB", "ms", "s")


class Rows:
    """A new file; one that is there is left as it is, which FileExistsError says."""

    def __init__(self, path, given):
        self._path = path
        with open(path, "x", encoding="utf-8"):
            pass
        self._write(
            {
                "contacts": given.contacts,
                "activities": given.activities,
                "seconds": given.seconds,
                "rounds": given.rounds,
                "processors": os.cpu_count(),
            }
        )

    def add(self, subject):
        """All that was measured of it."""
        for (name, at_once), figure in subject.figures.items():
            figures = {measure: _known(figure, measure) for measure in MEASURES}
            self._row(subject, name, at_once, figures)
        for name, value in subject.told.items():
            what, _, unit = name.rpartition(" ")
            if unit in _UNITS:
                self._row(subject, what, None, {unit: [value]})

    def _row(self, subject, what, at_once, figures):
        row = {"database": subject.stock.name, "what": what.strip(), "at_once": at_once}
        self._write({**row, "figures": {name: runs for name, runs in figures.items() if runs}})

    def _write(self, row):
        with open(self._path, "a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _known(figure, measure):
    runs = (getattr(one, measure) for one in figure.rounds)
    return [value for value in runs if not math.isnan(value)]
