"""Documents and comments: links lead somewhere, files that are named exist, decisions are called by
their number and title, diffs that are shown are what stands in their files."""
import os
import re

_MARKDOWN = re.compile(r"\.md$")
_LINK = re.compile(r"\[([^\]\[]*)\]\(([^)\s]+)\)")
_COMMENTED = re.compile(
    r"\.(cpp|h|ts|tsx|mjs|py|cmake|sh|test|css)$|^bin/[a-z]+$|(^|/)CMakeLists\.txt$|^tools/[a-z]+$"
)
_COMMENT = re.compile(r"(?:^|\s)(?://|#(?!\s*(?:include|pragma|define|if|endif))|/?\*)\s(.*)")
# A file: `name.ext` or `folder/name.ext`, perhaps with stars.
_FILE = re.compile(
    r"(?<![\w/.{}$*~<@-])((?:\.\./|[\w.*-]+/)*[\w.*-]*\w"
    r"\.(?:cpp|h|md|ts|tsx|py|test|mjs|cmake|sh|css))(?![\w/])"
)
# A folder of the tree: `src/record/` and what lies below it, or, in backticks, `record/find/`.
_FOLDER = re.compile(
    r"(?<![\w/.{}$*~<-])((?:src|tests|docs|tools|bench|cmake|bin|web/src)/[\w./*-]*[\w*])"
)
_QUOTED_FOLDER = re.compile(r"`((?:\.\./)?[a-z_]+(?:/[a-z_]+)+)/`")
# Names that are no files of the tree: headers of libraries, addresses of made-up people, what a
# build makes, endings, places to be filled in.
_ELSEWHERE = re.compile(
    r"^(sqlite3|zip|expat|sodium|simdjson|xlsxwriter)\.h$|^(acme|x)\.test$|^(generated|build)/"
    r"|^_|(^|/)[A-Z]+(/|$)"
)
_DECISION = re.compile(r"docs/decisions/(\d{4})-[a-z0-9-]+\.md$")
_HEADING = re.compile(r"# (\d+)\. (.+)")


_NAMES = (_FILE, _FOLDER, _QUOTED_FOLDER)


def links(tree):
    for file in tree.matching(_MARKDOWN):
        for number, line in enumerate(file.lines, 1):
            for _, target in _LINK.findall(line):
                if re.match(r"[a-z]+:|#", target):
                    continue
                path = _beside(file.path, target.split("#")[0])
                if path not in tree.folders and path not in tree.paths:
                    yield file.path, number, "link", f"{target} leads nowhere"


def _beside(path, target):
    return os.path.normpath(os.path.join(os.path.dirname(path), target))


def named_files(tree):
    known = _Known(tree)
    for file in tree.files.values():
        if not _MARKDOWN.search(file.path) and not _COMMENTED.search(file.path):
            continue
        for number, text in _told_in(file):
            names = {name for found in _NAMES for name in found.findall(text)}
            for name in sorted(names):
                if not known.has(name, file.path) and not _ELSEWHERE.search(name):
                    yield file.path, number, "file", f"there is no {name}"


def _told_in(file):
    is_markdown = _MARKDOWN.search(file.path)
    for number, line in enumerate(file.lines, 1):
        if is_markdown:
            yield number, _LINK.sub(r"\1", line)
        elif found := _COMMENT.search(line):
            yield number, found.group(1)


class _Known:
    """A name is a file's when some file's path ends so: `save/rows.cpp`, `rows.cpp`."""

    def __init__(self, tree):
        self.places = [*tree.paths, *tree.folders]
        self.tails = set()
        for place in self.places:
            parts = place.split("/")
            self.tails.update("/".join(parts[at:]) for at in range(len(parts)))

    def has(self, name, path):
        if name.startswith("../"):
            name = _beside(path, name)
        if "*" in name:
            pattern = re.compile(re.escape(name).replace(r"\*", "[^/]*"))
            return any(pattern.fullmatch(tail) for tail in self.tails)
        return name in self.tails


def decisions(tree):
    titles = {}
    for file in tree.matching(_DECISION):
        number = int(_DECISION.search(file.path).group(1))
        heading = _HEADING.fullmatch(file.lines[0]) if file.lines else None
        if not heading or int(heading.group(1)) != number:
            yield file.path, 1, "decision", f"begin with `# {number}. ` and what was decided"
        elif number in titles:
            yield file.path, 1, "decision", f"there is a decision {number} already"
        else:
            titles[number] = heading.group(2)
    for file in tree.matching(_MARKDOWN):
        for line, text in enumerate(file.lines, 1):
            for label, target in _LINK.findall(text):
                found = _DECISION.search(_beside(file.path, target))
                if found and not _names(label, int(found.group(1)), titles):
                    number = int(found.group(1))
                    yield file.path, line, "decision", (
                        f"{label!r} is decision {number}, {titles.get(number)!r}: call it so"
                    )


def _names(label, number, titles):
    """`why`, its number, or its title; by no other number."""
    numbers = re.findall(r"\d+", label)
    return label == titles.get(number) or numbers in ([], [str(number)])


# ```diff, `+++ path`, then lines of that file in its order; `…` stands for what is left out.
_DIFF = re.compile(r"^```diff\n\+\+\+ (\S+)\n(.*?)^```$", re.M | re.S)


def diffs(tree):
    for file in tree.matching(_MARKDOWN):
        for found in _DIFF.finditer(file.text):
            path, begins = found.group(1), file.text.count("\n", 0, found.start(2)) + 1
            if path not in tree.files:
                yield file.path, begins - 1, "diff", f"there is no {path}"
                continue
            lines = iter(tree.files[path].lines)
            for number, shown in enumerate(found.group(2).splitlines(), begins):
                is_left_out = shown[1:].strip() == "…"
                if not is_left_out and not any(line == shown[1:] for line in lines):
                    yield file.path, number, "diff", f"{path} has no such line, or not there"
                    break
