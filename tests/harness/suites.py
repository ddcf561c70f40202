"""The suites of bin/test. Each takes the workshop, prints its failures in full, and returns its
tally."""
import glob
import json
import os
import re
import tempfile

from harness import fuzz as fuzzing
from harness import processes
from harness.postgres import Cluster
from harness.scenarios import ROOT, Surroundings, Tally, play_all, scenario_files, shared_data

JOBS = os.environ.get("COMITY_JOBS") or str(os.cpu_count() or 2)
BUILD_LIMIT_S = 3600
# Sanitized programs are slower; so are machines that do something else beside this.
SANITIZED_SLOWNESS = 4.0
SANITIZER_OPTIONS = {
    "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0:strict_string_checks=1",
    "LSAN_OPTIONS": f"suppressions={ROOT}/tests/lsan.txt:print_suppressions=0",
    "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
    "TSAN_OPTIONS": f"halt_on_error=1:second_deadlock_stack=1:suppressions={ROOT}/tests/tsan.txt",
}


class BuildFailed(Exception):
    pass


class Workshop:
    """What suites share: builds that are made once, and one PostgreSQL cluster, started when it
    is needed."""

    def __init__(self):
        self._cluster = None
        self._built = set()

    def cluster(self):
        if self._cluster is None:
            self._cluster = Cluster()
        return self._cluster

    def build(self, preset, targets=()):
        """Returns the build folder. Prints what the compiler said, and raises, where it failed."""
        folder = os.path.join(ROOT, "build" if preset == "release" else "build/" + preset)
        if preset == "release" and not targets and preset not in self._built:
            self._must("bin/build", ["bin/build"])
        if not os.path.exists(folder + "/build.ninja"):
            self._must(f"configuring {preset}", ["cmake", "--preset", preset])
        wanted = (preset, tuple(targets))
        if wanted not in self._built:
            self._must(
                f"building {preset}", ["ninja", "-C", folder, "-j", JOBS, "--quiet", *targets]
            )
            self._built.add(wanted)
        return folder

    def _must(self, what, command):
        ran = processes.run(command, limit_s=BUILD_LIMIT_S, cwd=ROOT)
        if ran.code != 0:
            raise BuildFailed(f"{what} failed:\n{ran.text[-20000:]}")

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
    total = _command("tidy", ["tools/tidy"])
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
        for folder in ("src/**", "bench", "tests/fuzz")
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
    program = workshop.build("release") + "/comity"
    ran = processes.run(
        ["node", "tests/web/run.mjs"],
        limit_s=1500,
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


def _unit_env(workshop, name):
    """Tests of the cellar and what stands on it find an empty PostgreSQL database here."""
    database = f"comity_unit_{name}"
    workshop.cluster().drop(database)
    url = workshop.cluster().create(database)
    return {**os.environ, "COMITY_TEST_POSTGRES": url, "COMITY_SHARED_DATA": shared_data() or ""}


def unit(workshop):
    folder = workshop.build("release")
    programs = sorted(glob.glob(folder + "/*_tests"))
    if not programs:
        return _failed("no unit test was built")
    total = Tally()
    for program in programs:
        total.add(_gtest(program, _unit_env(workshop, os.path.basename(program))))
    return total


def _scenarios(workshop, program, databases, files, surroundings):
    cluster = workshop.cluster() if "postgresql" in databases else None
    return play_all(files, program, databases, cluster, surroundings, jobs=int(JOBS))


def api(workshop):
    """The scenarios on both databases, and the permission matrix among them."""
    program = workshop.build("release") + "/comity"
    return _scenarios(workshop, program, ["sqlite", "postgresql"], scenario_files(), Surroundings())


def faults(workshop):
    """What breaks around a server, in the short form; its own runner tells each fault's counts."""
    program = workshop.build("release") + "/comity"
    ran = processes.run(
        ["python3", "-u", "tests/faults/run.py", "--program", program], limit_s=600, cwd=ROOT
    )
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
    """The scenarios again on SQLite, with address and undefined-behaviour sanitizers, and every
    input that the fuzz targets keep."""
    folder = workshop.build("asan", ["comity", "fuzz_tests"])
    total = _gtest(folder + "/fuzz_tests", {**os.environ, **SANITIZER_OPTIONS})
    total.add(
        _scenarios(
            workshop,
            folder + "/comity",
            ["sqlite"],
            scenario_files(),
            Surroundings(SANITIZED_SLOWNESS, SANITIZER_OPTIONS),
        )
    )
    return total


def tsan(workshop):
    """The cellar's unit tests and the live updates, with the thread sanitizer."""
    folder = workshop.build("tsan", ["comity", "store_tests"])
    total = _gtest(folder + "/store_tests", _sanitized_env(workshop, "tsan"), limit_s=900)
    files = [
        path
        for path in scenario_files()
        if os.path.basename(path) in ("events.test", "concurrency.test")
    ]
    total.add(
        _scenarios(
            workshop,
            folder + "/comity",
            ["sqlite"],
            files,
            Surroundings(SANITIZED_SLOWNESS, SANITIZER_OPTIONS),
        )
    )
    return total


def fuzz(workshop):
    """Every fuzz target for a minute, two at a time."""
    folder = workshop.build("fuzz", ["fuzz_" + target for target in fuzzing.targets()])
    return fuzzing.run_all(folder)


def guarded(suite):
    """A suite that cannot even begin is one failure, and the next suite still runs."""

    def run(workshop):
        try:
            return suite(workshop)
        except (BuildFailed, RuntimeError, OSError) as error:
            return _failed(str(error))

    return run


SUITES = {
    suite.__name__: guarded(suite)
    for suite in (tidy, format, web, unit, api, journeys, faults, asan, tsan, fuzz)
}
# These run only when they are asked for by name.
ASKED_FOR = {"fuzz"}
