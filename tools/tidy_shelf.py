"""What the business does is tested by name: each behaviour, action and insight of src/crm, and of
what tests put beside it, has a test that fails without it, and that says so in a line of its own:

    # behaviour: settle_stage
    == Won: closed today, in one change
"""
import re

_SHELF = re.compile(
    r"^(?:src/crm|tests/shelf)/[a-z_]+/(behaviour|action|insight)s/([a-z0-9_]+)\.cpp$"
)
_TESTS = re.compile(r"^tests/(?:api|shelf)/.*\.test$|^src/crm/.*_test\.cpp$")
_MARK = re.compile(r"(?:#|//) (behaviour|action|insight): (\w+)$")
_TEST = re.compile(r"== |TEST(_F|_P)?\(")


def tested_by_name(tree):
    shelf = {_SHELF.match(file.path).groups(): file.path for file in tree.matching(_SHELF)}
    tested = set()
    for file in tree.matching(_TESTS):
        for number, line in enumerate(file.lines, 1):
            found = _MARK.match(line)
            if not found:
                continue
            tested.add(found.groups())
            if found.groups() not in shelf:
                yield file.path, number, "tested", f"there is no {' '.join(found.groups())}"
            elif not _begins_a_test(file.lines[number:]):
                yield file.path, number, "tested", "write it right above the test that it is about"
    for sort, name in sorted(set(shelf) - tested):
        yield shelf[sort, name], 1, "tested", (
            f"no test fails without it: write one, below a line `# {sort}: {name}`"
        )


def _begins_a_test(lines):
    after = next((line for line in lines if not _MARK.match(line)), "")
    return _TEST.match(after) is not None
