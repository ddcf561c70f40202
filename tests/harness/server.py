"""One running `comity serve`, and its log."""
import os
import re
import signal
import time

from harness import processes

START_LIMIT_S = 30
_LISTENS = re.compile(r"listens on http://127\.0\.0\.1:(\d+)")
# What must never be in a log of ours: an invariant that did not hold, a sanitizer's report, a
# crash.
TROUBLE = re.compile(
    r"\bbroken\b|CHECK failed|Sanitizer|runtime error:|terminate called|Segmentation fault", re.I
)


class DidNotStart(Exception):
    pass


class Server:
    def __init__(self, program, options, log_path, env=None):
        self.program = program
        self.options = options
        self.log_path = log_path
        self.env = env
        self.process = None
        self.port = None

    def start(self, more_options=(), limit_s=START_LIMIT_S):
        begin = os.path.getsize(self.log_path) if os.path.exists(self.log_path) else 0
        command = [self.program, "serve", "--listen", "127.0.0.1:0", *self.options, *more_options]
        self.process = processes.start(command, self.log_path, env=self.env)
        end = time.monotonic() + limit_s
        while time.monotonic() < end:
            found = _LISTENS.search(self.log()[begin:])
            if found:
                self.port = int(found.group(1))
                return
            if self.process.poll() is not None:
                raise DidNotStart(
                    f"comity serve exited with {self.process.returncode}:\n"
                    + self.log()[begin:][-2000:]
                )
            time.sleep(0.02)
        self.kill()
        raise DidNotStart(
            f"comity serve did not listen within {limit_s} s:\n{self.log()[begin:][-2000:]}"
        )

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def stop(self):
        """Returns the exit code; None where it did not stop in time and had to be killed."""
        if self.process is None:
            return 0
        code = processes.stop(self.process, signal.SIGTERM, 20)
        self.process = None
        return code

    def kill(self):
        if self.process is not None:
            processes.kill(self.process)
            self.process = None

    def log(self):
        if not os.path.exists(self.log_path):
            return ""
        with open(self.log_path, "rb") as file:
            return file.read().decode("utf-8", "replace")

    def log_tail(self, lines=25):
        return "\n".join(self.log().splitlines()[-lines:])
