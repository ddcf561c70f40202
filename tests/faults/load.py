"""Writers: many people who create, update, edit in bulk and convert leads, all at once, and note in
the ledger what they were told."""
import http.client
import random
import threading
import time

from faults.ledger import Cell, mail_of

GROUP = 6


def new_account(token):
    return {"name": token, "emails": [{"value": mail_of(token)}]}


class Refusal(Exception):
    """An answer that did not save anything."""


class InDoubt(Exception):
    """An answer that the disk below perhaps does not keep."""


class Writers:
    """Use as `with Writers(...)`: they write from its beginning to its end. `ports` are those of
    the servers; when an answer fails, the next one is tried. `on_refusal(answer)` sees what was
    refused. `edits_only`: accounts of the ledger's rows, which they edit and do nothing else."""

    def __init__(
        self, ground, ledger, number, servers=(), on_refusal=None, seed=1, tag="", edits_only=()
    ):
        self.ground = ground
        self.ledger = ledger
        self.servers = list(servers) or [ground.server]
        self.on_refusal = on_refusal
        self.tag = tag
        # Each has some for himself, so that the last that he was told is what must be there.
        self.edits_only = [list(edits_only[each::number]) for each in range(number)]
        self._stopping = threading.Event()
        self._failure = None
        self._threads = [
            threading.Thread(target=self._run, args=(each, random.Random(seed * 1000 + each)))
            for each in range(number)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind, value, trace):
        self.stop()
        if kind is None and self._failure:
            raise self._failure

    def stop(self):
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more, limit_s=60):
        """Until that many more writes have been acknowledged; the seconds that it took."""
        enough = self.ledger.acknowledged() + more
        return self.ground.eventually(
            lambda: self._failure or self.ledger.acknowledged() >= enough,
            f"{more} more acknowledged writes",
            limit_s,
        )

    # ---- one writer ----

    def _run(self, number, chance):
        writer = Writer(self, number, chance)
        try:
            while not self._stopping.is_set():
                writer.write_one()
        except Exception as error:  # told by the thread that waits for us
            self._failure = error
        finally:
            writer.leave()


class Writer:
    def __init__(self, writers, number, chance):
        self.writers = writers
        self.ledger = writers.ledger
        self.chance = chance
        self.name = f"{writers.tag}w{number}"
        self.at = number
        self.count = 0
        self.person = None
        self.mine = writers.edits_only[number]
        self.only_edits = bool(self.mine)
        self.group = []
        self.group_cell = None

    def leave(self):
        if self.person:
            self.person.close()
        self.person = None

    def write_one(self):
        kinds = [self.create, self.create, self.create, self.convert]
        if self.only_edits:
            kinds = [self.update]
        elif self.mine:
            kinds += [self.update] * 4
        if len(self.group) == GROUP:
            kinds.append(self.edit_in_bulk)
        self.count += 1
        token = f"{self.name}-{self.count}"
        try:
            self.chance.choice(kinds)(token)
            self.ledger.count("writes acknowledged")
        except InDoubt:
            self.ledger.count("answered in doubt")
        except Refusal:
            self.ledger.count("refused with 503")
            time.sleep(0.05)
        except (OSError, http.client.HTTPException):
            self.ledger.count("without an answer")
            self.leave()
            self.at += 1
            time.sleep(0.05)

    def ask(self, method, path, body, key=None):
        if self.person is None:
            servers = self.writers.servers
            self.person = self.writers.ground.connect(servers[self.at % len(servers)])
        answer = self.person.ask(method, path, body, key)
        if answer.status == 503:
            if self.writers.on_refusal:
                self.writers.on_refusal(answer)
            raise Refusal()
        if answer.status not in (200, 201):
            raise AssertionError(f"{method} {path}: {answer.status} {answer.text[:300]}")
        if self.ledger.is_in_doubt:
            raise InDoubt()
        return answer.json()

    # ---- kinds of writes ----

    def create(self, token):
        self.ledger.asked.add(token)
        self.ledger.unanswered[token] = body = new_account(token)
        record = self.ask("POST", "/accounts", body, token)["id"]
        self.ledger.created[record] = token
        del self.ledger.unanswered[token]
        if len(self.group) < GROUP:
            self.group.append(record)
            if len(self.group) == GROUP:
                self.group_cell = Cell("")
                self.ledger.groups.append((list(self.group), self.group_cell))
        elif len(self.mine) < 50:
            self.mine.append(record)
            self.ledger.rows[record] = Cell("")

    def update(self, token):
        record = self.chance.choice(self.mine)
        cell = self.ledger.rows[record]
        cell.ask_for(token)
        self.ask("PATCH", f"/accounts/{record}", {"sector": token, "country": token})
        cell.acknowledge(token)

    def edit_in_bulk(self, token):
        self.group_cell.ask_for(token)
        edit = {"ids": self.group, "set": {"domain": token}}
        answer = self.ask("POST", "/accounts/bulk", edit)
        if answer.get("changed") != GROUP:
            raise AssertionError(f"a bulk edit of {GROUP}: {answer}")
        self.group_cell.acknowledge(token)

    def convert(self, token):
        lead = {"name": "Lead " + token, "company": token, "email": mail_of(token)}
        record = self.ask("POST", "/leads", lead)["id"]
        self.ledger.leads[record] = token
        self.ledger.count("writes acknowledged")
        wish = {"create_deal": True, "deal_name": token, "deal_amount": "5"}
        self.ask("POST", f"/leads/{record}/convert", wish)
        self.ledger.converted.add(record)
