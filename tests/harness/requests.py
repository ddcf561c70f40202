"""The steps that speak HTTP: a request, what goes with it, and sending it."""
import json
import threading
import time
import uuid

from harness.client import Connection, EventStream, address_of, send_raw
from harness.expectations import Failure, Several, expect
from harness.script import ScriptError, Step
from harness.variables import UnknownName, as_text, replace, replace_in

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT")


class Pending:
    """A request that is written down but not sent: `with` lines may still add to it."""

    def __init__(self, step, method, path, body, times=None):
        self.step = step
        self.method = method
        self.path = path
        self.body = body
        self.times = times
        self.headers = []
        self.parts = []
        self.sent = False


def body_of(text, variables):
    """JSON with its holes filled inside; what is not JSON is sent as it is written."""
    if not text.strip():
        return None
    try:
        value = json.loads(text)
    except ValueError:
        return as_text(replace(text, variables)).encode()
    return json.dumps(replace_in(value, variables), ensure_ascii=False).encode()


def read_request(play, step, text, times=None):
    finish(play)
    line, arrow, expected = text.partition(" => ")
    method, _, rest = line.partition(" ")
    path, body = rest.strip(), ""
    if method not in ("GET", "HEAD", "DELETE", "OPTIONS"):
        path, _, body = path.partition(" ")
    if not arrow and step.block:
        body += "\n" + step.block_text()
    play.pending = Pending(step, method, path, body, times)
    play.last = None
    if arrow:
        expect(play, Step(step.line, "=> " + expected, step.block))


def add_to_request(play, step):
    """with NAME: value · with body [TYPE] [from PATH] · with field NAME = text ·
    with file NAME [from PATH]"""
    pending = play.pending
    if pending is None or pending.sent:
        raise ScriptError("`with` belongs below a request and above its =>")
    words = step.text.split(None, 2)
    if words[1] == "body":
        kind, _, path = (words[2] if len(words) > 2 else "text/plain").partition(" from ")
        pending.headers.append(("Content-Type", kind))
        if path:
            with open(play.path(path), "rb") as file:
                pending.body = file.read()
        else:
            pending.body = as_text(replace(step.block_text(), play.variables)).encode()
    elif words[1] == "field":
        name, _, value = words[2].partition("=")
        value = value.strip() or step.block_text()
        pending.parts.append((name.strip(), None, as_text(replace(value, play.variables)).encode()))
    elif words[1] == "file":
        name, _, path = words[2].partition(" from ")
        if path:
            with open(play.path(path), "rb") as file:
                content = file.read()
        elif step.block:
            content = as_text(replace(step.block_text(), play.variables)).encode() + b"\n"
        else:
            with open(play.path(name), "rb") as file:
                content = file.read()
        pending.parts.append(("file", name.strip(), content))
    else:
        name, colon, value = step.text[5:].partition(":")
        if not colon:
            raise ScriptError("with NAME: value, with body, with field or with file")
        pending.headers.append((name.strip(), as_text(replace(value.strip(), play.variables))))


def _multipart(parts):
    boundary = uuid.uuid4().hex
    data = b""
    for name, file_name, content in parts:
        data += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        if file_name:
            data += f'; filename="{file_name}"\r\nContent-Type: application/octet-stream'.encode()
        data += b"\r\n\r\n" + content + b"\r\n"
    return f"multipart/form-data; boundary={boundary}", data + f"--{boundary}--\r\n".encode()


def _prepared(play, pending):
    headers = list(pending.headers)
    body = pending.body
    named = {name.lower() for name, _ in headers}
    if pending.parts:
        content_type, body = _multipart(pending.parts)
        headers.append(("Content-Type", content_type))
    elif isinstance(body, str):
        body = body_of(body, play.variables)
        if body is not None and "content-type" not in named:
            headers.append(("Content-Type", "application/json"))
    if "authorization" not in named and "cookie" not in named:
        writes = pending.method not in ("GET", "HEAD", "OPTIONS")
        headers += play.people.headers(play.who, play.by_cookie, writes)
    return address_of(pending.path, play.variables), headers, body


def send(play):
    """Sends what is pending, if it is not sent yet."""
    pending = play.pending
    if pending is None or pending.sent:
        return
    pending.sent = True
    path, headers, body = _prepared(play, pending)
    if pending.times:
        play.last = _many(play, pending, path, headers, body)
    else:
        play.last = play.connection.ask(pending.method, path, headers, body)


def _many(play, pending, path, headers, body):
    answers = [None] * pending.times
    gate = threading.Barrier(pending.times)

    def one(index):
        connection = Connection(play.server.port, play.request_limit_s)
        try:
            gate.wait(30)
            answers[index] = connection.ask(pending.method, path, headers, body)
        except Exception as error:  # shown below
            answers[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(index,)) for index in range(pending.times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    broken = [answer for answer in answers if isinstance(answer, Exception)]
    if broken:
        raise Failure(f"{len(broken)} of {len(answers)} requests got no answer: {broken[0]!r}")
    return Several(answers)


def finish(play):
    """Sends a request that no => looked at; such a one must succeed."""
    pending = play.pending
    if pending is not None and not pending.sent:
        send(play)
        answers = play.last.answers if isinstance(play.last, Several) else [play.last]
        for answer in answers:
            if not 200 <= answer.status < 300:
                problem = Failure(f"{pending.step.text[:200]}: answered {answer.status}")
                problem.line = pending.step.line
                raise problem
    play.pending = None


def eventually(play, step, text):
    """Asks again and again until the expectations hold."""
    request, arrow, expected = text.partition(" => ")
    if not arrow:
        raise ScriptError("eventually METHOD path => what is expected")
    end = time.monotonic() + min(play.time_left(), 60 * play.surroundings.slowness)
    while True:
        try:
            read_request(play, Step(step.line, text, step.block), text)
            return
        except (Failure, UnknownName):
            if time.monotonic() > end:
                raise
            play.pending = None
            time.sleep(0.1)


_ESCAPES = {"r": "\r", "n": "\n", "t": "\t", "0": "\0", "\\": "\\"}


def _unescaped(text):
    result, at = "", 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            if text[at + 1] == "x":
                result += chr(int(text[at + 2 : at + 4], 16))
                at += 4
                continue
            result += _ESCAPES.get(text[at + 1], text[at : at + 2])
            at += 2
        else:
            result += text[at]
            at += 1
    return result


def raw(play, step):
    """The block's lines as they are, joined without anything: line ends are written \\r\\n."""
    finish(play)
    text = "".join(as_text(replace(line, play.variables)) for _, line in step.block)
    person = play.who
    text = text.replace("{{key}}", person.key if person else "")
    play.last = send_raw(
        play.server.port, _unescaped(text).encode("latin-1"), 20 * play.surroundings.slowness
    )


def listen(play, step):
    """listen [from SEQ]"""
    finish(play)
    words = step.text.split()
    headers = dict(play.people.headers(play.who, play.by_cookie, False))
    if len(words) > 2:
        headers["Last-Event-ID"] = as_text(replace(words[2], play.variables))
    stream = EventStream(
        play.server.port, "/api/v1/events", headers, 120 * play.surroundings.slowness
    )
    if stream.status != 200:
        raise Failure(f"/events answered {stream.status}")
    play.streams.append(stream)
