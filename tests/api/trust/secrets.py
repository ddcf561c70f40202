"""Secrets are nowhere in the clear: one is given in each way there is, then everything that left
the server and everything that is kept is searched for all of them.

Which object has a secret is asked of the server. All secrets begin with one word that stands
nowhere else, so one look finds any of them; another word stands in titles, and has to be found
wherever the secrets must not: so it is known that the look would find them.
"""
import json
import os
import time

from harness.client import EventStream
from harness.leaks import Leaks, unpacked
from harness.play import Play, Result
from harness.script import Script

NAME = "tests/api/trust/secrets.py"
SETTINGS = "# Secrets.\nplayed by comity_with_contract\n\n== All of them\nGET /healthz"
MANY = 1_001  # more than one transaction changes


class Search(Leaks):
    """Gives secrets, then looks through everything."""

    def __init__(self, play):
        super().__init__(play, NAME)
        self.ways = []
        self.key_file = os.path.join(self.data, "secrets.key")

    def secret(self, way):
        self.ways.append(way)
        return f'{self.secret_word.text}-{len(self.ways)} "ü\\'

    def title(self, what):
        return f"{self.plain_word.text} {what}"

    # ---- whose secrets ----

    def describe(self):
        for named in self.must(200, self.ask("GET", "/objects")).json()["objects"]:
            told = self.must(200, self.ask("GET", "/objects/" + named["name"])).json()
            secrets = [field for field in told["fields"] if field["kind"] == "secret"]
            if secrets and told["import"]:
                self.object, self.field = told, secrets[0]["name"]
                self.label = secrets[0]["label"]
                self.plural = "/" + told["plural"]
                return
        raise LookupError("there is no object with a secret")

    def needed(self, fields, skipped=()):
        """What a record has to have, besides the title."""
        values = {}
        for field in fields:
            if not field.get("required") or field["name"] in skipped:
                continue
            if field["kind"] == "text":
                values[field["name"]] = self.title("needed")
            elif field["kind"] == "reference" and field["target"] != "user":
                values[field["name"]] = self.target(field["target"])
        return values

    def target(self, name):
        told = self.must(200, self.ask("GET", "/objects/" + name)).json()
        fields = {told["title"]: self.title("target")}
        return self.must(201, self.ask("POST", "/" + told["plural"], fields)).json()["id"]

    def fields(self, what, **others):
        return {**self.base, self.object["title"]: self.title(what), **others}

    def create(self, way):
        fields = self.fields(way, **{self.field: self.secret(way)})
        return self.must(201, self.ask("POST", self.plural, fields)).json()["id"]

    def patch(self, record, way, status=200, headers=()):
        body = {self.field: self.secret(way)}
        return self.must(status, self.ask("PATCH", f"{self.plural}/{record}", body, headers))

    # ---- giving them ----

    def give_one_by_one(self):
        self.record = self.create("a new record")
        shaped = {"label": self.plain_word.text, "kind": "text"}
        self.must(201, self.ask("POST", f"/objects/{self.object['name']}/fields", shaped))
        self.began = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 1))
        edit = self.patch(self.record, "an edit").header("Comity-Change")
        self.patch(self.record, "a conflict", 409, [("If-Match", '"1"')])
        self.must(200, self.ask("POST", f"/changes/{edit}/undo", {}))
        fields = self.fields("twice", **{self.field: self.secret("a repeated request")})
        for _ in range(2):
            self.must(201, self.ask("POST", self.plural, fields, [("Idempotency-Key", "k")]))
        self.other = self.create("a record that is merged")
        merge = {"with": self.other, "choose": {self.field: "other"}}
        merged = self.ask("POST", f"{self.plural}/{self.record}/merge", merge)
        self.must(200, merged)
        binned = self.create("a record of the bin")
        self.must(200, self.ask("DELETE", f"{self.plural}/{binned}"))
        read = self.must(200, self.ask("GET", f"{self.plural}/{self.record}"))
        self.hold("a secret reads as there", read.json()[self.field] is True, read)

    def give_to_many(self):
        rows = "".join(f"{self.title(f'many {i}')},{self.title('target')}\n" for i in range(MANY))
        reference = next(name for name in self.base if name != self.object["title"])
        file = {"many.csv": f"{self.object['title']},{reference}\n{rows}"}
        started = self.must(202, self.upload("/imports", file, object=self.object["name"]))
        told = self.wait(f"/imports/{started.json()['id']}", ("done", "failed"))
        self.case("many came in", None if told["created"] == MANY else str(told)[:300])
        few = {"ids": [self.record], "set": {self.field: self.secret("an edit of few")}}
        self.must(200, self.ask("POST", f"{self.plural}/bulk", few))
        all_of_them = {"filter": f"{self.object['title']} != null"}
        edit = {**all_of_them, "set": {self.field: self.secret("an edit of many")}}
        self.hold("an edit of many changes all", self.long(edit)["change"] is not None)
        there = self.must(200, self.ask("GET", f"{self.plural}.json?fields={self.field}"))
        reads = [record[self.field] for record in there.json()]
        self.hold("all have a secret now", len(reads) >= MANY and set(reads) == {True}, there)
        wrong = {**all_of_them, "set": {self.field: [self.secret("a list, for many")]}}
        self.hold("what is no text changes none", self.long(wrong)["change"] is None)
        unknown = {**all_of_them, "set": {"passwort": self.secret("a wrong name, for many")}}
        answer = self.ask("POST", f"{self.plural}/bulk", unknown)
        self.refused("an unknown field is refused at once for many, too", answer, "passwort")

    def long(self, body):
        job = self.must(202, self.ask("POST", f"{self.plural}/bulk", body)).json()["job"]
        return self.wait(f"/jobs/{job}", ("done", "failed"))

    def give_to_actions(self):
        for action in self.object["actions"]:
            secrets = [field["name"] for field in action["input"] if field["kind"] == "secret"]
            if not secrets or action["on"] != "list":
                continue
            name, input = action["name"], self.needed(action["input"])
            one = {**input, secrets[0]: self.secret("an action")}
            self.must(200, self.ask("POST", f"{self.plural}/{self.record}/{name}", one))
            many = {**input, secrets[0]: self.secret("an action on many")}
            wish = {"filter": f"{self.object['title']} != null", "action": name, "input": many}
            self.hold("an action on many is done", self.long(wish)["change"] is not None)
            return
        self.case("an action takes a secret", "there is none")

    def give_what_is_refused(self):
        address = f"{self.plural}/{self.record}"
        for what, wrong in {
            "a list": lambda secret: [secret],
            "an object": lambda secret: {"value": secret},
            "a long text": lambda secret: secret * 100,
        }.items():
            answer = self.ask("PATCH", address, {self.field: wrong(self.secret(what))})
            self.refused(f"{what} is refused", answer, self.field)
        fields = {self.field: self.secret("beside something wrong"), "nothing": 1}
        self.refused("what is beside it is refused", self.ask("PATCH", address, fields), "nothing")
        fields = {"nothing": self.secret("under a wrong name")}
        self.refused("a wrong name is refused", self.ask("PATCH", address, fields), "nothing")
        broken = f'{{"{self.field}": "{self.secret_word.text}'.encode()
        self.ways.append("a broken request")
        answer = self.send("PATCH", address, broken, "application/json")
        self.refused("a broken request is refused", answer, None, (400,))

    def ask_what_it_is(self):
        """Whoever could ask would find it out letter by letter."""
        name = self.field
        self.ways.append("a question")
        text = self.secret_word.text
        for question in (
            *(f'filter={name} {sign} "{text}"' for sign in ("=", "!=", ":", "<", ">=")),
            f'filter={self.object["title"]} != null AND NOT {name} = "{text}"',
            f"sort={name}",
            f"sort=-{name}",
        ):
            answer = self.ask("GET", f"{self.plural}?{question}")
            self.refused(f"{question[:30]}… is refused", answer, None, (400, 422))
        for figure in ("group={}&measure=count", "measure=sum({})", "measure=max({})"):
            answer = self.ask("GET", f"{self.plural}/aggregate?{figure.format(name)}")
            self.refused(f"{figure.format(name)} is refused", answer, None, (400, 422))
        answer = self.must(200, self.ask("GET", f"/search?q={text}"))
        self.hold("the search finds nothing by it", not answer.json()["results"], answer)
        object = self.object["name"]
        for what, path, body in (
            ("a rule", "/rules", {"condition": f'{name} = "{text}"', "message": "No."}),
            ("a formula", f"/objects/{object}/fields", {"kind": "text", "formula": name}),
            ("a field", f"/objects/{object}/fields", {"kind": "secret"}),
        ):
            named = {"label": what} if path.startswith("/objects") else {"name": what}
            about = {} if path.startswith("/objects") else {"object": object}
            answer = self.ask("POST", path, {**named, **about, **body})
            self.refused(f"{what} with it is refused", answer, None, (400, 422))

    def give_in_files(self):
        object, title = self.object["name"], self.object["title"]

        def file(header, way):
            secret = json.dumps(self.secret(way))[1:-1].replace('"', "")
            return {f"{way}.csv": f"{title},{header}\n{self.title(way)},{secret}\n"}

        plain = {"plain.csv": f"{title},note\n{self.title('plain')},x\n"}
        for way, files, options in (
            ("a column by name", file(self.field, "a column by name"), {}),
            ("a column by label", file(self.label.upper(), "a column by label"), {}),
            ("a column of the options", file("note", "a column of the options"),
             {"map": {"note": self.field}}),
            ("a column that is left out", file(self.field, "a column that is left out"),
             {"map": {self.field: None}}),
            ("a constant", plain, {"set": {self.field: self.secret("a constant")}}),
            ("a constant, dry", plain,
             {"set": {self.field: self.secret("a constant, dry")}, "dry_run": True}),
            ("what a text stands for", plain,
             {"same": {self.field: {"x": self.secret("what a text stands for")}}}),
        ):  # fmt: skip
            answer = self.upload("/imports", files, object=object, options=options)
            self.refused(f"{way} of an import is refused", answer, self.field)
        several = {**file(self.field, "one of several"), **plain}
        options = {"files": {name: {"object": object} for name in several}, "dry_run": True}
        self.refused("one of several is refused", self.upload("/imports", several, options=options))
        dry = self.upload("/imports", plain, object=object, options={"dry_run": True})
        address = f"/imports/{self.must(202, dry).json()['id']}"
        self.wait(address, ("waiting",))
        options = {"set": {self.field: self.secret("a second look")}}
        answer = self.ask("POST", f"{address}/start", options)
        self.refused("a constant of a second look is refused", answer, self.field)
        mapping = {"name": "Kept", "object": object, "headers": [title, "note"], "options": options}
        answer = self.ask("POST", "/import_mappings", mapping)
        self.refused("a saved mapping with a secret is refused", answer, "options")
        answer = self.ask("POST", f"{address}/start", {"map": {"note": self.field}})
        self.refused("a column that a second look calls a secret is refused", answer, self.field)
        gone = self.ask("POST", f"{address}/start", {})
        self.hold("and its file is not kept", gone.status == 404, gone)
        sheet = self.must(200, self.ask("GET", f"{self.plural}.csv?round_trip=true")).text
        head, *rows = sheet.removesuffix("\r\n").split("\r\n")
        secret = self.secret("a sheet").split()[0]
        longer = "\r\n".join([f"{head},{self.field}", *(f"{row},{secret}" for row in rows)])
        answer = self.upload("/sheets", {"back.csv": longer})
        self.refused("a sheet with a column of it is refused", answer, self.field)

    def exchange_keys(self):
        with open(self.key_file, encoding="utf-8") as file:
            before = file.read()
        self.must(204, self.ask("POST", "/administration/secrets/exchange-key"))
        with open(self.key_file, encoding="utf-8") as file:
            self.hold("there is another key", file.read() != before)
        self.patch(self.record, "after the exchange")
        told = self.must(200, self.ask("GET", "/administration"))
        secrets = told.json()["secrets"]
        is_well = secrets["error"] is None and secrets["closed"] == secrets["under_old_key"] == 0
        self.hold("all secrets open", is_well and secrets["keys"] > 1, told)

    # ---- searching ----

    def read_everything(self):
        record = f"{self.plural}/{self.record}"
        for path in (
            record,
            f"{record}?as_of={self.began}",
            f"{record}/changes",
            f"{record}/timeline",
            f"{self.plural}?limit=200&fields={self.object['title']},{self.field}",
            f"{self.plural}?as_of={self.began}",
            "/changes?limit=200",
            f"/changes?record={self.record}",
            f"/search?q={self.plain_word.text}",
            f"/objects/{self.object['name']}",
            "/imports",
            "/import_mappings",
            "/administration",
            "/definitions",
            "/metrics",
            "/api/openapi.json",
        ):
            self.must(200, self.ask("GET", path))
        for ending in ("csv", "xlsx", "json", "pdf"):
            # Of one: a page of paper is read as a whole.
            mine = f'filter=id = "{self.record}"'
            whole = self.must(200, self.ask("GET", f"{self.plural}.{ending}?{mine}")).body
            self.look(f"an export as {ending}", whole, has_plain=ending != "pdf")

    def look_through_commands(self):
        for form in ("csv", "json", "xlsx"):
            printed = self.run("export", self.object["name"], "--format", form)
            self.look(f"comity export as {form}", printed)
        self.look("comity definitions", self.run("definitions", "export", "-"))
        self.look("comity secrets", self.run("secrets", "status"), has_plain=False)
        self.run("secrets", "exchange-key")
        if self.play.template.name == "sqlite":
            copy = self.play.path("copy.db")
            self.look("comity backup", self.run("backup", copy), has_plain=False)
            with open(copy, "rb") as file:
                self.look("a backup", file.read())

    def heard(self, stream):
        """All that came before the marker that everybody hears."""
        marker = self.create("the last one")
        pieces = []
        while not pieces or marker not in pieces[-1]:
            self.play.time_left()
            event = stream.next(1)
            pieces.append(json.dumps(event, ensure_ascii=False) if event else "")
        return "\n".join(pieces).encode()

    def give_and_search(self):
        self.describe()
        self.base = self.needed(self.object["fields"], (self.object["title"],))
        headers = dict(self.play.people.headers(self.administrator, False, False))
        stream = EventStream(self.play.server.port, "/api/v1/events", headers, 60)
        try:
            self.give_one_by_one()
            self.give_to_many()
            self.give_to_actions()
            self.give_what_is_refused()
            self.ask_what_it_is()
            self.give_in_files()
            self.exchange_keys()
            self.look("the events", self.heard(stream), has_plain=False)
        finally:
            stream.close()
        self.read_everything()
        self.look_through_files("while it runs", self.key_file)
        self.play.leave_server()
        self.play.is_stopped_on_purpose = True
        if self.play.server.stop() != 0:
            raise LookupError("the server did not stop in order")
        self.look_through_files("stopped", self.key_file)
        self.look_through_tables()
        self.look_through_commands()
        self.look("the log", self.play.server.log().encode(), has_plain=False)
        self.look("all answers", [data for _, answer in self.answers for data in unpacked(answer)])
        for asked, answer in self.answers:
            if self.secret_word.is_in(answer):
                self.case(f"no secret in the answer to {asked}", "there is one")


def play(template, program, surroundings):
    scenario = Play(Script(NAME, SETTINGS), template, program, surroundings)
    search = None
    try:
        scenario.reason_to_skip()  # reads the settings
        scenario.begin()
        search = Search(scenario)
        try:
            search.give_and_search()
        except (LookupError, OSError, ValueError, RuntimeError) as error:
            search.case("all could be given", f"{error!r}\n{scenario.server.log_tail()}")
        return search.results + [scenario.play_ending()]
    except Exception as error:
        return [Result("secrets", 0, f"{NAME}: could not begin: {error!r}")]
    finally:
        scenario.end()
