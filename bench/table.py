"""The printed tables."""
import math

_HEAD = ("what", "at once", "figure", "p50", "p95", "p99", "CPU/request", "floor", "rate", "CPU")
_WIDTHS = (44, 7, 14, 9, 9, 9, 11, 30, 5, 5)
_LEFT = (0, 7)


def line(cells, widths=_WIDTHS, left=_LEFT):
    text = "  ".join(
        cell.ljust(width) if at in left else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, widths))
    )
    print(text.rstrip(), flush=True)


def heading(text, head=_HEAD, widths=_WIDTHS, left=_LEFT):
    print(f"\n{text}")
    line(head, widths, left)
    line(["-" * width for width in widths], widths, left)


def rate_text(value):
    if math.isnan(value) or value == 0:
        return "–"
    return f"{value:,.0f}/s" if value >= 100 else f"{value:.1f}/s"


def time_text(us):
    if math.isnan(us):
        return "–"
    return f"{us / 1000:.2f} ms" if us >= 100 else f"{us:.0f} µs"


def ratio_text(value):
    return "–" if math.isnan(value) or math.isinf(value) else f"{value:.2f}"


def times_text(value):
    return "–" if math.isnan(value) else f"{value:.0f}"


def requests(name, at_once, figure, floor=None):
    """A line of requests per second. `rate` is ours by the floor's, `CPU` the floor's processor
    time by ours: 1 is as good as the floor."""
    beside, rate, processor = "", "", ""
    if floor:
        beside = f"{rate_text(floor.per_second)}, {time_text(floor.processor_us)} CPU"
        processor = ratio_text(floor.processor_us / figure.processor_us)
        rate = ratio_text(figure.per_second / floor.per_second if floor.per_second else math.nan)
    if figure.failed:
        name += f" ({figure.failed} FAILED)"
    line(
        (
            name,
            str(at_once),
            rate_text(figure.per_second),
            time_text(figure.p50_us),
            time_text(figure.p95_us),
            time_text(figure.p99_us),
            time_text(figure.processor_us),
            beside,
            rate,
            processor,
        )
    )


def single(name, figure, processor_us=None):
    processor = "" if processor_us is None else time_text(processor_us)
    line((name, "", figure, "", "", "", processor, "", "", ""))


def beside(name, rows_s, spent_us, floor, unit="rows/s"):
    """Rows a second against the database's own; `floor` is its rows a second and processor time."""
    floor_s, floor_us = floor
    text = f"{floor_s:,.0f} {unit}, {time_text(floor_us)}"
    ratios = (ratio_text(rows_s / floor_s), ratio_text(floor_us / spent_us))
    shown = (f"{rows_s:,.0f} rows/s", "", "", "", time_text(spent_us))
    line((name, "", *shown, text, *ratios))


def note(text):
    print("  " + text, flush=True)
