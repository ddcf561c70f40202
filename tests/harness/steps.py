"""Every step that a scenario may take, by its first words."""
import csv
import json
import re
import shlex
import time
import zipfile

from harness.client import Answer
from harness.crash import all_is_there, kill_under_load
from harness.expectations import Failure, Rows, expect
from harness.match import differences
from harness.pattern import parse_pattern
from harness.requests import METHODS, add_to_request, eventually, finish, listen, raw, read_request
from harness.script import ScriptError, parse_steps
from harness.sheets import Edit, read_table, write_table
from harness.variables import as_text, replace, replace_in


def play_step(play, step):
    text = step.text
    if text.startswith("=>"):
        return expect(play, step)
    if text.startswith("with "):
        return add_to_request(play, step)
    if text.split(" ")[0] in METHODS:
        return read_request(play, step, text)
    finish(play)
    for expression, act in _STEPS:
        found = expression.fullmatch(text)
        if found:
            return act(play, step, found)
    raise ScriptError(f"do not know the step {text!r}")


def _as(play, step, found):
    play.who = play.people.find(found["name"])
    play.by_cookie = found["way"]


def _user(play, step, found):
    play.people.make_user(step.text)


def _team(play, step, found):
    play.people.make_team(step.text)


def _file(play, step, found):
    text = as_text(replace(step.block_text(), play.variables))
    if found["name"].endswith(".xlsx"):
        rows = list(csv.reader(text.split("\n")))
        form = as_text(replace(found["encoding"] or "", play.variables))
        return write_table(play.path(found["name"]), rows, form)
    if found["lines"]:
        text = text.replace("\n", {"crlf": "\r\n", "cr": "\r"}[found["lines"]])
    with open(play.path(found["name"]), "wb") as file:
        file.write(
            (text + ("\r\n" if found["lines"] == "crlf" else "\n")).encode(
                found["encoding"] or "utf-8"
            )
        )


def _zip(play, step, found):
    """zip NAME of FILE… · each of them may be PATH=FILE, or PATH*MEGABYTES of nothing"""
    with zipfile.ZipFile(play.path(found["name"]), "w", zipfile.ZIP_DEFLATED) as archive:
        for word in found["files"].split():
            if "*" in word:
                path, _, megabytes = word.partition("*")
                archive.writestr(path, b"a,b\n" + b"\n" * (int(megabytes) << 20))
            else:
                path, _, file = word.partition("=")
                archive.write(play.path(file or path), path)


def _edit(play, step, found):
    edit = Edit(read_table(play.path(found["name"])))
    for _, line in step.block:
        edit.do(as_text(replace(line, play.variables)))
    write_table(play.path(found["target"]), edit.rows, found["form"], edit.delimiter)


def _run(play, step, found):
    arguments = [as_text(replace(word, play.variables)) for word in shlex.split(found["arguments"])]
    if not found["bare"]:
        arguments += play.database.options
    play.last = play.run_command(
        arguments, as_text(replace(step.block_text(), play.variables)).encode()
    )


def _run_other(play, step, found):
    """Somebody else's program, which a scenario `needs program`."""
    words = [as_text(replace(word, play.variables)) for word in shlex.split(found["arguments"])]
    play.last = play.run_command(
        words[1:], as_text(replace(step.block_text(), play.variables)).encode(), words[0]
    )


def _server(play, step, found):
    verb = found["verb"]
    play.is_stopped_on_purpose = verb in ("stop", "kill")
    if verb in ("stop", "restart"):
        play.leave_server()
        code = play.server.stop()
        if code != 0:
            raise Failure(f"the server exited with {code} on SIGTERM, not 0")
    elif verb == "kill":
        play.leave_server()
        play.server.kill()
    if verb in ("start", "restart"):
        play.start_server()


def _second_server(play, step, found):
    if found["which"]:
        play.ask_server(["first", "second"].index(found["which"]))
    else:
        play.leave_server()
        play.add_server()


def _kill_under_load(play, step, found):
    kill_under_load(play, int(found["writers"]), found["path"])


def _all_is_there(play, step, found):
    all_is_there(play, found["path"])


def _sign_in(play, step, found):
    person = play.people.find(found["name"])
    play.people.sign_in(person)
    play.who, play.by_cookie = person, True


def _heard(play, step, found):
    if not play.streams:
        raise ScriptError("nobody listens")
    pattern = parse_pattern(found["pattern"] + "\n" + step.block_text())
    end = time.monotonic() + 60 * play.surroundings.slowness
    heard = []
    while time.monotonic() < end:
        event = play.streams[-1].next(max(0.05, end - time.monotonic()))
        if event is None:
            break
        if not differences(pattern, event.get("data"), play.variables):
            play.variables["event"] = event.get("id", "")
            return
        heard.append(event)
        if found["next"]:
            break
    raise Failure(f"did not hear it; heard {heard}")


def _changes_since(play):
    """The change sets that are newer than those counted before, newest first."""
    found, after = [], ""
    while True:
        answer = play.ask_json(
            "GET", "/changes?limit=100" + after, play.people.find("administrator"), None
        )
        if answer.status != 200:
            play.last = answer
            raise Failure(f"/changes answered {answer.status}")
        page = answer.json()
        for change in page["changes"]:
            if change["id"] == play.newest_change:
                return found
            found.append(change)
        if not page.get("next"):
            return found
        after = "&after=" + page["next"]


def _count_changes(play, step, found):
    changes = _changes_since(play)
    if changes:
        play.newest_change = changes[0]["id"]
    wanted = (
        {"no": 0, "one": 1}.get(found["count"])
        if not found["count"].isdigit()
        else int(found["count"])
    )
    if len(changes) != wanted:
        labels = "; ".join(str(change.get("label")) for change in changes[:10])
        raise Failure(f"expected {found['count']} changes, there were {len(changes)}: {labels}")


def _mark_changes(play, step, found):
    changes = _changes_since(play)
    if changes:
        play.newest_change = changes[0]["id"]


def _table(play, step, found):
    condition = as_text(replace(found["where"] or "", play.variables))
    count = int(play.database.query(f"SELECT count(*) FROM {found['table']}{condition}")[0][0])
    if count != int(found["count"].replace("no", "0")):
        raise Failure(f"table {found['table']} has {count} rows{condition}")


def _query(play, step, found):
    rows = play.database.query(as_text(replace(found["sql"], play.variables)))
    play.last = Rows([["" if cell is None else str(cell) for cell in row] for row in rows])


def _remember(play, step, found):
    value = found["value"]
    try:
        play.variables[found["name"]] = replace_in(json.loads(value), play.variables)
    except ValueError:
        play.variables[found["name"]] = replace(value, play.variables)


def _remember_rows(play, step, found):
    """The rows of a table as JSON has them: lists below a first one of names, or members."""
    with open(play.path(found["path"]), encoding="utf-8") as file:
        rows = json.load(file)
    if rows and isinstance(rows[0], dict):
        rows = [list(row.values()) for row in rows]
    else:
        rows = rows[1:]
    play.variables[found["name"]] = rows


def _block_steps(play, step):
    for inner in parse_steps(step.block):
        play.time_left()
        try:
            play_step(play, inner)
        except Exception as error:
            if getattr(error, "line", None) is None:
                try:
                    error.line = inner.line
                except AttributeError:
                    pass
            raise
    finish(play)


def _repeat(play, step, found):
    for number in range(1, int(found["times"]) + 1):
        play.variables[found["name"] or "n"] = number
        _block_steps(play, step)


def _strings_of(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return json.loads(text) if path.endswith(".json") else text.splitlines()


def _for_each(play, step, found):
    source = found["source"]
    if source.startswith("["):
        values = replace_in(json.loads(source), play.variables)
    else:
        values = _strings_of(play.path(source))
    if not values:
        raise Failure("for each: there is nothing")
    for value in values:
        play.variables[found["name"]] = value
        try:
            _block_steps(play, step)
        except Failure as error:
            failure = Failure(f"with {found['name']} = {json.dumps(value)[:300]}: {error}")
            failure.line = error.line
            raise failure from None


def _at_once(play, step, found):
    read_request(play, step, found["request"], times=int(found["times"]))


def _log(play, step, found):
    wanted = as_text(replace(found["text"], play.variables))
    there = wanted in play.server.log()
    if there != (found["how"] == "contains"):
        raise Failure(f"the server's log {'has' if there else 'has not'}: {wanted}")
    play.last = Answer(None, [], b"")


def _raw(play, step, found):
    raw(play, step)


def _listen(play, step, found):
    listen(play, step)


def _eventually(play, step, found):
    eventually(play, step, found["request"])


_STEPS = [
    (re.compile(expression), act)
    for expression, act in (
        (r"as (?P<name>\S+)(?: by (?P<way>cookie|address book))?", _as),
        (r"user .+", _user),
        (r"team .+", _team),
        (r"sign in (?P<name>\S+)", _sign_in),
        (r"file (?P<name>\S+)(?: in (?P<encoding>[\w{}-]+))?(?: with (?P<lines>crlf|cr))?", _file),
        (r"zip (?P<name>\S+) of (?P<files>.+)", _zip),
        (r"edit (?P<name>\S+) as (?P<target>\S+)(?: in (?P<form>[\w-]+))?", _edit),
        (r"run comity (?P<bare>alone )?(?P<arguments>.+)", _run),
        (r"run program (?P<arguments>.+)", _run_other),
        (r"(?P<verb>start|stop|restart|kill) the server", _server),
        (r"start a second server|ask the (?P<which>first|second) server", _second_server),
        (r"kill the server while (?P<writers>\d+) post to (?P<path>/\w+)", _kill_under_load),
        (r"all that was acknowledged is in (?P<path>/\w+)", _all_is_there),
        (r"send raw", _raw),
        (r"listen(?: from \S+)?", _listen),
        (r"heard (?P<next>next )?(?P<pattern>.+)", _heard),
        (r"eventually (?P<request>.+)", _eventually),
        (r"(?:from here|count changes from here)", _mark_changes),
        (r"expect (?P<count>no|one|\d+) changes?", _count_changes),
        (r"table (?P<table>\w+) has (?P<count>no|\d+) rows?(?P<where> where .+)?", _table),
        (r"query (?P<sql>.+)", _query),
        (r"remember (?P<name>[a-z_]+) as the rows of (?P<path>.+)", _remember_rows),
        (r"remember (?P<name>[a-z_][a-z0-9_]*) = (?P<value>.+)", _remember),
        (r"repeat (?P<times>\d+) times(?: as (?P<name>[a-z_]+))?", _repeat),
        (r"for each (?P<name>[a-z_]+) in (?P<source>.+)", _for_each),
        (r"(?P<times>\d+) times at once (?P<request>.+)", _at_once),
        (r"the log (?P<how>contains|lacks) (?P<text>.+)", _log),
    )
]
