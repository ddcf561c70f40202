"""Plays one scenario file on one kind of database: a fresh server, the cases in turn, and what
must hold at the end."""
import os
import shutil
import tempfile
import time

from harness.client import Connection, address_of
from harness.databases import CannotPrepare
from harness.expectations import Failure
from harness.people import People
from harness.pattern import PatternError
from harness.script import ScriptError
from harness.server import TROUBLE, DidNotStart, Server
from harness.steps import play_step
from harness.variables import UnknownName
from harness import processes

CASE_PROBLEMS = (
    Failure,
    ScriptError,
    PatternError,
    UnknownName,
    LookupError,
    DidNotStart,
    OSError,
    ValueError,
)


class Result:
    def __init__(self, title, line, problem=None, skipped=None):
        self.title = title
        self.line = line
        self.problem = problem
        self.skipped = skipped


class Play:
    """The state that the steps of one file share."""

    def __init__(self, script, template, program, surroundings):
        self.script = script
        self.template = template
        self.program = program
        self.surroundings = surroundings
        self.folder = tempfile.mkdtemp(prefix="comity-scenario.")
        self.variables = {"folder": self.folder, "shared": surroundings.shared_data or ""}
        self.serve_options = []
        self.allowed_in_log = []
        self.limit_s = 180 * surroundings.slowness
        self.request_limit_s = 30 * surroundings.slowness
        self.starts_empty = False
        self.checks_database = True
        self.database = None
        self.server = None  # the one that is asked, of `servers`
        self.servers = []
        self.people = None
        self.connection = None
        self.streams = []
        self.who = None
        self.by_cookie = False
        self.pending = None
        self.last = None
        self.newest_change = None
        self.is_stopped_on_purpose = False
        self.ends = time.monotonic() + self.limit_s

    # ---- settings ----

    def reason_to_skip(self):
        """Reads the settings. A text is why this file is not for here."""
        for step in self.script.settings:
            words = step.text.split()
            rest = lambda count: step.text.split(None, count)[count]
            if step.text.startswith("only on"):
                if self.template.name not in words[2:]:
                    return f"only on {rest(2)}"
            elif step.text.startswith("needs program "):
                if shutil.which(step.text.split()[2]) is None:
                    return f"needs the program {step.text.split()[2]}, which is not installed"
            elif step.text.startswith("needs "):
                path = os.path.join(self.surroundings.shared_data or "/nowhere", rest(1))
                if not os.path.exists(path):
                    return f"needs the shared data folder's {rest(1)}"
            elif step.text.startswith("played by "):
                self.program = os.path.join(os.path.dirname(self.program), rest(2))
            elif step.text.startswith("serve with"):
                self.serve_options += words[2:]
            elif step.text.startswith("time limit"):
                self.limit_s = float(words[2]) * self.surroundings.slowness
                self.ends = time.monotonic() + self.limit_s
            elif step.text.startswith("allow in log"):
                self.allowed_in_log.append(rest(3))
            elif step.text == "start empty":
                self.starts_empty = True
            elif step.text == "without check":
                self.checks_database = False
            else:
                raise ScriptError(f"line {step.line}: do not know the setting {step.text!r}")
        return None

    # ---- life ----

    def begin(self):
        if not os.path.exists(self.program):
            name = os.path.basename(self.program)
            raise CannotPrepare(f"there is no {name}: ninja -C build {name}")
        make = self.template.make_empty if self.starts_empty else self.template.make
        self.database = make(os.path.join(self.folder, "data"))
        self.add_server()
        self.people = People(self.ask_json, self.variables, self.template.key)

    def add_server(self):
        """One more on the same database; from here it is asked."""
        name = f"server{len(self.servers) + 1}.log"
        log = os.path.join(self.folder, name)
        self.server = Server(
            self.program, self.database.options, log, self.surroundings.env
        )
        self.servers.append(self.server)
        self.start_server()

    def ask_server(self, number):
        self.leave_server()
        self.server = self.servers[number]
        self.connect()

    def start_server(self):
        self.is_stopped_on_purpose = False
        self.server.start(self.serve_options, 30 * self.surroundings.slowness)
        self.connect()

    def connect(self):
        self.connection = Connection(self.server.port, self.request_limit_s)
        self.variables["address"] = f"http://127.0.0.1:{self.server.port}"

    def leave_server(self):
        for stream in self.streams:
            stream.close()
        self.streams.clear()
        if self.connection:
            self.connection.close()

    def end(self):
        """Everything that was started is stopped, everything that was made is removed."""
        self.leave_server()
        for server in self.servers:
            server.kill()
        if self.database:
            self.database.drop()
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- asking ----

    def ask_json(self, method, path, person, body, by_cookie=False):
        import json

        data = None if body is None else json.dumps(body).encode()
        headers = [("Content-Type", "application/json")] if data is not None else []
        headers += self.people.headers(person, by_cookie, method not in ("GET", "HEAD"))
        return self.connection.ask(method, address_of(path, self.variables), headers, data)

    def time_left(self):
        left = self.ends - time.monotonic()
        if left <= 0:
            raise Failure(f"the scenario's time of {self.limit_s:.0f} s is over")
        return left

    def path(self, written):
        """A file's place: in the scenario's own folder unless it is written from the root."""
        from harness.variables import as_text, replace

        return os.path.join(self.folder, as_text(replace(written.strip(), self.variables)))

    def run_command(self, arguments, input=b"", program=None):
        return processes.run(
            [program or self.program] + arguments,
            limit_s=self.time_left(),
            env=self.surroundings.env,
            cwd=self.folder,
            input=input,
        )

    # ---- cases ----

    def play_case(self, case):
        self.who = self.people.find("administrator")
        self.by_cookie = False
        self.last = self.pending = None
        step = None
        try:
            if len(self.servers) > 1:
                self.ask_server(0)
            if not self.server.is_running() and not self.is_stopped_on_purpose:
                self.start_server()
            for step in case.steps:
                self.time_left()
                play_step(self, step)
            self.finish_pending()
        except CASE_PROBLEMS as error:
            line = getattr(error, "line", None) or (step.line if step else case.line)
            name = "" if isinstance(error, Failure) else f"{type(error).__name__}: "
            written = self.script.line(line)
            return Result(
                case.title,
                case.line,
                f"{self.script.path}:{line}: {written[:300]}\n{name}{error}{self.answer_shown()}",
            )
        return Result(case.title, case.line)

    def finish_pending(self):
        from harness.requests import finish

        finish(self)

    def answer_shown(self):
        text = getattr(self.last, "text", None)
        if text is None:
            return ""
        status = getattr(self.last, "status", getattr(self.last, "code", ""))
        return f"\nanswer: {status} {text[:1500]}"

    def play_ending(self):
        """What must hold after every scenario: an orderly stop, a quiet log, a sound database."""
        problems = []
        self.leave_server()
        for server in self.servers:
            was_running = server.is_running()
            code = server.stop()
            if was_running and code != 0:
                problems.append(f"SIGTERM: the server exited with {code}, not 0")
            for line in server.log().splitlines():
                is_allowed = any(allowed in line for allowed in self.allowed_in_log)
                if TROUBLE.search(line) and not is_allowed:
                    problems.append("in the server's log: " + line[:400])
        if self.checks_database and not problems:
            checked = self.run_command(["check"] + self.database.options)
            if checked.code != 0:
                problems.append(f"comity check exited with {checked.code}:\n{checked.text[-1500:]}")
        return Result("ends well", 0, "\n".join(problems) if problems else None)


def play(script, template, program, surroundings):
    """All results of one file on one kind of database."""
    scenario = Play(script, template, program, surroundings)
    try:
        reason = scenario.reason_to_skip()
        if reason:
            return [Result(case.title, case.line, skipped=reason) for case in script.cases]
        try:
            scenario.begin()
        except (CannotPrepare, DidNotStart, RuntimeError, OSError) as error:
            return [
                Result(case.title, case.line, f"{script.path}: could not begin: {error}")
                for case in script.cases
            ]
        results = [scenario.play_case(case) for case in script.cases]
        results.append(scenario.play_ending())
        failed = next((result for result in results if result.problem), None)
        if failed and scenario.server:
            last = next(result for result in reversed(results) if result.problem)
            last.problem += "\nthe server's log ends:\n" + scenario.server.log_tail()
        return results
    finally:
        scenario.end()
