#!/usr/bin/env python3
"""Runs the suites one after another and ends with the count. bin/test calls it after the set-up.

usage: tests/run.py [NAME…]      the names are those of SUITES in tests/harness/suites.py
"""
import os
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import processes  # noqa: E402
from harness.scenarios import Tally  # noqa: E402
from harness.suites import ASKED_FOR, SUITES, Workshop  # noqa: E402


def interrupted(number, frame):
    raise KeyboardInterrupt


def main(names):
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        print(f"there is no suite {' '.join(unknown)}; there are: {' '.join(SUITES)}")
        return 2
    signal.signal(signal.SIGTERM, interrupted)
    total, summary = Tally(), []
    begin = time.monotonic()
    workshop = Workshop()
    try:
        for name in names or [name for name in SUITES if name not in ASKED_FOR]:
            print(f"\n== {name}", flush=True)
            started = time.monotonic()
            tally = SUITES[name](workshop)
            total.add(tally)
            summary.append(f"{name}: {tally} ({time.monotonic() - started:.0f} s)")
            print(summary[-1], flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        total.failed += 1
    finally:
        workshop.close()
        processes.stop_all()
    print(f"\n== all, in {time.monotonic() - begin:.0f} s")
    print("\n".join(summary))
    if total.skipped:
        print(f"{total.skipped} were skipped: what they need is not here (see above)")
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
