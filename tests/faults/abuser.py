"""The bad client, a process of its own so that it does not slow the good ones: opens many
connections, misuses each in one way, and tells as JSON what became of them.

usage: abuser.py KIND PORT AUTHORIZATION NUMBER       says `ready`, goes on until its input ends
"""
import json
import random
import resource
import select
import socket
import sys
import time

STEP_S = 0.25
TCP_REPAIR = 19
TOGETHER = 40  # requests that a flood sends in one piece


class Abuse:
    """Base: connections that are opened, and do nothing."""

    receive_bytes = 65536
    takes_at_once = True

    def __init__(self, port, authorization, number):
        self.port = port
        self.authorization = authorization
        self.number = number
        self.open = {}
        self.told = {"opened": 0, "refused": 0, "closed": 0, "answers": 0, "bytes": 0}
        self.poll = select.epoll()

    def connect(self, at):
        connection = socket.socket()
        self.prepare(connection)
        connection.settimeout(5)
        try:
            connection.connect(("127.0.0.1", self.port))
            connection.setblocking(False)
            connection.sendall(self.begin(at))
        except OSError:
            self.told["refused"] += 1
            return connection.close()
        self.open[connection.fileno()] = connection
        if self.takes_at_once:
            self.poll.register(connection.fileno(), select.EPOLLIN)
        self.told["opened"] += 1

    def request(self, line, *headers):
        lines = [line + " HTTP/1.1", "Host: x", "Authorization: " + self.authorization, *headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def run(self):
        for at in range(self.number):
            self.connect(at)
        self.begin_all()
        print("ready", flush=True)
        next_step = time.monotonic()
        while not select.select([sys.stdin], [], [], 0)[0]:
            for number, _ in self.poll.poll(0.05, 256):
                self.take(self.open[number])
            if time.monotonic() >= next_step:
                next_step += STEP_S
                for connection in list(self.open.values()):
                    self.step(connection)
        print(json.dumps({**self.told, "still open": len(self.open)}), flush=True)

    def take(self, connection):
        try:
            piece = connection.recv(self.receive_bytes)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            return self.leave(connection)
        self.told["bytes"] += len(piece)
        self.told["answers"] += piece.count(b"HTTP/1.1 ")
        self.hear(connection, piece)

    def leave(self, connection):
        self.open.pop(connection.fileno(), None)
        connection.close()
        self.told["closed"] += 1

    def send(self, connection, data):
        try:
            connection.send(data)
        except BlockingIOError:
            pass
        except OSError:
            self.leave(connection)

    # ---- what each kind does in its own way ----

    def prepare(self, connection):
        """Before it is connected."""

    def begin(self, at):
        """What it says first."""
        return b""

    def begin_all(self):
        """When all of them are there."""

    def step(self, connection):
        """Four times a second, for each that is open."""

    def hear(self, connection, piece):
        """Something came."""


class SlowHeads(Abuse):
    def begin(self, at):
        return b"GET /api/v1/accounts HTTP/1.1\r\nHost: x\r\nX-Slow: "

    def step(self, connection):
        self.send(connection, b"a")


class SlowBodies(Abuse):
    def begin(self, at):
        return self.request(
            "POST /api/v1/accounts", "Content-Type: application/json", "Content-Length: 500000"
        )

    def step(self, connection):
        self.send(connection, b" ")


class SlowReaders(Abuse):
    """Ask for all there is and take a few bytes of it now and then."""

    takes_at_once = False
    receive_bytes = 256

    def prepare(self, connection):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)

    def begin(self, at):
        return self.request("GET /api/v1/accounts.csv")

    def step(self, connection):
        self.take(connection)


class HalfOpen(Abuse):
    """Gone without a word in the middle of a request, as when a cable is pulled."""

    def begin(self, at):
        return b"GET /api/v1/accounts HTTP/1.1\r\nHost: x\r\n"

    def begin_all(self):
        for connection in self.open.values():
            # In this state the kernel forgets a connection without telling the other end. Only root
            # may do that; others stay, and never say a word more.
            try:
                connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
            except PermissionError:
                return
            connection.close()
        self.open.clear()


class Flood(Abuse):
    """Pipelines as many requests as it can, and reads all the answers."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.waiting = {}

    def begin(self, at):
        return self.request("GET /api/v1/accounts?limit=20") * TOGETHER

    def hear(self, connection, piece):
        number = connection.fileno()
        left = self.waiting.get(number, TOGETHER) - piece.count(b"HTTP/1.1 ")
        if left <= 0:
            left += TOGETHER
            self.send(connection, self.begin(0))
        self.waiting[number] = left


class Garbage(Abuse):
    """Random bytes, some behind a beginning that looks right; one connection after another."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.chance = random.Random(5)

    def begin(self, at):
        length = self.chance.choice([1, 10, 100, 5_000])
        noise = self.chance.randbytes(length)
        starts = [b"", b"GET ", b"GET / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\nHost: "]
        start = self.chance.choice(starts)
        return start + noise + self.chance.choice([b"", b"\r\n\r\n"])

    def step(self, connection):
        """Once it has said that, it hears the answer out."""
        try:
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            self.leave(connection)

    def leave(self, connection):
        super().leave(connection)
        self.connect(0)


KINDS = {
    "idle": Abuse,
    "slow_heads": SlowHeads,
    "slow_bodies": SlowBodies,
    "slow_readers": SlowReaders,
    "half_open": HalfOpen,
    "flood": Flood,
    "garbage": Garbage,
}


def main():
    kind, port, authorization, number = sys.argv[1:]
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    KINDS[kind](int(port), authorization, int(number)).run()


if __name__ == "__main__":
    main()
