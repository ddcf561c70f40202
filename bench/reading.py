"""What is read: records, lists, searches, figures, whole screens, the past."""
import time
import urllib.parse

import asked
from traffic import in_turn


_COLUMNS = "name,account,stage,amount,owner,expected_close"  # that a list of deals shows by itself


def read_all(subject, floor):
    _against_floor(subject, floor)
    _as_a_rep(subject)
    _lists(subject, floor)
    _paging(subject)
    _screens(subject, floor)
    _past(subject, floor)


def _side_by_side(subject, pairs, connections):
    """Measures several requests in turn and prints them in their order."""
    longest = max(subject.seconds_for(requests, connections) for requests in pairs)
    figures = in_turn(
        [subject.sender(requests, connections, longest) for requests in pairs], subject.rounds
    )
    for requests, figure in zip(pairs, figures):
        subject.put(requests.name, connections, figure)


def _against_floor(subject, floor):
    """The same rows by the bare handler, in turn with ours."""
    ids = subject.drawn("deals")
    kinds = (
        (subject.requests("read a deal", [f"/deals/{id_}" for id_ in ids]), "one"),
        (subject.requests("list 50 deals", [asked.deals()]), "fifty"),
    )
    for requests, beneath in kinds:
        for connections in (1, 32):
            seconds = subject.seconds
            bare, ours = in_turn(
                [
                    floor.sender(beneath, connections, seconds),
                    subject.sender(requests, connections, seconds),
                ],
                subject.rounds,
            )
            subject.figures["floor of " + requests.name, connections] = bare
            subject.put(requests.name, connections, ours, bare)


def _as_a_rep(subject):
    """The administrator's figures again in the same minutes, so that only the rights differ."""
    kinds = (
        ("list 50 deals", asked.deals()),
        ("its columns, with titles", asked.deals(fields=_COLUMNS, expand="account,owner")),
        ("list 50 activities", asked.address("/activities", limit=50)),
        ("search a name", asked.address("/search", q="mann", limit=20)),
        ("deals by stage", asked.sums(group="stage")),
    )
    for name, path in kinds:
        all_of_it = subject.requests(f"{name}, as administrator", [path])
        his = subject.requests(f"{name}, as a rep", [path], subject.rep_key)
        for connections in subject.connections:
            _side_by_side(subject, (all_of_it, his), connections)


def _lists(subject, floor):
    for name, paths in asked.filtered_lists(subject):
        _tell(subject, subject.requests(name, paths), floor, "fifty")
    shown = subject.requests(
        "the list's screen, 100 contacts",
        [asked.address("/contacts", limit=100, expand="account,owner")],
    )
    _tell(subject, shown, floor, "fifty")
    words = asked.searches(subject.firm)
    paths = [asked.address("/search", q=word, limit=20) for word in words]
    _tell(subject, subject.requests("search", paths), floor, "words")


def _tell(subject, requests, floor, beneath=None):
    for connections in subject.connections:
        under = beneath and floor.beneath(beneath, connections, subject.seconds)
        subject.tell(requests, connections, under)


def _paging(subject):
    deep = min(500, subject.firm.contacts // 50 - 1)
    after = None
    for _ in range(deep - 1):
        path = "/contacts?limit=50&fields=name" + (f"&after={after}" if after else "")
        after = subject.ask(path)["next"]
    first = subject.requests("contacts, page 1", [asked.contacts()])
    last_path = "/contacts?limit=50&after=" + urllib.parse.quote(after, safe="")
    last = subject.requests(f"contacts, page {deep}", [last_path])
    subject.told["deep page"] = deep
    for connections in subject.connections:
        _side_by_side(subject, (first, last), connections)


def _screens(subject, floor):
    stages = asked.sums(group="stage")
    _tell(subject, subject.requests("deals by stage, count and sum", [stages]), floor, "sum")
    board = asked.board(subject)
    _tell(subject, subject.requests(f"a board, {len(board)} requests", [board]), floor)
    figures = asked.dashboard()
    dashboard = subject.requests(f"a dashboard of {len(figures)} figures", [figures])
    page = subject.requests("list 50 deals, beside it", [[asked.deals()]])
    subject.told["board"], subject.told["dashboard"] = len(board), len(figures)
    for connections in subject.connections:
        _side_by_side(subject, (page, dashboard), connections)
    long_id = subject.stock.ids("contacts", "external_id = 'C0'")[0]
    timeline = f"/contacts/{long_id}/timeline?limit=50"
    _tell(subject, subject.requests("timeline of 20,000 entries", [timeline]), floor, "fifty")
    after = None
    for _ in range(100):
        after = subject.ask(timeline + (f"&after={after}" if after else ""))["next"]
    deep = timeline + "&after=" + urllib.parse.quote(after, safe="")
    _tell(subject, subject.requests("its page 101", [deep]), floor, "fifty")


def _past(subject, floor):
    """As of a moment after which five hundred deals were changed."""
    moment = make_history(subject)
    paths = [f"/deals/{id_}?as_of={moment}" for id_ in subject.drawn("deals")]
    _tell(subject, subject.requests("read a deal as of a moment", paths), floor, "one")
    past = asked.deals(as_of=moment)
    _tell(subject, subject.requests("list 50 deals as of a moment", [past]), floor, "fifty")


def largest_deals(subject, count=500):
    """A filter for about so many."""
    after, last = None, None
    for _ in range(count // 50):
        path = asked.deals(sort="-amount", fields="amount")
        page = subject.ask(path + (f"&after={urllib.parse.quote(after, safe='')}" if after else ""))
        after, last = page["next"], page["records"][-1]
    return f'amount >= {last["amount"]["amount"]}'


def make_history(subject):
    """Changes five hundred deals; the moment before."""
    filter_ = largest_deals(subject)
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time()))
    time.sleep(1.1)
    change = {"filter": filter_, "set": {"next_step": "Ask again"}}
    subject.ask("/deals/bulk", method="POST", body=change)
    return moment
