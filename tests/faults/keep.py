"""Backups that are made while others write, and what comes back from them."""
import os
import shutil
import sqlite3

from faults.ground import Ground
from faults.ledger import Ledger, export
from faults.load import Writers
from harness.expectations import Failure

WRITERS = 6
OBJECTS = {
    "account": "id,version,name,sector,country,domain,emails,owner,updated_at",
    "contact": "id,version,name,emails,account,updated_at",
    "lead": "id,version,name,company,status,email,converted_account,updated_at",
    "deal": "id,version,name,stage,amount,account,updated_at",
}


def backup_while_writing(kit, template, counts):
    """A backup under load is the database as of one moment: all that was acknowledged before it
    began, nothing from after its end, and what an export as of that moment says."""
    with Ground(kit, template, counts) as ground:
        ledger = Ledger(counts)
        for number in range(kit.choose(2, 20)):
            counts.add("rounds")
            back_up_and_restore(ground, ledger, number)
        refuse_damaged(ground)
        ground.stop()
        ground.check()
        tell_what_is_wrong(ground)


def back_up_and_restore(ground, ledger, number):
    counts = ground.counts
    file = os.path.join(ground.folder, f"copy{number}.db")
    restored = os.path.join(ground.folder, f"restored{number}")
    with Writers(ground, ledger, WRITERS, seed=number, tag=f"b{number}") as writers:
        writers.wait_for(150)
        before = dict(ledger.created)
        ran = ground.run("backup", file)
        asked = set(ledger.asked)
        writers.wait_for(100)
    if ran.code != 0 or "checked" not in ran.text:
        raise Failure(f"backup exited with {ran.code}: {ran.text}")
    counts.add("backups verified when made")
    where = ["--data", restored]
    ran = ground.run("restore", file, where=where)
    if ran.code != 0:
        raise Failure(f"restore exited with {ran.code}: {ran.text}")
    equal = compare(ground, where, before, ledger.asked - asked)
    ground.check(where)
    ledger.verify(ground)
    counts.add("objects equal as of its moment", len(equal))
    shutil.rmtree(restored)
    os.remove(file)


def compare(ground, where, before, late):
    """The objects whose restored records equal the source's as of the newest change restored."""
    server = ground.add_server(where)
    try:
        newest = ground.read("/changes?limit=1", server)["changes"][0]["at"]
        there = export(ground, "accounts", "id,name", server=server)
    finally:
        ground.stop(server)
    missing = [record for record in before if record not in there]
    if missing:
        raise Failure(f"{len(missing)} acknowledged before the backup are not in it")
    early = [row["name"] for row in there.values() if row["name"] in late]
    if early:
        raise Failure(f"{len(early)} from after the backup's end are in it: {early[:3]}")
    return [name for name in OBJECTS if is_equal(ground, where, name, newest)]


def is_equal(ground, where, name, moment):
    fields = ["--fields", OBJECTS[name], "--ids"]
    restored = ground.run("export", name, *fields, where=where)
    source = ground.run("export", name, *fields, "--as-of", moment)
    if restored.code != 0 or source.code != 0:
        raise Failure(f"export of {name}: {restored.err[-300:]} {source.err[-300:]}")
    ours, theirs = (set(ran.out.decode().splitlines()) for ran in (restored, source))
    if ours != theirs:
        raise Failure(
            f"{name} as of {moment}: {len(theirs - ours)} rows only in the source, "
            f"{len(ours - theirs)} only in the backup: {sorted(ours ^ theirs)[:4]}"
        )
    if len(ours) < 3:
        raise Failure(f"there was no {name} to compare")
    ground.counts.add("records compared", len(ours) - 1)
    return True


def refuse_damaged(ground):
    """A copy with a page gone bad is refused before anything is restored."""
    file = os.path.join(ground.folder, "damaged.db")
    if ground.run("backup", file).code != 0:
        raise Failure("the backup to be damaged could not be made")
    size = os.path.getsize(file)
    with open(file, "r+b") as copy:
        for page in range(4, size // 8192, 3):
            copy.seek(page * 8192)
            copy.write(bytes(200))
    into = os.path.join(ground.folder, "nothing")
    ran = ground.run("restore", file, where=["--data", into])
    if ran.code == 0:
        raise Failure("a damaged copy was restored as if it were sound: " + ran.text[-500:])
    if ran.code is None or ran.code < 0:
        raise Failure(f"restoring a damaged copy ended with {ran.code}")
    ground.counts.add("damaged copies refused")


def tell_what_is_wrong(ground):
    """A sound copy of a database in which something is wrong is kept, and said to be wrong."""
    connection = sqlite3.connect(ground.database.path)
    with connection:
        connection.execute(
            "UPDATE accounts SET version = version + 1 WHERE id = (SELECT max(id) FROM accounts)"
        )
    connection.close()
    file = os.path.join(ground.folder, "wrong.db")
    ran = ground.run("backup", file)
    if ran.code != 1 or "wrong" not in ran.text or not os.path.exists(file):
        raise Failure(f"a backup of a wrong database: {ran.code} {ran.text[-500:]}")
    ran = ground.run("restore", file, where=["--data", os.path.join(ground.folder, "wrong")])
    if ran.code != 1 or "wrong" not in ran.text:
        raise Failure(f"a restore of a wrong database: {ran.code} {ran.text[-500:]}")
    ground.counts.add("wrong databases told")
