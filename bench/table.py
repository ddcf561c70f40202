"""The printed table."""
import math

_HEAD = ("what", "figure", "p50", "p99", "CPU/request", "floor", "rate", "CPU", "target")
_WIDTHS = (42, 14, 9, 9, 11, 26, 5, 5, 16)


def _line(cells):
    text = "  ".join(
        cell.ljust(width) if at in (0, 5, 8) else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, _WIDTHS))
    )
    print(text.rstrip(), flush=True)


def heading(text):
    print(f"\n{text}")
    _line(_HEAD)
    _line(["-" * width for width in _WIDTHS])


def whole(value):
    return f"{value:,.0f}"


def time_text(us):
    if math.isnan(us):
        return "–"
    return f"{us / 1000:.2f} ms" if us >= 100 else f"{us:.0f} µs"


def requests(name, figure, floor=None, target=None):
    """A line of requests per second. `rate` is ours by the floor's, `CPU` the floor's processor
    time by ours: 1 is as good as the floor."""
    beside, rate, processor = "", "", ""
    if floor:
        beside = f"{whole(floor.per_second)}/s"
        if not math.isnan(floor.processor_us + figure.processor_us):
            beside += f", {time_text(floor.processor_us)} CPU"
            processor = f"{floor.processor_us / figure.processor_us:.2f}"
        rate = f"{figure.per_second / floor.per_second:.2f}"
    if figure.failed:
        name += f" ({figure.failed} FAILED)"
    _line(
        (
            name,
            whole(figure.per_second) + "/s",
            time_text(figure.p50_us),
            time_text(figure.p99_us),
            time_text(figure.processor_us),
            beside,
            rate,
            processor,
            f"≥ {target}" if target else "",
        )
    )


def single(name, figure, floor="", rate=None, target="", processor_us=None):
    processor = "" if processor_us is None else time_text(processor_us)
    _line((name, figure, "", "", processor, floor, f"{rate:.2f}" if rate else "", "", target))


def note(text):
    print("  " + text, flush=True)
