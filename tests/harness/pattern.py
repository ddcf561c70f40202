"""Expected JSON: JSON itself, and a few bare words for what cannot be written down in advance.

    *                 anything but null              absent        the member is not there
    $name             anything; remembered           /regex/       text that the expression is
    found in
    > 5  >= 5  < 5    a number so compared           12 items      a list of that length
    [a, ...]          a list that starts so          some [a, b]   a list that has these, and
    maybe others
    only [a, b]       exactly these, in any order
"""
import re

ANYTHING, ABSENT, REST = object(), object(), object()


class Capture:
    def __init__(self, name):
        self.name = name


class Regex:
    def __init__(self, text):
        self.text = text


class Compare:
    def __init__(self, sign, number):
        self.sign = sign
        self.number = number


class Items:
    def __init__(self, count):
        self.count = count


class Members:
    """A list in any order; `closed` when it may have no others."""

    def __init__(self, items, closed):
        self.items = items
        self.closed = closed


class PatternError(Exception):
    pass


_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"', re.S)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_ITEMS = re.compile(r"(\d+) items?\b")
_COMPARE = re.compile(r"(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)")
_CAPTURE = re.compile(r"\$([a-z_][a-z0-9_]*)")
_VARIABLE = re.compile(r"\{[a-z_][a-z0-9_]*\}")
_REGEX = re.compile(r"/((?:[^/\\\n]|\\.)*)/")
_WORDS = {"true": True, "false": False, "null": None, "absent": ABSENT}
_WORD = re.compile(r"(true|false|null|absent)\b")


class _Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
            self.at += 1

    def take(self, expression):
        found = expression.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def take_text(self, literal):
        self.skip()
        if not self.text.startswith(literal, self.at):
            return False
        self.at += len(literal)
        return True

    def need(self, literal):
        if not self.take_text(literal):
            raise PatternError(f"expected {literal} at …{self.text[self.at:self.at + 30]!r}")

    def value(self):
        import json

        self.skip()
        if self.take_text("{"):
            # {deal} alone is a remembered value, not an object.
            self.at -= 1
            found = self.take(_VARIABLE)
            return found.group(0) if found else self.members()
        if self.take_text("some"):
            return Members(self.list(), closed=False)
        if self.take_text("only"):
            return Members(self.list(), closed=True)
        if self.text.startswith("[", self.at):
            return self.list()
        if self.take_text("..."):
            return REST
        if self.take_text("*"):
            return ANYTHING
        for expression, make in (
            (_STRING, lambda m: json.loads(m.group(0))),
            (_ITEMS, lambda m: Items(int(m.group(1)))),
            (_COMPARE, lambda m: Compare(m.group(1), float(m.group(2)))),
            (_NUMBER, lambda m: json.loads(m.group(0))),
            (_CAPTURE, lambda m: Capture(m.group(1))),
            (_REGEX, lambda m: Regex(m.group(1))),
            (_WORD, lambda m: _WORDS[m.group(0)]),
        ):
            found = self.take(expression)
            if found:
                return make(found)
        raise PatternError(f"cannot read the expectation at …{self.text[self.at:self.at + 30]!r}")

    def members(self):
        import json

        self.need("{")
        result = {}
        if self.take_text("}"):
            return result
        while True:
            self.skip()
            name = self.take(_STRING)
            if not name:
                raise PatternError(
                    f"expected a member's name at …{self.text[self.at:self.at + 30]!r}"
                )
            self.need(":")
            result[json.loads(name.group(0))] = self.value()
            if not self.take_text(","):
                break
        self.need("}")
        return result

    def list(self):
        self.need("[")
        result = []
        if self.take_text("]"):
            return result
        while True:
            result.append(self.value())
            if not self.take_text(","):
                break
        self.need("]")
        return result


def parse_pattern(text):
    reader = _Reader(text)
    result = reader.value()
    reader.skip()
    if reader.at != len(text):
        raise PatternError(f"did not expect more at …{text[reader.at:reader.at + 30]!r}")
    return result
