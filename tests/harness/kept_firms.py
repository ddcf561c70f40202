"""Small databases of earlier programs (tests/schemas): how one is made, what is asked of it, and
whether a later program still answers the same."""
import json
import os
import sqlite3
import tarfile
import urllib.parse

from harness.client import Connection
from harness.expectations import Failure

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "schemas")
FIRM, TOLD = "firm.tar.gz", "told.json"
LIMIT_S = 30

# Of what the log tells: the rest is wording, which may get better.
OF_CHANGE = ("object", "record", "verb", "version", "fields")
OF_FIELD = ("field", "old", "new")


def numbers():
    """Of the databases that are kept, the newest last."""
    return sorted(int(name) for name in os.listdir(FOLDER) if name.isdigit())


def read_told(number):
    with open(os.path.join(FOLDER, str(number), TOLD), encoding="utf-8") as file:
        return json.load(file)


def unpack(number, data):
    with tarfile.open(os.path.join(FOLDER, str(number), FIRM)) as archive:
        archive.extractall(data, filter="data")


def settings_of(path):
    """What a database says of itself: the digest of its tables and their number among it."""
    connection = sqlite3.connect(path)
    try:
        return dict(connection.execute('SELECT "name", "value" FROM "setting"'))
    finally:
        connection.close()


class Asking:
    def __init__(self, port, key):
        self.connection = Connection(port, LIMIT_S)
        self.headers = [("Authorization", "Bearer " + key), ("Content-Type", "application/json")]

    def ask(self, method, path, body=None, expect=(200, 201)):
        text = None if body is None else json.dumps(body).encode()
        answer = self.connection.ask(method, "/api/v1" + path, self.headers, text)
        if answer.status not in expect:
            raise Failure(f"{method} {path}: {answer.status} {answer.text[:400]}")
        return answer.json()

    def close(self):
        self.connection.close()


def write_firm(asking):
    """Some of everything that tables are for. Returns a moment in the middle of it."""
    ask = asking.ask

    def make(plural, **fields):
        return ask("POST", f"/{plural}?duplicates=allow", fields)["id"]

    home = {"label": "Home", "kind": "reference", "target": "account"}
    ask("POST", "/objects/account/fields", {"label": "Fleet", "kind": "number"})
    doubled = {"label": "Doubled", "kind": "number", "formula": "fleet * 2"}
    ask("POST", "/objects/account/fields", doubled)
    ask("POST", "/objects", {"label": "Vessel", "fields": [home]})
    acme = make("accounts", name="Acme", fleet=12, sector="tech", emails=["a@acme.example"])
    again = make("accounts", name="Acme Ltd", phones=["+49 30 1234"])
    gone = make("accounts", name="Gone")
    make("vessels", name="Wind", home=acme)
    eva = make("contacts", first_name="Eva", last_name="Öz", account=acme)
    price = {"amount": "1200.50", "currency": "EUR"}
    deal = make("deals", name="Masts", account=acme, amount=price)
    make("leads", name="Lea", company="Sails", email="lea@sails.example")
    about = {"object": "deal", "id": deal}
    make("activities", subject="Call", kind="call", about=about, contact=eva)
    moment = ask("GET", f"/deals/{deal}")["updated_at"]
    ask("PATCH", f"/deals/{deal}", {"stage": "proposal", "amount": {**price, "amount": "1500"}})
    ask("PATCH", f"/contacts/{eva}", {"job_title": "Skipper"})
    ask("POST", "/accounts/bulk", {"ids": [acme, again], "set": {"country": "DE"}})
    ask("DELETE", f"/accounts/{gone}")
    ask("POST", f"/accounts/{acme}/merge", {"with": again}, (200, 202))
    edited = ask("POST", "/accounts/bulk", {"ids": [acme], "set": {"sector": "retail"}})
    ask("POST", f"/changes/{edited['change']}/undo", {})
    make("views", name="Mine", object="deal", filter='name = "Masts"', shared=True)
    return moment


def questions(asking, moment):
    """Every list as it is and as it was, what was removed, and what happened."""
    paths = []
    past = urllib.parse.quote(moment)
    for found in asking.ask("GET", "/objects")["objects"]:
        plural = found["plural"]
        paths.append(f"/{plural}?limit=200")
        paths.append(f"/{plural}?limit=200&bin=true")
        if not found["setting"]:
            paths.append(f"/{plural}?limit=200&as_of={past}")
    paths.append("/deals/aggregate?group=stage&measure=count,sum(amount)")
    paths.append("/changes?limit=200")
    return paths


def told(path, answer):
    """What must stay as it is of an answer."""
    if path.startswith("/changes?"):
        return {
            change["id"]: [
                {
                    **{name: each[name] for name in OF_CHANGE if name != "fields"},
                    "fields": [{name: one[name] for name in OF_FIELD} for one in each["fields"]],
                }
                for each in change["changes"]
            ]
            for change in answer["changes"]
        }
    if "records" in answer:
        return {record["id"]: record for record in answer["records"]}
    return answer


def differences(before, now, where=""):
    """Where a later answer lacks or alters what an earlier one said; it may say more."""
    if isinstance(before, dict) and isinstance(now, dict):
        found = []
        for name, value in before.items():
            if name not in now:
                found.append(f"{where}/{name} is missing")
            else:
                found += differences(value, now[name], f"{where}/{name}")
        return found
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = enumerate(zip(before, now))
        return [one for at, (old, new) in pairs for one in differences(old, new, f"{where}/{at}")]
    return [] if before == now else [f"{where} was {before!r}, is {now!r}"]
