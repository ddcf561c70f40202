#!/usr/bin/env python3
"""How long others wait while something large is written: one edit after another meanwhile, and the
same work alone beside it. Figures never fail it.

    bench/waiting.py [--program build/comity] [--records 100000] [--database postgresql://…]
"""
import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
sys.path[:0] = [os.path.join(ROOT, "bench"), os.path.join(ROOT, "tests")]

import table  # noqa: E402
from machine import Served, processor_s  # noqa: E402

PAUSE_S = 0.02  # between two edits
ASYNC = {"Prefer": "respond-async"}
WIDTHS = (24, 10, 10, 10, 8, 10, 10, 10)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=os.path.join(ROOT, "build", "comity"))
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--database", default=None)
    return parser.parse_args()


class Firm:
    """A server with one administrator and two accounts that will become one."""

    def __init__(self, given, folder):
        self.given = given
        self.options = ["--data", folder]
        if given.database:
            self.options += ["--database", given.database]
        self._comity("user", "add", "ada@firm.test", "--name", "Ada", "--role", "administrator")
        self.key = self._comity("key", "add", "ada@firm.test", "--label", "bench").split()[-1]

        def command(port):
            return [given.program, "serve", "--listen", f"127.0.0.1:{port}", *self.options]

        self.server = Served(command, "/readyz", os.path.join(folder, "server.log"))
        names = ("Edited", "Kept", "Gone")
        self.edited, self.kept, self.gone = (
            self.ask("POST", "/accounts", {"name": name})["id"] for name in names
        )

    def _comity(self, *words):
        ran = subprocess.run(
            [self.given.program, *words, *self.options], capture_output=True, text=True, check=True
        )
        return ran.stdout

    def ask(self, method, path, body=None, headers=None, kind="application/json"):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        text = body if isinstance(body, bytes) or body is None else json.dumps(body)
        own = {"Authorization": "Bearer " + self.key, "Content-Type": kind}
        connection.request(method, "/api/v1" + path, text, {**own, **(headers or {})})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:500]}")
        return json.loads(content)

    def finish(self, path):
        """What is there when it is no longer under way."""
        while True:
            state = self.ask("GET", path)
            if state["state"] not in ("waiting", "reading", "running"):
                break
            time.sleep(0.1)
        if state["state"] != "done":
            raise RuntimeError(f"{path}: {state}")
        return state["change"]

    def job(self, path, body):
        return self.finish("/jobs/" + self.ask("POST", path, body, ASYNC)["job"])

    def import_contacts(self, tag):
        rows = "last_name,account,emails,external_id\n" + "".join(
            f"{tag}{i},Gone,{tag}{i}@x.test,{tag}{i}\n" for i in range(self.given.records)
        )
        parts = (("object", "", "contact"), ("file", '; filename="contacts.csv"', rows))
        says = "Content-Disposition: form-data; name="
        body = "".join(
            f'--part\r\n{says}"{name}"{more}\r\n\r\n{content}\r\n'
            for name, more, content in parts
        )
        body += "--part--\r\n"
        kind = "multipart/form-data; boundary=part"
        made = self.ask("POST", "/imports", body.encode(), {}, kind)
        return self.finish("/imports/" + made["id"])


class Edits:
    """One after another until it is stopped; how long each took, in milliseconds."""

    def __init__(self, firm):
        self._firm = firm
        self.times = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._edit, daemon=True)
        self._thread.start()

    def _edit(self):
        while not self._over.is_set():
            begin = time.perf_counter()
            path = "/accounts/" + self._firm.edited
            self._firm.ask("PATCH", path, {"sector": str(len(self.times))})
            self.times.append((time.perf_counter() - begin) * 1000)
            self._over.wait(PAUSE_S)

    def stop(self):
        self._over.set()
        self._thread.join()
        return sorted(self.times)


def measured(firm, work, is_alone):
    """What the work gave; seconds, processor seconds, and how long the edits beside it took."""
    edits = None if is_alone else Edits(firm)
    begin, spent = time.monotonic(), processor_s(firm.server.pid)
    try:
        result = work()
        seconds = time.monotonic() - begin, processor_s(firm.server.pid) - spent
    finally:
        times = edits.stop() if edits else []
    return result, seconds, times


def round_of(firm, is_alone):
    tag = "alone" if is_alone else "beside"
    made = {}

    def merge():
        path = f"/accounts/{firm.kept}/merge"
        made["merge"] = firm.job(path, {"with": firm.gone})

    def undo(name, answer):
        return lambda: firm.job(f"/changes/{made[name]}/undo", answer)

    def bulk():
        edit = {"filter": f'last_name : "{tag}"', "set": {"job_title": "Buyer"}}
        return firm.finish("/jobs/" + firm.ask("POST", "/contacts/bulk", edit)["job"])

    def load():
        made["import"] = firm.import_contacts(tag)

    steps = (
        ("import", load),
        ("bulk edit", bulk),
        ("merge of two accounts", merge),
        ("unmerge", undo("merge", {})),
        ("undo of the import", undo("import", {"force_fields": ["*"]})),
    )
    return {name: measured(firm, work, is_alone)[1:] for name, work in steps}


def main():
    given = arguments()
    with tempfile.TemporaryDirectory(prefix="comity-waiting.") as folder:
        firm = Firm(given, folder)
        try:
            alone, beside = round_of(firm, True), round_of(firm, False)
        finally:
            firm.server.stop()
    head = ("of " + f"{given.records:,} contacts", "alone", "CPU", "beside", "edits", "p50", "p95")
    table.heading("How long others wait", (*head, "longest"), WIDTHS, (0,))
    for name, ((seconds, spent), _) in alone.items():
        (beside_s, _), times = beside[name]
        cells = [name, f"{seconds:.1f} s", f"{spent:.1f} s", f"{beside_s:.1f} s", str(len(times))]
        for part in (0.5, 0.95, 1):
            cells.append(f"{times[min(len(times) - 1, int(len(times) * part))]:.0f} ms")
        table.line(cells, WIDTHS, (0,))


if __name__ == "__main__":
    main()
