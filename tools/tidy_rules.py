"""All rules of tools/tidy, and what they find in a tree. A rule of one file yields (line, rule,
what to do); one of the whole tree yields (path, line, rule, what to do)."""
from tidy_dead import nobody_uses
from tidy_documents import decisions, diffs, links, named_files
from tidy_floors import includes, web_floors
from tidy_folders import full_folders, readmes
from tidy_kinds import kinds_by_name
from tidy_names import one_definition, unnamed_names
from tidy_shelf import tested_by_name
from tidy_style import STYLE
from tidy_tree import SourceFile, Tree
from tidy_words import gaps

FILE_RULES = [includes, web_floors, *STYLE]
TREE_RULES = [
    *(readmes, one_definition, unnamed_names, kinds_by_name, nobody_uses, links),
    *(named_files, decisions, diffs, tested_by_name, gaps),
]


def check_file(path, text):
    return _findings_of(SourceFile(path, text))


def _findings_of(file):
    for rule in FILE_RULES:
        for number, name, advice in rule(file):
            yield f"{file.path}:{number}: {name}: {advice}"


def check_tree(root):
    """All findings, what is worth knowing besides, and how many files were read."""
    tree = Tree(root)
    findings = [finding for file in tree.files.values() for finding in _findings_of(file)]
    for rule in TREE_RULES:
        findings += [
            f"{path}:{number}: {name}: {advice}" for path, number, name, advice in rule(tree)
        ]
    return findings, list(full_folders(tree)), len(tree.files)
