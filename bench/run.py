#!/usr/bin/env python3
"""Measures Comity on a made-up firm, with the floor beside each figure. See README.md.

Exits 0 whatever the figures are, 1 where the harness itself could not do its work.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
sys.path[:0] = [os.path.join(ROOT, "bench"), os.path.join(ROOT, "tests")]

import finding  # noqa: E402
import scale  # noqa: E402
import screens  # noqa: E402
import stock_postgresql  # noqa: E402
import table  # noqa: E402
from firm import Firm  # noqa: E402
from harness import processes  # noqa: E402
from import_cost import tell_import_cost  # noqa: E402
from machine import Failed  # noqa: E402
from measures import measure  # noqa: E402
from rows import Rows  # noqa: E402
from stock_postgresql import Postgresql  # noqa: E402
from stock_sqlite import Sqlite  # noqa: E402
from subject import Subject  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--database", choices=("both", "sqlite", "postgresql"), default=None)
    parser.add_argument("--contacts", type=int, default=None, help="100000 unless told")
    parser.add_argument("--activities", type=float, default=None, help="for each contact; 5")
    parser.add_argument("--short", action="store_true", help="a minute, with 10,000 contacts")
    parser.add_argument("--scale", action="store_true", help="a million beside ten thousand")
    parser.add_argument("--search", action="store_true", help="only searches, among a million")
    parser.add_argument("--import-cost", action="store_true", help="what being found costs")
    parser.add_argument("--frames", action="store_true", help="board and list in the browser")
    parser.add_argument("--seconds", type=int, default=None, help="of each round")
    parser.add_argument("--rounds", type=int, default=None, help="the middle one is printed")
    parser.add_argument("--save", metavar="FILE", help="keep all rounds, to compare two runs")
    given = parser.parse_args()
    if given.save and (given.search or given.import_cost or given.frames):
        parser.error("--save keeps the rows of the usual run and of --scale only")
    usual = 10_000 if given.short else 1_000_000 if given.scale else 100_000
    # With accounts, deals and activities these are a million records.
    usual = 600_000 if given.search and not given.short else usual
    given.contacts = given.contacts or usual
    if given.activities is None:
        given.activities = 0.1 if given.search else 1 if given.short or given.scale else 5
    given.seconds = given.seconds or (1 if given.short else 2)
    given.rounds = given.rounds or (5 if given.save else 1 if given.short else 3)
    if given.contacts < 1000:
        parser.error("at least 1,000 contacts")
    if given.database is None:
        both = stock_postgresql.is_installed() and not given.scale and not given.short
        given.database = "both" if both else "sqlite"
    return given


def taken(program, folder):
    """A copy, so that a build beside this run does not change what is measured."""
    path = os.path.join(ROOT, "build", program)
    if not os.path.exists(path):
        raise Failed(f"{path} is not there: run bin/bench, which builds it")
    return shutil.copy2(path, os.path.join(folder, program))


def tell_screens():
    head, widths = ("the first page's script", "brotli", "gzip"), (24, 10, 10)
    table.heading("As sent", head, widths, (0,))
    for page, brotli, gzip in screens.first_pages(os.path.join(ROOT, "web", "dist")):
        cells = (page, f"{brotli / 1000:.0f} kB", f"{gzip / 1000:.0f} kB")
        table.line(cells, widths, (0,))


def made_firm(given, folder, contacts):
    firm = Firm(os.path.join(folder, f"firm{contacts}"), contacts, given.activities)
    firm.write()
    print(
        f"{firm.contacts:,} contacts, {firm.accounts:,} accounts, {firm.deals:,} deals, "
        f"{firm.activities:,} activities; {given.rounds} round(s) of {given.seconds} s; "
        f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    return firm


def run(given, folder):
    rows = Rows(given.save, given) if given.save else None
    programs = taken("comity", folder), taken("floor_http", folder)
    firm = made_firm(given, folder, given.contacts)
    tell_screens()
    # The floor reads SQLite, so that is loaded in any case.
    rows_file = os.path.join(folder, "floor.db")
    for kind in (Sqlite, Postgresql):
        is_wanted = given.database in ("both", kind.name.lower())
        if is_wanted or kind is Sqlite:
            with_small = scale.Small(given, folder, programs[0], kind) if given.scale else None
            subject = measure(
                kind, is_wanted, given, firm, folder, programs, rows_file, with_small
            )
            if rows and subject:
                rows.add(subject)


def search(given, folder):
    """On each database: loaded, served, asked what people type."""
    program = taken("comity", folder)
    firm = made_firm(given, folder, given.contacts)
    firm.write_abroad()
    for kind in (Sqlite, Postgresql):
        if given.database not in ("both", kind.name.lower()):
            continue
        stock = kind(folder)
        subject = Subject(program, stock, firm, folder, given)
        try:
            subject.load()
            subject.load_abroad()
            subject.start()
            table.heading(stock.name)
            keys = {"administrator": subject.key, "rep": subject.rep_key}
            worst_ms = finding.tell_finding(subject.server.port, keys, firm, subject.exact_us)
            print(f"\nThe longest p95 of processor time is {worst_ms:.0f} ms; 100 are promised.")
        finally:
            subject.stop()
            stock.close()


def import_cost(given, folder):
    firm = made_firm(given, folder, given.contacts)
    subject = Subject(taken("comity", folder), Sqlite(folder), firm, folder, given)
    try:
        tell_import_cost(subject, given.rounds)
    finally:
        subject.stop()


def main():
    given = arguments()
    if given.frames:
        return subprocess.run(["node", os.path.join(ROOT, "bench", "frames.mjs")]).returncode
    begin = time.monotonic()
    folder = tempfile.mkdtemp(prefix="comity-bench.")
    try:
        (import_cost if given.import_cost else search if given.search else run)(given, folder)
        print(f"\n{time.monotonic() - begin:.0f} s in all")
        return 0
    except (Failed, OSError, RuntimeError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    finally:
        processes.stop_all()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
