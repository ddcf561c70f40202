"""What is demanded, what was measured, and whether the one meets the other."""
import math

import table
from listening import LISTENERS

_HEAD = ("target", "demanded", "measured", "by CPU", "")
_WIDTHS = (58, 16, 16, 8, 14)
_LEFT = (0, 4)


class _Line:
    """One target. `measured` decides; `by_processor`, where there is one, is steadier."""

    def __init__(self, name, sign, bound, measured, by_processor=math.nan, unit=""):
        self.name = name
        self.sign = sign
        self.bound = bound
        self.measured = measured
        self.by_processor = by_processor
        self.unit = unit

    def _holds(self, value):
        return value >= self.bound if self.sign == "≥" else value <= self.bound

    def verdict(self):
        if math.isnan(self.measured):
            return "not measured"
        if self._holds(self.measured):
            return "met"
        if not math.isnan(self.by_processor) and self._holds(self.by_processor):
            return "met by CPU"
        return "missed"

    def print(self):
        unit = " " + self.unit if self.unit else ""
        number = f"{self.measured:.2f}" if self.measured < 10 else f"{self.measured:,.0f}"
        cells = (
            self.name,
            f"{self.sign} {self.bound:g}{unit}",
            "–" if math.isnan(self.measured) else number + unit,
            "" if math.isnan(self.by_processor) else f"{self.by_processor:.2f}",
            self.verdict(),
        )
        table.line(cells, _WIDTHS, _LEFT)


def _faster(subject, name, floor_name):
    """Ours by the floor's requests a second; the floor's processor time by ours."""
    ours, floor = subject.figure(name, 32), subject.figure(floor_name, 32)
    if not ours or not floor or not floor.per_second:
        return math.nan, math.nan
    return ours.per_second / floor.per_second, floor.processor_us / ours.processor_us


def _longer(subject, name, than, *connections):
    """The time of one by the time of another, and their processor times."""
    one, other = subject.figure(name, *connections), subject.figure(than, *connections)
    if not one or not other or not one.per_second or not other.per_second:
        return math.nan, math.nan
    return other.per_second / one.per_second, one.processor_us / other.processor_us


def _lines(subject):
    told, get = subject.told, lambda name: subject.told.get(name, math.nan)
    read = _faster(subject, "read a deal", "floor of read a deal")
    listed = _faster(subject, "list 50 deals", "floor of list 50 deals")
    deep = _longer(subject, f"contacts, page {told.get('deep page')}", "contacts, page 1")
    rights = [
        _longer(subject, f"{name}, as a rep", f"{name}, as administrator")
        for name in ("list 50 deals", "its columns, with titles", "list 50 activities")
    ]
    dashboard = f"a dashboard of {told.get('dashboard')} figures"
    twelve = _longer(subject, dashboard, "list 50 deals, beside it", 1, 32)
    return [
        _Line("read one record, of the floor's requests/s", "≥", 0.7, *read),
        _Line("list of 50, of the floor's requests/s", "≥", 0.7, *listed),
        *(
            _Line(f"{name}: p95 by that of the small firm", "≤", 1.5, *ratios)
            for name, ratios in told.get("scale", {}).items()
        ),
        _Line(f"page {told.get('deep page')} by page 1, time", "≤", 1.1, *deep),
        _Line(
            "durable creates by the database's bare durable inserts",
            "≥",
            0.3,
            *_faster(subject, "create a contact", "bare durable inserts"),
        ),
        _Line(
            "durable creates by such inserts with the row's indexes",
            "≥",
            0.3,
            *_faster(subject, "create a contact", "durable inserts"),
        ),
        _Line(
            "import by the database's own bulk insert",
            "≥",
            0.2,
            *told["import by bulk"],
        ),
        _Line(
            "import by such an insert of e-mails and phones too",
            "≥",
            0.2,
            *told["import by bulk with side tables"],
        ),
        _Line("import: memory after its first third", "≤", 10, get("import growth MB"), unit="MB"),
        _Line("export: memory after its first third", "≤", 10, get("export growth MB"), unit="MB"),
        _Line("export: first byte", "≤", 50, get("export first byte ms"), unit="ms"),
        _Line("dashboard by one list page, time", "≤", 3, *twelve),
        _Line("memory, idle", "≤", 50, get("idle MB"), unit="MB"),
        _Line("memory, most under load", "≤", 200, get("load MB"), unit="MB"),
        _Line("a rep's list of deals by the administrator's, time", "≤", 1.2, *rights[0]),
        _Line("the same of a list's own columns, with titles", "≤", 1.2, *rights[1]),
        _Line("the same of the list of activities", "≤", 1.2, *rights[2]),
        _Line("one more listener to live updates", "≤", 50, get("listener kB"), unit="kB"),
        _Line(f"a change reaches {LISTENERS:,} listeners", "≤", 1000, get("reached ms"), unit="ms"),
    ]


def tell_targets(subject):
    title = f"Targets, {subject.stock.name} with {subject.firm.contacts:,} contacts"
    table.heading(title, _HEAD, _WIDTHS, _LEFT)
    for line in _lines(subject):
        line.print()
