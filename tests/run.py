#!/usr/bin/env python3
"""Runs the suites, makes what they need, and ends with where the time went and the count. bin/test
calls it after the set-up.

usage: tests/run.py [--long] [--seed N] [NAME…]

The names are those of SUITES in tests/harness/suites.py. --long takes the long form of suites that
have one: many more rounds of faults, a minute for each fuzz target. What goes by chance begins
from the seed; without one the long form takes another each time, and says which.
"""
import argparse
import os
import signal
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import processes, side_by_side  # noqa: E402
from harness.builds import Builds  # noqa: E402
from harness.scenarios import Tally  # noqa: E402
from harness.suites import SUITES, Workshop  # noqa: E402


def interrupted(number, frame):
    raise KeyboardInterrupt


def chosen_suites(names, is_long):
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        raise SystemExit(f"there is no suite {' '.join(unknown)}; there are: {' '.join(SUITES)}")
    if names:
        return [SUITES[name] for name in names]
    return [
        suite for suite in SUITES.values() if not suite.is_asked_for or (suite.is_long and is_long)
    ]


def main():
    parser = argparse.ArgumentParser(description="Runs the suites.")
    parser.add_argument("--long", action="store_true", help="the long form of those that have one")
    parser.add_argument("--seed", type=int, help="where chance begins (1; any in the long form)")
    parser.add_argument("names", nargs="*", help=" ".join(SUITES))
    chosen = parser.parse_args()
    suites = chosen_suites(chosen.names, chosen.long)
    seed = chosen.seed or (int(time.time()) % 1_000_000 if chosen.long else 1)
    os.environ["COMITY_TEST_SEED"] = str(seed)
    signal.signal(signal.SIGTERM, interrupted)
    print(f"{' '.join(suite.name for suite in suites)}, seed {seed}", flush=True)
    builds = Builds([need for suite in suites for need in suite.needs.items()])
    workshop = Workshop(builds, chosen.long, seed, [suite.name for suite in suites])
    run, total = side_by_side.Run(suites, workshop), Tally()
    try:
        run.play()
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        total.failed += 1
    finally:
        workshop.close()
        processes.stop_all()
    for outcome in run.outcomes:
        total.add(outcome.tally)
    print(f"\n== minutes, seed {seed}\n{run.table()}")
    if total.skipped:
        print(f"{total.skipped} were skipped: what they need is not here (see above)")
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())
