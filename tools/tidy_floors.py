"""Who may include whom: the rooms of src, the floors inside a room, the doors of outside libraries,
and the floors of the screens. Each rule is a function of one file that yields (line, rule, what to
do)."""
import os
import re

# ---- rooms ----

ROOMS = {
    "base": set(),
    "store": {"base"},
    "http": {"base"},
    "link": {"base"},
    "format": {"base"},
    "match": {"base"},
    "record": {"store", "match", "base"},
    "exchange": {"record", "format", "match", "link", "store", "base"},
    "crm": {"record", "exchange", "link", "base"},
    "api": {"record", "exchange", "http", "format", "base"},
    # What main.cpp's command line calls: the floor above all.
    "commands": {
        *("api", "crm", "exchange", "record", "match", "format", "link", "http", "store", "base")
    },
}

# What a test may include besides: samples are files of a format, engines work on a database.
TESTS_MAY = {
    "match": {"format/csv.h"},
    "crm": {"store/database.h"},
    "api": {"store/database.h"},
}

# The folders inside a room, lowest first: a folder includes only those named before it, besides
# itself. "" is what lies directly in the room. Tests include what they like of their room.
FLOORS_INSIDE = {
    "record": [
        *("object", "access", "", "files", "search", "sign_in", "work", "log", "language"),
        *("check", "find", "history", "figures", "insights", "rules", "save", "parts"),
        *("automation", "merge", "undo", "shape", "explain", "duplicates", "notices", "fixtures"),
    ],
    "exchange": [
        *("", "import/reading", "import/mapping", "import/rows", "import/telling"),
        *("import/running", "import/together", "round_trip", "export", "address_book"),
        *("calendar", "mail", "documents"),
    ],
}
# What tests begin with is included by tests only.
FIXTURES = re.compile(r"(^|/)fixtures/|_fixture\.h$")

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
    (r"phonenumbers/", r"record/object/kinds/phone", "record/object/kinds/phone*"),
    (r"xlsxwriter", r"exchange/export/workbook", "exchange/export/workbook*"),
    (r"(cairo|pango)", r"exchange/export/paper", "exchange/export/paper*"),
    (r"zip\.h", r"format/archive", "format/archive*"),
    (r"expat\.h", r"format/xml_events", "format/xml_events*"),
    (r"CLI/", r"main\.cpp$", "main.cpp"),
    (r"curl/", r"link/", "link/"),
    (r"openssl/", r"(base/crypto|http/tls|link/tls)", "base/crypto*, http/tls* or link/tls*"),
    (r"(gtest|gmock|rapidcheck)[/.]", r".*(test|fixture)", "tests"),
    (r"fmt/", r"", "anywhere"),
    (r"sys/|netinet/|arpa/|linux/", r"", "anywhere"),
]
SYSTEM_HEADERS = set(
    """unistd.h fcntl.h signal.h poll.h pthread.h termios.h dirent.h dlfcn.h errno.h
    sched.h time.h stdio.h stdlib.h string.h stdint.h malloc.h locale.h netdb.h syslog.h pwd.h grp.h
    execinfo.h strings.h cxxabi.h byteswap.h endian.h spawn.h""".split()
)

_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def includes(file):
    if not re.match(r"^src/.*\.(cpp|h)$", file.path):
        return
    place = file.path[len("src/") :]
    for number, line in enumerate(file.lines, 1):
        found = _INCLUDE.match(line)
        if found and found.group(1) == '"':
            yield from _ours(number, place, found.group(2))
        elif found:
            yield from _outside(number, place, found.group(2))


def _is_test(place):
    return place.endswith("_test.cpp") or FIXTURES.search(place)


def _ours(number, place, name):
    room = place.split("/")[0] if "/" in place else "main"
    wanted = name.split("/")[0]
    if wanted not in ROOMS or "/" not in name:
        yield number, "include", f'write "{name}" from src/, as "room/file.h"'
    elif FIXTURES.search(name) and not _is_test(place):
        yield number, "floors", f"{name} is for tests only"
    elif wanted == room:
        yield from _inside(number, room, place, name)
    elif room != "main" and wanted not in ROOMS.get(room, set()):
        if _is_test(place) and name in TESTS_MAY.get(room, set()):
            return
        may = ", ".join(sorted(ROOMS.get(room, set()))) or "no other room"
        yield number, "floors", f"{room} may include {may}; move what you need from {wanted}"


def _inside(number, room, place, name):
    floors = FLOORS_INSIDE.get(room)
    if not floors or _is_test(place):
        return
    own, other = _floor(floors, room, place), _floor(floors, room, name)
    if own is None or other is None:
        where = os.path.dirname(place if own is None else name)
        yield number, "floors", f"{where} has no floor: name it in tools/tidy_floors.py"
    elif floors.index(other) > floors.index(own):
        yield number, "floors", (
            f"{os.path.dirname(place)} lies below {os.path.dirname(name)}: "
            "move what you need down, or this up"
        )


def _floor(floors, room, place):
    """The named folder that the file lies in; None where there is none."""
    folder = os.path.dirname(place)[len(room) + 1 :]
    while folder and folder not in floors:
        folder = os.path.dirname(folder)
    return folder or ("" if os.path.dirname(place) == room else None)


def _outside(number, place, name):
    if re.fullmatch(r"[a-z_0-9]+", name) or name in SYSTEM_HEADERS:
        return
    for header, allowed, where in DOORS:
        if re.match(header, name):
            if not re.match(allowed, place):
                yield number, "door", f"<{name}> may be included in {where} only; ask that file"
            return
    yield number, "door", f"<{name}> has no door: name its one file in tools/tidy_floors.py"


# ---- screens: floors from left to right ----

WEB_FLOORS = ["api", "fields", "records", "screens", "shell"]
_IMPORT = re.compile(
    r"""(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|\bvi\.mock\(\s*)["'](\.[^"']*)["']"""
)


def web_floors(file):
    if not re.match(r"^web/src/.*\.(ts|tsx)$", file.path) or file.path.count("/") == 2:
        return
    for number, line in enumerate(file.lines, 1):
        for found in _IMPORT.finditer(line):
            target = os.path.normpath(os.path.join(os.path.dirname(file.path), found.group(1)))
            yield from _imported(number, file.path, target)


def _imported(number, path, target):
    own, other = _web_floor(path), _web_floor(target)
    if other is None:
        return
    # Folders beside the floors (look, words, keys) may use the lowest floor only.
    if WEB_FLOORS.index(other) > (WEB_FLOORS.index(own) if own else 0):
        if not re.search(r"(\.test\.|_test\.)", path):
            yield number, "floors", f"{own or 'this folder'} may not import {other}"
    elif own == other == "screens" and path.split("/")[3] != target.split("/")[3]:
        yield number, "floors", (
            f"a screen imports no screen: what {path.split('/')[3]} and {target.split('/')[3]} "
            "both need belongs in records/ or look/"
        )


def _web_floor(path):
    parts = path.split("/")
    return parts[2] if len(parts) > 2 and parts[2] in WEB_FLOORS else None
