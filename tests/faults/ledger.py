"""The book of what writers asked for and what they were told, held against what is there.

Every write carries a token of its own. An acknowledged one must be there; one without an answer
may be there whole or not at all, because it was perhaps done and only the answer was lost.
"""
import csv
import io
import threading

from harness.expectations import Failure


class Cell:
    """One value that is written again and again: what it may be now."""

    def __init__(self, value):
        self.may_be = {value}

    def ask_for(self, token):
        self.may_be.add(token)

    def acknowledge(self, token):
        self.may_be = {token}


class Ledger:
    def __init__(self, counts):
        self.counts = counts
        self.is_in_doubt = False  # what is answered now is perhaps not on the disk
        self._lock = threading.Lock()
        self.created = {}  # id → token, acknowledged
        self.asked = set()  # tokens of accounts that were asked for
        self.unanswered = {}  # token → body, of accounts
        self.rows = {}  # id → Cell: one account, two fields of one write
        self.groups = []  # (ids, Cell): accounts that a bulk edit changes together
        self.leads = {}  # id → token
        self.converted = set()  # ids, acknowledged

    def count(self, what):
        with self._lock:
            self.counts.add(what)

    def acknowledged(self):
        return self.counts["writes acknowledged"]

    def ask_again(self, ground):
        """Creates whose answers were lost, under the keys that they had: they are there once."""
        person = ground.connect()
        for token, body in self.unanswered.items():
            answer = person.ask("POST", "/accounts", body, token)
            if answer.status != 201:
                raise Failure(f"asked again for {token}: {answer.status} {answer.text[:300]}")
            self.created[answer.json()["id"]] = token
            self.count("asked again and done once")
        person.close()
        self.unanswered.clear()

    # ---- against what is there ----

    def verify(self, ground):
        """`lost` and `half-written` are counted, so that they are told, and then must be 0."""
        wrong = []
        accounts = export(ground, "accounts", "id,name,sector,country,domain,emails")
        self._verify_accounts(accounts, wrong)
        self._verify_rows(accounts, wrong)
        self._verify_groups(accounts, wrong)
        if self.leads:
            self._verify_leads(ground, accounts, wrong)
        self._verify_log(ground, wrong)
        lost = [text for kind, text in wrong if kind == "lost"]
        half = [text for kind, text in wrong if kind == "half"]
        self.counts.add("lost", len(lost))
        self.counts.add("half-written", len(half))
        if wrong:
            raise Failure(
                f"{len(lost)} lost, {len(half)} half-written: " + "; ".join((lost + half)[:5])
            )

    def _verify_accounts(self, accounts, wrong):
        for record, token in self.created.items():
            if record not in accounts:
                wrong.append(("lost", f"account {record} ({token})"))
        seen = set()
        for row in accounts.values():
            token = row["name"]
            if token not in self.asked:
                continue
            if token in seen:
                wrong.append(("half", f"account {token} is there twice"))
            seen.add(token)
            if row["emails"] != mail_of(token):
                wrong.append(("half", f"account {token} has the e-mail {row['emails']!r}"))

    def _verify_rows(self, accounts, wrong):
        for record, cell in self.rows.items():
            row = accounts.get(record)
            if row is None:
                wrong.append(("lost", f"account {record}"))
            elif row["sector"] != row["country"]:
                wrong.append(("half", f"{record}: {row['sector']!r} and {row['country']!r}"))
            elif row["sector"] not in cell.may_be:
                wrong.append(("lost", f"{record} is {row['sector']!r}, not {cell.may_be}"))

    def _verify_groups(self, accounts, wrong):
        for ids, cell in self.groups:
            values = {accounts[record]["domain"] for record in ids if record in accounts}
            if len(values) != 1:
                wrong.append(("half", f"a bulk edit left {values}"))
            elif not values <= cell.may_be:
                wrong.append(("lost", f"a bulk edit: {values}, not {cell.may_be}"))

    def _verify_leads(self, ground, accounts, wrong):
        leads = export(ground, "leads", "id,name,status")
        contacts = _names(export(ground, "contacts", "id,last_name"), "last_name")
        deals = _names(export(ground, "deals", "id,name"), "name")
        names = _names(accounts, "name")
        for record, token in self.leads.items():
            row = leads.get(record)
            made = [made.get(token, 0) for made in (names, contacts, deals)]
            if row is None:
                wrong.append(("lost", f"lead {record}"))
            elif row["status"] == "converted" and made != [1, 1, 1]:
                wrong.append(("half", f"lead {token} is converted into {made}"))
            elif row["status"] != "converted" and made != [0, 0, 0]:
                wrong.append(("half", f"lead {token} is not converted, but made {made}"))
            elif row["status"] != "converted" and record in self.converted:
                wrong.append(("lost", f"the conversion of {token}"))

    def _verify_log(self, ground, wrong):
        for object_name, table in (("account", "accounts"), ("contact", "contacts")):
            without = _number(
                ground,
                f"SELECT count(*) FROM {table} r WHERE NOT EXISTS (SELECT 1 FROM change c "
                "WHERE c.record = r.id AND c.version = r.version)",
            )
            if without:
                wrong.append(("half", f"{without} {table} without their log"))
            alone = _number(
                ground,
                f"SELECT count(*) FROM change c WHERE c.object = '{object_name}' AND c.version > 0 "
                f"AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.id = c.record)",
            )
            if alone:
                wrong.append(("half", f"{alone} entries of the log without their {object_name}"))


def mail_of(token):
    return token + "@writers.example"


def _number(ground, sql):
    return int(ground.database.query(sql)[0][0])


def _names(rows, field):
    names = {}
    for row in rows.values():
        names[row[field]] = names.get(row[field], 0) + 1
    return names


def export(ground, plural, fields, more="", server=None):
    """All records of an object, by id."""
    answer = ground.ask("GET", f"/{plural}.csv?fields={fields}{more}", None, 200, server)
    text = answer.body.decode("utf-8-sig")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}

