"""Fresh databases for scenarios, quickly: one is made with `comity`, the others are copies of it.

What is made once: a migrated database with one administrator, whose API key the scenarios use.
"""
import itertools
import os
import shutil
import sqlite3
import threading

from harness import processes

ADMINISTRATOR = "ada@acme.test"
PASSWORD = "quiet harbour lantern 7"


class CannotPrepare(Exception):
    pass


def _comity(program, arguments, where, env, input=b""):
    ran = processes.run([program] + arguments + where, limit_s=120, env=env, input=input)
    if ran.code != 0:
        raise CannotPrepare(
            f"comity {' '.join(arguments)} exited with {ran.code}: {ran.text.strip()}"
        )
    return ran


def _make_administrator(program, where, env):
    """Returns the key. It is the only word of its line that looks like one: the last on standard
    output."""
    _comity(
        program,
        [
            "user",
            "add",
            ADMINISTRATOR,
            "--name",
            "Ada Administrator",
            "--role",
            "administrator",
            "--password-stdin",
        ],
        where,
        env,
        PASSWORD.encode() + b"\n",
    )
    made = _comity(program, ["key", "add", ADMINISTRATOR, "--label", "test"], where, env)
    words = made.out.decode().split()
    if not words:
        raise CannotPrepare("comity key add printed no key")
    return words[-1]


class Template:
    """Base of both: makes the first database when somebody needs it, once."""

    def __init__(self, program, env):
        self.program = program
        self.env = env
        self.key = None
        self._lock = threading.Lock()
        self._failed = None

    def ensure(self):
        with self._lock:
            if self._failed:
                raise CannotPrepare(self._failed)
            if self.key is None:
                try:
                    self._make()
                except CannotPrepare as error:
                    self._failed = str(error)
                    raise


class SqliteTemplate(Template):
    name = "sqlite"

    def __init__(self, program, env, folder):
        super().__init__(program, env)
        self.folder = os.path.join(folder, "sqlite-template")

    def _make(self):
        os.makedirs(self.folder)
        self.key = _make_administrator(self.program, ["--data", self.folder], self.env)

    def make(self, data):
        self.ensure()
        shutil.copytree(self.folder, data)
        return SqliteDatabase(data)

    def make_empty(self, data):
        os.makedirs(data)
        return SqliteDatabase(data)

    def close(self):
        pass


class SqliteDatabase:
    def __init__(self, data):
        self.options = ["--data", data]
        self.path = os.path.join(data, "comity.db")

    def query(self, sql):
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=30)
        try:
            return [list(row) for row in connection.execute(sql)]
        finally:
            connection.close()

    def drop(self):
        pass


class PostgresTemplate(Template):
    name = "postgresql"

    def __init__(self, program, env, folder, cluster):
        super().__init__(program, env)
        self.data = os.path.join(folder, "postgresql-data")
        self.cluster = cluster
        self._numbers = itertools.count(1)

    def _make(self):
        os.makedirs(self.data)
        url = self.cluster.create("comity_template")
        self.key = _make_administrator(
            self.program, ["--data", self.data, "--database", url], self.env
        )

    def make(self, data):
        self.ensure()
        shutil.copytree(self.data, data)
        # One copy at a time: PostgreSQL copies only a database that nobody uses, the copying
        # included.
        with self._lock:
            return self._database(data, "comity_template")

    def make_empty(self, data):
        os.makedirs(data)
        return self._database(data, None)

    def _database(self, data, template):
        name = f"comity_{os.getpid()}_{next(self._numbers)}"
        return PostgresDatabase(self.cluster, name, self.cluster.create(name, template), data)

    def close(self):
        self.cluster.drop("comity_template")


class PostgresDatabase:
    def __init__(self, cluster, name, url, data):
        self.cluster = cluster
        self.name = name
        self.options = ["--data", data, "--database", url]

    def query(self, sql):
        lines = self.cluster.sql(sql, self.name).out.decode().splitlines()
        return [line.split("|") for line in lines]

    def drop(self):
        self.cluster.drop(self.name)
