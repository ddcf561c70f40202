"""Databases of earlier programs: each is opened, grown, checked and asked again what it was asked
then; one of a later program is refused, and stays as it is."""
import hashlib
import os
import shutil
import sqlite3
import tempfile

from harness import kept_firms, processes
from harness.play import Result
from harness.server import Server

RAISE = (
    "raise schema_generation in src/record/schema.cpp and run tests/schemas/keep.py: the tables "
    "are others than those of the newest database that is kept"
)
MOST_TOLD = 5


def digest_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class Firm:
    """One kept database, unpacked."""

    def __init__(self, number, program, surroundings):
        self.number, self.program, self.surroundings = number, program, surroundings
        self.folder = tempfile.mkdtemp(prefix="comity-schema.")
        self.data = os.path.join(self.folder, "data")
        self.path = os.path.join(self.data, "comity.db")
        kept_firms.unpack(number, self.data)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments):
        command = [self.program, *arguments, "--data", self.data]
        return processes.run(command, limit_s=120, env=self.surroundings.env)

    def answers(self, paths, key):
        log = os.path.join(self.folder, "log")
        server = Server(self.program, ["--data", self.data], log, self.surroundings.env)
        server.start(limit_s=30 * self.surroundings.slowness)
        try:
            asking = kept_firms.Asking(server.port, key)
            found = {path: kept_firms.told(path, asking.ask("GET", path)) for path in paths}
            asking.close()
            return found
        finally:
            server.stop()


def opens(number, program, surroundings):
    """The problem, or None."""
    told = kept_firms.read_told(number)
    with Firm(number, program, surroundings) as firm:
        found = firm.answers(told["answers"], told["key"])
        wrong = kept_firms.differences(told["answers"], found)
        if wrong:
            return f"{len(wrong)} differ:\n" + "\n".join(wrong[:MOST_TOLD])
        checked = firm.run("check")
        return None if checked.code == 0 else "comity check: " + checked.text[-1000:]


def refuses_newer(number, program, surroundings):
    with Firm(number, program, surroundings) as firm:
        connection = sqlite3.connect(firm.path)
        connection.execute("UPDATE setting SET value = value + 1 WHERE name = 'schema_generation'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        before = digest_of(firm.path)
        for command in (["serve", "--listen", "127.0.0.1:0"], ["check"], ["export", "account"]):
            ran = firm.run(*command)
            if ran.code == 0 or "newer Comity" not in ran.text:
                return f"comity {command[0]} exited with {ran.code}: {ran.text[:400]}"
        return None if digest_of(firm.path) == before else "the file was changed"


def has_number_of_its_own(template, number):
    folder = tempfile.mkdtemp(prefix="comity-schema.")
    try:
        settings = kept_firms.settings_of(template.make(os.path.join(folder, "data")).path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if int(settings["schema_generation"]) != number:
        return f"the newest that is kept is {number}, the program's is another: {RAISE}"
    kept = kept_firms.read_told(number)["schema"]
    return None if settings["schema"] == kept else RAISE


def play(template, program, surroundings):
    if template.name != "sqlite":
        return [Result("kept databases", 0, skipped="those that are kept are SQLite's")]
    numbers = kept_firms.numbers()
    newest = numbers[-1]
    cases = [
        ("the newest has the tables of now", has_number_of_its_own, (template, newest)),
        ("one of a later program", refuses_newer, (newest, program, surroundings)),
    ] + [(f"that of number {one}", opens, (one, program, surroundings)) for one in numbers]
    results = []
    for title, case, arguments in cases:
        try:
            results.append(Result(title, 1, case(*arguments)))
        except Exception as error:
            results.append(Result(title, 1, f"could not be played: {error!r}"))
    return results
