"""The server killed in the middle of an import, again and again: it goes on by itself where it
stopped and comes to what an import that nobody killed comes to."""
from faults.ground import Ground
from harness.expectations import Failure

COUNTS = ("rows", "created", "updated", "unchanged", "failed")
# How much of it is in at each of its kills; the last of them leaves a part at least.
SHARES_IN = (0.1, 0.4, 0.65)


def interrupted_import(kit, template, counts):
    rows = kit.choose(30_000, 200_000)
    with Ground(kit, template, counts) as ground:
        whole = run_whole(ground, make_file(ground, rows))
    for _ in range(kit.choose(1, 5)):
        with Ground(kit, template, counts) as ground:
            run_and_kill(ground, rows, whole)


def make_file(ground, rows):
    """Some rows name a parent that comes later, some fail."""
    path = ground.folder + "/rows.csv"
    with open(path, "w") as file:
        file.write("name,external_id,parent,employees\n")
        for row in range(rows):
            parent = f"i{row + 9_000}" if row % 50 == 0 and row + 9_000 < rows else ""
            employees = "many" if row % 400 == 7 else row % 90
            file.write(f"Import {row},i{row},{parent},{employees}\n")
    return path


def outcome(ground, path):
    report = ground.read(path)
    return {
        "counts": {name: report[name] for name in COUNTS},
        "errors": ground.ask("GET", path + "/errors.csv", None, 200).text,
        "digest": ground.database.query(
            "SELECT count(*), count(DISTINCT a.external_id), count(p.id), sum(length(a.name)), "
            "sum(a.employees) FROM accounts a LEFT JOIN accounts p ON p.id = a.parent "
            "WHERE a.deleted_at IS NULL"
        ),
        "changes": ground.database.query("SELECT count(*) FROM change_set WHERE origin = 'import'"),
    }


def run_whole(ground, file):
    path = "/imports/" + ground.upload("account", file).json()["id"]
    ground.eventually(lambda: ground.read(path)["state"] == "done", "the whole import", 120)
    return outcome(ground, path)


def run_and_kill(ground, rows, whole):
    path = "/imports/" + ground.upload("account", make_file(ground, rows)).json()["id"]
    is_over = lambda: ground.read(path)["state"] not in ("reading", "running")
    for share in SHARES_IN:
        ground.counts.add("rounds")
        ground.wait_for_rows(rows * share, is_over)
        ground.server.kill()
        ground.server.start()
        if ground.read(path)["state"] == "done":
            raise Failure(f"the import of {rows} rows was over before its kill")
        ground.counts.add("imports gone on with")
    ground.eventually(lambda: ground.read(path)["state"] == "done", "its end", 120)
    found = outcome(ground, path)
    if found != whole:
        different = [name for name in whole if found[name] != whole[name]]
        raise Failure(f"not as without the kill: {different}: {found['counts']} {found['digest']}")
    change = ground.read(path)["change"]
    job = ground.ask("POST", f"/changes/{change}/undo", {})
    if job.status not in (200, 202):
        raise Failure(f"the undo was answered with {job.status}")
    ground.eventually(
        lambda: ground.read("/accounts?limit=1&fields=name")["records"] == [], "nothing of it", 60
    )
    ground.check()
