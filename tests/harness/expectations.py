"""What a `=>` line may say about the last answer, run or query."""
import re
import subprocess

from harness.match import differences, shown
from harness.pattern import ANYTHING, Capture, Members, parse_pattern
from harness.script import ScriptError
from harness.variables import as_text, replace


class Failure(Exception):
    line = None


class Several:
    """The answers of requests that were sent at once."""

    def __init__(self, answers):
        self.answers = answers

    @property
    def text(self):
        return ", ".join(str(status) for status in sorted(answer.status for answer in self.answers))


class Rows:
    """What a query of the database found."""

    def __init__(self, rows):
        self.rows = rows

    def json(self):
        return self.rows

    @property
    def text(self):
        return shown(self.rows)


def expect(play, step):
    from harness.requests import send

    send(play)
    if play.last is None:
        raise ScriptError("=> has nothing to look at")
    text = step.text[2:].strip()
    block = step.block_text()
    for expression, check in _FORMS:
        found = expression.fullmatch(text)
        if found:
            check(play, found, block)
            return
    raise ScriptError(f"cannot read the expectation {text!r}")


def _status(play, found, block):
    status = getattr(play.last, "status", None)
    wanted = found["status"]
    if isinstance(play.last, Several):
        raise ScriptError("requests sent at once are expected as: => 3 of 409")
    if not any(_is_status(status, one) for one in wanted.split("|")):
        raise Failure(f"expected {wanted}, is {status}")
    rest = (found["rest"] or "").strip()
    if rest or block:
        _further(play, rest, block)


def _is_status(status, wanted):
    return str(status) == wanted or (wanted.endswith("xx") and str(status)[:1] == wanted[0])


def _further(play, rest, block):
    problem = re.fullmatch(r"(problems?) (.+)", rest)
    if problem:
        _problems(play, problem)
    elif rest.startswith("text "):
        for expression, check in _FORMS:
            found = expression.fullmatch(rest)
            if found and check is _text:
                return check(play, found, block)
    else:
        _body(play, rest + "\n" + block)


def _body(play, text):
    try:
        actual = play.last.json()
    except ValueError:
        raise Failure("the answer is not JSON") from None
    problems = differences(parse_pattern(text.strip()), actual, play.variables)
    if problems:
        raise Failure("\n".join(problems))


def _json(play, found, block):
    _body(play, found[0] + "\n" + block)


def _problems(play, found):
    """problem FIELD RULE (among others) · problems FIELD RULE, FIELD RULE (exactly these)"""
    wanted = []
    for part in found[2].split(","):
        words = part.split()
        wanted.append(
            {
                "field": words[0],
                "rule": words[1] if len(words) > 1 and words[1] != "*" else ANYTHING,
            }
        )
    pattern = {"problems": Members(wanted, closed=found[1] == "problems")}
    problems = differences(pattern, play.last.json(), play.variables)
    if problems:
        raise Failure("\n".join(problems))


def _problems_alone(play, found, block):
    _problems(play, found)


def _exit(play, found, block):
    code = getattr(play.last, "code", "no exit code")
    wanted = found["code"]
    if (wanted == "not 0" and code in (0, None)) or (wanted != "not 0" and str(code) != wanted):
        raise Failure(f"expected exit {wanted}, is {code}")


def _header(play, found, block):
    actual = play.last.header(found["name"])
    wanted = found["value"].strip()
    if actual is None:
        raise Failure(f"there is no header {found['name']}")
    if wanted.startswith("$") or wanted == "*":
        problems = differences(parse_pattern(wanted), actual, play.variables)
    elif len(wanted) > 2 and wanted.startswith("/") and wanted.endswith("/"):
        problems = differences(parse_pattern(wanted), actual, play.variables)
    else:
        wanted = as_text(replace(wanted, play.variables))
        problems = [] if wanted == actual else [f"expected {wanted}, is {actual}"]
    if problems:
        raise Failure(f"header {found['name']}: " + "; ".join(problems))


def _no_header(play, found, block):
    actual = play.last.header(found["name"])
    if actual is not None:
        raise Failure(f"header {found['name']}: should not be there, is {actual}")


def _matches(play, wanted, actual):
    """Named groups of the expression are remembered."""
    found = re.search(wanted, actual, re.S)
    if found:
        play.variables.update(found.groupdict())
    return found is not None


def _text(play, found, block):
    _compare_text(play, found, block, play.last.text)


def _pdf(play, found, block):
    """What a reader of the pages sees, line by line as it stands on them."""
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=play.last.body, capture_output=True, timeout=30
    )
    if read.returncode != 0:
        raise Failure(f"this is no PDF: {read.stderr.decode()[:300]}")
    _compare_text(play, found, block, read.stdout.decode())


def _compare_text(play, found, block, actual):
    wanted = found["text"] if found["text"] else block
    how = found["how"]
    if how != "matches":
        wanted = as_text(replace(wanted, play.variables))
    good = {
        "contains": lambda: wanted in actual,
        "lacks": lambda: wanted not in actual,
        "matches": lambda: _matches(play, wanted, actual),
        "is": lambda: actual.replace("\r\n", "\n").rstrip("\n") == wanted.rstrip("\n"),
    }[how]()
    if not good:
        raise Failure(f"the text should have been: {how} {wanted[:500]!r}")


def _several(play, found, block):
    if not isinstance(play.last, Several):
        raise ScriptError("`N of STATUS` is for requests sent at once")
    statuses = [str(answer.status) for answer in play.last.answers]
    if sum(status in found["status"].split("|") for status in statuses) != int(found["count"]):
        raise Failure(f"expected {found['count']} of {found['status']}, got {play.last.text}")


def _all_alike(play, found, block):
    pattern = parse_pattern(found["rest"] + "\n" + block)
    if isinstance(pattern, Capture):
        raise ScriptError("=> each takes members")
    for answer in play.last.answers:
        problems = differences(pattern, answer.json(), play.variables)
        if problems:
            raise Failure("\n".join(problems))


def _connection(play, found, block):
    wanted = found[0] == "closed"
    if play.last.closed != wanted:
        raise Failure(
            f"the connection should be {found[0]}, is {'closed' if play.last.closed else 'open'}"
        )


def _no_answer(play, found, block):
    if play.last.status is not None or play.last.raw:
        raise Failure(f"expected no answer, got {play.last.raw[:200]!r}")


def _same_as_file(play, found, block):
    body = play.last.body if hasattr(play.last, "body") else play.last.out
    with open(play.path(found["path"]), "rb") as file:
        wanted = file.read()
    if body != wanted:
        place = next(
            (i for i, (a, b) in enumerate(zip(body, wanted)) if a != b), min(len(body), len(wanted))
        )
        raise Failure(
            f"differs from {found['path']} at byte {place}: expected {wanted[place:place + 60]!r}, "
            f"is {body[place:place + 60]!r} ({len(wanted)} and {len(body)} bytes)"
        )


def _save_as(play, found, block):
    body = play.last.body if hasattr(play.last, "body") else play.last.out
    with open(play.path(found["path"]), "wb") as file:
        file.write(body)


_FORMS = [
    (re.compile(expression, re.S), check)
    for expression, check in (
        (r"(?P<count>\d+) of (?P<status>\d{3}(?:\|\d{3})*)", _several),
        (r"each (?P<rest>.+)", _all_alike),
        (r"(?P<status>(?:\d{3}|\dxx)(?:\|(?:\d{3}|\dxx))*)(?P<rest> .+)?", _status),
        (r"exit (?P<code>\d+|not 0)", _exit),
        (r"no header (?P<name>[\w-]+)", _no_header),
        (r"header (?P<name>[\w-]+): (?P<value>.*)", _header),
        (r"pdf (?P<how>contains|lacks|matches) (?P<text>.+)", _pdf),
        (r"text (?P<how>contains|lacks|matches|is)(?: (?P<text>.+))?", _text),
        (r"(problems?) (.+)", _problems_alone),
        (r"closed|open", _connection),
        (r"no answer", _no_answer),
        (r"same as file (?P<path>.+)", _same_as_file),
        (r"save as (?P<path>.+)", _save_as),
        (r"[\[{*$].*|\d+ items?|some \[.*|only \[.*", _json),
    )
]
