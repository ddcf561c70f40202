"""Live updates: what a thousand listeners cost, and how long until a change has reached them."""
import selectors
import socket
import statistics
import time

import table
from machine import Failed, resident_mb

LISTENERS = 1_000
PEOPLE = 50  # that the listeners are, so that rights are looked at for many
_CHANGES = 10
_LIMIT_S = 60


def tell_listeners(subject, keys):
    subject.ask("/accounts?limit=1")
    before = resident_mb(subject.server.pid)
    crowd = _Crowd(subject.server.port, keys)
    try:
        crowd.wait_for(b"event: hello")
        each_kb = (resident_mb(subject.server.pid) - before) * 1024 / LISTENERS
        times_ms = [_reach_all(subject, crowd, number) for number in range(_CHANGES)]
    finally:
        crowd.leave()
    subject.told["listener kB"] = each_kb
    subject.told["reached ms"] = max(times_ms)
    table.single(
        f"{LISTENERS:,} listeners of {len(keys)} people, memory each", f"{each_kb:.1f} kB"
    )
    table.single(
        "  a change has reached all; the slowest of ten",
        f"{statistics.median(times_ms):.0f} ms; {max(times_ms):.0f} ms",
    )


def _reach_all(subject, crowd, number):
    """From sending a change that everybody may see until the last has heard it."""
    account = subject.ask("/accounts?limit=1&fields=name")["records"][0]["id"]
    word = f"Heard {number} {time.monotonic_ns()}"
    begin = time.monotonic()
    subject.ask(f"/accounts/{account}", method="PATCH", body={"description": word})
    crowd.wait_for(account.encode())
    return (time.monotonic() - begin) * 1000


class _Crowd:
    """Sockets that listen to events, each as one of several people."""

    def __init__(self, port, keys):
        self._selector = selectors.DefaultSelector()
        self._sockets = []
        for number in range(LISTENERS):
            one = socket.create_connection(("127.0.0.1", port), timeout=_LIMIT_S)
            key = keys[number % len(keys)]
            head = f"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n\r\n"
            one.sendall(head.encode())
            one.setblocking(False)
            self._selector.register(one, selectors.EVENT_READ)
            self._sockets.append(one)

    def wait_for(self, text):
        """Until every listener has received it, in whatever pieces."""
        waiting = {one: b"" for one in self._sockets}
        end = time.monotonic() + _LIMIT_S
        while waiting:
            if time.monotonic() > end:
                raise Failed(f"{len(waiting)} listeners have not heard {text!r}")
            for ready, _ in self._selector.select(1):
                piece = ready.fileobj.recv(65536)
                if not piece:
                    raise Failed("the server ended a stream of events")
                if ready.fileobj in waiting:
                    waiting[ready.fileobj] += piece
                    if text in waiting[ready.fileobj]:
                        del waiting[ready.fileobj]

    def leave(self):
        for one in self._sockets:
            one.close()
        self._selector.close()
