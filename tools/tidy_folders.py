"""Folders: each says what it is for, and how full it is."""
import re

LONGEST_OF_ROOM = 30
SHORTEST_OF_FOLDER, LONGEST_OF_FOLDER = 5, 10
FULL = 40
_SOURCE = re.compile(r"^src/.*\.(cpp|h)$")
# The shelf's four sorts of things: the README of the folder above tells of them.
_SORTS = re.compile(r"^src/crm/[a-z_]+/(objects|behaviours|actions|insights)$")


def readmes(tree):
    folders = {file.path.rpartition("/")[0] for file in tree.matching(_SOURCE)} - {"src"}
    rooms = {"/".join(folder.split("/")[:2]) for folder in folders}
    for folder in sorted(folders | rooms):
        if _SORTS.match(folder):
            continue
        path = folder + "/README.md"
        if path not in tree.files:
            yield path, 1, "readme", "say what the folder is for and where to start"
            continue
        lines = len(tree.files[path].lines)
        if folder in rooms and lines > LONGEST_OF_ROOM:
            yield path, 1, "readme", f"{lines} lines, at most {LONGEST_OF_ROOM}"
        if folder not in rooms and not SHORTEST_OF_FOLDER <= lines <= LONGEST_OF_FOLDER:
            yield path, 1, "readme", (
                f"{lines} lines: {SHORTEST_OF_FOLDER} to {LONGEST_OF_FOLDER} are enough"
            )


def full_folders(tree):
    """No findings: where a second idea is likely to wait."""
    counts = {}
    for path in tree.paths:
        folder, _, name = path.rpartition("/")
        if re.match(r"^(src|web/src)/", path) and name != "README.md":
            counts[folder] = counts.get(folder, 0) + 1
    for folder, count in sorted(counts.items(), key=lambda item: -item[1]):
        if count > FULL:
            yield f"{folder}: {count} files, more than {FULL}: find the second idea in it"
