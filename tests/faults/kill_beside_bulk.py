"""kill -9 while two bulk edits go through the records that people edit by hand: each comes to
versions that are not its own, and none of them is lost."""
from faults.ground import Ground
from faults.ledger import Cell, Ledger, export
from faults.load import Writers
from harness.expectations import Failure

ROWS = 2_500  # more than one transaction takes
WRITERS = 4
# What the two edits set, each a field that nobody else writes.
FIELDS = ("domain", "description")
# How much of the first edit is durable when it is killed: watched, not timed.
MOST_SHARE = 0.8


def kill_beside_bulk_edits(kit, template, counts):
    chance = kit.chance("kill_beside_bulk_edits")
    rounds = kit.choose(3, 200 if template.name == "sqlite" else 50)
    with Ground(kit, template, counts) as ground:
        ledger = Ledger(counts)
        records = make_records(ground)
        ledger.rows = {record: Cell("") for record in records}
        for number in range(rounds):
            one_round(ground, ledger, records, number, chance)
        ground.stop()
        ground.check()
    if not counts["edits killed in their middle"]:
        raise Failure("no edit was killed in its middle: nothing was tried")


def make_records(ground):
    path = ground.folder + "/records.csv"
    with open(path, "w") as file:
        file.write("name\n" + "".join(f"bulk {row:05}\n" for row in range(ROWS)))
    report = "/imports/" + ground.upload("account", path).json()["id"]
    ground.eventually(lambda: ground.read(report)["state"] == "done", "records to edit")
    return list(export(ground, "accounts", "id"))


def one_round(ground, ledger, records, number, chance):
    counts = ground.counts
    counts.add("rounds")
    writers = Writers(ground, ledger, WRITERS, seed=number, tag=f"b{number}", edits_only=records)
    with writers:
        writers.wait_for(10)
        jobs = [begin_edit(ground, field, f"round {number}") for field in FIELDS]
        wanted = len(records) * chance.uniform(0, MOST_SHARE)
        is_so_far = lambda: edited(ground, f"round {number}") > wanted
        ground.eventually(is_so_far, "a part of the edit", every_s=0.005)
        ground.server.kill()
        # The database is asked: of what a job told last a little may be lost with the server.
        share = edited(ground, f"round {number}") / len(records)
        ground.server.start()
        for job in jobs:
            ground.eventually(lambda: ground.read(f"/jobs/{job}")["state"] == "done", "its end")
    counts.add("edits killed in their middle", 0 < share < 1)
    rows = export(ground, "accounts", "id," + ",".join(FIELDS))
    for field in FIELDS:
        left = sum(row[field] != f"round {number}" for row in rows.values())
        if left:
            raise Failure(f"a bulk edit of {field} left {left} records as they were")
    ledger.verify(ground)
    verify_versions(ground)
    ground.check()


def begin_edit(ground, field, token):
    edit = {"filter": 'name : "bulk"', "set": {field: token}}
    return ground.ask("POST", "/accounts/bulk", edit, 202).json()["job"]


def edited(ground, token):
    found = ground.database.query(f"SELECT count(*) FROM accounts WHERE domain = '{token}'")
    return int(found[0][0])


def verify_versions(ground):
    """Every version that the log knows is there, and no other."""
    for what, sql in (
        (
            "lost versions",
            "SELECT count(*) FROM change c WHERE c.object = 'account' AND c.version > 0 AND NOT "
            "EXISTS (SELECT 1 FROM accounts r WHERE r.id = c.record AND r.version = c.version) AND "
            "NOT EXISTS (SELECT 1 FROM accounts_past p WHERE p.id = c.record AND "
            "p.version = c.version)",
        ),
        (
            "versions without their log",
            "SELECT count(*) FROM accounts_past p WHERE NOT EXISTS (SELECT 1 FROM change c "
            "WHERE c.record = p.id AND c.version = p.version)",
        ),
    ):
        count = int(ground.database.query(sql)[0][0])
        ground.counts.add(what, count)
        if count:
            raise Failure(f"{count} {what}")
