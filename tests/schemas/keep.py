#!/usr/bin/env python3
"""Keeps a small database of the program as it is now, for all later ones to open.

usage: tests/schemas/keep.py [--program build/comity]

Run it when the tables have changed and `schema_generation` (src/record/schema.cpp) was raised.
"""
import argparse
import json
import os
import shutil
import sys
import tarfile
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from harness import kept_firms, processes  # noqa: E402
from harness.databases import SqliteTemplate  # noqa: E402
from harness.server import Server  # noqa: E402

# What a firm's folder has and no later program needs.
PASSING = ("servers", "arriving", "snapshots", "comity.lock", "comity.db-wal", "comity.db-shm")


def keep(program):
    folder = tempfile.mkdtemp(prefix="comity-keep.")
    try:
        template = SqliteTemplate(program, dict(os.environ), folder)
        data = os.path.join(folder, "data")
        database = template.make(data)
        server = Server(program, database.options, os.path.join(folder, "log"), dict(os.environ))
        server.start()
        asking = kept_firms.Asking(server.port, template.key)
        moment = kept_firms.write_firm(asking)
        answers = {}
        for path in kept_firms.questions(asking, moment):
            answers[path] = kept_firms.told(path, asking.ask("GET", path))
        asking.close()
        if server.stop() != 0:
            raise SystemExit("the server did not stop in order:\n" + server.log_tail())
        settings = kept_firms.settings_of(database.path)
        number = int(settings["schema_generation"])
        for name in PASSING:
            path = os.path.join(data, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.path.exists(path) and os.remove(path)
        place = os.path.join(kept_firms.FOLDER, str(number))
        os.makedirs(place, exist_ok=True)
        with tarfile.open(os.path.join(place, kept_firms.FIRM), "w:gz") as archive:
            archive.add(data, ".")
        with open(os.path.join(place, kept_firms.TOLD), "w", encoding="utf-8") as file:
            written = {"schema": fresh_digest(program, folder), "key": template.key}
            json.dump({**written, "answers": answers}, file, ensure_ascii=False, indent=1)
            file.write("\n")
        print(f"kept as {os.path.relpath(place)}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        processes.stop_all()


def fresh_digest(program, folder):
    """Of a firm that has shaped nothing of its own."""
    return kept_firms.settings_of(os.path.join(folder, "sqlite-template", "comity.db"))["schema"]


def main():
    parser = argparse.ArgumentParser(description="Keeps a small database of this program.")
    parser.add_argument("--program", default="build/comity")
    keep(os.path.abspath(parser.parse_args().program))


if __name__ == "__main__":
    main()
