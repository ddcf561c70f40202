"""The databases that are measured, and the database's own speed at the same work."""
import glob
import os
import re
import shutil
import sqlite3
import time

from harness import postgres, processes
from machine import Failed, family_processor_s

# Here commits are to be as durable as in use, other than in the tests.
postgres.SETTINGS = {
    **postgres.SETTINGS,
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
}
_GROUP = 32  # rows of one durable commit: what 32 waiting clients make together


def _size(path):
    return sum(os.path.getsize(found) for found in glob.glob(path + "*"))


class Sqlite:
    name = "SQLite"

    def __init__(self, folder):
        self.data = os.path.join(folder, "sqlite")
        self.file = os.path.join(self.data, "comity.db")
        self.options = ["--data", self.data]

    def processor_s(self):
        return 0.0

    def rows(self, sql):
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def ids(self, table):
        return [_as_text(row[0]) for row in self.rows(f'SELECT id FROM "{table}" ORDER BY id')]

    def size(self):
        return _size(self.file)

    def _empty_copy(self, path):
        """The contacts' table with its indexes in a new file, as durable as ours."""
        made = [sql for (sql,) in self.rows(_TABLE_AND_INDEXES) if sql]
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        for sql in made:
            connection.execute(sql)
        connection.execute(f"ATTACH 'file:{self.file}?mode=ro' AS source")
        return connection

    def bulk_insert_rows_s(self):
        """All contacts into a table like theirs in one transaction, none of ours in between."""
        path = self.data + ".bulk.db"
        connection = self._empty_copy(path)
        begin = time.monotonic()
        done = connection.execute("INSERT INTO main.contacts SELECT * FROM source.contacts")
        rate = done.rowcount / (time.monotonic() - begin)
        connection.close()
        _remove(path)
        return rate

    def durable_insert_rows_s(self, seconds):
        """One contact a statement, 32 of them a durable commit."""
        path = self.data + ".durable.db"
        connection = self._empty_copy(path)
        rows = connection.execute("SELECT * FROM source.contacts").fetchmany(200_000)
        connection.execute("DETACH source")
        insert = "INSERT INTO contacts VALUES (" + ",".join("?" * len(rows[0])) + ")"
        begin, count = time.monotonic(), 0
        while count < len(rows) and time.monotonic() - begin < seconds:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(insert, rows[count : count + _GROUP])
            connection.execute("COMMIT")
            count = min(count + _GROUP, len(rows))
        rate = count / (time.monotonic() - begin)
        connection.close()
        _remove(path)
        return rate

    def close(self):
        shutil.rmtree(self.data, ignore_errors=True)


_TABLE_AND_INDEXES = (
    "SELECT sql FROM sqlite_master WHERE tbl_name = 'contacts' AND type IN ('table', 'index') "
    "ORDER BY type DESC"
)


def _as_text(value):
    if isinstance(value, bytes):
        text = value.hex()
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
    return str(value)


def _remove(path):
    for found in glob.glob(path + "*"):
        os.remove(found)


class Postgresql:
    name = "PostgreSQL"

    def __init__(self, folder):
        self.data = os.path.join(folder, "postgresql")
        self.cluster = postgres.Cluster()
        self.options = ["--data", self.data, "--database", self.cluster.create("firm")]

    def processor_s(self):
        return family_processor_s(self.cluster.process.pid)

    def _sql(self, text):
        ran = processes.run(
            [self.cluster.programs + "/psql", "-XqAt", "-v", "ON_ERROR_STOP=1"]
            + ["-d", self.cluster.url("firm"), "-c", text],
            limit_s=600,
        )
        if ran.code != 0:
            raise Failed(f"{text}: {ran.text}")
        return ran.out.decode()

    def ids(self, table):
        return self._sql(f'SELECT id FROM "{table}" ORDER BY id').split()

    def size(self):
        self._sql("CHECKPOINT")
        return int(self._sql("SELECT pg_database_size('firm')"))

    def bulk_insert_rows_s(self):
        self._sql("CREATE TABLE bulk (LIKE contacts INCLUDING ALL)")
        begin = time.monotonic()
        self._sql("INSERT INTO bulk SELECT * FROM contacts")
        seconds = time.monotonic() - begin
        count = int(self._sql("SELECT count(*) FROM bulk"))
        self._sql("DROP TABLE bulk")
        return count / seconds

    def durable_insert_rows_s(self, seconds):
        """32 clients of PostgreSQL's own load generator, one contact a transaction."""
        self._sql("CREATE TABLE durable (LIKE contacts INCLUDING ALL)")
        columns = self._sql(
            "SELECT quote_ident(column_name) FROM information_schema.columns "
            "WHERE table_name = 'contacts' ORDER BY ordinal_position"
        ).split()
        # Another id, and nothing where a value must be the only one of its kind.
        values = {"id": "gen_random_uuid()", "external_id": "NULL"}
        script = os.path.join(self.data, "durable.sql")
        with open(script, "w", encoding="utf-8") as file:
            file.write(
                f"INSERT INTO durable ({', '.join(columns)}) "
                f"SELECT {', '.join(values.get(column, column) for column in columns)} "
                "FROM one_contact;\n"
            )
        self._sql("CREATE TABLE one_contact AS SELECT * FROM contacts LIMIT 1")
        os.chmod(self.data, 0o755)
        ran = processes.run(
            [self.cluster.programs + "/pgbench", "-n", "-c", "32", "-j", "1", "-M", "prepared"]
            + ["-T", str(int(seconds)), "-f", script, self.cluster.url("firm")],
            limit_s=seconds + 60,
        )
        found = re.search(r"tps = ([0-9.]+)", ran.text)
        self._sql("DROP TABLE durable")
        self._sql("DROP TABLE one_contact")
        if ran.code != 0 or not found:
            raise Failed("pgbench failed: " + ran.text)
        return float(found.group(1))

    def close(self):
        self.cluster.stop()
        shutil.rmtree(self.data, ignore_errors=True)


def postgresql_is_installed():
    return bool(glob.glob("/usr/lib/postgresql/*/bin/initdb"))


def copy_sqlite(source, target):
    """A file of the same rows for the floor, so that nobody shares a page cache or a lock."""
    with sqlite3.connect(source) as from_, sqlite3.connect(target) as to:
        from_.backup(to)
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
