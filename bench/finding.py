"""How long a search takes, by the kind of what is typed, for one who sees all and for a rep."""
import bisect
import http.client
import random
import time
import unicodedata

import firm as made_up
import table
from asked import address

TURNS = 150
LONGEST_S = 15  # for each kind of question and each who asks


def _mistyped(chance, word):
    """One letter left out, doubled, replaced or swapped with the next; from six letters on."""
    at = chance.randrange(1, len(word) - 1)
    edits = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + "x" + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return chance.choice(edits)


def _plain(name):
    """`müller` as muller."""
    parts = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ß", "ss"))
    return "".join(one for one in parts if not unicodedata.combining(one))


def kinds(firm):
    """(name, words): what people type."""
    chance = random.Random(made_up.SEED)
    names = [made_up.last_name(chance.randrange(7_200)) for _ in range(TURNS)]
    people = [made_up.contact_name(chance.randrange(firm.contacts)) for _ in range(TURNS)]
    tails = "berg mann sen etti escu stein feld hoff lund ston wright smith ford".split()
    numbers = [chance.randrange(firm.contacts) for _ in range(TURNS)]
    accented = [name for name in names if not name.isascii()]
    letters = "bcdefghklmnoprstw"
    return (
        ("last name", names),
        ("first and last name", [" ".join(one) for one in people]),
        ("beginning of a name, three letters", [name[:3] for name in names]),
        ("two letters", [one + chance.choice("aeiou") for one in letters]),
        ("one letter", list(letters)),
        ("frequent part of a word", tails),
        ("frequent word", ["Software", "deal", "medical", "mail.example", "offer"]),
        ("two frequent parts", [f"{one} retail" for one in tails]),
        ("e-mail address", [f"c{chance.randrange(firm.contacts)}@mail" for _ in range(TURNS)]),
        ("telephone, eight digits", [f"030 {chance.randrange(10**5)}" for _ in range(TURNS)]),
        ("name mistyped", [_mistyped(chance, name) for name in names]),
        (
            "both names, one mistyped",
            [f"{first} {_mistyped(chance, last)}" for first, last in people],
        ),
        ("name and account", [f"{first} retail" for first, _ in people]),
        ("without its accent", [_plain(name) for name in accented]),
        ("two rare words", [f"c{one} d{one}" for one in numbers]),
        ("a rare and a frequent word", [f"c{one} software" for one in numbers]),
        ("two frequent words", ["Software deal", "retail mail", "manager berlin", "deal medical"]),
        ("whole telephone number", [f"030 {chance.randrange(10**6, 10**7)}" for _ in range(TURNS)]),
        ("two Chinese characters", [made_up.sign_name(chance) for _ in range(TURNS)]),
        ("one Chinese character", list(made_up.SIGNS)),
        ("nothing like it", [f"q{name[::-1]}xq" for name in names]),
    )


class Timings:
    """Of each answer, sorted: microseconds by the clock, and of processor time, the server's and
    its database's together."""

    def __init__(self):
        self.clock = []
        self.processor = []

    def add(self, clock_us, processor_us):
        bisect.insort(self.clock, clock_us)
        bisect.insort(self.processor, processor_us)


def _at(sorted_times, part):
    return sorted_times[min(len(sorted_times) - 1, int(len(sorted_times) * part))]


def timings_of(port, key, words, processor_us, longest_s):
    """One after another on one connection: each of the words, then again until there are enough or
    the time is over."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": "Bearer " + key}
    timings = Timings()
    over = time.monotonic() + longest_s
    for turn in range(max(TURNS, len(words))):
        path = "/api/v1" + address("/search", q=words[turn % len(words)], limit=20)
        spent = processor_us()
        begin = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        clock_us = (time.perf_counter() - begin) * 1e6
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {body[:200]}")
        timings.add(clock_us, processor_us() - spent)
        if time.monotonic() > over:
            break
    connection.close()
    return timings


def tell_finding(port, keys, firm, processor_us):
    """`keys`: name of who asks → API key. `processor_us()`: what server and database used so far.
    Returns the longest p95 of processor time, in milliseconds."""
    head = ("Search", "as", "CPU p50", "p95", "longest", "clock p50", "p95", "longest")
    widths = (36, 14, 9, 9, 9, 10, 9, 9)
    table.heading(f"Search among {firm.records:,} records", head, widths, (0, 1))
    worst = 0
    for name, words in kinds(firm):
        for who, key in keys.items():
            timings = timings_of(port, key, words, processor_us, LONGEST_S)
            cells = [name, who]
            for times in (timings.processor, timings.clock):
                cells += [table.time_text(_at(times, part)) for part in (0.5, 0.95, 1)]
            table.line(cells, widths, (0, 1))
            worst = max(worst, _at(timings.processor, 0.95))
    return worst / 1000
