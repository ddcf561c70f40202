"""SIGTERM in the middle of work."""
import http.client
import threading
import time

from faults.ground import Ground
from faults.kill import end_of_import, make_rows, settle_import
from faults.ledger import Ledger
from faults.load import Writers
from harness.expectations import Failure

WRITERS = 6
READERS = 4
# The server gives requests ten seconds and imports thirty.
GRACE_S = 10
# These only find one that hangs.
STOP_LIMIT_S = 180
IMPORT_LIMIT_S = 180


class Reader(threading.Thread):
    """Asks for long exports until the server is gone; counts answers that end in their middle."""

    def __init__(self, ground):
        super().__init__()
        self.ground = ground
        self.whole = self.cut = 0

    def run(self):
        person = self.ground.connect()
        try:
            while True:
                if person.ask("GET", "/accounts.csv?limit=200").status == 200:
                    self.whole += 1
        except http.client.IncompleteRead:
            self.cut += 1
        except (OSError, http.client.HTTPException):
            pass
        finally:
            person.close()


def stop_under_load(kit, template, counts):
    """What is in hand is finished, what was acknowledged is there, and the program ends with 0."""
    with Ground(kit, template, counts) as ground:
        ledger = Ledger(counts)
        fill(ground)
        for number in range(kit.choose(2, 20)):
            counts.add("rounds")
            readers = [Reader(ground) for _ in range(READERS)]
            with Writers(ground, ledger, WRITERS, seed=number, tag=f"s{number}") as writers:
                writers.wait_for(60)
                for reader in readers:
                    reader.start()
                writers.wait_for(60)
                took_s = timed_stop(ground, "longest stop s", STOP_LIMIT_S)
            cut = sum(reader.join() or reader.cut for reader in readers)
            for reader in readers:
                counts.add("exports whole", reader.whole)
                counts.add("exports cut", reader.cut)
            # On a slow machine one may take longer than that.
            if cut and took_s < GRACE_S:
                raise Failure("an export in hand was cut off within the time to finish it")
            ground.server.start()
            ledger.verify(ground)
            ground.check()
        stop_an_import(ground, ledger)


def fill(ground):
    """Enough for an export that takes a while."""
    path = "/imports/" + ground.upload("account", make_rows(ground, 1)).json()["id"]
    ground.eventually(lambda: ground.read(path)["state"] == "done", "rows to export")


def timed_stop(ground, what, limit_s):
    begin = time.monotonic()
    process = ground.server.process
    process.terminate()
    try:
        code = process.wait(limit_s)
    except Exception as error:
        raise Failure(f"the server did not end within {limit_s} s") from error
    took_s = time.monotonic() - begin
    ground.counts.most(what, took_s)
    ground.server.stop()
    if code != 0:
        raise Failure(f"SIGTERM under load: exit code {code}, not 0")
    ground.counts.add("ended with 0")
    return took_s


def stop_an_import(ground, ledger):
    """An import that runs is finished first, or stopped between two batches and gone on with."""
    rows = make_rows(ground, 0)
    started = ground.upload("account", rows).json()
    timed_stop(ground, "stop with an import s", IMPORT_LIMIT_S)
    ground.server.start()
    report = end_of_import(ground, started["id"])
    settle_import(ground, ledger, 0, lambda: report["change"])
    ground.stop()
    ground.check()
