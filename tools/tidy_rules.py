"""The rules of tools/tidy. Each is a function of one file that yields (line, rule, what to do)."""
import functools
import os
import re
import subprocess

# ---- who may include whom ----

ROOMS = {
    "base": set(),
    "store": {"base"},
    "http": {"base"},
    "link": {"base"},
    "record": {"store", "base"},
    "crm": {"record", "link", "base"},
    "api": {"record", "http", "base"},
    # What main.cpp's command line calls: the floor above all.
    "commands": {"api", "crm", "record", "http", "link", "store", "base"},
}

# What an outside library's header looks like, and the files that may include it.
DOORS = [
    (r"sqlite3(ext)?\.h", r"store/sqlite", "store/sqlite*"),
    (r"libpq-fe\.h|libpq/|postgresql/|pg_config", r"store/postgres", "store/postgres*"),
    (r"boost/", r"http/", "http/"),
    (r"simdjson\.h", r"base/json", "base/json*"),
    (r"sodium", r"base/secret", "base/secret*"),
    (r"unicode/", r"base/text", "base/text*"),
    (r"spdlog/", r"base/log", "base/log*"),
    (r"date/", r"base/time", "base/time*"),
    (r"phonenumbers/", r"(record/kinds/phone|base/phone)", "record/kinds/phone* or base/phone*"),
    (r"xlsxwriter", r"record/(export|xlsx)", "record/export*"),
    (r"(cairo|pango)", r"record/export/paper", "record/export/paper*"),
    (r"zip\.h", r"record/import/archive", "record/import/archive*"),
    (r"expat\.h", r"record/import/xml_events", "record/import/xml_events*"),
    (r"CLI/", r"main\.cpp$", "main.cpp"),
    (r"curl/", r"link/", "link/"),
    (r"(gtest|gmock|rapidcheck)[/.]", r".*(test|fixture)", "tests"),
    (r"fmt/", r"", "anywhere"),
    (r"sys/|netinet/|arpa/|linux/", r"", "anywhere"),
]
SYSTEM_HEADERS = set(
    """unistd.h fcntl.h signal.h poll.h pthread.h termios.h dirent.h dlfcn.h errno.h
    sched.h time.h stdio.h stdlib.h string.h stdint.h malloc.h locale.h netdb.h syslog.h pwd.h grp.h
    execinfo.h strings.h cxxabi.h byteswap.h endian.h spawn.h""".split()
)

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

_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
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


def includes(file):
    if not CPP.match(file.path) or not file.path.startswith("src/"):
        return
    place = file.path[len("src/") :]
    room = place.split("/")[0] if "/" in place else "main"
    for number, line in enumerate(file.lines, 1):
        found = _INCLUDE.match(line)
        if not found:
            continue
        name = found.group(2)
        yield from _ours(number, room, name) if found.group(1) == '"' else _outside(
            number, place, name
        )


def _ours(number, room, name):
    wanted = name.split("/")[0]
    if wanted not in ROOMS or "/" not in name:
        yield number, "include", f'write "{name}" from src/, as "room/file.h"'
    elif room != "main" and wanted != room and wanted not in ROOMS.get(room, set()):
        may = ", ".join(sorted(ROOMS.get(room, set()))) or "no other room"
        yield number, "floors", f"{room} may include {may}; move what you need from {wanted}"


def _outside(number, place, name):
    if re.fullmatch(r"[a-z_0-9]+", name) or name in SYSTEM_HEADERS:
        return
    for header, allowed, where in DOORS:
        if re.match(header, name):
            if not re.match(allowed, place):
                yield number, "door", f"<{name}> may be included in {where} only; ask that file"
            return
    yield number, "door", f"<{name}> has no door: name its one file in tools/tidy_rules.py"


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


# ---- screens: floors from left to right ----------------------------------------------------------

FLOORS = ["api", "fields", "records", "screens", "shell"]
_IMPORT = re.compile(r"""(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)["'](\.[^"']*)["']""")


def web_floors(file):
    if not re.match(r"^web/src/.*\.(ts|tsx)$", file.path) or re.search(
        r"(\.test\.|_test\.)", file.path
    ):
        return
    own = _floor_of(file.path)
    for number, line in enumerate(file.lines, 1):
        for found in _IMPORT.finditer(line):
            target = os.path.normpath(os.path.join(os.path.dirname(file.path), found.group(1)))
            other = _floor_of(target)
            if other is None or file.path.count("/") == 2:
                continue
            # Folders beside the floors (look, words, keys) may use the lowest floor only.
            own_height = FLOORS.index(own) if own else 0
            if FLOORS.index(other) > own_height:
                yield number, "floors", f"{own or 'this folder'} may not import {other}"


def _floor_of(path):
    parts = path.split("/")
    return parts[2] if len(parts) > 2 and parts[2] in FLOORS else None


# ---- field kinds answer for themselves ----

# Each is one file here and one in web/src/fields; everybody else asks it (record/object/kind.h) or
# what the API tells of it.
KINDS = "src/record/object/kinds"
_KIND_FOLDERS = (KINDS + "/", "web/src/fields/")
_BY_NAME = re.compile(
    r"""\bkind\)?\s*[!=]==?\s*"(?P<first>\w+)"|"(?P<second>\w+)"\s*[!=]==?\s*[\w.?]*\bkind\b"""
    r"""|\bkind_of\([^;]*\)\.name\(\)\s*[!=]=|\bkind->name\(\)\s*[!=]="""
    r"""|\.includes\([\w.?]*\bkind\)|\.has\([\w.?]*\bkind\)"""
    r"""|\bcase "(?P<third>\w+)":|\b(?P<maker>\w+)_kind\(\)"""
)
# What the engine itself makes fields of.
_OWN_KINDS = {"text", "number"}


def kinds_by_name(names, file):
    """No comparison of a field's kind with the name of one, outside of the kinds themselves."""
    if file.path.startswith(_KIND_FOLDERS) or not re.match(
        r"^(src|web/src)/.*\.(cpp|h|ts|tsx)$", file.path
    ):
        return
    if re.search(r"(_test\.cpp|\.test\.tsx?)$", file.path):
        return
    for number, line in enumerate(file.lines, 1):
        for found in _BY_NAME.finditer(line.split("//")[0]):
            if found["maker"] in _OWN_KINDS:
                continue
            named = [word for word in found.groupdict().values() if word]
            if named and named[0] not in names:
                continue
            yield number, "kind", "ask the kind (record/object/kind.h), not for its name"


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


def kind_names(paths):
    return {
        os.path.basename(path)[: -len(".cpp")]
        for path in paths
        if os.path.dirname(path) == KINDS and path.endswith(".cpp")
    }


def check_file(path, text, kinds=frozenset()):
    file = SourceFile(path, text)
    for rule in [*RULES, functools.partial(kinds_by_name, kinds)]:
        for number, name, advice in rule(file):
            yield f"{path}:{number}: {name}: {advice}"


def check_tree(root):
    """All findings, and how many files were read."""
    findings, count = [], 0
    paths = paths_of(root)
    kinds = kind_names(paths)
    for path in paths:
        content = _read(root, path)
        if b"\0" in content[:8000]:
            continue
        count += 1
        findings += check_file(path, content.decode("utf-8", "replace"), kinds)
    findings += room_readmes(set(paths), lambda path: _read(root, path).decode("utf-8", "replace"))
    return findings, count
