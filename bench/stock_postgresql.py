"""Comity's PostgreSQL in a temporary folder, and the database's own speed at the same work."""
import glob
import os
import re
import shutil
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


class Postgresql:
    name = "PostgreSQL"

    def __init__(self, folder):
        self.data = os.path.join(folder, "postgresql")
        self.cluster = postgres.Cluster()
        self.options = ["--data", self.data, "--database", self.cluster.create("firm")]

    def processor_s(self):
        return family_processor_s(self.cluster.process.pid)

    def pids(self):
        return [self.cluster.process.pid]

    def _sql(self, text):
        ran = processes.run(
            [self.cluster.programs + "/psql", "-XqAt", "-v", "ON_ERROR_STOP=1"]
            + ["-d", self.cluster.url("firm"), "-c", text],
            limit_s=600,
        )
        if ran.code != 0:
            raise Failed(f"{text}: {ran.text}")
        return ran.out.decode()

    def ids(self, table, condition="TRUE"):
        return self._sql(f'SELECT id FROM "{table}" WHERE {condition} ORDER BY id').split()

    def size(self):
        self._sql("CHECKPOINT")
        return int(self._sql("SELECT pg_database_size('firm')"))

    def bulk_insert(self, tables):
        """Rows of the first table a second, into tables like these with the same indexes; and the
        processor time of each, in microseconds."""
        for name in tables:
            self._sql(f'CREATE TABLE "bulk_{name}" (LIKE "{name}" INCLUDING ALL)')
        begin, before = time.monotonic(), self.processor_s()
        for name in tables:
            self._sql(f'INSERT INTO "bulk_{name}" SELECT * FROM "{name}"')
        seconds, spent = time.monotonic() - begin, self.processor_s() - before
        count = int(self._sql(f'SELECT count(*) FROM "bulk_{tables[0]}"'))
        for name in tables:
            self._sql(f'DROP TABLE "bulk_{name}"')
        return count / seconds, spent / count * 1e6

    def durable_insert(self, seconds, with_indexes):
        """32 clients of PostgreSQL's own load generator, one contact a transaction: bare rows with
        their primary key alone, or with all indexes of theirs; and the processor time of each."""
        like = "INCLUDING ALL" if with_indexes else ""
        self._sql(f"CREATE TABLE durable (LIKE contacts {like})")
        if not with_indexes:
            self._sql("ALTER TABLE durable ADD PRIMARY KEY (id)")
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
        before = self.processor_s()
        ran = processes.run(
            [self.cluster.programs + "/pgbench", "-n", "-c", "32", "-j", "1", "-M", "prepared"]
            + ["-T", str(int(seconds)), "-f", script, self.cluster.url("firm")],
            limit_s=seconds + 60,
        )
        spent = self.processor_s() - before
        rate = re.search(r"tps = ([0-9.]+)", ran.text)
        count = re.search(r"actually processed: (\d+)", ran.text)
        self._sql("DROP TABLE durable")
        self._sql("DROP TABLE one_contact")
        if ran.code != 0 or not rate or not count:
            raise Failed("pgbench failed: " + ran.text)
        return float(rate.group(1)), spent / int(count.group(1)) * 1e6

    def close(self):
        self.cluster.stop()
        shutil.rmtree(self.data, ignore_errors=True)


def is_installed():
    return bool(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
