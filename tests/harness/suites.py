"""The suites of bin/test. Each takes the workshop, prints its failures in full, and returns its
tally."""
import glob
import json
import os
import re
import tempfile
import threading
import traceback

from harness import fuzz as fuzzing
from harness import processes
from harness.builds import JOBS, BuildFailed
from harness.postgres import Cluster
from harness.scenarios import ROOT, Surroundings, Tally, play_all, scenario_files, shared_data

# Sanitized programs are slower; so are machines that do something else beside this.
SANITIZED_SLOWNESS = 4.0
SANITIZER_OPTIONS = {
    "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0:strict_string_checks=1",
    "LSAN_OPTIONS": f"suppressions={ROOT}/tests/lsan.txt:print_suppressions=0",
    "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
    "TSAN_OPTIONS": f"halt_on_error=1:second_deadlock_stack=1:suppressions={ROOT}/tests/tsan.txt",
}


class Workshop:
    """What suites share: the builds, one PostgreSQL cluster that is started when it is needed,
    whether there is time for the long forms, the seed of what goes by chance, and the names of all
    that are played."""

    def __init__(self, builds, is_long=False, seed=1, names=()):
        self.builds = builds
        self.names = set(names)
        self.is_long = is_long
        self.seed = seed
        self._cluster = None
        self._lock = threading.Lock()

    def cluster(self):
        with self._lock:
            if self._cluster is None:
                self._cluster = Cluster()
            return self._cluster

    def folder(self, preset):
        return self.builds.folder(preset)

    def close(self):
        if self._cluster is not None:
            self._cluster.stop()
            self._cluster = None


def _one(name, ran):
    """A program as one test: passed when it exited with 0."""
    tally = Tally()
    if ran.code == 0:
        tally.passed = 1
    else:
        tally.failed = 1
        print(f"✗ {name}\n{ran.text[-20000:].rstrip()}", flush=True)
    return tally


def _command(name, command, cwd=ROOT, limit_s=600, env=None):
    return _one(name, processes.run(command, limit_s=limit_s, cwd=cwd, env=env))


def _skipped(reason):
    print(f"skipped: {reason}", flush=True)
    tally = Tally()
    tally.skipped = 1
    return tally


def _failed(text):
    print("✗ " + text, flush=True)
    tally = Tally()
    tally.failed = 1
    return tally


# ---- style ----


def tidy(workshop):
    """The house's rules, and that the tools which tests rest on are right themselves."""
    ran = processes.run(["tools/tidy"], limit_s=120, cwd=ROOT)
    total = _one("tidy", ran)
    if not total.failed:
        print("\n".join(re.findall("^note: .*", ran.text, re.M)), flush=True)
    for path in sorted(
        glob.glob(ROOT + "/tools/*_test.py") + glob.glob(ROOT + "/tests/harness/*_test.py")
    ):
        total.add(_python_tests(path))
    return total


def _python_tests(path):
    ran = processes.run(["python3", path], limit_s=120, cwd=ROOT)
    found = re.search(r"Ran (\d+) tests?", ran.text)
    tally = _one(os.path.relpath(path, ROOT), ran)
    if tally.passed and found:
        tally.passed = int(found.group(1))
    return tally


def format(workshop):
    files = [
        path
        for folder in ("src/**", "bench", "tests/fuzz", "tests/shelf/**")
        for pattern in (folder + "/*.cpp", folder + "/*.h")
        for path in glob.glob(pattern, root_dir=ROOT, recursive=True)
    ]
    if not files:
        return _skipped("there are no sources yet")
    ran = processes.run(["clang-format", "--dry-run", "-Werror", *files], limit_s=300, cwd=ROOT)
    wrong = sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", ran.text, re.M)))
    if ran.code == 0:
        return _one("clang-format", ran)
    return _failed("these want tools/format: " + (" ".join(wrong) or ran.text[-2000:]))


# ---- screens ----


def web(workshop):
    """Biome, the type check, and Vitest."""
    folder = ROOT + "/web"
    if not os.path.exists(folder + "/package.json"):
        return _skipped("there is no web/package.json")
    total = _command("npm run check", ["npm", "run", "--silent", "check"], cwd=folder)
    total.add(_vitest(folder))
    return total


def _vitest(folder):
    with tempfile.TemporaryDirectory() as scratch:
        report = scratch + "/vitest.json"
        ran = processes.run(
            [
                "npx",
                "--no-install",
                "vitest",
                "run",
                "--reporter=default",
                "--reporter=json",
                "--outputFile.json=" + report,
            ],
            limit_s=600,
            cwd=folder,
            env={**os.environ, "CI": "true"},
        )
        tally = Tally()
        if os.path.exists(report):
            with open(report) as file:
                counts = json.load(file)
            tally.passed, tally.failed = counts["numPassedTests"], counts["numFailedTests"]
        if ran.code != 0:
            print(f"✗ vitest\n{ran.text[-20000:]}", flush=True)
            tally.failed = max(tally.failed, 1)
    return tally


def journeys(workshop):
    """Whole journeys in a browser. The journeys' own runner prints its failures and its count."""
    if not os.path.exists(ROOT + "/tests/web/run.mjs"):
        return _skipped("there is no tests/web/run.mjs")
    program = workshop.folder("release") + "/comity"
    ran = processes.run(
        ["node", "tests/web/run.mjs"],
        limit_s=3000,
        cwd=ROOT,
        env={**os.environ, "COMITY_PROGRAM": program, "COMITY_SHARED_DATA": shared_data() or ""},
    )
    print(ran.text.rstrip(), flush=True)
    counts = re.findall(r"^(\d+) passed, (\d+) failed", ran.text, re.M)
    tally = Tally()
    if counts:
        tally.passed, tally.failed = map(int, counts[-1])
    if ran.code != 0 or not counts:
        tally.failed = max(tally.failed, 1)
    return tally


# ---- the program ----


def _gtest(program, env, limit_s=600):
    with tempfile.TemporaryDirectory() as scratch:
        report = scratch + "/gtest.json"
        ran = processes.run(
            [program, "--gtest_output=json:" + report], limit_s=limit_s, env=env, cwd=scratch
        )
        tally = Tally()
        name = os.path.relpath(program, ROOT)
        if os.path.exists(report):
            with open(report) as file:
                tally = _gtest_counts(json.load(file))
        if ran.code != 0 or not os.path.exists(report):
            tally.failed = max(tally.failed, 1)
            print(f"✗ {name} exited with {ran.code}\n{_failures_only(ran.text)}", flush=True)
    print(f"{name}: {tally}", flush=True)
    return tally


def _gtest_counts(report):
    tally = Tally()
    for suite in report["testsuites"]:
        for test in suite["testsuite"]:
            if test.get("result") == "SKIPPED":
                tally.skipped += 1
            elif test.get("failures"):
                tally.failed += 1
            else:
                tally.passed += 1
    return tally


def _failures_only(text):
    """A gtest log without its passed tests."""
    lines = [
        line for line in text.splitlines() if not re.match(r"\[ +(OK|RUN|-+) +\]|\[-+\]|^$", line)
    ]
    return "\n".join(lines)[-20000:]


HISTORIES_OF_THE_LONG_FORM = "10000"


def _unit_env(workshop, name):
    """Tests of the cellar and what stands on it find an empty PostgreSQL database here."""
    database = f"comity_unit_{name}"
    workshop.cluster().drop(database)
    url = workshop.cluster().create(database)
    env = {**os.environ, "COMITY_TEST_POSTGRES": url, "COMITY_SHARED_DATA": shared_data() or ""}
    return env | ({"COMITY_TEST_HISTORIES": HISTORIES_OF_THE_LONG_FORM} if workshop.is_long else {})


def unit(workshop):
    """Every unit test, and every input that the fuzz targets keep, with the address sanitizer."""
    total = Tally()
    for program in sorted(glob.glob(workshop.folder("asan") + "/*_tests")):
        env = _sanitized_env(workshop, os.path.basename(program))
        total.add(_gtest(program, env, limit_s=20_000 if workshop.is_long else 1200))
    if not total.passed:
        total.add(_failed("no unit test was built"))
    return total


def _scenarios(workshop, program, databases, files, surroundings):
    cluster = workshop.cluster() if "postgresql" in databases else None
    return play_all(files, program, databases, cluster, surroundings, jobs=int(JOBS))


def api(workshop):
    """The scenarios on both databases, and the permission matrix among them. On SQLite `asan` plays
    them, where it is played too: once is enough in the short form."""
    program = workshop.folder("release") + "/comity"
    is_played_again = "asan" in workshop.names and not workshop.is_long
    databases = ["postgresql"] if is_played_again else ["sqlite", "postgresql"]
    return _scenarios(workshop, program, databases, scenario_files(), Surroundings())


def faults(workshop):
    """What breaks around a server; its own runner tells each fault's counts."""
    program = workshop.folder("release") + "/comity"
    command = ["python3", "-u", "tests/faults/run.py", "--program", program]
    command += ["--seed", str(workshop.seed)] + (["--long"] if workshop.is_long else [])
    ran = processes.run(command, limit_s=20_000 if workshop.is_long else 2400, cwd=ROOT)
    print(ran.text.rstrip(), flush=True)
    found = re.findall(
        r"^faults, in .*: (\d+) passed, (\d+) failed(?:, (\d+) skipped)?", ran.text, re.M
    )
    tally = Tally()
    if found:
        tally.passed, tally.failed, tally.skipped = (int(number or 0) for number in found[-1])
    if ran.code != 0 or not found:
        tally.failed = max(tally.failed, 1)
    return tally


def _sanitized_env(workshop, name):
    return {**_unit_env(workshop, name), **SANITIZER_OPTIONS}


def asan(workshop):
    """The unit tests, and the scenarios again on SQLite, with address and undefined-behaviour
    sanitizers."""
    total = unit(workshop)
    program = workshop.folder("asan") + "/comity"
    surroundings = Surroundings(SANITIZED_SLOWNESS, SANITIZER_OPTIONS)
    total.add(_scenarios(workshop, program, ["sqlite"], scenario_files(), surroundings))
    return total


# What threads do beside each other.
THREADED_ROOMS = ("store", "http")
THREADED_SCENARIOS = ("events", "concurrency")


def tsan(workshop):
    """What has threads of its own, with the thread sanitizer."""
    folder = workshop.folder("tsan")
    total = Tally()
    for room in THREADED_ROOMS:
        env = _sanitized_env(workshop, "tsan_" + room)
        total.add(_gtest(f"{folder}/{room}_tests", env, limit_s=900))
    surroundings = Surroundings(SANITIZED_SLOWNESS, SANITIZER_OPTIONS)
    files = scenario_files(THREADED_SCENARIOS)
    total.add(_scenarios(workshop, folder + "/comity", ["sqlite"], files, surroundings))
    return total


def fuzz(workshop):
    """Every fuzz target for a minute, two at a time."""
    return fuzzing.run_all(workshop.folder("fuzz"), workshop.seed)


class Suite:
    """`needs`: targets by preset. What `lane` it is in says what it runs beside: suites of one
    lane follow each other. `is_asked_for`: only by name, or in the long form."""

    def __init__(self, run, needs=None, lane="busy", is_asked_for=False, is_long=False):
        self.name = run.__name__
        self.needs = needs or {}
        self.lane = lane
        self.is_asked_for = is_asked_for
        self.is_long = is_long
        self._run = run

    def play(self, workshop):
        """One that cannot even begin is one failure, and the next suite still runs."""
        try:
            workshop.builds.must_be(self.needs)
            return self._run(workshop)
        except (BuildFailed, RuntimeError, OSError, processes.Stopped) as error:
            return _failed(str(error))
        except Exception:  # a mistake of the runner's own must not hide the other suites
            return _failed(traceback.format_exc())


PROGRAM = {"release": []}
SHELF_PROGRAMS = "shelf_programs"
UNIT_TESTS = ["unit_tests", "fuzz_tests"]
FUZZ_TARGETS = ["fuzz_" + target for target in fuzzing.targets()]

SUITES = {
    suite.name: suite
    for suite in (
        Suite(tidy),
        Suite(format),
        Suite(web),
        Suite(api, {"release": [SHELF_PROGRAMS]}),
        # These mostly wait, for a browser or for a server that comes back.
        Suite(journeys, PROGRAM, lane="waiting"),
        Suite(faults, PROGRAM, lane="waiting"),
        Suite(unit, {"asan": UNIT_TESTS}, is_asked_for=True),
        Suite(asan, {"asan": ["comity", SHELF_PROGRAMS, *UNIT_TESTS]}),
        Suite(tsan, {"tsan": ["comity", *(room + "_tests" for room in THREADED_ROOMS)]}),
        Suite(fuzz, {"fuzz": FUZZ_TARGETS}, is_asked_for=True, is_long=True),
    )
}
