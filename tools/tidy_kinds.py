"""Field kinds answer for themselves: each is one file in the program and one in the screens, and
everybody else asks it (record/object/kind.h) or what the API tells of it."""
import os
import re

KINDS = "src/record/object/kinds"
_OWN_FOLDERS = (KINDS + "/", "web/src/fields/")
_CODE = re.compile(r"^(src|web/src)/.*\.(cpp|h|ts|tsx)$")
_TEST = re.compile(r"(_test\.cpp|\.test\.tsx?)$")
_BY_NAME = re.compile(
    r"""\bkind\)?\s*[!=]==?\s*"(?P<first>\w+)"|"(?P<second>\w+)"\s*[!=]==?\s*[\w.?]*\bkind\b"""
    r"""|\bkind_of\([^;]*\)\.name\(\)\s*[!=]=|\bkind->name\(\)\s*[!=]="""
    r"""|\.includes\([\w.?]*\bkind\)|\.has\([\w.?]*\bkind\)"""
    r"""|\bcase "(?P<third>\w+)":|\b(?P<maker>\w+)_kind\(\)"""
)
# Entries of a timeline have sorts of their own under that word.
_NO_FIELD = re.compile(r"\bentry\.kind\b")
# What the engine itself makes fields of.
_ENGINE_MAKES = {"text", "number"}


def kinds_by_name(tree):
    """No comparison of a field's kind with the name of one, outside of the kinds themselves."""
    names = {
        os.path.basename(path)[: -len(".cpp")]
        for path in tree.files
        if os.path.dirname(path) == KINDS and path.endswith(".cpp")
    }
    for file in tree.matching(_CODE):
        for number in lines_by_name(names, file):
            advice = "ask the kind (record/object/kind.h), not for its name"
            yield file.path, number, "kind", advice


def lines_by_name(names, file):
    if file.path.startswith(_OWN_FOLDERS) or _TEST.search(file.path):
        return
    for number, line in enumerate(file.lines, 1):
        for found in _BY_NAME.finditer(_NO_FIELD.sub("", line.split("//")[0])):
            if found["maker"] in _ENGINE_MAKES:
                continue
            named = [word for word in found.groupdict().values() if word]
            if not named or named[0] in names:
                yield number
