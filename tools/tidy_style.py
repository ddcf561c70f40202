"""The style of one file: sizes, names, words, tests that assert. Each rule is a function of the
file that yields (line, rule, what to do)."""
import os
import re

# ---- sizes and names ----

LONGEST_FILE, LONGEST_HEADER, LONGEST_FUNCTION, LONGEST_LINE = 400, 200, 70, 100
VAGUE = "Manager Helper Helpers Util Utils Handler Service Processor Impl Data Info".split()
VAGUE_WORDS = {word.lower() for word in VAGUE}

CODE = re.compile(r"\.(cpp|h|ts|tsx|mjs|py|cmake|sh)$|(^|/)CMakeLists\.txt$|^(bin|tools)/[a-z_]+$")
CPP = re.compile(r"^(src|bench)/.*\.(cpp|h)$")
NAMED = re.compile(r"^(src|web/src|tests|tools|bench)/.*\.(cpp|h|ts|tsx|css|mjs|py|test)$")
SNAKE = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")

_TYPE = re.compile(
    r"\b(?:class|struct|enum class|enum|concept|interface)\s+(?:\[\[\w+\]\]\s*)?([A-Z]\w*)"
)
_ALIAS = re.compile(r"^\s*(?:using|export type|type)\s+([A-Z]\w*)\b[^=;]*=")


def sizes(file):
    if not CODE.search(file.path):
        return
    longest = LONGEST_HEADER if file.path.endswith(".h") else LONGEST_FILE
    if len(file.lines) > longest:
        yield len(
            file.lines
        ), "file size", f"{len(file.lines)} lines, at most {longest}: find the second idea in it"
    for number, line in enumerate(file.lines, 1):
        if len(line) > LONGEST_LINE and not re.search(r"https?://\S{60,}", line):
            yield number, "line size", f"{len(line)} characters, at most {LONGEST_LINE}: break it"


def functions(file):
    """A function's body is a lone brace and the next line that closes at the same depth:
    clang-format makes it so."""
    if not CPP.match(file.path):
        return
    start = {}
    for number, line in enumerate(file.lines, 1):
        indent = len(line) - len(line.lstrip())
        if line.strip() == "{":
            start.setdefault(indent, number)
        elif line.strip().startswith("}") and indent in start:
            length = number - start.pop(indent) - 1
            if length > LONGEST_FUNCTION:
                advice = f"{length} lines, at most {LONGEST_FUNCTION}: name its parts"
                yield number - length - 1, "function size", advice


def _words_of(name):
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*", name)


def names(file):
    if NAMED.match(file.path):
        name = os.path.basename(file.path)
        if not SNAKE.match(name):
            yield 1, "file name", "write it in snake_case"
        for word in re.split(r"[._]", name)[:-1]:
            if word in VAGUE_WORDS:
                yield 1, "file name", f"'{word}' says nothing: name what it is"
    if not re.search(r"\.(cpp|h|ts|tsx)$", file.path):
        return
    for number, line in enumerate(file.lines, 1):
        code = line.split("//")[0]
        found = _ALIAS.match(code) or _TYPE.search(code)
        words = _words_of(found.group(1)) if found else []
        if words and words[-1] in VAGUE and len(words) > 1:
            yield number, "type name", f"{found.group(1)}: find the noun behind '{words[-1]}'"


def headers(file):
    if (
        file.path.startswith("src/")
        and file.path.endswith(".h")
        and "#pragma once" not in file.text
    ):
        yield 1, "header", "begin with #pragma once"


# ---- words, tests ----

_FORBIDDEN = [
    (
        re.compile(r"(?<![\w.$}])/(?:home|root|Users|work)/\w"),
        "a path of one machine: write it relative to the tree",
    ),
    (
        re.compile(r"\b(?:registry|deb|security|pypi|proxy)\.[a-z]+\.(?:org|com|io)\b"),
        "a package registry's host: name the package, not where it comes from",
    ),
]


def words(file):
    for number, line in enumerate(file.lines, 1):
        for expression, advice in _FORBIDDEN:
            if expression.search(line):
                yield number, "words", advice


_ASSERTS = [
    # One without a TEST is a fixture.
    (
        re.compile(r"_test\.cpp$"),
        re.compile(r"\b(EXPECT|ASSERT|RC_ASSERT)_?|\brc::check|\A(?!.*\bTEST(_F|_P)?\()", re.S),
    ),
    (re.compile(r"(\.test|_test)\.(ts|tsx|mjs)$"), re.compile(r"\b(expect|assert)\b")),
    (re.compile(r"^tests/api/.*\.test$"), re.compile(r"^\s*=>|=> |^expect ", re.M)),
    (re.compile(r"_test\.py$"), re.compile(r"\bassert")),
]


def tests_assert(file):
    for name, assertion in _ASSERTS:
        if name.search(file.path) and not assertion.search(file.text):
            yield 1, "test", "asserts nothing: say what must hold"


STYLE = [sizes, functions, names, headers, words, tests_assert]
