"""Names in unnamed namespaces. The files of a folder are compiled together (CMakeLists.txt), a few
at a time, so that two of the same name meet or do not meet by chance: they are different ones."""
import os
import re

_TYPE = re.compile(r"(?:struct|class|union|enum(?: class)?)\s+(?:\[\[\w+\]\]\s*)?(\w+)(.*)")
_ALIAS = re.compile(r"using (\w+) = (.*)")
_FUNCTION = re.compile(r"(?<![\w:~])(\w+)\(")
_VARIABLE = re.compile(r"(?<![\w:])(\w+)(?:\[[^\]]*\])*\s*(?:=|\{|;)")
_NO_NAME = re.compile(
    r"[^A-Za-z_]|(template|public:|protected:|private:|return|namespace|extern|static_assert)\b"
    r"|using (?!\w+ =)|[A-Z_]+\("
)


def _declared(line):
    """(name, what an alias stands for) of a declaration that begins in the line; None of others."""
    found = _TYPE.match(line)
    if found:
        is_only_announced = found.group(2).rstrip().endswith(";") and "{" not in found.group(2)
        return None if is_only_announced else (found.group(1), None)
    found = _ALIAS.match(line)
    if found:
        return found.groups()
    function, variable = _FUNCTION.search(line), _VARIABLE.search(line)
    if function and (not variable or function.start() < variable.start()):
        return None if function.group(1) == "operator" else (function.group(1), None)
    return (variable.group(1), None) if variable else None


def _names_of(file):
    """(line, name, alias) of what stands in the file's unnamed namespaces, not indented as
    clang-format has it."""
    is_inside = False
    for number, line in enumerate(file.lines, 1):
        if line == "namespace {":
            is_inside = True
        elif line == "} // namespace":
            is_inside = False
        elif is_inside and not _NO_NAME.match(line):
            if declared := _declared(line):
                yield number, *declared


_HEADER_TYPE = re.compile(r"(?:struct|class) (\w+)(?: final)?(?: :[^;]*)? ?\{$")


def one_definition(tree):
    """Two types of one name in one namespace, in headers that never meet: the linker takes what the
    compiler made for either for both, without a word."""
    seen = {}
    for file in tree.matching(re.compile(r"^src/.*\.h$")):
        namespace = ""
        for number, line in enumerate(file.lines, 1):
            if begun := re.match(r"namespace ([\w:]+) \{", line):
                namespace = begun.group(1)
            elif found := _HEADER_TYPE.match(line):
                other = seen.setdefault((namespace, found.group(1)), file.path)
                if other != file.path:
                    yield file.path, number, "twice", (
                        f"{found.group(1)} is another type in {other}: the linker takes them for "
                        "one; name it otherwise"
                    )


def unnamed_names(tree):
    seen = {}
    for file in tree.matching(re.compile(r"^src/.*\.cpp$")):
        # A room's tests are a program of their own.
        place = (os.path.dirname(file.path), file.path.endswith("_test.cpp"))
        for number, name, alias in _names_of(file):
            other, its_alias = seen.setdefault((*place, name), (file.path, alias))
            if other != file.path and (alias is None or alias != its_alias):
                yield file.path, number, "unnamed", (
                    f"{name} is in {os.path.basename(other)} too, which is compiled together with "
                    "this: name it otherwise, or share it"
                )
