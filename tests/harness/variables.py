"""{name} in a scenario stands for something remembered; {today}, {today+7}, {now-1h} for a time;
{x*300} for a
text so long; {{name}} for the text {name} itself."""
import datetime
import re

HOLE = re.compile(
    r"\{\{[a-z_][a-z0-9_]*\}\}|\{([a-z_][a-z0-9_]*)(:filter)?\}"
    r"|\{today([+-]\d+)?\}|\{now(?:([+-]\d+)([smhd]))?\}"
    r"|\{([^{}\"*\n]{1,20})\*(\d+)\}"
)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class UnknownName(Exception):
    pass


def as_text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _now(count, unit):
    moment = datetime.datetime.now(datetime.timezone.utc)
    if count:
        moment += datetime.timedelta(seconds=int(count) * _UNITS[unit])
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def replace(text, variables, encode=lambda value: value):
    """The text with its holes filled. A text that is one hole and nothing else keeps the value's
    type."""
    whole = re.fullmatch(r"\{([a-z_][a-z0-9_]*)\}", text)
    if whole and whole.group(1) in variables:
        value = variables[whole.group(1)]
        return encode(value) if isinstance(value, str) else value

    def fill(found):
        hole = found.group(0)
        if hole.startswith("{{"):
            return hole[1:-1]
        name, for_filter, days, count, unit, repeated, times = found.groups()
        if repeated is not None:
            return encode(repeated * int(times))
        if hole.startswith("{today"):
            return (
                datetime.datetime.now(datetime.timezone.utc).date()
                + datetime.timedelta(int(days or 0))
            ).isoformat()
        if hole.startswith("{now"):
            return _now(count, unit)
        if name not in variables:
            raise UnknownName(f"nothing is named {{{name}}} yet")
        value = as_text(variables[name])
        if for_filter:
            value = value.replace("\\", "\\\\").replace('"', '\\"')
        return encode(value)

    return HOLE.sub(fill, text)


def replace_in(value, variables):
    """The same in every text of a JSON value."""
    if isinstance(value, str):
        return replace(value, variables)
    if isinstance(value, list):
        return [replace_in(item, variables) for item in value]
    if isinstance(value, dict):
        return {
            replace(name, variables): replace_in(item, variables) for name, item in value.items()
        }
    return value
