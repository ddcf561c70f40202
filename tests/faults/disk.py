"""A disk that is full, a disk and a file that have become read-only, a file that another program
holds locked."""
import contextlib
import fcntl
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time

from faults.ground import Ground, NotHere
from faults.ledger import Ledger
from faults.load import Writers
from harness import processes
from harness.expectations import Failure

FULL_DISK_ROWS = 16_000
MB = 1024 * 1024
WRITERS = 4
GET_FLAGS, SET_FLAGS, IMMUTABLE = 0x80086601, 0x40086602, 0x10


@contextlib.contextmanager
def mounted(*arguments):
    """A folder with a file system of its own."""
    if os.getuid() != 0 or not os.environ.get("COMITY_FAULTS_ALONE"):
        raise NotHere("only root, in a namespace of its own, may mount a disk to spoil")
    folder = tempfile.mkdtemp(prefix="comity-fault-disk.")
    try:
        made = processes.run(["mount", *arguments, folder])
        if made.code != 0:
            raise NotHere("mount: " + made.text.strip())
        yield folder
    finally:
        processes.run(["umount", "-l", folder])
        os.rmdir(folder)


def expect_problem(answer):
    """A refusal is a problem document that says what it is and when to come again."""
    problem = answer.json()
    if answer.header("Content-Type") != "application/problem+json":
        raise Failure(f"503 as {answer.header('Content-Type')}: {answer.text[:300]}")
    if problem.get("cause") != "unavailable" or not problem.get("detail"):
        raise Failure(f"503 that does not say why: {answer.text[:300]}")
    if int(answer.header("Retry-After") or 0) < 1:
        raise Failure(f"503 without a Retry-After: {answer.text[:300]}")


class Refusals:
    """Sees each 503 that the writers get, and what they say."""

    def __init__(self):
        self.details = set()

    def __call__(self, answer):
        expect_problem(answer)
        self.details.add(answer.json()["detail"])

    def must_tell(self, text):
        if not any(text in detail for detail in self.details):
            raise Failure(f"nobody was told {text!r}, but {sorted(self.details)}")


def refused_for_a_while(ground, ledger, writers, seconds):
    """While the fault lasts: writes are refused, reads are answered."""
    counts = ground.counts
    before = counts["refused with 503"]
    ground.eventually(
        lambda: writers._failure or counts["refused with 503"] > before, "a refusal", 60
    )
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.monotonic()
        ground.read("/accounts?limit=5")
        ground.ask("GET", "/objects", None, 200)
        counts.add("reads answered meanwhile", 2)
        counts.most("slowest read s", time.monotonic() - begin)
        ground.must_run()
        time.sleep(0.1)


# ---- full ----


def full_disk(kit, template, counts):
    """Writes are refused until there is room again; an import goes on then, and is undone."""
    with mounted("-t", "tmpfs", "-o", "size=192m", "tmpfs") as disk:
        with Ground(kit, template, counts, disk + "/data") as ground:
            for number in range(kit.choose(2, 10)):
                counts.add("rounds")
                fill_and_free(ground, Ledger(counts), disk, number)
            import_into_full_disk(ground, disk)
            ground.stop()
            ground.check()


def fill_and_free(ground, ledger, disk, number):
    refusals = Refusals()
    ballast = disk + "/ballast"
    tag = f"f{number}"
    with Writers(ground, ledger, WRITERS, on_refusal=refusals, seed=number, tag=tag) as writers:
        writers.wait_for(40)
        fill(disk, ballast)
        refused_for_a_while(ground, ledger, writers, 2)
        os.remove(ballast)
        ground.counts.most("longest recovery s", writers.wait_for(20))
    refusals.must_tell("The disk is full")
    ledger.verify(ground)
    ground.check()


def fill(disk, path):
    free = os.statvfs(disk)
    with open(path, "wb") as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(bytes(min(MB, free.f_bsize * max(1, free.f_bavail))))
        with contextlib.suppress(OSError):
            file.flush()


def import_into_full_disk(ground, disk):
    rows = ground.folder + "/rows.csv"
    with open(rows, "w") as file:
        file.write("name,description\n")
        file.writelines(f"too many {row},{'long ' * 60}\n" for row in range(FULL_DISK_ROWS))
    ballast = disk + "/ballast"
    with open(ballast, "wb") as file:
        size = os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize - os.path.getsize(rows)
        os.posix_fallocate(file.fileno(), 0, max(MB, size - 24 * MB))
    started = ground.upload("account", rows)
    if started.status != 202:
        raise Failure(f"the import was not taken: {started.status} {started.text[:300]}")
    path = "/imports/" + started.json()["id"]
    # Where it stands then differs: a part was refused, or it waits to note what it is about to do.
    ground.eventually(
        lambda: "ended: The disk is full" in ground.server.log() or not write_passes(ground),
        "a full disk",
    )
    for _ in range(3):
        ground.eventually(lambda: not write_passes(ground), "a disk that stays full")
    os.remove(ballast)
    ground.eventually(lambda: write_passes(ground), "a write after there is room again")
    ground.eventually(lambda: ground.read(path)["state"] == "done", "that it goes on by itself")
    report = ground.read(path)
    if report["created"] != FULL_DISK_ROWS:
        raise Failure(f"an import that met a full disk ended as {report}")
    undone = ground.ask("POST", f"/changes/{report['change']}/undo", {})
    if undone.status not in (200, 202):
        raise Failure(f"its undo was answered with {undone.status}")
    there = "SELECT count(*) FROM accounts WHERE name LIKE 'too many %' AND deleted_at IS NULL"
    ground.eventually(lambda: int(ground.database.query(there)[0][0]) == 0, "none of its rows")
    ground.counts.add("imports that met a full disk and went on")


def write_passes(ground):
    return ground.ask("POST", "/accounts", {"name": "passes"}).status == 201


# ---- read-only ----


def set_immutable(path, is_on):
    """A file that nobody may write any more, not even through what is open already."""
    file = os.open(path, os.O_RDONLY)
    try:
        flags = struct.unpack("l", fcntl.ioctl(file, GET_FLAGS, struct.pack("l", 0)))[0]
        flags = flags | IMMUTABLE if is_on else flags & ~IMMUTABLE
        fcntl.ioctl(file, SET_FLAGS, struct.pack("l", flags))
    except OSError as error:
        raise NotHere(f"this file system knows no immutable files: {error}") from error
    finally:
        os.close(file)


def read_only_file(kit, template, counts):
    """The database's files become read-only and writable again under a running server."""
    with Ground(kit, template, counts) as ground:
        ledger = Ledger(counts)
        files = [ground.database.path, ground.database.path + "-wal"]
        for number in range(kit.choose(2, 10)):
            counts.add("rounds")
            refusals = Refusals()
            tag = f"o{number}"
            with Writers(ground, ledger, WRITERS, on_refusal=refusals, tag=tag) as writers:
                writers.wait_for(40)
                try:
                    for path in files:
                        set_immutable(path, True)
                    refused_for_a_while(ground, ledger, writers, 2)
                finally:
                    for path in files:
                        set_immutable(path, False)
                counts.most("longest recovery s", writers.wait_for(20))
            ledger.verify(ground)
            ground.check()
        ground.stop()


def read_only_disk(kit, template, counts):
    """The kernel takes a disk away after an error of its own: nothing can be written until it is
    mounted again."""
    image = tempfile.NamedTemporaryFile(prefix="comity-fault-image.")
    with image:
        image.truncate(64 * MB)
        made = processes.run(["mkfs.ext4", "-q", "-F", image.name])
        if made.code != 0:
            raise NotHere("mkfs.ext4: " + made.text.strip())
        with mounted("-o", "loop", image.name) as disk:
            with Ground(kit, template, counts, disk + "/data") as ground:
                abort_and_mount(ground, disk, image.name)


def abort_and_mount(ground, disk, image):
    counts = ground.counts
    ledger = Ledger(counts)
    refusals = Refusals()
    os.sync()  # the database to begin with was copied, and copies are not on the disk yet
    with Writers(ground, ledger, WRITERS, on_refusal=refusals) as writers:
        writers.wait_for(40)
        # While ext4 gives up, an fsync that is under way may return 0 although the size of its file
        # is not on the disk: a program that does nothing but append and fsync loses its last piece
        # in one of fourteen rounds. What is answered from here on says nothing of Comity.
        ledger.is_in_doubt = True
        processes.run(["mount", "-o", "remount,abort", disk])
        refused_for_a_while(ground, ledger, writers, 2)
    # Its own end has nothing to write to either, and must not hang or crash for that.
    code = ground.server.stop()
    counts.add("ended with code", code if code is not None else -1)
    if code != 0:
        raise Failure(f"the server exited with {code}, not 0")
    refused = ground.run("serve", "--listen", "127.0.0.1:0", limit_s=20)
    if refused.code in (0, None) or len(refused.text.strip().splitlines()) != 1:
        raise Failure(f"a start on a read-only disk: {refused.code} {refused.text[:500]}")
    counts.add("starts refused in one line")
    processes.run(["umount", disk])
    if processes.run(["mount", "-o", "loop", image, disk]).code != 0:
        raise Failure("the disk could not be mounted again")
    ground.server.start()
    ledger.is_in_doubt = False
    ledger.verify(ground)
    with Writers(ground, ledger, WRITERS, tag="again") as writers:
        writers.wait_for(20)
    ground.stop()
    ground.check()


# ---- locked ----

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def locked_file(kit, template, counts):
    """Another program holds the write lock for longer than anybody is made to wait."""
    with Ground(kit, template, counts) as ground:
        ledger = Ledger(counts)
        for number in range(kit.choose(1, 5)):
            counts.add("rounds")
            refusals = Refusals()
            with Writers(
                ground, ledger, WRITERS, on_refusal=refusals, tag=f"l{number}"
            ) as writers:
                writers.wait_for(40)
                with held(ground.database.path):
                    refused_for_a_while(ground, ledger, writers, 3)
                    begin = time.monotonic()
                    answer = ground.ask("POST", "/accounts", {"name": "while locked"})
                    counts.most("longest wait for a 503 s", time.monotonic() - begin)
                    # Who waits for the lock for ever has no answer: it is held until then.
                    expect_problem(answer)
                counts.most("longest recovery s", writers.wait_for(20))
            refusals.must_tell("locked by another process")
            ledger.verify(ground)
            ground.check()
        ground.stop()


@contextlib.contextmanager
def held(path):
    """The write lock is somebody else's until the end of the block."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        if holder.stdout.readline() != b"held\n":
            raise Failure("the lock could not be taken")
        yield
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
