"""A firm made by chance: teams in a tree, roles of an administrator's own, shares, private notes.

For everybody and every deal an oracle of its own, a few lines of the rule as docs/access.md has it,
is held against every path that a record can leave or change by, and against the words that
`/deals/{id}/access` gives as the reason. One person and path is one test. COMITY_TEST_SEED makes
another firm.
"""

import io
import json
import os
import random
import time
import zipfile

from harness.client import EventStream
from harness.play import Play, Result
from harness.script import Script

VERBS = ("read", "create", "update", "delete", "export")
REACHES = ("none", "shared", "own", "team", "team_below", "all")
# Word by word different, so that one is never a part of another.
WORDS = (
    "aardvark bilby capybara dugong echidna fossa gerenuk hoatzin ibex jerboa kakapo lemur margay"
    " numbat okapi potoroo"
).split()
NOTES = "quoll rasbora saiga tapir uakari vicuna".split()
LISTS = {
    "list": "/deals?limit=200",
    "sorted list": "/deals?limit=200&sort=-amount,name",
    "walked list": "/deals?limit=2&sort=-updated_at",
    "filtered list": '/deals?limit=200&filter=name : "e" OR name : "a" OR name : "o" OR name : "i"',
    "list as of now": "/deals?limit=200&as_of={now+1s}",
    "aggregate": "/deals/aggregate?group=name&measure=count&limit=200",
    "aggregate as of now": "/deals/aggregate?group=name&measure=count&limit=200&as_of={now+1s}",
    "changes": "/changes?limit=200",
    "through a reference": "/deal_contacts?limit=200&expand=deal",
    "reference titles": "/activities?limit=200&expand=about",
}
EXPORTS = {"csv": "/deals.csv", "json": "/deals.json", "xlsx": "/deals.xlsx"}


class Firm:
    def __init__(self, play, seed):
        self.play = play
        self.random = random.Random(seed)
        self.seed = seed
        self.people = play.people
        self.administrator = self.people.find("administrator")
        self.results = []
        self.parents = {"north": None, "harbour": "north", "pier": "harbour", "south": None}
        self.roles = {}
        self.users = {}  # name → (role, team)
        self.deals = {}  # word → {"id", "owner"}
        self.notes = {}  # word → {"id", "owner", "private"}
        self.shares = []  # (word, person or team, to_change)

    def ask(self, method, path, person, body=None):
        return self.play.ask_json(method, path, person, body)

    def must(self, method, path, body=None, person=None):
        answer = self.ask(method, path, person or self.administrator, body)
        if not 200 <= answer.status < 300:
            raise LookupError(f"{method} {path}: {answer.status} {answer.text[:400]}")
        return answer

    def cell(self, title, problem=None):
        title = f"firm {self.seed}: {title}"
        where = f"tests/api/trust/random_firm.py: {title}: {problem}" if problem else None
        self.results.append(Result(title, 0, where))

    # ---- making it ----

    def rights(self):
        reaches = {verb: self.random.choice(REACHES) for verb in VERBS}
        for verb in ("create", "delete"):
            if reaches[verb] == "shared":
                reaches[verb] = "own"
        return reaches

    def make(self):
        for team, parent in self.parents.items():
            self.people.ensure_team(team.title(), parent and parent.title())
        for i in range(6):
            rights = self.rights()
            if i == 0:
                rights["read"] = rights["update"] = "shared"
            self.roles[f"made_{i}"] = rights
            others = {verb: "all" for verb in VERBS}
            body = {"name": f"Made {i}", "key": f"made_{i}"}
            body["permissions"] = {"deal": rights, "*": others}
            self.must("POST", "/roles", body)
        for i in range(9):
            role, team = f"made_{i % 6}", self.random.choice(list(self.parents))
            self.people.make_user(f"user u{i}@acme.test role {role} team {team.title()}")
            self.users[f"u{i}"] = (role, team)
        contact = self.must("POST", "/contacts", {"last_name": "Buyer"}).json()["id"]
        for word in WORDS:
            owner = self.random.choice([*self.users, None])
            body = {"name": word, "amount": str(self.random.randrange(9))}
            body["owner"] = owner and self.play.variables[owner]
            deal = self.must("POST", "/deals", body).json()["id"]
            self.deals[word] = {"id": deal, "owner": owner}
            self.must("POST", "/deal_contacts", {"deal": deal, "contact": contact, "role": "uses"})
        for word in NOTES:
            owner, private = self.random.choice(list(self.users)), self.random.random() < 0.6
            body = {"subject": word, "kind": "note", "owner": self.play.variables[owner]}
            deal = self.random.choice(list(self.deals.values()))["id"]
            body["about"] = {"object": "deal", "id": deal}
            made = self.must("POST", "/activities", body | {"private": private}).json()["id"]
            self.notes[word] = {"id": made, "owner": owner, "private": private}
        for _ in range(14):
            self.make_share()

    def make_share(self):
        word, to_change = self.random.choice(WORDS), self.random.random() < 0.5
        body = {"level": "change" if to_change else "read"}
        if self.random.random() < 0.6:
            to = self.random.choice(list(self.users))
            body["person"] = self.play.variables[to]
        else:
            to = self.random.choice(list(self.parents))
            body["team"] = self.play.variables["team_" + to]
        self.must("POST", f"/deals/{self.deals[word]['id']}/shares", body)
        # Sharing again with the same changes that share.
        self.shares = [one for one in self.shares if one[:2] != (word, to)]
        self.shares.append((word, to, to_change))

    # ---- the oracle ----

    def teams_of(self, user):
        teams, team = [], self.users[user][1]
        while team:
            teams.append(team)
            team = self.parents[team]
        return teams

    def reaches(self, user, reach, owner):
        if reach == "all":
            return True
        if reach in ("none", "shared") or owner is None:
            return False
        own, others = self.users[user][1], self.users[owner][1]
        if reach == "own":
            return owner == user
        return own == others or (reach == "team_below" and own in self.teams_of(owner))

    def is_shared(self, user, word, to_change):
        whom = [user, *self.teams_of(user)]
        return any(
            shared == word and to in whom and (changes or not to_change)
            for shared, to, changes in self.shares
        )

    def may(self, user, verb, word):
        reach = self.roles[self.users[user][0]][verb]
        if reach == "none":
            return False
        shared = verb != "delete" and self.is_shared(user, word, verb == "update")
        return shared or self.reaches(user, reach, self.deals[word]["owner"])

    def sees(self, user, verb="read"):
        return {
            word
            for word in WORDS
            if self.may(user, verb, word) and self.may(user, "read", word)
        }

    # ---- the paths ----

    def compare(self, title, shown, wanted, exact=True):
        leaked, missing = shown - wanted, (wanted - shown if exact else set())
        problem = f"leaked {leaked}, missing {missing}" if leaked or missing else None
        self.cell(title, problem)

    @staticmethod
    def words_in(text):
        return {word for word in WORDS if word in text}

    def check_lists(self, user, person):
        for name, path in LISTS.items():
            text = self.all_pages(path, person)
            # Only some deals have an activity.
            is_exact = name != "reference titles"
            self.compare(f"{user}, {name}", self.words_in(text), self.sees(user), is_exact)
        for name, path in EXPORTS.items():
            answer = self.ask("GET", path, person)
            text = answer.text
            if name == "xlsx" and answer.status == 200:
                with zipfile.ZipFile(io.BytesIO(answer.body)) as book:
                    parts = [book.read(part) for part in book.namelist()]
                text = b"".join(parts).decode("utf-8", "replace")
            # What may be exported is what this verb reaches, whatever reading does.
            wanted = {word for word in WORDS if self.may(user, "export", word)}
            self.compare(f"{user}, export as {name}", self.words_in(text), wanted)
        count = self.ask("GET", "/deals?count=exact&limit=1", person)
        actual = count.json()["count"] if count.status == 200 else 0
        expected = len(self.sees(user))
        self.cell(f"{user}, count", None if actual == expected else f"{actual}, not {expected}")

    def all_pages(self, path, person):
        text, after = "", ""
        for _ in range(60):
            answer = self.ask("GET", path + after, person)
            text += answer.text
            following = answer.json().get("next") if answer.status == 200 else None
            if not following:
                return text
            after = "&after=" + following
        return text

    def check_ones(self, user, person):
        for name, path in {
            "read": "/deals/ID",
            "read as of now": "/deals/ID?as_of={now+1s}",
            "timeline": "/deals/ID/timeline",
            "history": "/deals/ID/changes",
            "changes of the record": "/changes?record=ID",
            "search": "/search?q=WORD",
            "who sees it": "/deals/ID/access",
            "shares": "/deals/ID/shares",
        }.items():
            shown = set()
            for word, deal in self.deals.items():
                address = path.replace("ID", deal["id"]).replace("WORD", word)
                answer = self.ask("GET", address, person)
                is_enough = name in ("shares", "timeline") or deal["id"] in answer.text
                if answer.status == 200 and is_enough:
                    shown.add(word)
            self.compare(f"{user}, {name}", shown, self.sees(user))

    def check_notes(self, user, person):
        text = self.all_pages("/activities?limit=200", person)
        text += self.all_pages("/changes?limit=200", person)
        for word, note in self.notes.items():
            text += self.ask("GET", f"/search?q={word}", person).text
            text += self.ask("GET", f"/activities/{note['id']}", person).text
        shown = {word for word in NOTES if f'"{word}"' in text}
        wanted = {
            word
            for word, note in self.notes.items()
            if not note["private"] or note["owner"] == user
        }
        self.compare(f"{user}, notes", shown, wanted)

    def check_words(self, user, person):
        """What is said of each verb is what the oracle says."""
        wrong = []
        for word, deal in self.deals.items():
            path = f"/deals/{deal['id']}/access?user={self.play.variables[user]}"
            for said in self.must("GET", path).json()["verbs"]:
                if said["allowed"] != self.may(user, said["verb"], word):
                    wrong.append((word, said))
        self.cell(f"{user}, the reasons in words", str(wrong[:2]) if wrong else None)
        _ = person

    def check_who_sees(self):
        wrong = []
        for word, deal in self.deals.items():
            told = self.must("GET", f"/deals/{deal['id']}/access?limit=200").json()
            names = {one["name"].lower() for one in told["people"]} & set(self.users)
            wanted = {user for user in self.users if self.may(user, "read", word)}
            if names != wanted or told["count"] != sum(rule["count"] for rule in told["rules"]):
                wrong.append((word, names, wanted))
        self.cell("who sees what", str(wrong[:2]) if wrong else None)

    def check_writing(self, user, person):
        ways = (("update", "PATCH", {"next_step": "x"}), ("delete", "DELETE", None))
        for verb, method, body in ways:
            done = set()
            for word, deal in self.deals.items():
                answer = self.ask(method, f"/deals/{deal['id']}", person, body)
                if 200 <= answer.status < 300:
                    done.add(word)
                if verb == "delete" and answer.status == 200:
                    self.must("POST", f"/deals/{deal['id']}/restore", {})
            self.compare(f"{user}, {verb}", done, self.sees(user, verb))
        mark = f"bulk by {user}"
        ids = [deal["id"] for deal in self.deals.values()]
        self.ask("POST", "/deals/bulk", person, {"ids": ids, "set": {"competitor": mark}})
        marked = self.must("GET", f'/deals?filter=competitor = "{mark}"&limit=200').text
        self.compare(f"{user}, bulk", self.words_in(marked), self.sees(user, "update"))

    def check_undo(self, user, person):
        done = set()
        for word, deal in self.deals.items():
            body = {"description": f"{word} for {user}"}
            change = self.must("PATCH", f"/deals/{deal['id']}", body).header("Comity-Change")
            if self.ask("POST", f"/changes/{change}/undo", person, {}).status == 200:
                done.add(word)
        self.compare(f"{user}, undo", done, self.sees(user, "update"))

    def check_events(self):
        streams = {
            user: EventStream(
                self.play.server.port,
                "/api/v1/events",
                dict(self.people.headers(self.people.find(user), False, False)),
                60,
            )
            for user in self.users
        }
        try:
            for deal in self.deals.values():
                body = {"forecast_category": f"heard {self.seed}"}
                self.must("PATCH", f"/deals/{deal['id']}", body)
            marker = self.must("POST", "/products", {"name": "marker"}).json()["id"]
            for user, stream in streams.items():
                text, end = "", time.monotonic() + 60 * self.play.surroundings.slowness
                while marker not in text and time.monotonic() < end:
                    text += json.dumps((stream.next(1) or {}).get("data"))
                heard = {word for word, deal in self.deals.items() if deal["id"] in text}
                self.compare(f"{user}, events", heard, self.sees(user))
        finally:
            for stream in streams.values():
                stream.close()

    def check_view(self):
        """Looking as somebody shows what that person sees."""
        for user in self.users:
            path = f"/deals?limit=200&view_as={self.play.variables[user]}"
            text = self.ask("GET", path, self.administrator).text
            self.compare(f"{user}, seen by an administrator", self.words_in(text), self.sees(user))

    def check_everything(self):
        self.make()
        for user in self.users:
            person = self.people.find(user)
            self.check_lists(user, person)
            self.check_ones(user, person)
            self.check_notes(user, person)
            self.check_words(user, person)
        self.check_who_sees()
        self.check_view()
        self.check_events()
        for user in self.users:
            person = self.people.find(user)
            self.check_writing(user, person)
            self.check_undo(user, person)


def play(template, program, surroundings):
    seed = int(os.environ.get("COMITY_TEST_SEED", "1"))
    scenario = Play(
        Script("tests/api/trust/random_firm.py", "== A firm made by chance\nGET /healthz"),
        template,
        program,
        surroundings,
    )
    scenario.ends += 600 * surroundings.slowness
    firm = None
    try:
        scenario.begin()
        firm = Firm(scenario, seed)
        try:
            firm.check_everything()
        except (LookupError, OSError, ValueError, RuntimeError) as error:
            firm.cell("could be played to its end", repr(error) + "\n" + scenario.server.log_tail())
        return firm.results + [scenario.play_ending()]
    except Exception as error:
        return [Result("the firm", 0, f"trust/random_firm.py: could not begin: {error!r}")]
    finally:
        scenario.end()
