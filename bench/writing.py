"""What is written: one record at a time, and many by a filter."""
import math
import time

import asked
from reading import largest_deals
from traffic import Figure, in_turn

_CHANGES = 50
_STAGES = ("negotiation", "prospecting", "qualification", "proposal")


def write_all(subject):
    bare, indexed = _database_alone(subject, False), _database_alone(subject, True)
    create, *changes = _kinds(subject)
    if 1 in subject.connections:
        subject.tell(create, 1)
    floors = in_turn([bare, indexed, subject.sender(create, 32)], subject.rounds)
    ours = floors[2]
    subject.figures["bare durable inserts", 32] = floors[0]
    subject.figures["durable inserts", 32] = floors[1]
    subject.put(create.name, 32, ours, floors[0])
    subject.put("  beside inserts with all indexes", 32, ours, floors[1])
    for requests in changes:
        for connections in subject.connections:
            subject.tell(requests, connections, floors[1] if connections == 32 else None)
    _bulk(subject)
    _dashboards_after_changes(subject)


def _database_alone(subject, with_indexes):
    """A round of the database's own durable inserts."""

    def insert():
        rate, spent_us = subject.stock.durable_insert(max(2, subject.seconds), with_indexes)
        return Figure(rate, math.nan, math.nan, math.nan, spent_us, 0)

    return insert


def _kinds(subject):
    contact = {
        "first_name": "Nova",
        "last_name": "Made {n}",
        "job_title": "Buyer",
        "emails": ["n{n}@made.example"],
        "phones": ["+49 40 {n}"],
    }
    deals = [f"/deals/{id_}" for id_ in subject.drawn("deals")]
    movable = "status = 'open' AND stage <> 'negotiation'"
    moved = [f"/deals/{id_}" for id_ in subject.drawn("deals", movable)]
    stages = [{"stage": stage} for stage in _STAGES]
    return (
        subject.requests("create a contact", ["/contacts"], method="POST", bodies=[contact]),
        subject.requests(
            "update one field of a deal", deals, method="PATCH", bodies=[{"next_step": "Step {n}"}]
        ),
        subject.requests("move a deal's stage", moved, method="PATCH", bodies=stages),
    )


def _bulk(subject):
    filter_ = largest_deals(subject)
    bodies = [{"filter": filter_, "set": {"competitor": "Rival {n}"}}]
    requests = subject.requests(
        "bulk edit of 500 deals by a filter", ["/deals/bulk"], method="POST", bodies=bodies
    )
    subject.tell(requests, 1)


def _dashboards_after_changes(subject):
    """Figures that somebody has just changed something about: sums may be kept, not be old."""
    figures = subject.requests("", [asked.dashboard()])
    paths = [f"/deals/{id_}" for id_ in subject.drawn("deals")[:_CHANGES]]
    taken, before, begin = [], subject.processor_s(), time.monotonic()
    for number, path in enumerate(paths):
        amount = {"amount": f"{number + 1}.00", "currency": "EUR"}
        subject.ask(path, method="PATCH", body={"amount": amount})
        taken.append(subject.sender(figures, 1, 0.001)())
    spent_us = (subject.processor_s() - before) / len(taken) * 1e6
    times = sorted(figure.p50_us for figure in taken)
    shares = [times[math.ceil(share * len(times)) - 1] for share in (0.5, 0.95, 0.99)]
    rate = len(taken) / (time.monotonic() - begin)
    failed = sum(figure.failed for figure in taken)
    subject.put("change a deal, then a dashboard", 1, Figure(rate, *shares, spent_us, failed))
