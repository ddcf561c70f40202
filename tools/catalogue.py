"""The catalogue: every sentence that a person reads, in each language, as words/ has it.

A file is an area. Its folder says who speaks it:

    words/frame/     the screens, always at hand
    words/screens/   one screen, fetched with it
    words/server/    the program: errors, titles of the log, mails, paper, the names set-up gives
    words/labels/    what descriptions call things; the English word itself is the key

    # A comment.
    records_changed
      en one: {count} record changed
      en: {count} records changed
      de one: {count} Datensatz geändert
      de: {count} Datensätze geändert

An indented line that begins with no language goes on with the text above it; `\\n` is a new line.
"""
import os
import re

LANGUAGES = ("en", "de")
SIDES = ("frame", "screens", "server", "labels")

_KEY = re.compile(r"[a-z][a-z0-9_]*$")
_TEXT = re.compile(r"(en|de)( one)?:(?: (.*))?$")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def placeholders(text):
    return set(_PLACEHOLDER.findall(text))


class Entry:
    """One thing that is said: `texts["de"]` for any number, `ones["de"]` for exactly one."""

    def __init__(self, key, line):
        self.key = key
        self.line = line
        self.texts = {}
        self.ones = {}

    @property
    def is_counted(self):
        return bool(self.ones)

    def text(self, language):
        return self.texts.get(language, "")

    def one(self, language):
        return self.ones.get(language, "")

    def placeholders(self):
        return placeholders(self.text("en")) | placeholders(self.one("en"))


class Area:
    """One file of the catalogue. `findings` are (line, what to do)."""

    def __init__(self, path, side, name, text):
        self.path = path
        self.side = side
        self.name = name
        self.entries = {}
        self.findings = []
        self._read(text)
        for entry in self.entries.values():
            self.findings += [(entry.line, advice) for advice in self._missing(entry)]

    def _read(self, text):
        entry, place, forms = None, None, None
        for number, line in enumerate(text.split("\n"), 1):
            said = line.strip()
            if not said or said.startswith("#"):
                continue
            if not line.startswith(" "):
                entry, place = self._begin(said, number), None
                continue
            found = _TEXT.match(said)
            if found and entry:
                place = found.group(1)
                forms = entry.ones if found.group(2) else entry.texts
                if place in forms:
                    self.findings.append((number, f'"{entry.key}" has this line twice'))
                forms[place] = _unescaped(found.group(3) or "")
            elif place:
                forms[place] += " " + _unescaped(said)
            else:
                self.findings.append((number, "begin the text with its language, as in `en: `"))

    def _begin(self, key, number):
        if self.side != "labels" and not _KEY.match(key):
            self.findings.append((number, f'"{key}" is no key: write it in snake_case'))
        if key in self.entries:
            self.findings.append((number, f'"{key}" is here twice'))
        entry = self.entries[key] = Entry(key, number)
        if self.side == "labels":
            entry.texts["en"] = key
        return entry

    def _missing(self, entry):
        for language in LANGUAGES:
            if not entry.text(language):
                yield f'"{entry.key}" has no text in {language}'
            if entry.is_counted and not entry.one(language):
                yield f'"{entry.key}" has no text for one in {language}'
        for language in LANGUAGES:
            if placeholders(entry.text(language)) != placeholders(entry.text("en")):
                yield f'"{entry.key}" has other {{placeholders}} in {language} than in en'
            # "One person" needs no number.
            ones = [placeholders(entry.one(one)) - {"count"} for one in ("en", language)]
            if ones[0] != ones[1]:
                yield f'"{entry.key}" for one has other {{placeholders}} in {language} than in en'
        if entry.is_counted and "count" not in placeholders(entry.text("en")):
            yield f'"{entry.key}" depends on a number and does not say {{count}}'


def _unescaped(text):
    return text.replace("\\n", "\n")


def read_area(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        text = file.read()
    parts = path.split("/")
    return Area(path, parts[1], parts[-1].removesuffix(".txt"), text)


def read_labels(path):
    """Labels that are no part of the catalogue. Error: what is missing in them."""
    with open(path, encoding="utf-8") as file:
        area = Area(path, "labels", os.path.basename(path).removesuffix(".txt"), file.read())
    for line, advice in area.findings:
        raise ValueError(f"{path}:{line}: {advice}")
    return area


def paths_of_words(root):
    found = []
    for side in SIDES:
        folder = os.path.join(root, "words", side)
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        found += [f"words/{side}/{name}" for name in names if name.endswith(".txt")]
    return found


class Catalogue:
    def __init__(self, root):
        self.areas = [read_area(root, path) for path in paths_of_words(root)]

    def of(self, side):
        return [area for area in self.areas if area.side == side]

    def findings(self):
        """What the files themselves lack, as (path, line, what to do)."""
        for area in self.areas:
            for line, advice in area.findings:
                yield area.path, line, advice
        # What is always at hand is one list of keys, and a label has one word everywhere.
        for side in ("frame", "labels"):
            seen = {}
            for area in self.of(side):
                for entry in area.entries.values():
                    other = seen.setdefault(entry.key, area)
                    if other is not area:
                        yield area.path, entry.line, f'"{entry.key}" is in {other.path} already'
