"""What a screen asks at once: users with as many lines as a browser has, timed until the last of
their answers is there."""
import math
import re
import selectors
import socket
import time

from machine import Failed
from traffic import Figure

_LINES = 6  # that a browser opens to one server
_LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)", re.IGNORECASE)


class _Line:
    """One connection of a user, with its share of the screen's requests."""

    def __init__(self, user, port, requests):
        self.user = user
        self.text = b"".join(requests)
        self.count = len(requests)
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setblocking(False)
        self.waiting = 0
        self._head = b""
        self._body_left = 0

    def ask(self):
        self.waiting = self.count
        self.socket.send(self.text)

    def take(self):
        """Reads what has come; answers how many were refused."""
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise Failed("the server ended a connection")
        refused = 0
        while piece:
            if self._body_left:
                used = min(self._body_left, len(piece))
                self._body_left -= used
                piece = piece[used:]
                self.waiting -= self._body_left == 0
                continue
            self._head += piece
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                break
            head, piece, self._head = self._head[: end + 4], self._head[end + 4 :], b""
            refused += head[9:12] != b"200"
            self._body_left = int(_LENGTH.search(head).group(1))
        return refused


class _User:
    def __init__(self, port, requests):
        shares = [requests[at::_LINES] for at in range(min(_LINES, len(requests)))]
        self.lines = [_Line(self, port, share) for share in shares]

    def ask(self):
        self.since = time.monotonic()
        for line in self.lines:
            line.ask()

    def is_served(self):
        return all(line.waiting == 0 for line in self.lines)


def _text_of(requests, path):
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {requests.key}\r\n\r\n"
    return head.encode()


def _ask_all(users, selector, seconds):
    """Each user asks again once served, until the time is up; then the last answers are awaited."""
    times, refused, begin = [], 0, time.monotonic()
    for user in users:
        user.ask()
    busy = len(users)
    while busy:
        for key, _ in selector.select(60):
            line = key.data
            refused += line.take()
            if line.waiting == 0 and line.user.is_served():
                now = time.monotonic()
                times.append(now - line.user.since)
                if now - begin < seconds:
                    line.user.ask()
                else:
                    busy -= 1
    return times, refused, time.monotonic() - begin


def send_together(requests, port, how_many, seconds, read_processor_s):
    """One round of so many users who open the same screen again and again."""
    texts = [_text_of(requests, path) for path in requests.groups[0]]
    users = [_User(port, texts) for _ in range(how_many)]
    selector = selectors.DefaultSelector()
    for user in users:
        for line in user.lines:
            selector.register(line.socket, selectors.EVENT_READ, line)
    before = read_processor_s()
    try:
        times, refused, took = _ask_all(users, selector, seconds)
    finally:
        selector.close()
        for user in users:
            for line in user.lines:
                line.socket.close()
    spent = read_processor_s() - before
    times.sort()

    def percentile_us(share):
        return times[math.ceil(share * len(times)) - 1] * 1e6

    shares = [percentile_us(share) for share in (0.5, 0.95, 0.99)]
    return Figure(len(times) / took, *shares, spent / len(times) * 1e6, refused)
