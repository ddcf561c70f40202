"""The server, and a running import, killed in the middle of work."""
import os
import time

from faults.ground import Ground
from faults.ledger import Ledger, export
from faults.load import Writers
from harness import processes
from harness.expectations import Failure

ROUNDS_ON_A_DATABASE = 5
WRITERS = 6
IMPORT_ROWS = 24_000
# How much of an import is in when it is killed, in turn; nothing: it has hardly begun by then.
SHARES_IN = (0.2, 0.6, 0.0, 0.4)
# And a little more, so that it is anywhere in a part.
A_LITTLE_S = 0.03
# An import by the command line needs the folder for itself on SQLite: it has rounds of its own.
COMMAND_EVERY = 4


def kill_under_load(kit, template, counts):
    """kill -9 among writers and an import, again and again."""
    rounds = kit.choose(4, 200 if template.name == "sqlite" else 50)
    chance = kit.chance("kill_under_load")
    done = 0
    while done < rounds:
        with Ground(kit, template, counts) as ground:
            ledger = Ledger(counts)
            for _ in range(min(ROUNDS_ON_A_DATABASE, rounds - done)):
                done += 1
                one_round(ground, ledger, chance, done)
                if done % COMMAND_EVERY == 0:
                    kill_a_command(ground, ledger, chance, done)
            ground.stop()
    if not counts["imports gone on with"]:
        raise Failure("no import was killed before its end: nothing was tried")


def one_round(ground, ledger, chance, number):
    counts = ground.counts
    counts.add("rounds")
    rows = make_rows(ground, number)
    before = counts["without an answer"]
    writers = Writers(ground, ledger, WRITERS, seed=number, tag=f"r{number}")
    with writers:
        writers.wait_for(40)
        known = ground.rows_in()
        started = ground.upload("account", rows).json()
        path = f"/imports/{started['id']}"
        is_over = lambda: ground.read(path)["state"] not in ("reading", "running")
        let_it_run(ground, known, number, is_over, chance)
        ground.server.kill()
        is_partly_in = 0 < ground.rows_in() - known < IMPORT_ROWS
    if counts["without an answer"] == before:
        raise Failure("the kill met no writer")
    ground.server.start()
    ledger.verify(ground)
    ledger.ask_again(ground)
    change = end_of_import(ground, started["id"])["change"]
    counts.add("imports gone on with", is_partly_in)
    settle_import(ground, ledger, number, lambda: change)
    ground.check()


def let_it_run(ground, known, number, is_over, chance):
    ground.wait_for_rows(known + IMPORT_ROWS * SHARES_IN[number % len(SHARES_IN)], is_over)
    time.sleep(chance.uniform(0, A_LITTLE_S))


def kill_a_command(ground, ledger, chance, number):
    """`comity import`, killed; the server of another machine may run beside it on PostgreSQL."""
    counts = ground.counts
    counts.add("import commands killed")
    number = 10_000 + number
    rows = make_rows(ground, number)
    label = f"Rows of round {number}"
    is_alone = ground.template.name == "sqlite"
    if is_alone:
        ground.stop()
    command = [ground.kit.program, "import", "account", rows, "--label", label]
    known = ground.rows_in()
    process = processes.start(
        command + ground.database.options, ground.folder + "/import.log", env=ground.kit.env
    )
    is_over = lambda: process.poll() is not None
    let_it_run(ground, known, number // COMMAND_EVERY, is_over, chance)
    processes.kill(process)
    if is_alone:
        ground.server.start()

    def change():
        changes = ground.read("/changes?origin=import&limit=5")["changes"]
        return next((each["id"] for each in changes if each["label"] == label), None)

    settle_import(ground, ledger, number, change)
    ground.check()


def make_rows(ground, number):
    path = os.path.join(ground.folder, "rows.csv")
    with open(path, "w") as file:
        file.write("name,sector,emails\n")
        for row in range(IMPORT_ROWS):
            file.write(f"{name_of(number, row)},imported,i{number}-{row}@import.example\n")
    return path


def name_of(number, row):
    return f"import {number}:{row:06}"


def end_of_import(ground, number):
    """What it tells once it is over: it goes on by itself, and every row comes in."""
    path = f"/imports/{number}"
    ground.eventually(lambda: ground.read(path)["state"] in ("done", "failed"), "its end")
    report = ground.read(path)
    if report["state"] != "done" or report["created"] != IMPORT_ROWS:
        raise Failure(f"an import that was cut off ended as {report}")
    return report


def settle_import(ground, ledger, number, find_change):
    """Whole batches are there and in the log, and one undo takes all of it back."""
    counts = ground.counts
    names = imported_names(ground, number)
    change = find_change()
    if names != [name_of(number, row) for row in range(len(names))]:
        raise Failure(f"the import left {len(names)} rows that are not the first of its file")
    if not names:
        counts.add("imports killed before their first row")
        if change and ground.ask("GET", f"/changes/{change}").status != 404:
            raise Failure(f"the import wrote nothing, but names the change {change}")
        return
    counts.add("imports left in part" if len(names) < IMPORT_ROWS else "imports finished")
    if not change:
        raise Failure(f"{len(names)} rows of an import are there and no change to undo")
    logged = ground.read(f"/changes/{change}")["records"]
    if logged != len(names):
        raise Failure(f"{len(names)} rows of an import are there, its change set has {logged}")
    undone = ground.ask("POST", f"/changes/{change}/undo", {})
    if undone.status not in (200, 202):
        raise Failure(f"the undo of an import was answered with {undone.status}")
    ground.eventually(lambda: imported_names(ground, number) == [], "none of its rows")
    counts.add("imports undone in one step")
    counts.add("rows taken back", len(names))
    ledger.verify(ground)


def imported_names(ground, number):
    written = f'&filter=name : "import {number}:"'.replace(" ", "%20").replace('"', "%22")
    rows = export(ground, "accounts", "id,name", written)
    prefix = name_of(number, 0)[: -len("000000")]
    return sorted(row["name"] for row in rows.values() if row["name"].startswith(prefix))
