"""Many records in and out: imports, exports, and what they need."""
import http.client
import time

import table
from machine import Failed, Memory


def tell_import(subject):
    """What the contacts' import took, beside the database's own insert of the same rows."""
    ran, count = subject.imported, subject.firm.contacts
    rate = count / ran.seconds
    spent_us = ran.processor_s / count * 1e6
    floor, floor_us = subject.stock.bulk_insert(("contacts",))
    whole, whole_us = subject.stock.bulk_insert(("contacts", "contacts_emails", "contacts_phones"))
    subject.told["import rows/s"] = rate
    subject.told["import by bulk"] = rate / floor, floor_us / spent_us
    subject.told["import by bulk with side tables"] = rate / whole, whole_us / spent_us
    subject.told["import growth MB"] = ran.memory.late_growth_mb
    table.beside(
        f"import of {count:,} contacts", rate, spent_us, (floor, floor_us), "rows/s bulk insert"
    )
    table.beside("  with the tables of e-mails and phones", rate, spent_us, (whole, whole_us))
    table.single(
        "  most memory; more than in the first third",
        f"{ran.peak_mb:.0f} MB; {ran.memory.late_growth_mb:.0f} MB",
    )


def tell_export(subject):
    connection = http.client.HTTPConnection("127.0.0.1", subject.server.port, timeout=600)
    watched = Memory(subject.server.pid)
    before, begin = subject.processor_s(), time.monotonic()
    headers = {"Authorization": "Bearer " + subject.key}
    connection.request("GET", "/api/v1/contacts.csv", headers=headers)
    answer = connection.getresponse()
    lines = answer.read(1).count(b"\n")
    first_byte_s = time.monotonic() - begin
    while piece := answer.read(1 << 20):
        lines += piece.count(b"\n")
    seconds = time.monotonic() - begin
    connection.close()
    watched.stop()
    if answer.status != 200:
        raise Failed(f"GET /contacts.csv: {answer.status}")
    spent = subject.processor_s() - before
    subject.told["export first byte ms"] = first_byte_s * 1000
    subject.told["export growth MB"] = watched.late_growth_mb
    table.single(
        f"export of {lines - 1:,} contacts as CSV",
        f"{lines / seconds:,.0f} rows/s",
        processor_us=spent / lines * 1e6,
    )
    table.single("  first byte", f"{first_byte_s * 1000:.1f} ms")
    table.single(
        "  most memory; more than in the first third",
        f"{watched.most_mb:.0f} MB; {watched.late_growth_mb:.0f} MB",
    )
