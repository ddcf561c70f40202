"""Compares what came with what was expected, and says each difference with its place."""
import json
import re

from harness.pattern import ABSENT, ANYTHING, REST, Capture, Compare, Items, Members, Regex
from harness.variables import replace

_MISSING = object()


def shown(value):
    if value is _MISSING:
        return "nothing"
    if value is ANYTHING:
        return "anything"
    if value is ABSENT:
        return "no such member"
    if isinstance(value, Regex):
        return f"/{value.text}/"
    if isinstance(value, Compare):
        return f"{value.sign} {value.number:g}"
    if isinstance(value, Items):
        return f"{value.count} items"
    if isinstance(value, (Members, Capture)):
        return "a list" if isinstance(value, Members) else "$" + value.name
    try:
        text = json.dumps(value, ensure_ascii=False)
    except TypeError:
        text = str(type(value).__name__)
    return text if len(text) <= 200 else text[:200] + "…"


def differences(expected, actual, variables, place=""):
    """A list of sentences, empty where all is as expected. Captures are put into `variables`."""
    here = place or "the answer"
    if isinstance(expected, str):
        expected = replace(expected, variables)
    if isinstance(expected, Capture):
        if actual is _MISSING:
            return [f"{here}: is missing"]
        variables[expected.name] = actual
        return []
    if expected is ABSENT:
        return [] if actual is _MISSING else [f"{here}: should not be there, is {shown(actual)}"]
    if actual is _MISSING:
        return [f"{here}: is missing, expected {shown(expected)}"]
    if expected is ANYTHING:
        return [f"{here}: is null"] if actual is None else []
    if isinstance(expected, dict):
        return _members(expected, actual, variables, place)
    if isinstance(expected, list):
        return _list(expected, actual, variables, place)
    if isinstance(expected, Members):
        return _any_order(expected, actual, variables, place)
    return (
        [] if _is(expected, actual) else [f"{here}: expected {shown(expected)}, is {shown(actual)}"]
    )


def _is(expected, actual):
    if isinstance(expected, Items):
        return isinstance(actual, (list, dict)) and len(actual) == expected.count
    if isinstance(expected, Regex):
        return (
            re.search(expected.text, actual if isinstance(actual, str) else json.dumps(actual))
            is not None
        )
    if isinstance(expected, Compare):
        return _compares(expected, actual)
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    return expected == actual


def _compares(expected, actual):
    try:
        number = float(actual)
    except (TypeError, ValueError):
        return False
    return {
        ">": number > expected.number,
        ">=": number >= expected.number,
        "<": number < expected.number,
        "<=": number <= expected.number,
    }[expected.sign]


def _members(expected, actual, variables, place):
    if not isinstance(actual, dict):
        return [f"{place or 'the answer'}: expected members, is {shown(actual)}"]
    problems = []
    for name, value in expected.items():
        name = replace(name, variables)
        found = actual.get(name, _MISSING)
        problems += differences(value, found, variables, f"{place}.{name}" if place else name)
    return problems


def _list(expected, actual, variables, place):
    here = place or "the answer"
    if not isinstance(actual, list):
        return [f"{here}: expected a list, is {shown(actual)}"]
    open_end = bool(expected) and expected[-1] is REST
    wanted = expected[:-1] if open_end else expected
    problems = []
    for index, value in enumerate(wanted):
        found = actual[index] if index < len(actual) else _MISSING
        problems += differences(value, found, variables, f"{place}[{index}]")
    if not open_end and len(actual) > len(wanted):
        problems.append(f"{here}: expected {len(wanted)} items, has {len(actual)}: {shown(actual)}")
    return problems


def _any_order(expected, actual, variables, place):
    here = place or "the answer"
    if not isinstance(actual, list):
        return [f"{here}: expected a list, is {shown(actual)}"]
    left = list(actual)
    problems = []
    for value in expected.items:
        for index, candidate in enumerate(left):
            tried = dict(variables)
            if not differences(value, candidate, tried):
                variables.update(tried)
                del left[index]
                break
        else:
            problems.append(f"{here}: has no {shown(value)} in {shown(actual)}")
    if expected.closed and left:
        problems.append(f"{here}: did not expect {shown(left)}")
    return problems
