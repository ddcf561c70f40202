"""The server killed in the middle of one large step: a bulk edit of thousands, the undo of a large
import. Such an undo is whole or it is not there; the edit goes on when the server starts."""
import http.client
import threading
import time

from faults.ground import Ground
from faults.kill import make_rows
from harness.expectations import Failure

# How much of an edit is done when it is killed, in turn.
EDIT_SHARES = (0.3, 0.0, 0.6)
# An undo is one transaction and says nothing of how far it is: it is killed within so much of the
# time that one took which nobody killed.
UNDO_SHARES = (0.1, 0.7)


def kill_large_steps(kit, template, counts):
    chance = kit.chance("kill_large_steps")
    for _ in range(kit.choose(1, 4)):
        with Ground(kit, template, counts) as ground:
            kill_on_one_database(ground, kit.choose(2, 5), chance)
    if not counts["edits gone on with"] + counts["undos not there"]:
        raise Failure("every step was over before its kill: nothing was tried")


def kill_on_one_database(ground, rounds, chance):
    takes_s = time_of_undo(ground, import_rows(ground))
    change = import_rows(ground)
    for _ in range(rounds):
        ground.counts.add("rounds")
        if undo_and_kill(ground, change, takes_s * chance.uniform(*UNDO_SHARES)):
            change = import_rows(ground)
    for number in range(rounds):
        ground.counts.add("rounds")
        edit_and_kill(ground, f"round {number}", EDIT_SHARES[number % len(EDIT_SHARES)])
    ground.stop()
    ground.check()


def import_rows(ground):
    path = "/imports/" + ground.upload("account", make_rows(ground, 1)).json()["id"]
    ground.eventually(lambda: ground.read(path)["state"] == "done", "rows to work on")
    return ground.read(path)["change"]


def time_of_undo(ground, change):
    begin = time.monotonic()
    ground.ask("POST", f"/changes/{change}/undo", {}, 200)
    return time.monotonic() - begin


def kill_and_start(ground):
    ground.server.kill()
    ground.server.start()


def sectors(ground):
    """How many accounts have each sector."""
    rows = ground.database.query(
        "SELECT sector, count(*) FROM accounts WHERE deleted_at IS NULL GROUP BY sector"
    )
    return {sector: int(count) for sector, count in rows}


def edit_and_kill(ground, token, share):
    before = sectors(ground)
    edit = {"filter": 'name : "import"', "set": {"sector": token}}
    job = ground.ask("POST", "/accounts/bulk", edit, 202).json()["job"]
    wanted = sum(before.values()) * share
    ground.eventually(lambda: (ground.read(f"/jobs/{job}")["done"] or 0) >= wanted, "its share")
    ground.server.kill()
    whole = {token: sum(before.values())}
    is_in_its_middle = 0 < sectors(ground).get(token, 0) < whole[token]
    ground.server.start()
    # It was acknowledged: what the kill interrupted goes on when the server starts.
    ground.eventually(lambda: sectors(ground) == whole, "the whole bulk edit")
    # Its last part is there a moment before the job says so.
    state_of = lambda: ground.read(f"/jobs/{job}")["state"]
    ground.eventually(lambda: state_of() not in ("waiting", "running"), "the end of its job")
    if state_of() == "done" and sectors(ground) != whole:
        raise Failure(f"the job says that it is done, but there are {sectors(ground)}")
    ground.counts.add("edits gone on with" if is_in_its_middle else "edits whole")
    ground.check()


def undo_and_kill(ground, change, runs_s):
    """Whether it was done."""
    before = sectors(ground)
    answers = []

    def undo():
        person = ground.connect()
        try:
            answers.append(person.ask("POST", f"/changes/{change}/undo", {}))
        except (OSError, http.client.HTTPException):
            pass  # the kill
        finally:
            person.close()

    thread = threading.Thread(target=undo)
    thread.start()
    time.sleep(runs_s)
    kill_and_start(ground)
    thread.join()
    if answers and answers[0].status != 200:
        raise Failure(f"the undo was answered with {answers[0].status}: {answers[0].text[:300]}")
    after = sectors(ground)
    if answers and after:
        raise Failure(f"the undo was acknowledged, but there are {after}")
    if after and after != before:
        raise Failure(f"half an undo: {after}, before it {before}")
    ground.counts.add("undos not there" if after else "undos whole")
    ground.check()
    return not after
