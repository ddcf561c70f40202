"""The rules of tools/tidy. Each is a function of one file that yields (line, rule, what to do)."""
import os
import re
import subprocess

# ---- sizes and names ----

LONGEST_FILE, LONGEST_HEADER, LONGEST_FUNCTION, LONGEST_LINE, LONGEST_README = 400, 200, 70, 100, 30
VAGUE = (
    "Manager",
    "Helper",
    "Helpers",
    "Util",
    "Utils",
    "Handler",
    "Service",
    "Processor",
    "Impl",
    "Data",
    "Info",
)
VAGUE_WORDS = {word.lower() for word in VAGUE}

CODE = re.compile(r"\.(cpp|h|ts|tsx|mjs|py|cmake|sh)$|(^|/)CMakeLists\.txt$|^(bin|tools)/[a-z_]+$")
CPP = re.compile(r"^(src|bench)/.*\.(cpp|h)$")
NAMED = re.compile(r"^(src|web/src|tests|tools|bench)/.*\.(cpp|h|ts|tsx|css|mjs|py|test)$")
SNAKE = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")

_TYPE = re.compile(
    r"\b(?:class|struct|enum class|enum|concept|interface)\s+(?:\[\[\w+\]\]\s*)?([A-Z]\w*)"
)
_ALIAS = re.compile(r"^\s*(?:using|export type|type)\s+([A-Z]\w*)\b[^=;]*=")


class SourceFile:
    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        if self.lines and self.lines[-1] == "":
            self.lines.pop()


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


RULES = [includes, sizes, functions, names, headers, web_floors, words, tests_assert]


def room_readmes(paths, read):
    rooms = {path.split("/")[1] for path in paths if re.match(r"^src/[a-z_]+/.*\.(cpp|h)$", path)}
    for room in sorted(rooms):
        path = f"src/{room}/README.md"
        if path not in paths:
            yield f"{path}:1: readme: say what the room is for and where to start"
        elif len(read(path).splitlines()) > LONGEST_README:
            yield f"{path}:1: readme: at most {LONGEST_README} lines"


# ---- the tree ----


def paths_of(root):
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True
    )
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
    else:
        names = [
            os.path.relpath(os.path.join(folder, name), root)
            for folder, _, files in os.walk(root)
            for name in files
        ]
    return sorted({name for name in names if name and os.path.isfile(os.path.join(root, name))})


def _read(root, path):
    with open(os.path.join(root, path), "rb") as file:
        return file.read()


def check_file(path, text):
    file = SourceFile(path, text)
    for rule in RULES:
        for number, name, advice in rule(file):
            yield f"{path}:{number}: {name}: {advice}"


def check_tree(root):
    """All findings, and how many files were read."""
    findings, count = [], 0
    paths = paths_of(root)
    for path in paths:
        content = _read(root, path)
        if b"\0" in content[:8000]:
            continue
        count += 1
        findings += check_file(path, content.decode("utf-8", "replace"))
    findings += room_readmes(set(paths), lambda path: _read(root, path).decode("utf-8", "replace"))
    return findings, count
