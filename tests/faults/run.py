#!/usr/bin/env python3
"""Plays the faults: what breaks around a server, and what must hold all the same.

usage: tests/faults/run.py [--long] [--seed N] [--database sqlite|postgresql|both]
                           [--program build/comity] [NAME…]

NAME is a word of a fault's name. Mounts of the faults' own are made in a namespace of their own.
"""
import argparse
import concurrent.futures
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback

sys.path[0] = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
from faults.clusters import Durable  # noqa: E402
from faults.ground import Counts, Kit, NotHere  # noqa: E402
from faults.list_of_faults import FAULTS  # noqa: E402
from harness import processes  # noqa: E402
from harness.databases import PostgresTemplate, SqliteTemplate  # noqa: E402
from harness.scenarios import ROOT, Surroundings, Tally  # noqa: E402

ALONE = "COMITY_FAULTS_ALONE"


def enter_own_mounts():
    """What is mounted from here on goes with this process, however it ends."""
    if os.getuid() != 0 or os.environ.get(ALONE) or not shutil.which("unshare"):
        return
    tried = processes.run(["unshare", "-m", "true"])
    if tried.code == 0:
        os.environ[ALONE] = "1"
        os.execvp("unshare", ["unshare", "-m", sys.executable, "-u", *sys.argv])


def play(kit, fault, template):
    """One fault is one test; its counts are told whether it passes or not."""
    counts, tally, begin = Counts(), Tally(), time.monotonic()
    problem = None
    try:
        fault(kit, template, counts)
        tally.passed = 1
        mark = "✓"
    except NotHere as reason:
        tally.skipped = 1
        mark, problem = "-", f"skipped: {reason}"
    except Exception as error:
        tally.failed = 1
        mark, problem = "✗", str(error) + "\n" + traceback.format_exc(limit=-3)
    seconds = time.monotonic() - begin
    name = fault.__name__.replace("_", " ")
    told = [f"{mark} {name} on {template.name} ({seconds:.0f} s): {counts}", *counts.lines]
    if problem:
        told += problem.rstrip().split("\n")
    print("\n    ".join(told), flush=True)
    return tally


def chosen_faults(names):
    found = [
        (fault, databases)
        for fault, databases in FAULTS
        if not names or any(name in fault.__name__ for name in names)
    ]
    if not found:
        raise SystemExit("there is no such fault; there are: " + names_of_all())
    return found


def names_of_all():
    return " ".join(fault.__name__ for fault, _ in FAULTS)


def play_on(kit, database, names):
    """All faults on one kind of database."""
    total = Tally()
    folder = tempfile.mkdtemp(prefix="comity-fault-templates.")
    cluster = Durable() if database == "postgresql" else None
    try:
        if cluster:
            template = PostgresTemplate(kit.program, kit.env, folder, cluster)
        else:
            template = SqliteTemplate(kit.program, kit.env, folder)
        for fault, its_databases in chosen_faults(names):
            if database in its_databases and not kit.is_interrupted:
                total.add(play(kit, fault, template))
    finally:
        if cluster:
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return total


def play_all(kit, databases, names):
    """The long form measures, so it plays one fault at a time."""
    total = Tally()
    with concurrent.futures.ThreadPoolExecutor(1 if kit.is_long else len(databases)) as pool:
        try:
            for tally in pool.map(lambda database: play_on(kit, database, names), databases):
                total.add(tally)
        except KeyboardInterrupt:
            # Without its servers the fault at hand fails at once, and then there is no next.
            print("interrupted", flush=True)
            kit.is_interrupted = True
            processes.stop_all()
            total.failed += 1
    return total


def interrupted(number, frame):
    raise KeyboardInterrupt


def main():
    parser = argparse.ArgumentParser(description="Plays the faults.")
    parser.add_argument("--long", action="store_true", help="as many rounds as the issue asks for")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--program", default=os.path.join(ROOT, "build", "comity"))
    parser.add_argument("--seed", type=int, default=1, help="where chance begins")
    parser.add_argument("names", nargs="*", help=names_of_all())
    chosen = parser.parse_args()
    enter_own_mounts()
    signal.signal(signal.SIGTERM, interrupted)
    databases = ["sqlite", "postgresql"] if chosen.database == "both" else [chosen.database]
    kit = Kit(os.path.abspath(chosen.program), Surroundings().env, chosen.long, chosen.seed)
    begin = time.monotonic()
    try:
        total = play_all(kit, databases, chosen.names)
    finally:
        processes.stop_all()
    print(f"faults, in {time.monotonic() - begin:.0f} s: {total}")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
