"""Comity's SQLite file, and SQLite's own speed at the same work."""
import glob
import os
import shutil
import sqlite3
import time

_GROUP = 32  # rows of one durable commit: what 32 waiting clients make together
_SETTINGS = (  # those of the program's own writer
    "page_size = 8192",
    "journal_mode = WAL",
    "synchronous = FULL",
    "cache_size = -24576",
)


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

    def pids(self):
        return []  # it is in the server

    def rows(self, sql):
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def ids(self, table, condition="1 = 1"):
        found = self.rows(f'SELECT id FROM "{table}" WHERE {condition} ORDER BY id')
        return [_as_text(row[0]) for row in found]

    def size(self):
        return _size(self.file)

    def _empty_copy(self, path, tables, with_indexes=True):
        """Tables like ours in a new file, as durable and with as much memory as ours."""
        connection = sqlite3.connect(path, isolation_level=None)
        for setting in _SETTINGS:
            connection.execute("PRAGMA " + setting)
        kinds = "('table', 'index')" if with_indexes else "('table')"
        for name in tables:
            for (sql,) in self.rows(
                f"SELECT sql FROM sqlite_master WHERE tbl_name = '{name}' AND type IN {kinds} "
                "AND sql IS NOT NULL ORDER BY type DESC"
            ):
                connection.execute(sql)
        connection.execute(f"ATTACH 'file:{self.file}?mode=ro' AS source")
        return connection

    def bulk_insert(self, tables):
        """Rows of the first table a second, into tables like these with the same indexes, in one
        transaction; and the processor time of each, in microseconds."""
        path = self.data + ".bulk.db"
        connection = self._empty_copy(path, tables)
        begin, before = time.monotonic(), time.process_time()
        connection.execute("BEGIN IMMEDIATE")
        counts = [
            # Without a condition SQLite would copy the pages of the table and of each index as
            # they are instead of inserting rows.
            connection.execute(
                f"INSERT INTO main.{name} SELECT * FROM source.{name} WHERE true"
            ).rowcount
            for name in tables
        ]
        connection.execute("COMMIT")
        seconds, spent = time.monotonic() - begin, time.process_time() - before
        connection.close()
        _remove(path)
        return counts[0] / seconds, spent / counts[0] * 1e6

    def durable_insert(self, seconds, with_indexes):
        """Contacts, one a statement, 32 of them a durable commit: bare rows with their primary key
        alone, or with all indexes of theirs; and the processor time of each."""
        path = self.data + ".durable.db"
        connection = self._empty_copy(path, ("contacts",), with_indexes)
        rows = connection.execute("SELECT * FROM source.contacts").fetchmany(200_000)
        connection.execute("DETACH source")
        insert = "INSERT INTO contacts VALUES (" + ",".join("?" * len(rows[0])) + ")"
        begin, before, count = time.monotonic(), time.process_time(), 0
        while count < len(rows) and time.monotonic() - begin < seconds:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(insert, rows[count : count + _GROUP])
            connection.execute("COMMIT")
            count = min(count + _GROUP, len(rows))
        took, spent = time.monotonic() - begin, time.process_time() - before
        connection.close()
        _remove(path)
        return count / took, spent / count * 1e6

    def close(self):
        shutil.rmtree(self.data, ignore_errors=True)


def _as_text(value):
    if isinstance(value, bytes):
        text = value.hex()
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
    return str(value)


def _remove(path):
    for found in glob.glob(path + "*"):
        os.remove(found)


def copy_sqlite(source, target):
    """A file of the same rows for the floor, so that nobody shares a page cache or a lock."""
    with sqlite3.connect(source) as from_, sqlite3.connect(target) as to:
        from_.backup(to)
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
