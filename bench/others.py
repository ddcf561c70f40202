"""Today's systems beside ours: the best of EspoCRM 8.4, Odoo 17 and Tryton 6, measured on two such
processors with 100,000 contacts and 50,000 deals."""
import math

import table

# what → (processor time of the best of them in ms, the part of it that ours may take)
PROCESSOR_MS = {
    "read a deal": (6.7, 100),
    "list 50 deals": (14.5, 100),
    "search": (69, 50),
    "create a contact": (23, 100),
    "move a deal's stage": (16, 100),
    "deals by stage, count and sum": (41, 50),
    "page deep": (38, 100),
}
IMPORT_ROWS_S = (107, 468)
IDLE_MB = (228, 400)
START_S = (0.6, 3.6)

_HEAD = ("processor time of a request", "ours", "the best of them", "times less", "demanded", "")
_WIDTHS = (34, 11, 17, 11, 9, 7)


def tell_others(subject):
    table.heading(f"{subject.stock.name} beside today's systems", _HEAD, _WIDTHS, (0, 5))
    for name, (theirs_ms, demanded) in PROCESSOR_MS.items():
        known = f"contacts, page {subject.told['deep page']}" if name == "page deep" else name
        figure = subject.figure(known)
        ours_us = figure.processor_us if figure else math.nan
        times = theirs_ms * 1000 / ours_us
        verdict = "–" if math.isnan(times) else "met" if times >= demanded else "missed"
        cells = (known, table.time_text(ours_us), f"{theirs_ms} ms", table.times_text(times))
        table.line((*cells, str(demanded), verdict), _WIDTHS, (0, 5))
    beside = (
        ("import", f"{subject.told['import rows/s']:,.0f}/s", IMPORT_ROWS_S, "rows/s"),
        ("memory, idle", f"{subject.told['idle MB']:.0f} MB", IDLE_MB, "MB"),
        ("start", f"{subject.told['start s']:.2f} s", START_S, "s"),
    )
    for name, ours, (low, high), unit in beside:
        table.line((name, ours, f"{low}–{high} {unit}"), _WIDTHS, (0, 5))
