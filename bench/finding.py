"""How long a search takes, by the kind of what is typed, for one who sees all and for a rep."""
import http.client
import random
import time

import firm as made_up
import table
from asked import address

TURNS = 150


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


def kinds(firm):
    """(name, words): what people type."""
    chance = random.Random(made_up.SEED)
    names = [made_up.last_name(chance.randrange(7_200)) for _ in range(TURNS)]
    people = [made_up.contact_name(chance.randrange(firm.contacts)) for _ in range(TURNS)]
    tails = "berg mann sen etti escu stein feld hoff lund ston wright smith ford".split()
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
        ("nothing like it", [f"q{name[::-1]}xq" for name in names]),
    )


def times_of(port, key, words):
    """Seconds of each answer, sorted; one after another on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": "Bearer " + key}
    seconds = []
    for turn in range(max(TURNS, len(words))):
        path = "/api/v1" + address("/search", q=words[turn % len(words)], limit=20)
        begin = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        seconds.append(time.perf_counter() - begin)
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {body[:200]}")
    connection.close()
    return sorted(seconds)


def tell_finding(port, keys, firm):
    """`keys`: name of who asks → API key."""
    head = ("Search", "as", "p50", "p95", "p99", "longest")
    widths = (36, 14, 9, 9, 9, 9)
    table.heading(f"Search among {firm.records:,} records", head, widths, (0, 1))
    for name, words in kinds(firm):
        for who, key in keys.items():
            seconds = times_of(port, key, words)
            cells = [name, who]
            for part in (0.5, 0.95, 0.99, 1):
                place = min(len(seconds) - 1, int(len(seconds) * part))
                cells.append(table.time_text(seconds[place] * 1e6))
            table.line(cells, widths, (0, 1))
