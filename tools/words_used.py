"""Which words of the catalogue the sources say: missing keys, and keys that nobody says."""
import os
import re

_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'')
# Only what could be a key: letters and holes.
_TEMPLATE = re.compile(r"`((?:[a-z0-9_]|\$\{[^{}`]*\})+)`")
_HOLE = re.compile(r"\$\{[^}]*\}")
_COMMENT = re.compile(r"^\s*//.*$", re.M)
_SAY = re.compile(r'\bsay\(\s*"([a-z0-9_]+\.[a-z0-9_]+)"')
_SERVER_KEY = re.compile(r'"([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)"')


def _sources(root, folder, ending):
    for parent, folders, names in os.walk(os.path.join(root, folder)):
        folders.sort()
        for name in sorted(names):
            if re.search(ending, name) and not re.search(r"[._]test\.\w+$", name):
                path = os.path.join(parent, name)
                with open(path, encoding="utf-8") as file:
                    yield os.path.relpath(path, root).replace(os.sep, "/"), file.read()


# ---- screens: TypeScript knows what is missing ----


class Said:
    """What screens may say: words in quotes, and words with a hole, such as `problem_${reason}`."""

    def __init__(self, root):
        self._quoted = set()
        patterns = set()
        for path, text in _sources(root, "web/src", r"\.tsx?$"):
            if path.startswith("web/src/words/"):
                continue
            for found in _QUOTED.finditer(text):
                self._quoted.add(found.group(1) or found.group(2))
            # Keys of an object may stand without quotes.
            self._quoted.update(re.findall(r"\b([a-z][a-z0-9_]*): ", text))
            for found in _TEMPLATE.finditer(text):
                if len(_HOLE.sub("", found.group(1))) >= 2:
                    patterns.add(_pattern_of(found.group(1)))
        self._patterns = re.compile("|".join(sorted(patterns)) or r"(?!)")

    def has(self, key):
        return key in self._quoted or bool(self._patterns.fullmatch(key))


def _pattern_of(template):
    return r"\w+".join(re.escape(part) for part in _HOLE.split(template))


def unsaid_by_screens(root, catalogue):
    said = Said(root)
    for area in catalogue.of("frame") + catalogue.of("screens"):
        for entry in area.entries.values():
            if not said.has(entry.key):
                yield area.path, entry.line, f'no screen says "{entry.key}": delete it'


# ---- the program ----


def _inside(text, start):
    """What stands between the parenthesis at `start` and its partner."""
    depth, at = 0, start
    while at < len(text):
        if text[at] == '"':
            at = _QUOTED.match(text, at).end()
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return text[start + 1 : at]
        at += 1
    return text[start + 1 :]


def _names_given(arguments):
    """The names in `{{"name", …}, {"other", …}}`, not those of a sentence inside."""
    names, depth, at = set(), 0, 0
    while at < len(arguments):
        if arguments[at] == '"':
            at = _QUOTED.match(arguments, at).end()
            continue
        depth += {"{": 1, "}": -1, "(": 10, ")": -10}.get(arguments[at], 0)
        if arguments[at] == "{" and depth == 2:
            found = re.match(r'\{\s*"(\w+)"', arguments[at:])
            if found:
                names.add(found.group(1))
        at += 1
    return names


def wrong_in_program(root, catalogue):
    entries = {
        f"{area.name}.{entry.key}": (area, entry)
        for area in catalogue.of("server")
        for entry in area.entries.values()
    }
    used = set()
    for path, text in _sources(root, "src", r"\.(cpp|h)$"):
        text = _COMMENT.sub("", text)
        used.update(_SERVER_KEY.findall(text))
        for found in _SAY.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            key = found.group(1)
            if key not in entries:
                yield path, line, f'"{key}" is not in words/server: say it there'
                continue
            given = _names_given(_inside(text, text.index("(", found.start())))
            wanted = entries[key][1].placeholders()
            if given != wanted:
                names = ", ".join(sorted(wanted)) or "nothing"
                yield path, line, f'"{key}" wants {names}'
    for key, (area, entry) in sorted(entries.items()):
        if key not in used:
            yield area.path, entry.line, f'nobody says "{key}": delete it'

