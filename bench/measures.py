"""The way of one run on one database: load, serve, measure in the order printed, judge."""
import time

import asked
import firm as made_up
import table
from floor import Floor
from listening import PEOPLE, tell_listeners
from machine import most_resident_mb, resident_mb
from moving import tell_export, tell_import
from others import tell_others
from reading import read_all
from scale import tell_scale
from stock_sqlite import Sqlite, copy_sqlite
from subject import Subject
from targets import tell_targets
from writing import write_all


def measure(kind, is_wanted, given, firm, folder, programs, rows_file, small):
    """`small` is a second firm to compare with, or None. Where the database is not wanted, only the
    file that the floor reads is made, and nothing returned; otherwise what was found out."""
    stock = kind(folder)
    subject = Subject(programs[0], stock, firm, folder, given)
    floor = None
    try:
        subject.load()
        if kind is Sqlite:
            copy_sqlite(stock.file, rows_file)
            firm.floor_ids = subject.drawn("deals")
        if not is_wanted:
            return None
        floor = Floor(programs[1], rows_file, folder, firm.floor_ids, asked.searches(firm))
        _tell_all(subject, floor, small)
        return subject
    finally:
        subject.stop()
        if floor:
            floor.stop()
        if small:
            small.close()
        stock.close()


def _tell_all(subject, floor, small):
    table.heading(subject.stock.name)
    tell_import(subject)
    keys = [subject.key_for(made_up.user_email(number * 10)) for number in range(PEOPLE)]
    _idle(subject)
    tell_listeners(subject, keys)
    read_all(subject, floor)
    table.single("memory after reading", f"{resident_mb(subject.server.pid):.1f} MB")
    if small:
        small.load()
        tell_scale(subject, small.subject)
        small.close()
        table.heading(subject.stock.name + ", on")
    tell_export(subject)
    write_all(subject)
    subject.told["load MB"] = most_resident_mb(subject.server.pid)
    table.single("memory, most in all this", f"{subject.told['load MB']:.1f} MB")
    tell_targets(subject)
    tell_others(subject)


def _idle(subject):
    subject.start()
    time.sleep(1.5)
    subject.told["idle MB"] = resident_mb(subject.server.pid)
    subject.told["start s"] = subject.server.seconds_to_ready
    each = subject.stock.size() / subject.firm.records
    table.single("memory, idle", f"{subject.told['idle MB']:.1f} MB")
    table.single("start to /readyz", f"{subject.told['start s']:.3f} s")
    table.single(f"on disk, each of {subject.firm.records:,} with history", f"{each:,.0f} bytes")
