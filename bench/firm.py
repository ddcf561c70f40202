"""A made-up firm as CSV files: seeded, so that the same numbers make the same files everywhere."""
import csv
import os
import random

SEED = 20170101
USERS = 500
TEAM_SIZE = 10
TEAMS = USERS // TEAM_SIZE
REP = 57  # the number of the user who asks as a rep: of a team below another
LONG = 20_000  # activities about one contact, the first
CLOSED = ("2025-01-01", "2025-12-15")  # the period that the dashboard asks about
_FIRST = (
    "Ada Ben Cleo Dora Emil Fatima Georg Hanna Ivan Jana Kemal Lena Marco Nadia Oskar "
    "Paula Quentin Rosa Stefan Tilda Ugo Vera Wim Xenia Yusuf Zora Amélie Björn Chloé "
    "Dušan Élodie François Gülay Håkon Iñaki Jürgen"
).split()
_HEADS = (
    "Al Ber Cor Dan Eng Fal Gar Hol Ing Jor Kar Lin Mar Nor Ost Pal Quist Ros Sand Tor Ul Vall Wes "
    "Yar Zim Bau Fried Grün Heil Klein Lund Moor Rich Stein Tann Weiß"
).split()
_MIDDLES = "a e i o u ar el in om un".split()
_TAILS = (
    "berg mann sen ström ova etti escu ides quist stein feld hoff dal gård lund ston "
    "wright smith müller ford"
).split()
_SECTORS = (
    "software retail medical finance telecommunications marketing employment services"
).split()
_COUNTRIES = "Germany France Italy Spain Poland Sweden Norway Japan Brazil Kenya".split()
_JOBS = ("Buyer", "Head of Sales", "Engineer", "Managing Director", "Office Manager", "Analyst")
_KINDS = ("task", "call", "meeting", "note")
SIGNS = "山川田中村東西京大小高木林森石井本野原島"  # what names in Chinese characters are made of
ABROAD = 5_000  # contacts with such names, among which searches look
_STAGES = ("Prospecting", "Qualification", "Proposal", "Negotiation", "Won", "Lost")
_REASONS = ("Price", "No budget", "Chose another", "No answer")


def last_name(number):
    """Every number below 36 × 10 × 20 = 7,200 has its own; beyond, two are joined."""
    rest, tail = divmod(number, len(_TAILS))
    rest, middle = divmod(rest, len(_MIDDLES))
    rest, head = divmod(rest, len(_HEADS))
    name = _HEADS[head] + _MIDDLES[middle] + _TAILS[tail]
    return name if rest == 0 else name + "-" + last_name(rest - 1)


def contact_name(number):
    rest, first = divmod(number, len(_FIRST))
    return _FIRST[first], last_name(rest)


def sign_name(chance):
    return "".join(chance.choice(SIGNS) for _ in range(2))


def account_name(number):
    return f"{last_name(number * 7 + 3)} {_SECTORS[number % len(_SECTORS)].title()} {number}"


def team_name(number):
    return f"Team {number}"


def _team_above(number):
    """Five regions, seven teams below each, and ten that stand alone."""
    return team_name(number % 5) if 5 <= number < 40 else ""


def user_name(number):
    return f"Rep {_FIRST[number % len(_FIRST)]} {number}"


def user_email(number):
    return f"rep{number}@firm.test"


def _day(chance, first=0, last=720):
    day = chance.randrange(first, last)
    return f"{2025 + day // 360}-{day % 360 // 30 + 1:02}-{day % 30 % 28 + 1:02}"


class Firm:
    """The sizes of a firm, and its files in a folder."""

    def __init__(self, folder, contacts, activities_each):
        self.folder = folder
        self.contacts = contacts
        self.accounts = max(1, contacts // 10)
        self.deals = max(1, contacts // 2)
        self.activities = int(contacts * activities_each)

    @property
    def records(self):
        return self.contacts + self.accounts + self.deals + self.activities + LONG

    def path(self, name):
        return os.path.join(self.folder, name + ".csv")

    def write(self):
        os.makedirs(self.folder, exist_ok=True)
        chance = random.Random(SEED)
        self._write("team", ("name", "parent"), self._teams())
        self._write("user", ("name", "email", "team", "role"), self._users())
        self._write("account", _ACCOUNT, self._accounts(chance))
        self._write("contact", _CONTACT, self._contacts(chance))
        self._write("deal", _DEAL, self._deals(chance))
        self._write("activity", _ACTIVITY, self._activities(chance))
        self._write("long", _ACTIVITY, self._long(chance))

    def write_abroad(self):
        """Contacts whose names have no spaces and no letters."""
        self._write("abroad", _CONTACT, self._abroad(random.Random(SEED + 1)))

    def _write(self, name, header, rows):
        with open(self.path(name), "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(rows)

    def _teams(self):
        for number in range(TEAMS):
            yield team_name(number), _team_above(number)

    def _users(self):
        for number in range(USERS):
            team = team_name(number // TEAM_SIZE)
            yield user_name(number), user_email(number), team, "Sales rep"

    def _accounts(self, chance):
        for number in range(self.accounts):
            domain = f"a{number}.example"
            yield (
                account_name(number),
                domain,
                chance.choice(_SECTORS),
                chance.choice(_COUNTRIES),
                "https://" + domain,
                chance.randrange(1, 5000),
                user_name(chance.randrange(USERS)),
                f"A{number}",
            )

    def _contacts(self, chance):
        for number in range(self.contacts):
            first, last = contact_name(number)
            yield (
                first,
                last,
                account_name(chance.randrange(self.accounts)),
                chance.choice(_JOBS),
                f"c{number}@mail.example",
                f"+49 30 {chance.randrange(10**6, 10**7)}",
                chance.choice(("consider", "buy", "use", "loyal")),
                user_name(chance.randrange(USERS)),
                f"C{number}",
            )

    def _abroad(self, chance):
        for number in range(ABROAD):
            yield (
                sign_name(chance),
                sign_name(chance),
                account_name(chance.randrange(self.accounts)),
                chance.choice(_JOBS),
                f"abroad{number}@mail.example",
                f"+81 3 {chance.randrange(10**7, 10**8)}",
                chance.choice(("consider", "buy", "use", "loyal")),
                user_name(chance.randrange(USERS)),
                f"J{number}",
            )

    def _deals(self, chance):
        for number in range(self.deals):
            stage = chance.choice(_STAGES)
            account = account_name(chance.randrange(self.accounts))
            yield (
                f"Deal {number} {account}",
                account,
                stage,
                f"{chance.randrange(100, 90000)}.{chance.randrange(100):02}",
                _day(chance, 0, 300),
                _day(chance, 360),
                _day(chance, 300, 360) if stage in ("Won", "Lost") else "",
                chance.choice(_REASONS) if stage == "Lost" else "",
                "Call again next week",
                user_name(chance.randrange(USERS)),
                f"D{number}",
            )

    def _activities(self, chance):
        """One of five about a deal, which gives it a next step; the others about contacts."""
        for number in range(self.activities):
            if number % 5 == 0:
                about = f"deal:D{chance.randrange(self.deals)}"
            else:
                about = f"contact:C{chance.randrange(1, self.contacts)}"
            yield _activity(chance, number, f"T{number}", about)

    def _long(self, chance):
        """What makes the first contact's timeline a long one."""
        for number in range(LONG):
            yield _activity(chance, number, f"L{number}", "contact:C0")


def _activity(chance, number, external_id, about):
    is_done = chance.random() < 0.7
    day = _day(chance)
    return (
        f"{chance.choice(('Ask', 'Tell', 'Meet', 'Write'))} about offer {number}",
        chance.choice(_KINDS),
        about,
        day + "T09:00:00Z",
        day + "T10:00:00Z" if is_done else "",
        user_name(chance.randrange(USERS)),
        external_id,
    )


_ACCOUNT = ("name", "domain", "sector", "country", "website", "employees", "owner", "external_id")
_CONTACT = (
    "first_name",
    "last_name",
    "account",
    "job_title",
    "emails",
    "phones",
    "lifecycle",
    "owner",
    "external_id",
)
_DEAL = (
    "name",
    "account",
    "stage",
    "amount",
    "started_on",
    "expected_close",
    "closed_on",
    "lost_reason",
    "next_step",
    "owner",
    "external_id",
)
_ACTIVITY = ("subject", "kind", "about", "due_at", "done_at", "owner", "external_id")
