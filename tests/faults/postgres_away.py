"""PostgreSQL that stops and comes back under load, and a primary whose standby takes over."""
import contextlib
import os
import signal
import tempfile
import time

from faults.clusters import PairTemplate, Primary, Small, Standby
from faults.disk import Refusals, fill, mounted
from faults.ground import Ground
from faults.ledger import Ledger
from faults.load import Writers
from harness.client import Connection
from harness.databases import PostgresTemplate
from harness.expectations import Failure

WRITERS = 6
AWAY_S = 2


def database_restarted(kit, template, counts):
    """Stopped in order and at once, in turn, and started again after a while."""
    with Ground(kit, template, counts) as ground:
        ledger = Ledger(counts)
        for number in range(kit.choose(2, 20)):
            counts.add("rounds")
            how = signal.SIGQUIT if number % 2 else signal.SIGINT
            refusals = Refusals()
            tag = f"p{number}"
            with Writers(ground, ledger, WRITERS, on_refusal=refusals, tag=tag) as writers:
                writers.wait_for(100)
                before = counts["refused with 503"]
                template.cluster.halt(how)
                stay_away(ground)
                template.cluster.resume()
                counts.most("longest recovery s", writers.wait_for(50))
                counts.most("until ready s", ground.eventually(lambda: is_ready(ground), "ready"))
            if counts["refused with 503"] == before:
                raise Failure("the database was away and nobody was refused")
            if counts["without an answer"]:
                raise Failure("a request had no answer at all: the server is there all the time")
            ledger.verify(ground)
            ground.check()
        ground.stop()


def stay_away(ground):
    """Meanwhile the server says that it lives and is not ready, and refuses quickly."""
    end = time.monotonic() + AWAY_S
    while time.monotonic() < end:
        begin = time.monotonic()
        answer = ground.ask("GET", "/accounts?limit=5", None, 503)
        Refusals()(answer)
        ground.counts.most("slowest refusal s", time.monotonic() - begin)
        if plain(ground, "/healthz") != 200:
            raise Failure("the program lives and says that it does not")
        if is_ready(ground):
            raise Failure("the database is away and the server says that it is ready")
        ground.counts.add("reads refused meanwhile")
        ground.must_run()
        time.sleep(0.1)


def refused_again(ground, more):
    """Until the writers were refused so many times more."""
    enough = ground.counts["refused with 503"] + more
    ground.eventually(lambda: ground.counts["refused with 503"] >= enough, "more refusals")


def plain(ground, path, server=None):
    connection = Connection((server or ground.server).port, 10)
    try:
        return connection.ask("GET", path, [], None).status
    finally:
        connection.close()


def is_ready(ground, server=None):
    return plain(ground, "/readyz", server) == 200


def failover(kit, template, counts):
    """The primary is gone at once, its standby takes over; two servers are in front."""
    for number in range(kit.choose(1, 10)):
        counts.add("rounds")
        with contextlib.ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="comity-fault-pair."))
            primary = Primary()
            stack.callback(primary.stop)
            standby = Standby(primary)
            stack.callback(standby.stop)
            primary.wait_for_standby()
            pair = PairTemplate(kit.program, kit.env, folder, primary, standby)
            with Ground(kit, pair, counts) as ground:
                take_over(ground, pair, number)


def take_over(ground, pair, number):
    counts = ground.counts
    other = ground.add_server()
    ledger = Ledger(counts)
    refusals = Refusals()
    with Writers(
        ground, ledger, WRITERS, [ground.server, other], refusals, number, f"t{number}"
    ) as writers:
        writers.wait_for(200)
        begin = time.monotonic()
        pair.cluster.halt(signal.SIGQUIT)
        ground.eventually(lambda: refusals.details, "a refusal")
        refused_again(ground, 10)
        pair.standby.promote()
        writers.wait_for(20)
        counts.most("longest gap s", time.monotonic() - begin)
        for server in (ground.server, other):
            ground.eventually(lambda: is_ready(ground, server), "a server that is ready")
        writers.wait_for(50)
    ground.database.cluster = pair.standby
    ledger.verify(ground)
    ground.check()
    for server in (ground.server, other):
        ground.stop(server)


def full_database_disk(kit, template, counts):
    """The disk of PostgreSQL is full: it refuses to save, or ends; then there is room again."""
    with contextlib.ExitStack() as stack:
        disk = stack.enter_context(mounted("-t", "tmpfs", "-o", "size=320m", "tmpfs"))
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="comity-fault-full."))
        cluster = Small(disk)
        stack.callback(cluster.stop)
        with Ground(kit, PostgresTemplate(kit.program, kit.env, folder, cluster), counts) as ground:
            ledger = Ledger(counts)
            for number in range(kit.choose(1, 10)):
                counts.add("rounds")
                fill_and_free(ground, ledger, cluster, disk, number)
            ground.stop()


def fill_and_free(ground, ledger, cluster, disk, number):
    counts = ground.counts
    refusals = Refusals()
    ballast = disk + "/ballast"
    with Writers(ground, ledger, WRITERS, [], refusals, number, f"d{number}") as writers:
        writers.wait_for(100)
        fill(disk, ballast)
        # It goes on for as long as there is room in the log that it has.
        ground.eventually(lambda: refusals.details, "a refusal")
        refused_again(ground, 20)
        ground.must_run()
        os.remove(ballast)
        if not cluster.is_running():
            cluster.resume()
            counts.add("PostgreSQL ended by itself")
        counts.most("longest recovery s", writers.wait_for(50))
    ledger.verify(ground)
    ground.check()
