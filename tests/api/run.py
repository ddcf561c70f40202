#!/usr/bin/env python3
"""Plays the scenarios of tests/api.

usage: tests/api/run.py [--database sqlite|postgresql|both] [--program build/comity] [--jobs 2]
[--verbose] [NAME…]

NAME is a file, or its name without .test. Without --database both are played.
"""
import argparse
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from harness import processes  # noqa: E402
from harness.postgres import Cluster  # noqa: E402
from harness.scenarios import ROOT, Surroundings, play_all, scenario_files  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description="Plays the scenarios of tests/api.")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--program", default=os.path.join(ROOT, "build", "comity"))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--slowness", type=float, default=1.0, help="how many times longer everything may take"
    )
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("names", nargs="*")
    chosen = parser.parse_args()
    databases = ["sqlite", "postgresql"] if chosen.database == "both" else [chosen.database]
    cluster = Cluster() if "postgresql" in databases else None
    try:
        total = play_all(
            scenario_files(chosen.names),
            os.path.abspath(chosen.program),
            databases,
            cluster,
            Surroundings(chosen.slowness),
            chosen.jobs,
            chosen.verbose,
        )
    finally:
        if cluster:
            cluster.stop()
        processes.stop_all()
    print(total)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
