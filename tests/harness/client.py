"""HTTP as the scenarios speak it: requests, raw bytes, and event streams."""
import http.client
import json
import queue
import re
import socket
import threading
import urllib.parse

from harness.variables import HOLE, as_text, replace

_ELSEWHERE = re.compile(r"/(api/|healthz|readyz|metrics)|//")


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body
        self.closed = False

    def json(self):
        return json.loads(self.body)

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def headers_named(self, name):
        return [value for key, value in self.headers if key.lower() == name.lower()]


_SAFE = "/:,*()-._~@!'$"


def _encoded(text, variables):
    """What is written percent-encoded stays so; what a hole brings in is always encoded whole."""
    done, at = "", 0
    for hole in HOLE.finditer(text):
        done += _encoded_as_written(text[at : hole.start()])
        done += urllib.parse.quote(as_text(replace(hole.group(0), variables)), safe=_SAFE)
        at = hole.end()
    return done + _encoded_as_written(text[at:])


def _encoded_as_written(text):
    return re.sub(r"%25([0-9A-Fa-f]{2})", r"%\1", urllib.parse.quote(text, safe=_SAFE))


def address_of(written, variables):
    """The path as sent: below /api/v1 unless it names another root; holes filled, the query
    encoded."""
    if not written.startswith("/"):
        written = as_text(replace(written, variables))
    path, mark, query = written.partition("?")
    path = _encoded(path, variables)
    if not _ELSEWHERE.match(path):
        path = "/api/v1" + path
    elif path.startswith("//"):
        path = path[1:]
    if not mark:
        return path
    parts = []
    for part in query.split("&"):
        name, equals, value = part.partition("=")
        parts.append(_encoded(name, variables) + equals + _encoded(value, variables))
    return path + "?" + "&".join(parts)


class Connection:
    """One kept connection; made again when the server said that it closes it."""

    def __init__(self, port, limit_s):
        self.port = port
        self.limit_s = limit_s
        self._http = None

    def ask(self, method, path, headers, body):
        for attempt in (1, 2):
            reused = self._http is not None
            if not reused:
                self._http = http.client.HTTPConnection(
                    "127.0.0.1", self.port, timeout=self.limit_s
                )
            try:
                return self._ask(method, path, headers, body)
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.close()
                # A kept connection may have been closed for idleness just now; a new one may not.
                if not reused or attempt == 2:
                    raise
            except BaseException:
                self.close()
                raise

    def _ask(self, method, path, headers, body):
        named = {name.lower() for name, _ in headers}
        self._http.putrequest(method, path, skip_accept_encoding=True, skip_host="host" in named)
        for name, value in headers:
            self._http.putheader(name, value)
        if body is not None and "content-length" not in named:
            self._http.putheader("Content-Length", str(len(body)))
        self._http.endheaders(body)
        response = self._http.getresponse()
        answer = Answer(response.status, response.getheaders(), response.read())
        if response.will_close:
            self.close()
        return answer

    def close(self):
        if self._http is not None:
            self._http.close()
            self._http = None


# Asked behind what was sent, where the connection seems to stay: its answer is the last one.
_STILL_THERE = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
_FINE = b"HTTP/1.1 200 "
_CLOSES = b"connection: close"


def _is_whole(received):
    """Whether the first answer is there to its end, as far as it says where that is."""
    head, mark, body = received.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: *(\d+)", head.lower())
    return bool(mark) and (length is None or len(body) >= int(length.group(1)))


def send_raw(port, data, limit_s):
    """Sends bytes as they are and reads all that is said to them. `closed`: the server has ended
    the connection; otherwise it went on to answer on it. The limit only ends what hangs."""
    received = b""
    closed = False
    asked_at = None  # where the answer to our own question begins, or what is before it goes on
    with socket.create_connection(("127.0.0.1", port), timeout=limit_s) as connection:
        try:
            connection.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass
        connection.settimeout(limit_s)
        try:
            while True:
                piece = connection.recv(65536)
                if not piece:
                    closed = True
                    break
                received += piece
                is_said = _CLOSES in data.lower() or _CLOSES in received.lower()
                if asked_at is None and not is_said and _is_whole(received):
                    asked_at = len(received)
                    connection.sendall(_STILL_THERE)
        except (BrokenPipeError, ConnectionResetError):
            closed = True
        except (TimeoutError, socket.timeout):
            pass
    if asked_at is not None:
        ours = received.rfind(b"HTTP/1.1 ")
        if ours >= asked_at and received.startswith(_FINE, ours):
            received, closed = received[:ours], False
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    found = re.match(r"HTTP/1\.[01] (\d{3})", lines[0])
    headers = [
        tuple(part.strip() for part in line.split(":", 1)) for line in lines[1:] if ":" in line
    ]
    answer = Answer(int(found.group(1)) if found else None, headers, body)
    answer.closed = closed
    answer.raw = received
    return answer


class EventStream:
    """Listens to server-sent events in a thread of its own until closed."""

    def __init__(self, port, path, headers, limit_s):
        self.events = queue.Queue()
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=limit_s)
        self._http.request("GET", path, headers=dict(headers, Accept="text/event-stream"))
        # The response takes the socket over; closing needs it.
        self._socket = self._http.sock
        self._response = self._http.getresponse()
        self.status = self._response.status
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self):
        event = {}
        try:
            for line in self._response:
                line = line.decode("utf-8", "replace").rstrip("\r\n")
                if not line and event:
                    self.events.put(event)
                    event = {}
                elif line and not line.startswith(":"):
                    name, _, value = line.partition(":")
                    value = value[1:] if value.startswith(" ") else value
                    event[name] = (
                        event[name] + "\n" + value if name == "data" and name in event else value
                    )
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass

    def next(self, limit_s):
        try:
            event = self.events.get(timeout=limit_s)
        except queue.Empty:
            return None
        try:
            event["data"] = json.loads(event.get("data", "null"))
        except ValueError:
            pass
        return event

    def close(self):
        try:
            if self._socket:
                self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._thread.join(2)
        self._http.close()
