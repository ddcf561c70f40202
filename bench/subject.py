"""What is measured: Comity on one database with the firm in it, loaded through its own import."""
import json
import math
import os
import random
import time

import firm as made_up
import table
from machine import Failed, Served, Timed, exact_processor_us, processor_s
from together import send_together
from traffic import Requests, in_turn, send

_ADMINISTRATOR = "ada@firm.test"
_DRAWN = 20_000  # ids to draw from
_LONGEST_ROUND_S = 12


class Subject:
    """One database with the firm in it, and what was found out about it so far."""

    def __init__(self, program, stock, firm, folder, given):
        self.program = program
        self.stock = stock
        self.firm = firm
        self.folder = folder
        self.seconds = given.seconds
        self.rounds = given.rounds
        self.connections = (32,) if given.short else (1, 32)
        self.longest_s = 3 if given.short else _LONGEST_ROUND_S
        self.server = None
        self.key = self.rep_key = None
        self.before_history = None
        self.figures = {}  # (name, connections) → Figure
        self.told = {}  # name → number

    def comity(self, *words):
        return Timed([self.program, *words, *self.stock.options])

    # --- loading

    def load_before_contacts(self):
        self.comity("user", "add", _ADMINISTRATOR, "--name", "Ada", "--role", "administrator")
        self.key = self.key_for(_ADMINISTRATOR)
        self._import("team", "--match", "name")
        self._import("user", "--match", "email")
        self._import("account", "--match", "external_id")

    def import_contacts(self):
        return self._import("contact", "--match", "emails")

    def load(self):
        """Everything through `comity import`; what the contacts took is what is told."""
        self.load_before_contacts()
        before = self.stock.processor_s()
        self.imported = self.import_contacts()
        self.imported.processor_s += self.stock.processor_s() - before
        self._import("deal", "--match", "external_id", "--set", "pipeline=Sales")
        if self.firm.activities:
            self._import("activity", "--match", "external_id")
        self.comity("import", "activity", self.firm.path("long"))
        self.rep_key = self.key_for(made_up.user_email(made_up.REP))

    def load_abroad(self):
        self.comity("import", "contact", self.firm.path("abroad"))

    def key_for(self, email):
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

    def exact_us(self):
        return exact_processor_us([self.server.pid, *self.stock.pids()])

    def ask(self, path, key=None, method="GET", body=None):
        text = None if body is None else json.dumps(body)
        answer = self.server.ask(method, "/api/v1" + path, key or self.key, text)
        if answer.status not in (200, 201):
            raise Failed(f"{method} {path}: {answer.status} {answer.content[:500]}")
        return json.loads(answer.content)

    def drawn(self, plural, condition="1 = 1"):
        ids = self.stock.ids(plural, condition)
        random.Random(made_up.SEED).shuffle(ids)
        return ids[:_DRAWN]

    # --- measuring

    def requests(self, name, paths, key=None, method="GET", bodies=()):
        full = [
            "/api/v1" + path if isinstance(path, str) else ["/api/v1" + one for one in path]
            for path in paths
        ]
        return Requests(name, self.folder, full, key or self.key, method, bodies)

    def sender(self, requests, connections, seconds=None):
        send_one = send_together if requests.is_screen else send
        return lambda: send_one(
            requests, self.server.port, connections, seconds or self.seconds, self.processor_s
        )

    def seconds_for(self, requests, connections):
        """Long enough for four answers to each connection, within bounds; reading only."""
        if requests.method != "GET":
            return self.seconds
        begin = time.monotonic()
        for path in requests.groups[0]:
            self.server.ask("GET", path, requests.key)
        alone_s = time.monotonic() - begin
        wanted = math.ceil(4 * connections * alone_s / min(connections, 2))
        return max(self.seconds, min(wanted, self.longest_s))

    def tell(self, requests, connections, floor=None):
        """Measures and prints one line; `floor` is a Figure that stands beneath."""
        seconds = self.seconds_for(requests, connections)
        (figure,) = in_turn([self.sender(requests, connections, seconds)], self.rounds)
        return self.put(requests.name, connections, figure, floor)

    def put(self, name, connections, figure, floor=None):
        self.figures[name, connections] = figure
        table.requests(name, connections, figure, floor)
        return figure

    def figure(self, name, *connections):
        """The first of these whose processor time is known, or that there is; None without any."""
        there = [
            self.figures[name, count]
            for count in connections or (32, 1)
            if (name, count) in self.figures
        ]
        known = [figure for figure in there if not math.isnan(figure.processor_us)]
        return (known or there or [None])[0]
