"""The permission matrix: every role × whose record × every path a record can leave or change by.

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


def _alike(reach):
    return dict.fromkeys(VERBS, reach)


# Roles that are made here have one reach for every verb; what the built-in ones may with deals is
# written out.
ROLES = {"reach_" + reach: _alike(reach) for reach in COVERS}
ROLES |= {
    "administrator": _alike("all"),
    "manager": _alike("all") | {"update": "team_below", "delete": "team_below"},
    "rep": _alike("own") | {"read": "team"},
    "read_only": _alike("none") | {"read": "all"},
}


def covers(role, verb):
    return COVERS[ROLES[role][verb]]


# Paths that show many deals; those of an export need its verb too.
LISTS = {
    "list": "/deals?limit=200",
    "list by filter": '/deals?filter=name = "*" OR amount > 0&limit=200',
    "list with owners": "/deals?filter=owner != null&expand=owner&limit=200",
    "list as of now": "/deals?limit=200&as_of={now+1s}",
    "export as CSV": "/deals.csv?ids=true",
    "export as JSON": "/deals.json",
    "changes": "/changes?limit=200",
    "aggregate": "/deals/aggregate?group=name&measure=count,sum(amount)&limit=200",
    "aggregate as of now": "/deals/aggregate?group=name&measure=count&as_of={now+1s}",
}
# And those that show one, by its id or its word.
ONES = {
    "read": "/deals/ID",
    "read as of now": "/deals/ID?as_of={now+1s}",
    "timeline": "/deals/ID/timeline",
    "history": "/deals/ID/changes",
    "changes of the record": "/changes?record=ID",
    "search": "/search?q=WORD",
    "search one object": "/search?q=WORD&objects=deal",
    "filter by id": '/deals?filter=id = "ID"',
}


def _verb_of(path):
    return "export" if path.startswith("export") else "read"


class Matrix:
    def __init__(self, play):
        self.play = play
        self.people = play.people
        self.administrator = self.people.find("administrator")
        self.results = []
        self.ids = {}
        self.owners = {}

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
        for role, rights in ROLES.items():
            if role.startswith("reach_"):
                self.make_role(role, {"deal": rights, "*": {"read": "all"}})
            self.people.make_user(f"user {role}@acme.test role {role} team North")
        self.people.make_user("user mate@acme.test role reach_all team North")
        self.people.make_user("user below@acme.test role reach_all team Harbour")
        self.people.make_user("user stranger@acme.test role reach_all team South")

    def make_deals(self, role):
        self.owners = {"own": role, "team": "mate", "team_below": "below", "all": "stranger"}
        self.ids = {}
        for whose, owner in self.owners.items():
            name = f"{WORDS[whose]} of {role.replace('_', ' ')}"
            body = {"name": name, "amount": "10", "owner": self.play.variables[owner]}
            self.ids[whose] = self.must("POST", "/deals", body).json()["id"]

    def cell(self, title, problem=None):
        where = f"tests/api/trust/permissions.py: {title}: {problem}" if problem else None
        self.results.append(Result(title, 0, where))

    def deal_cell(self, role, whose, path, problem):
        self.cell(f"{role}, {_whose(whose)} deal, {path}", problem)

    # ---- reading ----

    def check_shown(self, role, whose, path, text, verb="read"):
        """The answer names the deal if, and only if, the role may see it."""
        shown = WORDS[whose] in text or self.ids[whose] in text
        wanted = whose in covers(role, "read") and whose in covers(role, verb)
        problem = f"{'shown' if shown else 'not shown'} in {text[:300]}"
        self.deal_cell(role, whose, path, None if shown == wanted else problem)

    def check_reading(self, role, person):
        for name, path in LISTS.items():
            text = self.ask("GET", path, person).text
            for whose in WORDS:
                self.check_shown(role, whose, name, text, _verb_of(name))
        for whose, word in WORDS.items():
            for name, path in ONES.items():
                path = path.replace("ID", self.ids[whose]).replace("WORD", word)
                self.check_shown(role, whose, name, self.ask("GET", path, person).text)
        count = self.ask("GET", "/deals?count=exact&limit=1", person)
        actual = count.json().get("count") if count.status == 200 else 0
        expected = len(covers(role, "read"))
        self.cell(f"{role}, count", None if actual == expected else f"{actual}, not {expected}")

    # ---- changing ----

    def check_changing(self, role, person):
        for whose, deal in self.ids.items():
            cell = (role, whose, person)
            self.check_change(
                cell, "update", "update", "PATCH", f"/deals/{deal}", {"next_step": "x"}
            )
            self.check_bulk(cell)
            body = {"description": f"for {role} to undo"}
            change = self.must("PATCH", f"/deals/{deal}", body).header("Comity-Change")
            self.check_change(cell, "undo", "update", "POST", f"/changes/{change}/undo", {})
            self.check_change(cell, "delete", "delete", "DELETE", f"/deals/{deal}", None)
            if whose not in covers(role, "delete"):
                self.must("DELETE", f"/deals/{deal}", None)
            self.check_change(cell, "restore", "delete", "POST", f"/deals/{deal}/restore", {})
            if whose not in covers(role, "delete"):
                self.must("POST", f"/deals/{deal}/restore", {})

    def check_change(self, cell, path, verb, method, address, body):
        role, whose, person = cell
        answer = self.ask(method, address, person, body)
        wanted = whose in covers(role, verb)
        good = 200 <= answer.status < 300 if wanted else answer.status in (403, 404)
        problem = None if good else f"answered {answer.status} {answer.text[:300]}"
        self.deal_cell(role, whose, path, problem)

    def check_bulk(self, cell):
        role, whose, person = cell
        address, mark = f"/deals/{self.ids[whose]}", "by " + role
        body = {"ids": [self.ids[whose]], "set": {"competitor": mark}}
        answer = self.ask("POST", "/deals/bulk", person, body)
        changed = self.must("GET", address, None).json()["competitor"] == mark
        good = changed == (whose in covers(role, "update"))
        self.deal_cell(
            role, whose, "bulk", None if good else f"changed: {changed}, {answer.text[:300]}"
        )

    def check_creating(self, role, person):
        for whose, owner in self.owners.items():
            body = {"name": "made", "owner": self.play.variables[owner]}
            answer = self.ask("POST", "/deals", person, body)
            wanted = whose in covers(role, "create")
            good = answer.status == 201 if wanted else 400 <= answer.status < 500
            problem = None if good else f"answered {answer.status} {answer.text[:300]}"
            self.deal_cell(role, whose, "create", problem)

    # ---- hearing ----

    def check_events(self, role, person):
        headers = dict(self.people.headers(person, False, False))
        limit_s = 60 * self.play.surroundings.slowness
        stream = EventStream(self.play.server.port, "/api/v1/events", headers, 60)
        try:
            for deal in self.ids.values():
                self.must("PATCH", f"/deals/{deal}", {"forecast_category": "heard by " + role})
            # One that everybody hears, so that waiting can end.
            marker = self.must("POST", "/products", {"name": "marker " + role}).json()["id"]
            text, end = "", time.monotonic() + limit_s
            while marker not in text and time.monotonic() < end:
                text += json.dumps((stream.next(1) or {}).get("data"))
        finally:
            stream.close()
        for whose in self.ids:
            self.check_shown(role, whose, "events", text)
        self.cell(f"{role}, the marker is heard", None if marker in text else text[:300])

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
        for role in ROLES:
            person = self.people.find(role)
            self.make_deals(role)
            self.check_reading(role, person)
            self.check_events(role, person)
            self.check_changing(role, person)
            self.check_creating(role, person)
            self.must("POST", "/deals/bulk", {"filter": "owner != null", "action": "delete"})
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
        Script("tests/api/trust/permissions.py", "== The matrix\nGET /healthz"),
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
        return [Result("the matrix", 0, f"trust/permissions.py: could not begin: {error!r}")]
    finally:
        scenario.end()
