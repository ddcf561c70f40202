"""Bad clients, many at once, and what ordinary people notice of them: next to nothing."""
import json
import os
import resource
import socket
import subprocess
import sys
import threading
import time

from faults.ground import Ground, Memory
from faults.kill import make_rows
from harness.client import Connection, send_raw
from harness.expectations import Failure

PEOPLE = 3
# How much slower than undisturbed the 95th of 100 requests may be, and what is quick enough anyway.
MOST_TIMES = 50
QUICK_ENOUGH_MS = 250
# Ten seconds for a head, or for a piece of a body, and two to hear why. This only finds those that
# are kept, and is less than the 75 seconds of who says nothing at all.
GONE_S = 60
# All bodies at once may take 128 MB; nothing here comes near that.
MOST_MORE_MB = {
    "idle": 60,
    "slow_heads": 40,
    "slow_bodies": 40,
    "slow_readers": 120,
    "half_open": 40,
    "flood": 80,
    "garbage": 40,
}


class People:
    """Ordinary people for a while: their latencies, in ms. Every answer has to be right."""

    def __init__(self, ground, seconds):
        self.ground = ground
        self.end = time.monotonic() + seconds
        self.latencies = []
        self.problem = None
        threads = [threading.Thread(target=self._live, args=(each,)) for each in range(PEOPLE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.problem:
            raise self.problem
        self.latencies.sort()

    def _live(self, number):
        person = self.ground.connect(limit_s=30)
        try:
            while time.monotonic() < self.end:
                self._one(person, "GET", "/accounts?limit=20", None, 200)
                body = {"name": f"ordinary {number} {len(self.latencies)}"}
                self._one(person, "POST", "/accounts", body, 201)
                time.sleep(0.01)
        except (OSError, Failure) as error:
            self.problem = Failure(f"an ordinary request had no answer: {error!r}")
        finally:
            person.close()

    def _one(self, person, method, path, body, expect):
        begin = time.monotonic()
        answer = person.ask(method, path, body)
        self.latencies.append((time.monotonic() - begin) * 1000)
        if answer.status != expect:
            raise Failure(f"{method} {path}: {answer.status} {answer.text[:200]}")

    @property
    def p95(self):
        return self.latencies[len(self.latencies) * 95 // 100]


class Abuser:
    """`with Abuser(...) as told`: its process at work; what it told is there afterwards."""

    def __init__(self, ground, kind, number):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "abuser.py")
        port, key = str(ground.server.port), ground.authorization[1]
        self.told = {}
        self.process = subprocess.Popen(
            [sys.executable, script, kind, port, key, str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        if self.process.stdout.readline() != b"ready\n":
            self.process.kill()
            raise Failure(f"the abuser of kind {kind} did not begin")

    def __enter__(self):
        return self.told

    def __exit__(self, kind, value, trace):
        try:
            out, _ = self.process.communicate(timeout=30)
            if kind is None:
                self.told.update(json.loads(out))
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def connections_of(ground):
    connection = Connection(ground.server.port, 10)
    try:
        text = connection.ask("GET", "/metrics", [], None).text
    finally:
        connection.close()
    name = "comity_connections "
    line = next(line for line in text.splitlines() if line.startswith(name))
    return int(float(line.removeprefix(name)))


def suffer(kit, ground, kind, number, calm, must_go=False):
    """What the abuser was told. People go on meanwhile, memory stays bounded; where `must_go`, the
    server gets rid of what was opened by itself."""
    memory = Memory(ground.server.process)
    gone = ""
    with Abuser(ground, kind, number) as told:
        began = time.monotonic()
        people = People(ground, kit.choose(2, 8))
        held = connections_of(ground)
        if must_go:
            ground.eventually(lambda: connections_of(ground) < 20, f"{kind} gone", GONE_S)
            gone = f", gone after {time.monotonic() - began:.0f} s"
    more = memory.peak - memory.before
    ground.counts.add("connections", told["opened"])
    ground.counts.add("ordinary requests answered", len(people.latencies))
    ground.counts.most("most memory MB", memory.peak)
    ground.counts.lines.append(
        f"{kind}: {told['opened']:,} connections ({held:,} held at once{gone}), "
        f"{told['answers']:,} answers; beside them {len(people.latencies):,} ordinary requests, "
        f"p95 {people.p95:.1f} ms = {people.p95 / calm:.1f} times the calm; {more:.1f} MB more"
    )
    if told["refused"]:
        raise Failure(f"{told['refused']} connections of {kind} were not taken")
    if more > MOST_MORE_MB[kind]:
        raise Failure(f"{kind}: {more:.0f} MB more, at most {MOST_MORE_MB[kind]}")
    if kit.is_long and people.p95 > max(QUICK_ENOUGH_MS, MOST_TIMES * calm):
        raise Failure(f"{kind}: p95 is {people.p95:.1f} ms, calm it is {calm:.1f} ms")
    ground.must_run()
    return told


def bad_clients(kit, template, counts):
    """Slow, silent, greedy and mad clients, each kind by itself, beside ordinary people."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with Ground(kit, template, counts) as ground:
        path = "/imports/" + ground.upload("account", make_rows(ground, 1)).json()["id"]
        ground.eventually(lambda: ground.read(path)["state"] == "done", "rows to export")
        People(ground, 1)
        calm = People(ground, kit.choose(2, 8)).p95
        counts.add("calm p95 ms", calm)
        suffer(kit, ground, "idle", min(kit.choose(2_000, 10_000), most - 500), calm)
        suffer(kit, ground, "flood", 32, calm)
        if suffer(kit, ground, "garbage", 50, calm)["answers"] < 50:
            raise Failure("garbage was not answered")
        if not suffer(kit, ground, "slow_readers", kit.choose(60, 300), calm)["bytes"]:
            raise Failure("the slow readers read nothing at all")
        suffer(kit, ground, "half_open", 500, calm, must_go=kit.is_long)
        for kind in ("slow_heads", "slow_bodies"):
            told = suffer(kit, ground, kind, 500, calm, must_go=kit.is_long)
            if kit.is_long and told["closed"] < 500:
                raise Failure(f"{told['closed']} of 500 {kind} were cut off")
        wrong_lengths(ground)
        ground.eventually(lambda: connections_of(ground) < 20, "all of them gone")
        ground.stop()
        ground.check()


# ---- lengths that are not true ----


def wrong_lengths(ground):
    """A body that is shorter or longer than it says writes nothing that it does not say."""
    for number in range(50):
        short_body(ground, f"short {number}")
        long_body(ground, f"long {number}")
    names = {
        row["name"]
        for row in ground.read("/accounts?filter=domain%20=%20%22lengths%22&limit=200")["records"]
    }
    expected = {f"long {number}" for number in range(50)}
    if names != expected:
        raise Failure(f"wrong lengths wrote {sorted(names ^ expected)[:5]}")
    ground.counts.add("bodies with a wrong length", 100)


def head_of(ground, length):
    return (
        f"POST /api/v1/accounts HTTP/1.1\r\nHost: x\r\nAuthorization: {ground.authorization[1]}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def short_body(ground, name):
    """Says more than it sends, and hangs up: half a body is no request."""
    body = json.dumps({"name": name, "domain": "lengths"}).encode()
    with socket.create_connection(("127.0.0.1", ground.server.port), timeout=10) as connection:
        connection.sendall(head_of(ground, len(body) + 10) + body)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(4096)
    if answer.startswith(b"HTTP/1.1 2"):
        raise Failure(f"half a body was taken: {answer[:100]}")


def long_body(ground, name):
    """Sends more than it says: the rest is the next request, and none that can be read."""
    body = json.dumps({"name": name, "domain": "lengths"}).encode()
    answer = send_raw(ground.server.port, head_of(ground, len(body)) + body + b"}}}\r\n\r\n", 10)
    if answer.status != 201 or not answer.closed or b"HTTP/1.1 400" not in answer.raw:
        raise Failure(f"a body that is too long: {answer.status} {answer.raw[-300:]}")
