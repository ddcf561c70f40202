"""Declarations that nobody uses: functions of headers, and what the screens' modules export, whose
name stands nowhere but where it is declared and defined. A test alone is no use of it."""
import collections
import re

# What stays although only tests call it, each with its reason.
KEPT = {
    "words_of": "the modules that tools/words.py writes are made of it",
    "set_fault_hook": "a store that fails at the n-th call is how every step of a write is tried",
    "cached_statements": "what a connection keeps is seen nowhere else",
    "round_trips": "that statements go in one packet is seen nowhere else",
    "outside_of": "what calls other systems comes with webhooks and automations",
    "key_count": "that no key is made or left over is seen nowhere else",
    "follow_duplicates": "what the chore does in its time is done at once in tests",
    "run_due": "what the queue does in its time is done at once in tests",
    "run_now": "what a chore does in its time is done at once in tests",
    "after_working_us": "clocks and deadlines come with service and sequences",
    "working_us_between": "clocks and deadlines come with service and sequences",
    "destroy_person_key": "what it makes unreadable is tested before there is a command for it",
}

_CPP = re.compile(r"^src/.*\.(cpp|h)$")
# Programs beside the product that are no tests of single functions.
_MORE_USERS = re.compile(r"^(bench|tests/fuzz)/.*\.(cpp|h)$|^cmake/.*\.cmake$")
_CPP_TEST = re.compile(r"_test\.cpp$|/fixtures/|_fixture\.(cpp|h)$|^src/http/test_client\.h$")
_WEB = re.compile(r"^web/src/.*\.tsx?$")
# Found by their folder: a field kind is called as its file.
_WEB_FOUND = re.compile(r"^web/src/fields/(\w+)\.tsx$")
_WEB_TEST = re.compile(r"\.test\.tsx?$")

_DECLARATION = re.compile(
    r"^\s*(?!(?:return|using|typedef|else|throw|delete|co_\w+)\b|#)"
    r"(?:\[\[\w+\]\]\s*)?(?:template\s*<[^;{]*>\s*)?"
    r"(?:[\w:<>,&*~\[\]]+\s+|[\w:<>,]+[&*]+\s*)+?[&*]*([a-z_]\w*)\s*\(",
    re.M,
)
_DEFINITION = re.compile(r"^(?!\s|return\b|#)[^\n;{}()=]*?\b(\w+)\(", re.M)
_KEYWORDS = set(
    """if for while switch return sizeof catch operator decltype static_assert noexcept requires
    explicit alignof""".split()
)
_EXPORT = re.compile(
    r"^export (?:async )?(?:function|const|let|class|interface|type|enum) (\w+)", re.M
)


def _cpp_code(text):
    text = re.sub(r"//[^\n]*", "", text)
    return re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)


def _web_code(text):
    return re.sub(r"(?<!:)//[^\n]*|/\*.*?\*/", "", text, flags=re.S)


def _words(codes):
    return collections.Counter(word for code in codes for word in re.findall(r"\b\w+\b", code))


def nobody_uses(tree):
    yield from _functions(tree)
    yield from _exports(tree)


def _functions(tree):
    codes = {
        file.path: _cpp_code(file.text)
        for file in tree.matching(_CPP)
        if not _CPP_TEST.search(file.path)
    }
    declared = {}
    for path, code in codes.items():
        for found in _DECLARATION.finditer(code) if path.endswith(".h") else ():
            if found.group(1) not in _KEYWORDS:
                line = code.count("\n", 0, found.start(1)) + 1
                declared.setdefault(found.group(1), []).append((path, line))
    definitions = collections.Counter(
        found.group(1)
        for path, code in codes.items()
        if path.endswith(".cpp")
        for found in _DEFINITION.finditer(code)
    )
    words = _words([*codes.values(), *(file.text for file in tree.matching(_MORE_USERS))])
    for name, places in sorted(declared.items()):
        if words[name] <= len(places) + definitions[name] and name not in KEPT:
            for path, line in places:
                yield path, line, "unused", f"nobody calls {name}: take it out, or use it"


def _exports(tree):
    codes = {
        file.path: _web_code(file.text)
        for file in tree.matching(_WEB)
        if not _WEB_TEST.search(file.path)
    }
    words = _words(codes.values())
    for path, code in codes.items():
        kind = _WEB_FOUND.match(path)
        for found in _EXPORT.finditer(code):
            name = found.group(1)
            if kind and name == kind.group(1):
                continue
            if words[name] == 1 and name not in KEPT:
                line = code.count("\n", 0, found.start(1)) + 1
                yield path, line, "unused", f"nobody imports {name}: take it out, or use it"
