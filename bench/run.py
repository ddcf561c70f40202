#!/usr/bin/env python3
"""Measures Comity on a made-up firm, with the floor beside each figure. See README.md.

Exits 0 whatever the figures are, 1 where the harness itself could not do its work.
"""
import argparse
import os
import shutil
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
sys.path[:0] = [os.path.join(ROOT, "bench"), os.path.join(ROOT, "tests")]

import screens  # noqa: E402
import stock  # noqa: E402
import table  # noqa: E402
from firm import Firm  # noqa: E402
from harness import processes  # noqa: E402
from machine import Failed, Served, processor_s  # noqa: E402
from measures import Bench  # noqa: E402
from traffic import send  # noqa: E402


class Floor:
    """The bare handler, on a copy of the SQLite file that Comity wrote."""

    def __init__(self, program, file, folder):
        def command(port):
            return [program, file, str(port)]

        self.server = Served(command, "/hello", os.path.join(folder, "floor.log"))

    def send(self, requests, connections, seconds):
        def spent():
            return processor_s(self.server.pid)

        return send(requests, self.server.port, connections, seconds, spent)

    def stop(self):
        self.server.stop()


def arguments():
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--database", choices=("both", "sqlite", "postgresql"), default=None)
    parser.add_argument("--contacts", type=int, default=None, help="100000 unless told")
    parser.add_argument("--activities", type=float, default=1.0, help="for each contact")
    parser.add_argument("--short", action="store_true", help="a minute, with 10,000 contacts")
    parser.add_argument("--seconds", type=int, default=None, help="of each round")
    parser.add_argument("--rounds", type=int, default=None, help="the middle one is printed")
    given = parser.parse_args()
    given.contacts = given.contacts or (10_000 if given.short else 100_000)
    given.seconds = given.seconds or (1 if given.short else 2)
    given.rounds = given.rounds or (1 if given.short else 3)
    if given.contacts < 200:
        parser.error("at least 200 contacts")
    if given.database is None:
        given.database = "both" if stock.postgresql_is_installed() else "sqlite"
    return given


def taken(program, folder):
    """A copy, so that a build beside this run does not change what is measured."""
    path = os.path.join(ROOT, "build", program)
    if not os.path.exists(path):
        raise Failed(f"{path} is not there: run bin/bench, which builds it")
    return shutil.copy2(path, os.path.join(folder, program))


def tell_screens():
    table.heading("The first page's script, as sent")
    for page, brotli, gzip in screens.first_pages(os.path.join(ROOT, "web", "dist")):
        table.single(
            page, f"{brotli / 1000:.0f} kB br", f"{gzip / 1000:.0f} kB gzip", target="< 250 kB"
        )


def measure(bench, floor):
    bench.idle()
    bench.against_floor(floor)
    bench.reads()
    bench.paging()
    bench.export()
    bench.writes()
    bench.under_load()


def run(given, folder):
    program, floor_program = taken("comity", folder), taken("floor_http", folder)
    begin = time.monotonic()
    firm = Firm(folder, given.contacts, given.activities)
    firm.write()
    print(
        f"{firm.contacts:,} contacts, {firm.accounts:,} accounts, {firm.deals:,} deals, "
        f"{firm.activities:,} activities; {given.rounds} round(s) of {given.seconds} s; "
        f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    )
    tell_screens()
    rows_file = os.path.join(folder, "floor.db")
    for kind in (stock.Sqlite, stock.Postgresql):
        is_wanted = given.database in ("both", kind.name.lower())
        # The floor reads SQLite, so that is loaded in any case.
        if is_wanted or kind is stock.Sqlite:
            on_one_database(kind, is_wanted, given, firm, folder, program, floor_program, rows_file)
    print(f"\n{time.monotonic() - begin:.0f} s in all")


def on_one_database(kind, is_wanted, given, firm, folder, program, floor_program, rows_file):
    database = kind(folder)
    bench = Bench(program, database, firm, folder, given.seconds, given.rounds)
    floor = None
    try:
        if is_wanted:
            table.heading(kind.name)
        bench.load(is_wanted)
        if kind is stock.Sqlite:
            stock.copy_sqlite(database.file, rows_file)
        if is_wanted:
            floor = Floor(floor_program, rows_file, folder)
            measure(bench, floor)
    finally:
        bench.stop()
        if floor:
            floor.stop()
        database.close()


def main():
    given = arguments()
    folder = tempfile.mkdtemp(prefix="comity-bench.")
    try:
        run(given, folder)
        return 0
    except (Failed, OSError, RuntimeError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    finally:
        processes.stop_all()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
