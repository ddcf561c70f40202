"""What the suites run: each build is made once, one after another, with just the targets that the
chosen suites need."""
import os
import threading
import time

from harness import processes
from harness.scenarios import ROOT

JOBS = os.environ.get("COMITY_JOBS") or str(os.cpu_count() or 2)
LIMIT_S = 3600
# The compiler takes what the suites that run beside it leave.
GENTLY = ["nice", "-n", "10"]


class BuildFailed(Exception):
    pass


class Build:
    """One preset of CMakePresets.json. `release` is made by bin/build, with the screens."""

    def __init__(self, preset, targets):
        self.preset = preset
        self.targets = sorted(targets)
        self.folder = os.path.join(ROOT, "build" if preset == "release" else "build/" + preset)
        self.seconds = None
        self._problem = None
        self._is_over = threading.Event()

    def make(self):
        begin = time.monotonic()
        try:
            for what, command in self._commands():
                ran = processes.run(GENTLY + command, limit_s=LIMIT_S, cwd=ROOT)
                if ran.code != 0:
                    raise BuildFailed(f"{what} failed:\n{ran.text[-20000:]}")
        except (BuildFailed, OSError, processes.Stopped) as error:
            self._problem = str(error)
        finally:
            self.seconds = time.monotonic() - begin
            self._is_over.set()

    def _commands(self):
        if self.preset == "release":
            yield "bin/build", ["bin/build"]
        elif not os.path.exists(self.folder + "/build.ninja"):
            yield f"configuring {self.preset}", ["cmake", "--preset", self.preset]
        if self.targets:
            build = ["ninja", "-C", self.folder, "-j", JOBS, "--quiet", *self.targets]
            yield f"building {self.preset}", build

    def settle(self):
        """Returns when it is there, or cannot be."""
        self._is_over.wait()

    def must_be(self):
        """Raises, with what the compiler said, where it is not."""
        self.settle()
        if self._problem:
            raise BuildFailed(self._problem)


class Builds:
    """`needs` has preset and targets of every suite that is to run, in the order of the suites."""

    def __init__(self, needs):
        wanted = {}
        for preset, targets in needs:
            wanted.setdefault(preset, set()).update(targets)
        self.all = [Build(preset, targets) for preset, targets in wanted.items()]

    def make(self):
        for build in self.all:
            build.make()

    def _of(self, presets):
        return [build for build in self.all if build.preset in presets]

    def settle(self, presets):
        for build in self._of(presets):
            build.settle()

    def must_be(self, presets):
        for build in self._of(presets):
            build.must_be()

    def folder(self, preset):
        return self._of([preset])[0].folder
