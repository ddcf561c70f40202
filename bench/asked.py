"""The addresses that are asked: single lists and figures, and what a whole screen asks at once."""
import random
import urllib.parse

import firm as made_up


def address(path, **query):
    return path + ("?" + urllib.parse.urlencode(query) if query else "")


def deals(**query):
    return address("/deals", limit=50, **query)


def contacts(**query):
    return address("/contacts", limit=50, **query)


def sums(measure="count,sum(amount)", **query):
    return address("/deals/aggregate", measure=measure, **query)


def filtered_lists(subject):
    """Each by an index of its own: (name, addresses)."""
    chance = random.Random(made_up.SEED)
    firm = subject.firm
    people = subject.stock.ids("users", "name LIKE 'Rep%'")
    accounts = chance.sample(accounts := subject.drawn("accounts"), min(500, len(accounts)))
    mails = [f"c{chance.randrange(firm.contacts)}@mail.example" for _ in range(500)]
    now = "2025-12-01T00:00:00Z"
    return (
        ("deals in a stage, largest first", [deals(filter='stage = "proposal"', sort="-amount")]),
        ("deals from an amount, largest first", [deals(filter="amount >= 50000", sort="-amount")]),
        (
            "open deals, closing soonest first",
            [deals(filter='status = "open"', sort="expected_close")],
        ),
        (
            "deals of an owner, next step first",
            [deals(filter=f'owner = "{one}"', sort="next_activity_at") for one in people],
        ),
        ("deals, latest in their stage first", [deals(sort="-stage_since")]),
        (
            "contacts in a lifecycle, by last name",
            [contacts(filter='lifecycle = "buy"', sort="last_name")],
        ),
        (
            "contacts of an account, by name",
            [contacts(filter=f'account = "{one}"', sort="name") for one in accounts],
        ),
        ("contacts by e-mail", [contacts(filter=f'emails : "{mail}"') for mail in mails]),
        (
            "accounts of a country, by name",
            [address("/accounts", limit=50, filter='country = "Kenya"', sort="name")],
        ),
        (
            "activities due and not done, by day",
            [
                address(
                    "/activities",
                    limit=50,
                    filter=f'due_at < "{now}" AND NOT done_at:*',
                    sort="due_at",
                )
            ],
        ),
    )


def searches(firm):
    words = [made_up.last_name(number) for number in range(0, 500, 7)]
    words = [word for word in words if word.isascii()]
    words += [f"c{number}@mail.example" for number in range(0, firm.contacts, 997)]
    return words


def board(subject):
    """What the board of deals asks when it is opened: totals, and the cards of each column."""
    pipeline = next(
        one
        for one in subject.ask("/pipelines?limit=200")["records"]
        if one["name"] == "Sales"
    )
    within = f'pipeline = "{pipeline["id"]}"'
    stages = subject.ask(address("/stages", limit=200, filter=within))["records"]
    fields = (
        "name,stage,amount,account,owner,stage_since,next_activity_at,pipeline,status,"
        "expected_close,closed_on,lost_reason,probability"
    )
    cards = [
        address(
            "/deals",
            filter=f'{within} AND stage = "{stage["key"]}"',
            sort="next_activity_at",
            expand="account,owner",
            fields=fields,
            limit=60,
        )
        for stage in stages
        if stage["status"] == "open"
    ]
    totals = sums("count,sum(amount),weighted(amount)", group="stage", filter=within)
    steps = address("/stages", limit=200, filter=within)
    return ["/pipelines?limit=200", steps, totals, *cards]


def dashboard():
    """The twelve different figures of the dashboard."""
    period = f'closed_on >= "{made_up.CLOSED[0]}" AND closed_on <= "{made_up.CLOSED[1]}"'
    won, lost, still_open = 'status = "won"', 'status = "lost"', 'status = "open"'
    all_three = "count,sum(amount),weighted(amount)"

    def open_on(day):
        return f'started_on <= "{day}" AND (NOT closed_on:* OR closed_on > "{day}")'

    return [
        sums("count"),
        sums(all_three, filter=still_open),
        sums(group="status", filter=f"({won} OR {lost}) AND {period}"),
        sums(filter=f"{still_open} AND NOT next_activity_at:*"),
        sums(all_three, group="stage", filter=still_open),
        sums(group="closed_on.quarter", filter=f"{won} AND {period}", sort="closed_on.quarter"),
        sums(group="closed_on.month", filter=f"{won} AND {period}", sort="closed_on.month"),
        sums(filter=open_on("2025-10-31")),
        sums(filter=open_on("2025-11-30")),
        sums(group="lost_reason", filter=f"{lost} AND {period}", sort="-count"),
        sums(group="owner", filter=f"{won} AND {period}", sort="-sum(amount)"),
        sums(group="product", filter=f"{won} AND {period}", sort="-sum(amount)"),
    ]
