"""The people of a scenario: who exists, and how each one's requests prove who they are."""
import base64
import re

from harness.databases import ADMINISTRATOR, PASSWORD

_USER = re.compile(
    r"user (?P<email>\S+@\S+?)(?: role (?P<role>\w+))?(?: team (?P<team>.+?))?"
    r"(?: manager (?P<manager>\S+))?$"
)
_TEAM = re.compile(r"team (?P<name>.+?)(?: under (?P<parent>.+))?$")


class Person:
    def __init__(self, email, password=PASSWORD, key=None):
        self.email = email
        self.password = password
        self.key = key
        self.cookie = None
        self.csrf = None


class People:
    """`ask(method, path, person, json, by_cookie)` is the scenario's way to make a request."""

    def __init__(self, ask, variables, administrator_key):
        self.ask = ask
        self.variables = variables
        self.known = {"nobody": None}
        self.add("administrator", Person(ADMINISTRATOR, key=administrator_key))
        self.teams = {}

    def add(self, name, person):
        self.known[name] = person
        if person:
            self.known[person.email] = person

    def find(self, name):
        if name not in self.known:
            raise LookupError(f"there is no user {name} in this scenario")
        return self.known[name]

    def headers(self, person, by_cookie, writes):
        if person is None:
            return []
        if by_cookie == "address book":  # as phones prove who they are
            pair = base64.b64encode(f"{person.email}:{person.key}".encode()).decode()
            return [("Authorization", "Basic " + pair)]
        if not by_cookie:
            return [("Authorization", "Bearer " + person.key)]
        if person.cookie is None:
            self.sign_in(person)
        return [("Cookie", person.cookie)] + ([person.csrf] if writes else [])

    def sign_in(self, person):
        answer = self._made(
            "POST", "/session", None, {"email": person.email, "password": person.password}
        )
        self.keep_session(person, answer)

    def keep_session(self, person, answer):
        body = answer.json()
        person.cookie = "; ".join(
            value.split(";")[0] for value in answer.headers_named("Set-Cookie")
        )
        person.csrf = (body.get("csrf_header", "X-CSRF-Token"), body.get("csrf", ""))

    def _made(self, method, path, person, json, by_cookie=False):
        answer = self.ask(method, path, person, json, by_cookie)
        if not 200 <= answer.status < 300:
            raise LookupError(f"{method} {path} answered {answer.status}: {answer.text[:500]}")
        return answer

    def make_team(self, text):
        found = _TEAM.match(text)
        return self.ensure_team(found["name"].strip(), found["parent"])

    def ensure_team(self, name, parent=None):
        if name not in self.teams:
            body = {"name": name}
            if parent:
                body["parent"] = self.ensure_team(parent.strip())
            administrator = self.find("administrator")
            self.teams[name] = self._made("POST", "/teams", administrator, body).json()["id"]
            self.variables["team_" + re.sub(r"\W", "_", name.lower())] = self.teams[name]
        return self.teams[name]

    def make_user(self, text):
        """Adds the user as an administrator would: makes the record, invites, and the user joins
        and takes a key."""
        found = _USER.match(text)
        if not found:
            raise LookupError(
                f"cannot read {text!r}: user EMAIL [role ROLE] [team TEAM] [manager NAME]"
            )
        administrator = self.find("administrator")
        name = found["email"].split("@")[0]
        body = {"name": name.replace(".", " ").title(), "email": found["email"]}
        if found["role"]:
            roles = self._made(
                "GET", f'/roles?filter=key%20%3D%20%22{found["role"]}%22', administrator, None
            ).json()
            if not roles["records"]:
                raise LookupError(f"there is no role {found['role']}")
            body["role"] = roles["records"][0]["id"]
        if found["team"]:
            body["team"] = self.ensure_team(found["team"].strip())
        if found["manager"]:
            body["manager"] = self.variables[found["manager"]]
        made = self._made("POST", "/users", administrator, body).json()
        invited = self._made("POST", f"/users/{made['id']}/invite", administrator, {}).json()
        code = invited["link"].split("code=")[-1]
        person = Person(found["email"])
        self.keep_session(
            person, self._made("POST", "/join", None, {"code": code, "password": person.password})
        )
        person.key = self._made("POST", "/keys", person, {"label": "test"}, by_cookie=True).json()[
            "key"
        ]
        self.add(name, person)
        self.variables[re.sub(r"\W", "_", name)] = made["id"]
