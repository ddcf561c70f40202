"""The permission matrix: every reach × whose record × every path a record can leave or change by.

Roles are made with one reach for every verb of deals. Four deals belong to the asking person, a
colleague of the
same team, somebody of a team below, and a stranger; each has a word of its own that no other text
has. A path
shows a deal if that word (or its id) is anywhere in the answer. One cell is one test.
"""

import json
import time

from harness.client import EventStream
from harness.play import Play, Result
from harness.script import Script

VERBS = ("read", "create", "update", "delete", "export")
WORDS = {"own": "wombat", "team": "quokka", "team_below": "numbat", "all": "bilby"}
# What each reach covers, by whose the record is.
COVERS = {
    "none": [],
    "own": ["own"],
    "team": ["own", "team"],
    "team_below": ["own", "team", "team_below"],
    "all": ["own", "team", "team_below", "all"],
}


class Matrix:
    def __init__(self, play):
        self.play = play
        self.people = play.people
        self.administrator = self.people.find("administrator")
        self.results = []
        self.ids = {}

    def ask(self, method, path, person, body=None):
        return self.play.ask_json(method, path, person, body)

    def must(self, method, path, body, person=None):
        answer = self.ask(method, path, person or self.administrator, body)
        if not 200 <= answer.status < 300:
            raise LookupError(f"{method} {path}: {answer.status} {answer.text[:400]}")
        return answer

    def make_role(self, key, permissions, hidden=None):
        body = {"name": key.title(), "key": key, "permissions": permissions}
        if hidden:
            body["hidden_fields"] = hidden
        self.must("POST", "/roles", body)

    def make_world(self):
        self.people.ensure_team("North")
        self.people.ensure_team("Harbour", "North")
        self.people.ensure_team("South")
        for reach in COVERS:
            deal = {verb: reach for verb in VERBS}
            self.make_role("reach_" + reach, {"deal": deal, "*": {"read": "all"}})
            self.people.make_user(f"user {reach}@acme.test role reach_{reach} team North")
        self.people.make_user("user mate@acme.test role reach_all team North")
        self.people.make_user("user below@acme.test role reach_all team Harbour")
        self.people.make_user("user stranger@acme.test role reach_all team South")

    def make_deals(self, reach):
        owners = {"own": reach, "team": "mate", "team_below": "below", "all": "stranger"}
        variables = self.play.variables
        self.ids = {}
        for whose, owner in owners.items():
            body = {"name": f"{WORDS[whose]} {reach}", "amount": "10", "owner": variables[owner]}
            self.ids[whose] = self.must("POST", "/deals", body).json()["id"]

    def cell(self, title, problem):
        self.results.append(
            Result(title, 0, f"tests/api/permissions.py: {title}: {problem}" if problem else None)
        )

    # ---- reading ----

    def shown_by(self, path, person):
        """Which of the four an answer names. A refusal names none."""
        answer = self.ask("GET", path, person)
        if answer.status >= 500:
            return f"answered {answer.status}"
        text = answer.text
        return [whose for whose, word in WORDS.items() if word in text or self.ids[whose] in text]

    def check_reading(self, reach, person):
        lists = {
            "list": "/deals?limit=200",
            "list by filter": '/deals?filter=name = "*" OR amount > 0&limit=200',
            "list as of now": "/deals?limit=200&as_of={now+1s}",
            "export": "/deals.csv?ids=true",
            "export as JSON": "/deals.json",
            "changes": "/changes?limit=100",
            "account's deals": "/deals?filter=owner != null&expand=owner&limit=200",
        }
        for name, path in lists.items():
            shown = self.shown_by(path, person)
            for whose in WORDS:
                self.compare(reach, whose, name, isinstance(shown, list) and whose in shown, shown)
        for whose, word in WORDS.items():
            deal = self.ids[whose]
            paths = {
                "read": f"/deals/{deal}",
                "read as of now": f"/deals/{deal}?as_of={{now+1s}}",
                "timeline": f"/deals/{deal}/timeline",
                "history": f"/deals/{deal}/changes",
                "changes of the record": f"/changes?record={deal}",
                "search": f"/search?q={word}",
                "search one object": f"/search?q={word}&objects=deal",
                "filter by id": f'/deals?filter=id = "{deal}"',
            }
            for name, path in paths.items():
                shown = self.shown_by(path, person)
                self.compare(reach, whose, name, isinstance(shown, list) and whose in shown, shown)
        self.check_aggregate(reach, person)

    def compare(self, reach, whose, path, shown, detail):
        wanted = whose in COVERS[reach]
        problem = None if shown == wanted else f"{'shown' if shown else 'not shown'} ({detail})"
        self.cell(f"reach {reach}, {_whose(whose)} deal, {path}", problem)

    def check_aggregate(self, reach, person):
        answer = self.ask(
            "GET", "/deals/aggregate?group=name&measure=count,sum(amount)&limit=200", person
        )
        for whose, word in WORDS.items():
            self.compare(reach, whose, "aggregate", word in answer.text, answer.text[:200])
        count = self.ask("GET", "/deals?count=exact&limit=1", person)
        expected = len(COVERS[reach])
        actual = count.json().get("count") if count.status == 200 else 0
        self.cell(
            f"reach {reach}, count", None if actual == expected else f"{actual}, not {expected}"
        )

    # ---- changing ----

    def check_changing(self, reach, person):
        for whose, deal in self.ids.items():
            wanted = whose in COVERS[reach]
            self.change(
                reach,
                whose,
                "update",
                wanted,
                person,
                "PATCH",
                f"/deals/{deal}",
                {"next_step": "call"},
            )
            self.change_in_bulk(reach, whose, wanted, person)
            self.change(
                reach, whose, "give away", wanted, person, "PATCH", f"/deals/{deal}", {"tags": None}
            )
            self.check_undo(reach, whose, wanted, person)
            self.change(reach, whose, "delete", wanted, person, "DELETE", f"/deals/{deal}", None)
            if not wanted:
                self.must("DELETE", f"/deals/{deal}", None)
            self.change(
                reach, whose, "restore", wanted, person, "POST", f"/deals/{deal}/restore", {}
            )

    def change(self, reach, whose, path, wanted, person, method, address, body):
        answer = self.ask(method, address, person, body)
        good = 200 <= answer.status < 300 if wanted else answer.status in (403, 404)
        self.cell(
            f"reach {reach}, {_whose(whose)} deal, {path}",
            None if good else f"answered {answer.status} {answer.text[:200]}",
        )

    def change_in_bulk(self, reach, whose, wanted, person):
        deal = self.ids[whose]
        self.ask(
            "POST", "/deals/bulk", person, {"ids": [deal], "set": {"competitor": f"by {reach}"}}
        )
        record = self.must("GET", f"/deals/{deal}", None).json()
        changed = record["competitor"] == f"by {reach}"
        self.cell(
            f"reach {reach}, {_whose(whose)} deal, bulk",
            None if changed == wanted else f"changed: {changed}",
        )

    def check_undo(self, reach, whose, wanted, person):
        made = self.must(
            "PATCH", f"/deals/{self.ids[whose]}", {"description": f"for {reach} to undo"}
        )
        change = made.header("Comity-Change")
        self.change(reach, whose, "undo", wanted, person, "POST", f"/changes/{change}/undo", {})

    def check_creating(self, reach, person):
        for whose, owner in {
            "own": reach,
            "team": "mate",
            "team_below": "below",
            "all": "stranger",
        }.items():
            wanted = whose in COVERS[reach]
            answer = self.ask(
                "POST", "/deals", person, {"name": "made", "owner": self.play.variables[owner]}
            )
            good = answer.status == 201 if wanted else 400 <= answer.status < 500
            self.cell(
                f"reach {reach}, create {_whose(whose)} deal",
                None if good else f"answered {answer.status} {answer.text[:200]}",
            )

    # ---- hearing ----

    def check_events(self, reach, person):
        headers = dict(self.people.headers(person, False, False))
        stream = EventStream(self.play.server.port, "/api/v1/events", headers, 60)
        try:
            for deal in self.ids.values():
                self.must("PATCH", f"/deals/{deal}", {"forecast_category": "heard by " + reach})
            # One that everybody hears, so that waiting can end.
            marker = self.must("POST", "/products", {"name": f"marker {reach}"}).json()["id"]
            text, end = "", time.monotonic() + 10 * self.play.surroundings.slowness
            while marker not in text and time.monotonic() < end:
                text += json.dumps((stream.next(1) or {}).get("data"))
        finally:
            stream.close()
        for whose, deal in self.ids.items():
            self.compare(reach, whose, "events", deal in text, text[:300])

    # ---- fields ----

    def check_hidden_field(self):
        """A field that a role may not see leaves by no path, not even as a condition or an
        order."""
        self.make_role("blind", {"*": {verb: "all" for verb in VERBS}}, {"deal": ["amount"]})
        self.people.make_user("user blind@acme.test role blind team North")
        person = self.people.find("blind")
        deal = self.must("POST", "/deals", {"name": "Veiled", "amount": "7654321"}).json()["id"]
        made = self.must("PATCH", f"/deals/{deal}", {"amount": "7654322"}).header("Comity-Change")
        for path in (
            "/deals",
            f"/deals/{deal}",
            "/deals.csv",
            "/deals.json",
            f"/deals/{deal}/changes",
            "/changes",
            f"/changes/{made}",
            f"/deals/{deal}/timeline",
            f"/changes?record={deal}",
            "/deals?fields=name,amount",
            "/deals?sort=amount",
            "/deals?sort=-amount",
            "/deals?filter=amount > 1",
            "/deals/aggregate?measure=sum(amount)",
            "/deals/aggregate?group=amount&measure=count",
            "/deals?as_of={now+1s}",
            "/search?q=7654322",
            f"/deals/{deal}?expand=amount",
            "/insights/pipeline_by_stage",
        ):
            text = self.ask("GET", path, person).text
            leaked = "76543" in text
            self.cell(f"hidden field, {path}", f"shown in {text[:300]}" if leaked else None)
        for path in (
            "/deals?sort=amount",
            "/deals?filter=amount > 1",
            "/deals/aggregate?measure=sum(amount)",
            "/deals/aggregate?group=amount&measure=count",
        ):
            status = self.ask("GET", path, person).status
            self.cell(
                f"hidden field refused, {path}",
                None if 400 <= status < 500 else f"answered {status}",
            )
        status = self.ask("PATCH", f"/deals/{deal}", person, {"amount": "1"}).status
        self.cell("hidden field, update", None if 400 <= status < 500 else f"answered {status}")
        status = self.ask(
            "POST", "/deals/bulk", person, {"ids": [deal], "set": {"amount": "1"}}
        ).status
        amount = self.must("GET", f"/deals/{deal}", None).json()["amount"]["amount"]
        self.cell(
            "hidden field, bulk", None if amount == "7654322.00" else f"{status}, is now {amount}"
        )

    def check_verbs_apart(self):
        """One verb's reach says nothing about another's."""
        rights = {
            "read": "all",
            "create": "none",
            "update": "own",
            "delete": "none",
            "export": "none",
        }
        self.make_role("looker", {"deal": rights, "*": {"read": "all"}})
        self.people.make_user("user looker@acme.test role looker team North")
        person = self.people.find("looker")
        deal = self.must("POST", "/deals", {"name": "Seen"}).json()["id"]
        own = self.must(
            "POST", "/deals", {"name": "Own", "owner": self.play.variables["looker"]}
        ).json()["id"]
        for method, path, body, wanted in (
            ("GET", f"/deals/{deal}", None, 200),
            ("PATCH", f"/deals/{deal}", {"name": "x"}, 403),
            ("PATCH", f"/deals/{own}", {"next_step": "x"}, 200),
            ("DELETE", f"/deals/{own}", None, 403),
            ("POST", "/deals", {"name": "x"}, 403),
            ("GET", "/deals.csv", None, 403),
            ("GET", "/deals.xlsx", None, 403),
            ("GET", "/deals.json", None, 403),
            ("POST", "/accounts", {"name": "x"}, 403),
            ("GET", "/accounts", None, 200),
            ("POST", "/roles", {"name": "x", "key": "x"}, 403),
            ("PATCH", "/settings", {"company": "x"}, 403),
            ("POST", "/users", {"name": "x"}, 403),
            ("POST", "/pipelines", {"name": "x"}, 403),
        ):
            status = self.ask(method, path, person, body).status
            self.cell(
                f"verbs apart, {method} {path.replace(own, 'own').replace(deal, 'seen')}",
                None if status == wanted else f"answered {status}, not {wanted}",
            )

    def check_everything(self):
        self.make_world()
        for reach in COVERS:
            person = self.people.find(reach)
            self.make_deals(reach)
            self.check_reading(reach, person)
            self.check_events(reach, person)
            self.check_changing(reach, person)
            for deal in self.ids.values():
                self.must("DELETE", f"/deals/{deal}", None)
            self.check_creating(reach, person)
            self.must("POST", "/deals/bulk", {"filter": 'name = "made"', "action": "delete"})
        self.check_hidden_field()
        self.check_verbs_apart()


def _whose(whose):
    return {
        "own": "the own",
        "team": "a colleague's",
        "team_below": "a lower team's",
        "all": "a stranger's",
    }[whose]


def play(template, program, surroundings):
    scenario = Play(
        Script("tests/api/permissions.py", "== The matrix\nGET /healthz"),
        template,
        program,
        surroundings,
    )
    scenario.ends += 600 * surroundings.slowness
    matrix = None
    try:
        scenario.begin()
        matrix = Matrix(scenario)
        try:
            matrix.check_everything()
        except (LookupError, OSError, ValueError, RuntimeError) as error:
            matrix.cell(
                "the matrix could be played to its end",
                repr(error) + "\n" + scenario.server.log_tail(),
            )
        return matrix.results + [scenario.play_ending()]
    except Exception as error:
        return [Result("the matrix", 0, f"tests/api/permissions.py: could not begin: {error!r}")]
    finally:
        scenario.end()
