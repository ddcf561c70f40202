"""Runs suites while the next builds are made: a lane's suites follow each other, lanes run beside
each other. What a suite prints comes in one piece, when it is over."""
import io
import sys
import threading
import time

from harness.scenarios import Tally


class Pieces(io.TextIOBase):
    """Standard output, of which threads may keep what they print for later."""

    def __init__(self, out):
        self.out = out
        self._kept = threading.local()

    def keep(self):
        self._kept.text = io.StringIO()

    def take(self):
        text = self._kept.text.getvalue()
        self._kept.text = None
        return text

    def write(self, text):
        return (getattr(self._kept, "text", None) or self.out).write(text)

    def flush(self):
        self.out.flush()


class Outcome:
    def __init__(self, suite):
        self.suite = suite
        self.tally = Tally()
        self.seconds = None


class Run:
    """All chosen suites. `outcomes` are in their order, without seconds where one has not ended."""

    def __init__(self, suites, workshop):
        self.workshop = workshop
        self.outcomes = [Outcome(suite) for suite in suites]
        self._begin = time.monotonic()
        self._printing = threading.Lock()

    def play(self):
        """An interruption is raised at once; the caller stops what still runs."""
        lanes = {}
        for outcome in self.outcomes:
            lanes.setdefault(outcome.suite.lane, []).append(outcome)
        pieces = Pieces(sys.stdout)
        sys.stdout = pieces
        try:
            threads = [threading.Thread(target=self.workshop.builds.make, daemon=True)]
            threads += [
                threading.Thread(target=self._play_lane, args=(lane, pieces), daemon=True)
                for lane in lanes.values()
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                while thread.is_alive():
                    thread.join(1)  # without a limit no signal would be heard
        finally:
            sys.stdout = pieces.out

    def _play_lane(self, outcomes, pieces):
        is_alone = len(self.outcomes) == 1
        for outcome in outcomes:
            self.workshop.builds.settle(outcome.suite.needs)
            begin = time.monotonic()
            title = f"\n== {outcome.suite.name}\n"
            if is_alone:
                pieces.out.write(title)
            else:
                pieces.keep()
            outcome.tally = outcome.suite.play(self.workshop)
            outcome.seconds = time.monotonic() - begin
            told = "" if is_alone else title + pieces.take()
            with self._printing:
                pieces.out.write(f"{told}{outcome.suite.name}: {outcome.tally}\n")
                pieces.out.flush()

    def table(self):
        """Where the time went, in minutes."""
        builds = self.workshop.builds.all
        rows = [(f"building {build.preset}", build.seconds, "") for build in builds]
        rows += [(one.suite.name, one.seconds, str(one.tally)) for one in self.outcomes]
        rows.append(("all", time.monotonic() - self._begin, "side by side"))
        width = max(len(name) for name, _, _ in rows)
        return "\n".join(
            f"  {name:{width}} {seconds / 60:6.1f}  {told}".rstrip()
            for name, seconds, told in rows
            if seconds is not None
        )
