"""Looks for what must be nowhere: keeps every answer, reads files, tables and archives, and tells
what it found as results of a test."""
import base64
import gzip
import io
import json
import os
import time
import uuid
import zipfile

from harness import processes
from harness.client import address_of
from harness.play import Result


class Word:
    """A text that stands nowhere else, in whatever way it is written down."""

    def __init__(self):
        self.text = uuid.uuid4().hex
        plain = self.text.encode()
        self.forms = [plain, plain.hex().encode(), self.text.encode("utf-16-le")]
        for shift in range(3):  # what is before it moves the letters of base64
            letters = base64.b64encode(bytes(shift) + plain)
            # Its own bits only: not those it shares with what is before and behind.
            self.forms.append(letters[(0, 2, 3)[shift] : -4])

    def is_in(self, data):
        lower = data.lower()
        return any(form in data or form in lower for form in self.forms)


def unpacked(data):
    """The bytes as they are, and what is packed in them, however deep."""
    yield data
    if data.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(data))
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))


class Leaks:
    """What an administrator asks of one server, and all that it left behind. `secret_word` must be
    nowhere; `plain_word` has to be found wherever the other is looked for."""

    def __init__(self, play, name):
        self.play = play
        self.name = name
        self.administrator = play.people.find("administrator")
        self.data = play.database.options[1]
        self.secret_word, self.plain_word = Word(), Word()
        self.answers = []
        self.results = []

    # ---- asking ----

    def ask(self, method, path, body=None, headers=()):
        sent = None if body is None else json.dumps(body).encode()
        return self.send(method, path, sent, "application/json", headers)

    def send(self, method, path, data, content_type, headers=()):
        sent = [("Content-Type", content_type)] if data is not None else []
        sent += self.play.people.headers(self.administrator, False, True) + list(headers)
        address = address_of(path, {})
        answer = self.play.connection.ask(method, address, sent, data)
        heads = "\n".join(f"{name}: {value}" for name, value in answer.headers)
        self.answers.append((f"{method} {path[:60]}", heads.encode() + b"\n\n" + answer.body))
        return answer

    def upload(self, path, files, **fields):
        """A form with these files, by name."""
        boundary = uuid.uuid4().hex
        parts = [(f'name="file"; filename="{name}"', data) for name, data in files.items()]
        for name, value in fields.items():
            text = value if isinstance(value, str) else json.dumps(value)
            parts.append((f'name="{name}"', text))
        form = "".join(
            f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{data}\r\n"
            for head, data in parts
        )
        data = f"{form}--{boundary}--\r\n".encode()
        return self.send("POST", path, data, f"multipart/form-data; boundary={boundary}")

    def must(self, status, answer):
        if answer.status != status:
            raise LookupError(f"{self.answers[-1][0]}: {answer.status} {answer.text[:300]}")
        return answer

    def wait(self, path, states):
        end = time.monotonic() + self.play.time_left()
        while time.monotonic() < end:
            told = self.must(200, self.ask("GET", path)).json()
            if told["state"] in states:
                return told
            time.sleep(0.1)
        raise LookupError(f"{path} does not end")

    # ---- what is found out ----

    def case(self, title, problem=None):
        said = f"{self.name}: {title}: {problem}" if problem else None
        self.results.append(Result(title, 0, said))

    def hold(self, title, is_so, answer=None):
        said = f"{answer.status} {answer.text[:300]}" if answer is not None else "it is not"
        self.case(title, None if is_so else said)

    def refused(self, title, answer, field=None, statuses=(422,)):
        """With a problem of that field, where one is named."""
        is_so = answer.status in statuses
        if is_so and field:
            is_so = field in [problem["field"] for problem in answer.json().get("problems", [])]
        self.hold(title, is_so, answer)

    def look(self, place, data, has_plain=True):
        """No secret in it; and the word of the titles is, or nothing would be found there."""
        pieces = list(unpacked(data)) if isinstance(data, bytes) else list(data)
        found = any(self.secret_word.is_in(piece) for piece in pieces)
        self.case(f"no secret in {place}", "there is one" if found else None)
        if has_plain:
            seen = any(self.plain_word.is_in(piece) for piece in pieces)
            self.case(f"what is no secret is found in {place}", None if seen else "it is not")

    # ---- what is kept ----

    def look_through_files(self, when, but):
        """All of the data folder, byte by byte, `but` that one."""
        pieces = []
        for folder, _, names in os.walk(self.data):
            for path in (os.path.join(folder, name) for name in names):
                if path == but or not os.path.exists(path):
                    continue  # or gone since its folder was read
                with open(path, "rb") as file:
                    data = file.read()
                pieces += unpacked(data)
                if self.secret_word.is_in(data):
                    self.case(os.path.relpath(path, self.data), "there is a secret in it")
        self.look(f"the data folder, {when}", pieces)

    def look_through_tables(self):
        """As texts: in its file a database cuts what is long into pieces."""
        database = self.play.database
        if self.play.template.name == "postgresql":
            programs = database.cluster.programs
            ran = processes.run([f"{programs}/pg_dump", "-d", database.options[-1]], limit_s=120)
            if ran.code != 0:
                raise LookupError(ran.text[:300])
            self.look("the tables", ran.out)
            return
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        pieces = []
        for (table,) in database.query(names):
            for row in database.query(f'SELECT * FROM "{table}"'):
                cells = (cell for cell in row if isinstance(cell, (str, bytes)))
                pieces += (cell if isinstance(cell, bytes) else cell.encode() for cell in cells)
        self.look("the tables", [b"\n".join(pieces)])

    def run(self, *arguments):
        ran = self.play.run_command([*arguments, *self.play.database.options])
        if ran.code != 0:
            raise LookupError(f"comity {arguments[0]}: {ran.text[:300]}")
        return ran.out + ran.err
