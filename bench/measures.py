"""What is measured on one database, in the order in which it is printed."""
import http.client
import json
import os
import random
import time
import urllib.parse

import firm as made_up
import table
from machine import Failed, Served, Timed, processor_s, resident_mb
from traffic import Requests, middle, send

REP = 0  # the number of the user who asks as a rep
_ADMINISTRATOR = "ada@firm.test"
_DRAWN = 20_000  # ids to draw from


class Bench:
    """One database with the firm in it."""

    def __init__(self, program, stock, firm, folder, seconds, rounds):
        self.program = program
        self.stock = stock
        self.firm = firm
        self.folder = folder
        self.seconds = seconds
        self.rounds = rounds
        self.server = None
        self.key = self.rep_key = None

    def comity(self, *words):
        return Timed([self.program, *words, *self.stock.options])

    # --- loading

    def load(self, is_printed=True):
        """Everything through `comity import`; the contacts are what is told."""
        self.comity("user", "add", _ADMINISTRATOR, "--name", "Ada", "--role", "administrator")
        self.key = self._key_for(_ADMINISTRATOR)
        self._import("user", "--match", "email", "--create", "team")
        self._import("account", "--match", "external_id")
        before = self.stock.processor_s()
        ran = self._import("contact", "--match", "external_id")
        spent = ran.processor_s + self.stock.processor_s() - before
        self._import("deal", "--match", "external_id", "--set", "pipeline=Sales")
        if self.firm.activities:
            self._import("activity", "--match", "external_id")
        self.rep_key = self._key_for(made_up.user_email(REP))
        if not is_printed:
            return
        rate = self.firm.contacts / ran.seconds
        floor = self.stock.bulk_insert_rows_s()
        table.single(
            f"import of {self.firm.contacts:,} contacts",
            f"{rate:,.0f} rows/s",
            f"{floor:,.0f} rows/s bulk insert",
            rate / floor,
            "≥ 15,000 rows/s",
            spent / self.firm.contacts * 1e6,
        )
        table.single("  most memory while importing", f"{ran.peak_mb:.0f} MB")

    def _key_for(self, email):
        return self.comity("key", "add", email, "--label", "bench").text.split()[-1]

    def _import(self, name, *options):
        return self.comity("import", name, self.firm.path(name), *options)

    # --- serving

    def start(self):
        def command(port):
            listen = ["--listen", f"127.0.0.1:{port}"]
            return [self.program, "serve", *listen, *self.stock.options]

        self.server = Served(command, "/readyz", os.path.join(self.folder, "server.log"))

    def stop(self):
        if self.server:
            self.server.stop()
            self.server = None

    def processor_s(self):
        return processor_s(self.server.pid) + self.stock.processor_s()

    def ask(self, path):
        answer = self.server.ask("GET", "/api/v1" + path, self.key)
        if answer.status != 200:
            raise Failed(f"GET {path}: {answer.status} {answer.content[:500]}")
        return json.loads(answer.content)

    def requests(self, name, paths, key=None, method="GET", body=None):
        full = ["/api/v1" + path for path in paths]
        return Requests(name, self.folder, full, key or self.key, method, body)

    def rounds_of(self, requests, connections):
        return middle(
            [
                send(requests, self.server.port, connections, self.seconds, self.processor_s)
                for _ in range(self.rounds)
            ]
        )

    # --- the measurements

    def idle(self):
        self.start()
        time.sleep(1.5)
        memory = resident_mb(self.server.pid)
        table.single("memory, idle", f"{memory:.1f} MB", target="< 50 MB")
        table.single("start to /readyz", f"{self.server.seconds_to_ready:.3f} s", target="< 0.3 s")
        table.single(
            f"on disk, each of {self.firm.records:,} records",
            f"{self.stock.size() / self.firm.records:,.0f} bytes",
        )

    def against_floor(self, floor):
        """The same rows by the bare handler, in turn with ours, so that a busy machine is as busy
        for both."""
        ids = self.drawn("deals")
        pairs = (
            ("read a deal", [f"/deals/{id_}" for id_ in ids], [f"/one/{id_}" for id_ in ids]),
            ("list 50 deals", ["/deals?limit=50"], ["/fifty"]),
        )
        for name, paths, floor_paths in pairs:
            ours = self.requests(name, paths)
            bare = Requests("floor " + name, self.folder, floor_paths)
            for connections in (1, 32):
                figures, beneath = [], []
                for _ in range(self.rounds):
                    beneath.append(floor.send(bare, connections, self.seconds))
                    figures.append(
                        send(ours, self.server.port, connections, self.seconds, self.processor_s)
                    )
                table.requests(
                    label(name, connections), middle(figures), middle(beneath), target=0.5
                )

    def drawn(self, plural):
        ids = self.stock.ids(plural)
        random.Random(made_up.SEED).shuffle(ids)
        return ids[:_DRAWN]

    def reads(self):
        words = [made_up.last_name(number) for number in range(0, 500, 7)]
        words += [f"c{number}@mail.example" for number in range(0, self.firm.contacts, 997)]
        kinds = (
            ("list 50 deals as a rep", ["/deals?limit=50"], self.rep_key),
            (
                "list 50 contacts by a filter",
                ["/contacts?limit=50&" + urllib.parse.urlencode({"filter": 'lifecycle = "buy"'})],
                None,
            ),
            (
                "search",
                ["/search?" + urllib.parse.urlencode({"q": word, "limit": 20}) for word in words],
                None,
            ),
            (
                "deals by stage, count and sum",
                ["/deals/aggregate?group=stage&measure=count,sum(amount)"],
                None,
            ),
        )
        for name, paths, key in kinds:
            self._both(name, self.requests(name, paths, key))

    def _both(self, name, requests):
        for connections in (1, 32):
            table.requests(label(name, connections), self.rounds_of(requests, connections))

    def paging(self):
        deep = min(500, self.firm.contacts // 50 - 1)
        after = None
        for _ in range(deep - 1):
            path = "/contacts?limit=50&fields=name" + (f"&after={after}" if after else "")
            after = self.ask(path)["next"]
        first = self.requests("contacts, page 1", ["/contacts?limit=50"])
        last = self.requests(
            f"contacts, page {deep}",
            ["/contacts?limit=50&after=" + urllib.parse.quote(after, safe="")],
        )
        first_figure = self.rounds_of(first, 1)
        table.requests(label(first.name, 1), first_figure)
        table.requests(label(last.name, 1), self.rounds_of(last, 1), first_figure)

    def writes(self):
        durable = self.stock.durable_insert_rows_s(max(2, self.seconds))
        contact = {
            "first_name": "Nova",
            "last_name": "Made {n}",
            "job_title": "Buyer",
            "emails": ["n{n}@made.example"],
            "phones": ["+49 40 {n}"],
        }
        create = self.requests("create a contact", ["/contacts"], method="POST", body=contact)
        update = self.requests(
            "update a deal",
            [f"/deals/{id_}" for id_ in self.drawn("deals")],
            method="PATCH",
            body={"next_step": "Step {n}"},
        )
        self._both("create a contact", create)
        table.note(f"the database's own durable inserts of the row, 32 at a time: {durable:,.0f}/s")
        self._both("update a deal", update)

    def export(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=600)
        before, begin = self.processor_s(), time.monotonic()
        headers = {"Authorization": "Bearer " + self.key}
        connection.request("GET", "/api/v1/contacts.csv", headers=headers)
        answer = connection.getresponse()
        lines = answer.read(1).count(b"\n")
        first_byte_s = time.monotonic() - begin
        while piece := answer.read(1 << 20):
            lines += piece.count(b"\n")
        seconds = time.monotonic() - begin
        connection.close()
        if answer.status != 200:
            raise Failed(f"GET /contacts.csv: {answer.status}")
        spent = self.processor_s() - before
        table.single(
            f"export of {lines - 1:,} contacts as CSV",
            f"{lines / seconds:,.0f} rows/s",
            processor_us=spent / lines * 1e6,
        )
        table.single("  first byte", f"{first_byte_s * 1000:.1f} ms", target="< 50 ms")

    def under_load(self):
        memory = resident_mb(self.server.pid)
        table.single("memory after all this", f"{memory:.1f} MB", target="≤ 200 MB")


def label(name, connections):
    return f"{name}, {connections} connection" + ("s" if connections > 1 else "")
