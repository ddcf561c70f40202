#!/usr/bin/env python3
"""What sharing costs: lists and counts of deals for an administrator and for reps with nothing, ten
and ten thousand deals shared with them, in turn, in one run.

    bench/sharing.py [--program build/comity] [--deals 1000000] [--database postgresql://…]

500 people in 50 teams own the deals; a rep sees those of a team of ten. Figures never fail it.
"""
import argparse
import concurrent.futures
import csv
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
sys.path[:0] = [os.path.join(ROOT, "bench"), os.path.join(ROOT, "tests")]

from machine import Served  # noqa: E402

PEOPLE, TEAMS = 500, 50
ROUNDS = 30
QUESTIONS = {
    "list, newest": {"limit": 50},
    "list, filtered": {"limit": 50, "filter": 'name : "deal 7"'},
    "list by amount": {"limit": 50, "sort": "-amount"},
    "count, exact": {"limit": 1, "count": "exact"},
    "figures by stage": None,
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=os.path.join(ROOT, "build", "comity"))
    parser.add_argument("--deals", type=int, default=1_000_000)
    parser.add_argument("--shares", type=int, default=10_000)
    parser.add_argument("--database", default=None)
    return parser.parse_args()


class Firm:
    def __init__(self, given, folder):
        self.given = given
        self.folder = folder
        kept = ["--database", given.database] if given.database else ["--data", folder]
        self.options = kept

    def comity(self, *words):
        done = subprocess.run(
            [self.given.program, *words, *self.options], capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"comity {' '.join(words)}: {done.stdout} {done.stderr}")
        return done.stdout

    def write(self, name, header, rows):
        path = os.path.join(self.folder, name + ".csv")
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *rows])
        return path

    def load(self):
        chance = random.Random(4)
        self.comity("user", "add", "ada@firm.test", "--name", "Ada", "--role", "administrator")
        teams = self.write("team", ["name"], ([f"Team {n}"] for n in range(TEAMS)))
        self.comity("import", "team", teams)
        people = (
            [f"Person {n}", f"p{n}@firm.test", "Sales rep", f"Team {n % TEAMS}"]
            for n in range(PEOPLE)
        )
        self.comity(
            "import", "user", self.write("user", ["name", "email", "role", "team"], people)
        )
        deals = (
            [f"Deal {n}", chance.randrange(100_000), f"Person {chance.randrange(PEOPLE)}"]
            for n in range(self.given.deals)
        )
        print(self.comity("import", "deal", self.write("deal", ["name", "amount", "owner"], deals)))

    def key(self, email):
        return self.comity("key", "add", email, "--label", "bench").split()[-1]

    def serve(self):
        def command(port):
            listen = ["--listen", f"127.0.0.1:{port}"]
            return [self.given.program, "serve", *listen, *self.options]

        return Served(command, "/readyz", os.path.join(self.folder, "server.log"))


class Caller:
    """One person's connection."""

    def __init__(self, port, key):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json"}

    def ask(self, method, path, body=None):
        text = None if body is None else json.dumps(body)
        self.connection.request(method, "/api/v1" + path, text, self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in (200, 201):
            sys.exit(f"{method} {path}: {answer.status} {content[:300]}")
        return json.loads(content)


def address(question):
    if question is None:
        return "/deals/aggregate?group=stage&measure=count,sum(amount)"
    return "/deals?" + urllib.parse.urlencode(question)


def share(firm, port, key, people):
    """Deals of other teams, drawn by chance: a share is one request, as on the screen."""
    caller = Caller(port, key)
    ids = []
    after = ""
    while len(ids) < firm.given.shares * 2:
        page = caller.ask("GET", "/deals?limit=200&fields=name" + after)
        ids += [record["id"] for record in page["records"]]
        if not page["next"]:
            break
        after = "&after=" + page["next"]
    random.Random(5).shuffle(ids)
    wishes = [(record, person) for person, count in people.items() for record in ids[:count]]
    callers = [Caller(port, key) for _ in range(4)]

    def send(nth):
        for record, person in wishes[nth :: len(callers)]:
            callers[nth].ask("POST", f"/deals/{record}/shares", {"person": person})

    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(len(callers)) as pool:
        list(pool.map(send, range(len(callers))))
    print(f"{len(wishes)} shares made in {time.monotonic() - begin:.0f} s")


def measure(callers):
    """Everybody in turn, so that whatever else the machine does meets all alike."""
    print(f"{'ms, middle of ' + str(ROUNDS):24}" + "".join(f"{name:>16}" for name in callers))
    for name, question in QUESTIONS.items():
        times = {who: [] for who in callers}
        for caller in callers.values():
            caller.ask("GET", address(question))
        for _ in range(ROUNDS):
            for who, caller in callers.items():
                begin = time.perf_counter()
                caller.ask("GET", address(question))
                times[who].append((time.perf_counter() - begin) * 1000)
        middle = {who: statistics.median(taken) for who, taken in times.items()}
        first = next(iter(middle.values()))
        cells = (f"{ms:.2f} ({ms / first:.2f}×)" for ms in middle.values())
        print(f"{name:24}" + "".join(f"{cell:>16}" for cell in cells), flush=True)


def main():
    given = arguments()
    with tempfile.TemporaryDirectory() as folder:
        firm = Firm(given, folder)
        firm.load()
        keys = {
            "administrator": firm.key("ada@firm.test"),
            "rep, none": firm.key("p0@firm.test"),
            "rep, 10": firm.key("p1@firm.test"),
            f"rep, {given.shares}": firm.key("p2@firm.test"),
        }
        server = firm.serve()
        try:
            ids = {
                name: Caller(server.port, key).ask("GET", "/me")["id"] for name, key in keys.items()
            }
            names = list(ids)
            shares = {ids[names[2]]: 10, ids[names[3]]: given.shares}
            share(firm, server.port, keys["administrator"], shares)
            measure({name: Caller(server.port, key) for name, key in keys.items()})
        finally:
            server.stop()


if __name__ == "__main__":
    main()
