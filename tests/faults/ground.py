"""One fault's ground: a fresh database, a server of ours on it, and an administrator who asks."""
import http.client
import json
import os
import random
import shutil
import tempfile
import time
import uuid

from harness import processes
from harness.client import Answer, Connection
from harness.expectations import Failure
from harness.server import TROUBLE, Server

REQUEST_LIMIT_S = 60


class NotHere(Exception):
    """The fault cannot be made on this machine; the text says why."""


class Counts:
    """What a fault tells at its end, in the order in which it was first counted."""

    def __init__(self):
        self._numbers = {}
        self.lines = []  # what does not fit into one

    def add(self, what, number=1):
        self._numbers[what] = self._numbers.get(what, 0) + number

    def most(self, what, number):
        self._numbers[what] = max(self._numbers.get(what, number), number)

    def __getitem__(self, what):
        return self._numbers.get(what, 0)

    def __str__(self):
        return ", ".join(f"{what}: {_written(number)}" for what, number in self._numbers.items())


def _written(number):
    if not isinstance(number, float):
        return f"{number:,}"
    return f"{number:,.2f}" if number < 10 else f"{number:,.0f}"


class Kit:
    """What all faults share: the program, how to make databases, whether there is time, and where
    chance begins."""

    def __init__(self, program, env, is_long, seed=1):
        self.program = program
        self.env = env
        self.is_long = is_long
        self.seed = seed
        self.is_interrupted = False

    def chance(self, fault):
        """Another one for each fault, the same for the same seed."""
        return random.Random(f"{fault} {self.seed}")

    def choose(self, short, long):
        return long if self.is_long else short


class Ground:
    """`data` is the data folder; it must not exist yet. Use as `with Ground(...) as ground`."""

    def __init__(self, kit, template, counts, data=None):
        self.kit = kit
        self.template = template
        self.counts = counts
        self.folder = tempfile.mkdtemp(prefix="comity-fault.")
        self.allowed_in_log = []
        self.servers = []
        self.database = None
        try:
            self.database = template.make(data or os.path.join(self.folder, "data"))
            self.server = self.add_server()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        try:
            if kind is None:
                self._read_logs()
            elif self.servers:
                value.add_note(self.server.log_tail(15)) if hasattr(value, "add_note") else None
        finally:
            self.close()

    def close(self):
        for server in self.servers:
            server.kill()
        if self.database:
            self.database.drop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read_logs(self):
        for server in self.servers:
            for line in server.log().splitlines():
                if TROUBLE.search(line) and not any(text in line for text in self.allowed_in_log):
                    raise Failure("in the server's log: " + line[:400])

    # ---- the server's life ----

    def add_server(self, options=None):
        log = os.path.join(self.folder, f"server{len(self.servers)}.log")
        server = Server(self.kit.program, options or self.database.options, log, self.kit.env)
        server.start()
        self.servers.append(server)
        return server

    def stop(self, server=None):
        code = (server or self.server).stop()
        if code != 0:
            raise Failure(f"SIGTERM: the server exited with {code}, not 0")

    def must_run(self):
        """None of the faults may end the server by itself."""
        for server in self.servers:
            if server.process is not None and not server.is_running():
                raise Failure("the server ended by itself:\n" + server.log_tail())

    # ---- asking ----

    @property
    def authorization(self):
        return ("Authorization", "Bearer " + self.template.key)

    def connect(self, server=None, limit_s=REQUEST_LIMIT_S):
        return Person((server or self.server).port, self.authorization, limit_s)

    def ask(self, method, path, body=None, expect=None, server=None):
        person = self.connect(server)
        try:
            answer = person.ask(method, path, body)
        finally:
            person.close()
        if expect and answer.status != expect:
            raise Failure(f"{method} {path}: {answer.status}, not {expect}: {answer.text[:400]}")
        return answer

    def read(self, path, server=None):
        """The JSON of what must be there."""
        return self.ask("GET", path, None, 200, server).json()

    def upload(self, object_name, path):
        """Starts an import through the API; the answer's JSON."""
        mark = "mark" + uuid.uuid4().hex
        with open(path, "rb") as file:
            rows = file.read()
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="object"\r\n\r\n{object_name}\r\n'
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        ).encode()
        body = head + rows + f"\r\n--{mark}--\r\n".encode()
        connection = Connection(self.server.port, REQUEST_LIMIT_S)
        headers = [
            self.authorization,
            ("Content-Type", "multipart/form-data; boundary=" + mark),
        ]
        try:
            return connection.ask("POST", "/api/v1/imports", headers, body)
        finally:
            connection.close()

    def eventually(self, is_so, what, limit_s=180, every_s=0.05):
        """The seconds that it took. The limit only finds what never comes."""
        begin = time.monotonic()
        while True:
            try:
                if is_so():
                    return time.monotonic() - begin
            except OSError:
                pass
            if time.monotonic() - begin > limit_s:
                raise Failure(f"not within {limit_s} s: {what}")
            self.must_run()
            time.sleep(every_s)

    def rows_in(self):
        """Rows of imports that are not over, as far as they are durable: the server notes them with
        each part that it writes."""
        standing = self.database.query("SELECT counts FROM import_standing")
        return sum(json.loads(counts)["rows"] for (counts,) in standing)

    def wait_for_rows(self, wanted, is_over):
        """Until `rows_in` says so, or there is nothing to wait for. What is to be killed in its
        middle is watched, not timed: machines differ."""
        end = time.monotonic() + 120
        while self.rows_in() < wanted and not is_over():
            if time.monotonic() > end:
                raise Failure(f"not within 120 s: {wanted} rows of an import")
            time.sleep(0.005)

    # ---- the program's commands ----

    def run(self, *arguments, where=None, limit_s=600):
        command = [self.kit.program, *arguments, *(where or self.database.options)]
        return processes.run(command, limit_s=limit_s, env=self.kit.env, cwd=self.folder)

    def check(self, where=None):
        ran = self.run("check", where=where)
        if ran.code != 0:
            raise Failure(f"comity check exited with {ran.code}: {ran.text[-1500:]}")
        self.counts.add("checks clean")


class Person:
    """Somebody with a kept connection, who never asks twice by himself."""

    def __init__(self, port, authorization, limit_s):
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=limit_s)
        self._headers = {authorization[0]: authorization[1], "Content-Type": "application/json"}

    def ask(self, method, path, body=None, key=None):
        """`key` is for what may be asked again without being done twice."""
        data = None if body is None else json.dumps(body).encode()
        headers = {**self._headers, "Idempotency-Key": key} if key else self._headers
        try:
            self._http.request(method, "/api/v1" + path, data, headers)
            response = self._http.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        except BaseException:
            self._http.close()
            raise

    def close(self):
        self._http.close()


class Memory:
    """Of a process from here on, in MB."""

    def __init__(self, process):
        self.pid = process.pid
        with open(f"/proc/{self.pid}/clear_refs", "w") as file:
            file.write("5")  # the peak begins anew
        self.before = self._read("VmRSS:")

    @property
    def peak(self):
        return self._read("VmHWM:")

    def _read(self, name):
        with open(f"/proc/{self.pid}/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith(name))
