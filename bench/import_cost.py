"""What an import of contacts pays for being found, by words and as a duplicate. SQLite."""
import os
import shutil
import sqlite3
import time

import table
from machine import processor_s

# Tables by what they are for; the rest are the records, their history and their settings.
_SEARCH = ("search_",)
_MATCHER = ("match_", "duplicate_")
_WITHOUT_INDEX = "DROP TRIGGER search_entry_created"
_WITHOUT_SEARCH = """
    CREATE TRIGGER no_entries BEFORE INSERT ON search_entry BEGIN SELECT RAISE(IGNORE); END;
    CREATE TRIGGER no_words BEFORE INSERT ON search_word BEGIN SELECT RAISE(IGNORE); END;
"""


def _bytes_of(path, prefixes):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        sizes = connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall()
        tables = dict(connection.execute("SELECT name, tbl_name FROM sqlite_master"))
    finally:
        connection.close()
    return sum(size for name, size in sizes if tables.get(name, name).startswith(prefixes))


def _imported(subject, file, script, copy):
    """Processor seconds of the contacts' import into a copy of what was there before."""
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(file + suffix):
            os.remove(file + suffix)
    shutil.copy(copy, file)
    if script:
        connection = sqlite3.connect(file, isolation_level=None)
        connection.executescript(script)
        connection.close()
    return subject.import_contacts().processor_s


def _settled(subject):
    """Processor seconds of a server from its start until nothing is left to do."""
    subject.start()
    spent, quiet = processor_s(subject.server.pid), 0
    while quiet < 4:
        time.sleep(1)
        now = processor_s(subject.server.pid)
        quiet = quiet + 1 if now - spent < 0.02 else 0
        spent = now
    subject.stop()
    return spent


def tell_import_cost(subject, rounds):
    file = subject.stock.file
    subject.load_before_contacts()
    copy = file + ".before"
    shutil.copy(file, copy)
    variants = (
        ("as it is", ""),
        ("without the trigram index", _WITHOUT_INDEX),
        ("without entries, words and index", _WITHOUT_SEARCH),
    )
    count = subject.firm.contacts
    head, widths = ("import of contacts", "CPU", "each", "by the first"), (44, 10, 10, 12)
    table.heading(f"Import of {count:,} contacts", head, widths, (0,))
    best = {}
    for _ in range(rounds):
        for name, script in variants:
            spent = _imported(subject, file, script, copy)
            best[name] = min(spent, best.get(name, spent))
    for name, _ in variants:
        ratio = best[name] / best["as it is"]
        each = table.time_text(best[name] / count * 1e6)
        table.line((name, f"{best[name]:.2f} s", each, f"{ratio:.2f}"), widths, (0,))
    _imported(subject, file, "", copy)
    empty = _settled(subject)  # with the matcher reading and comparing them all
    again = _settled(subject)  # with nothing to do
    whole = best["as it is"]
    matched = max(0, empty - again)
    cells = (
        "the matcher, in the background afterwards",
        f"{matched:.2f} s",
        table.time_text(matched / count * 1e6),
        f"{matched / whole:.2f}",
    )
    table.line(cells, widths, (0,))
    head, widths = ("on disk", "MB", "each", "share"), (44, 10, 10, 12)
    table.heading("What it takes on disk", head, widths, (0,))
    total = os.path.getsize(file)
    for name, prefixes in (("all", ("",)), ("search", _SEARCH), ("the matcher", _MATCHER)):
        size = _bytes_of(file, prefixes)
        cells = (name, f"{size / 1e6:.0f}", f"{size / count:.0f} B", f"{size / total:.2f}")
        table.line(cells, widths, (0,))
