"""A large firm beside a small one, in the same minutes: does time grow with the records?"""
import os

import asked
import table
from firm import Firm
from subject import Subject
from traffic import in_turn

CONTACTS = 10_000


class Small:
    """A firm of ten thousand contacts on a database of its own."""

    def __init__(self, given, folder, program, kind):
        own = os.path.join(folder, "small")
        os.makedirs(own, exist_ok=True)
        firm = Firm(own, CONTACTS, given.activities)
        firm.write()
        self.stock = kind(own)
        self.subject = Subject(program, self.stock, firm, own, given)

    def load(self):
        self.subject.load()
        self.subject.start()

    def close(self):
        self.subject.stop()
        self.stock.close()


def _kinds(subject):
    ids = subject.drawn("deals")
    words = asked.searches(subject.firm)
    return (
        ("read", subject.requests("read", [f"/deals/{id_}" for id_ in ids])),
        ("list", subject.requests("list", [asked.deals()])),
        ("list of contacts", subject.requests("contacts", [asked.contacts()])),
        (
            "search",
            subject.requests(
                "search", [asked.address("/search", q=word, limit=20) for word in words]
            ),
        ),
        ("board", subject.requests("board", [asked.board(subject)])),
    )


def tell_scale(large, small):
    """p95 of both in turn, at each number of connections; the worst of them is the target's."""
    few, many = f"{small.firm.contacts:,}", f"{large.firm.contacts:,}"
    head = ("p95, CPU/request", "at once", few, many, "ratio", few, many, "ratio")
    widths = (18, 7, 11, 11, 6, 11, 11, 6)
    table.heading("Ten thousand contacts beside many", head, widths, (0,))
    ratios = {}
    for (name, few), (_, many) in zip(_kinds(small), _kinds(large)):
        for connections in (1, 32):
            seconds = max(
                small.seconds_for(few, connections), large.seconds_for(many, connections)
            )
            below, above = in_turn(
                [
                    small.sender(few, connections, seconds),
                    large.sender(many, connections, seconds),
                ],
                large.rounds,
            )
            cells, both = [name, str(connections)], []
            for part in ("p95_us", "processor_us"):
                one, other = getattr(below, part), getattr(above, part)
                both.append(other / one)
                cells += [table.time_text(one), table.time_text(other), f"{other / one:.2f}"]
            table.line(cells, widths, (0,))
            ratios[f"{name}, {connections} at once"] = both
    large.told["scale"] = ratios
