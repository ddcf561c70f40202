#!/usr/bin/env python3
"""Runs ninja and shows how far it is: on a terminal one line that renews itself, elsewhere a line
every tenth of the way. Prints nothing where there is nothing to build. What compilers say goes to
standard error, whole, and ninja's exit code is kept.

usage: tools/progress.py WHAT ninja OPTION…       WHAT begins each line: "Building the program"

COMITY_PROGRESS=no leaves the progress out, and nothing else.
"""
import os
import re
import signal
import subprocess
import sys

STATUS = "@@ %f of %t @@ "
_STATUS_LINE = re.compile(r"@@ (\d+) of (\d+) @@ (.*)")
# What ninja does before it knows what there is to build; it counts from the beginning afterwards.
_PREPARING = ("Re-checking globbed directories", "Re-running CMake")
_OF_NO_USE = re.compile(
    r"ninja: (Entering directory .*|no work to do\.|build stopped: subcommand failed\.)$"
)
_OUT_OF_MEMORY = "Killed signal terminated program"


class Progress:
    """How many steps of how many are done. `renews`: the stream is a terminal."""

    def __init__(self, what, stream, renews):
        self._what = what
        self._stream = stream
        self._renews = renews
        self._width = 0  # of what stands on the terminal's line
        self._tenth = 0

    def show(self, done, total):
        text = f"{self._what}: {done} of {total}"
        if self._renews:
            self._write("\r" + text.ljust(self._width))
            self._width = len(text)
            return
        tenth = 10 * done // total
        if tenth > self._tenth:  # the total may change on the way, and yet ten lines are the most
            self._tenth = tenth
            self._write(text + "\n")

    def clear(self):
        """Makes room for a line of somebody else."""
        if self._width:
            self._write("\r" + " " * self._width + "\r")
            self._width = 0

    def close(self):
        if self._width:
            self._write("\n")
            self._width = 0

    def _write(self, text):
        self._stream.write(text)
        self._stream.flush()


class Unseen:
    """Progress that nobody wants to see."""

    def show(self, done, total):
        pass

    def clear(self):
        pass

    def close(self):
        pass


class Output:
    """Takes what ninja prints, line by line. After a step's status stands what the step said; where
    it failed, `FAILED:` and its command stand before, or between where CMake wrote by itself."""

    def __init__(self, progress, messages):
        self._progress = progress
        self._messages = messages
        self._step = None
        self._has_failed = False
        self._command = None  # of the step that failed; empty until it was read
        self._held = None  # what CMake says: of interest where it fails or warns
        self._is_silent = True
        self.is_out_of_memory = False

    def take(self, line):
        status = _STATUS_LINE.match(line)
        if status:
            self._begin(int(status[1]), int(status[2]), status[3])
        elif line.startswith("FAILED: ") and not self._has_failed:
            self._fail(line)
        elif self._command == "":
            self._command = line
        elif _OF_NO_USE.match(line):
            pass
        elif self._held is not None:
            self._held.append(line)
        else:
            self._say(line)

    def close(self):
        self._end()
        self._progress.close()

    def _begin(self, done, total, step):
        self._end()
        self._step = step
        if step.startswith(_PREPARING):
            self._held = []
        else:
            self._progress.show(done, total)

    def _end(self):
        """The step's last line was read."""
        warnings = [line for line in self._held or () if not line.startswith("-- ")]
        if any(warnings):
            self._say(*warnings)
        if self._has_failed and self._is_silent:
            self._say("It said nothing. Its command:", self._command or "(unknown)")
        self._has_failed, self._command, self._held, self._is_silent = False, None, None, True

    def _fail(self, line):
        self._say(f"This step failed: {self._step or line.removeprefix('FAILED: ').strip()}")
        self._has_failed, self._command = True, ""
        self._is_silent = True
        self._say(*(self._held or ()))
        self._held = None

    def _say(self, *lines):
        self._progress.clear()
        self._is_silent = self._is_silent and not lines
        for line in lines:
            self.is_out_of_memory = self.is_out_of_memory or _OUT_OF_MEMORY in line
            print(line, file=self._messages)
        self._messages.flush()


def seen_by(what):
    if os.environ.get("COMITY_PROGRESS") == "no":
        return Unseen()
    renews = sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    return Progress(what, sys.stdout, renews)


def run(what, command):
    """The command's exit code, as a shell would tell it."""
    environment = {**os.environ, "NINJA_STATUS": STATUS}
    try:
        ninja = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
        )
    except FileNotFoundError:
        print(f"{command[0]} is not installed; bin/setup build installs it.", file=sys.stderr)
        return 127
    stopped_by = []

    def pass_on(number, frame):
        stopped_by.append(number)
        ninja.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, pass_on)
    output = Output(seen_by(what), sys.stderr)
    for line in ninja.stdout:
        output.take(line.decode("utf-8", "replace").rstrip("\r\n"))
    code = ninja.wait()
    output.close()
    if code and not stopped_by:
        print(f"{what} failed.", file=sys.stderr)
        if output.is_out_of_memory:
            print("The memory did not suffice; COMITY_JOBS=1 needs the least.", file=sys.stderr)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(run(sys.argv[1], sys.argv[2:]))
