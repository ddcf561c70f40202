"""Plays many scenario files, a few at a time, and tells what happened."""
import concurrent.futures
import glob
import importlib.util
import os
import shutil
import tempfile
import time

from harness.databases import PostgresTemplate, SqliteTemplate
from harness.play import Result, play
from harness.script import Script, ScriptError

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

FOLDER = os.path.join(ROOT, "tests", "api")
# What is on the shelf for tests only, each with its scenario beside it.
SHELF = os.path.join(ROOT, "tests", "shelf")
# Not text: what is held against another list, cell by cell.
GENERATED = [
    os.path.join(FOLDER, name + ".py")
    for name in (
        "server/documents",
        "server/schemas",
        "trust/permissions",
        "trust/random_firm",
        "trust/secrets",
    )
]


class Surroundings:
    """What scenarios find around them: the shared data folder if there is one, how slow the
    program is."""

    def __init__(self, slowness=1.0, env=None):
        self.slowness = slowness
        self.env = {**os.environ, "COMITY_DATABASE": "", **(env or {})}
        if not self.env["COMITY_DATABASE"]:
            del self.env["COMITY_DATABASE"]
        self.shared_data = shared_data()


def shared_data():
    for folder in (
        os.environ.get("COMITY_SHARED_DATA"),
        os.path.join(ROOT, "..", "shared", "data"),
    ):
        if folder and os.path.isdir(folder):
            return os.path.abspath(folder)
    return None


def scenario_files(names=()):
    """All of tests/api and tests/shelf, or those named: by path, or by the file's name without its
    ending."""
    everything = [
        path
        for folder in (FOLDER, SHELF)
        for path in sorted(glob.glob(os.path.join(folder, "**", "*.test"), recursive=True))
    ] + GENERATED
    if not names:
        return everything
    by_name = {os.path.basename(path).rpartition(".")[0]: path for path in everything}
    found = []
    for name in names:
        path = name if os.path.isfile(name) else by_name.get(name.removesuffix(".test"))
        if path is None:
            raise SystemExit(f"there is no scenario {name}")
        found.append(os.path.abspath(path))
    return found


class Tally:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self):
        text = f"{self.passed} passed, {self.failed} failed"
        return text + (f", {self.skipped} skipped" if self.skipped else "")


def _play_generated(path, template, program, surroundings):
    name = os.path.basename(path).removesuffix(".py")
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.play(template, program, surroundings)


def _play_file(path, template, program, surroundings):
    if path in GENERATED:
        return _play_generated(path, template, program, surroundings)
    try:
        with open(path, encoding="utf-8") as file:
            script = Script(os.path.relpath(path, ROOT), file.read())
    except (ScriptError, UnicodeDecodeError) as error:
        return [Result(path, 0, f"{path}: {error}")]
    try:
        return play(script, template, program, surroundings)
    except Exception as error:  # a mistake of the runner's own must not hide the other files
        import traceback

        return [Result(path, 0, f"{path}: the runner failed: {error!r}\n{traceback.format_exc()}")]


def _tell(path, template, results, seconds, verbose):
    tally = Tally()
    failures = []
    for result in results:
        if result.problem:
            tally.failed += 1
            failures.append(f"  ✗ {result.title}\n    " + result.problem.replace("\n", "\n    "))
        elif result.skipped:
            tally.skipped += 1
        else:
            tally.passed += 1
            if verbose:
                failures.append(f"  ✓ {result.title}")
    reason = next((result.skipped for result in results if result.skipped), "")
    name = os.path.relpath(path, ROOT).removeprefix("tests/").removeprefix("api/")
    line = f"{name} on {template.name}: {tally} ({seconds:.1f} s)" + (
        f"  {reason}" if reason else ""
    )
    print("\n".join([line] + failures), flush=True)
    return tally


def play_all(files, program, databases, cluster, surroundings, jobs=2, verbose=False):
    """`databases` are names; `cluster` is needed for PostgreSQL. Returns the tally."""
    folder = tempfile.mkdtemp(prefix="comity-templates.")
    templates = []
    if "sqlite" in databases:
        templates.append(SqliteTemplate(program, surroundings.env, folder))
    if "postgresql" in databases:
        templates.append(PostgresTemplate(program, surroundings.env, folder, cluster))
    total = Tally()

    def one(path, template):
        begin = time.monotonic()
        return (
            path,
            template,
            _play_file(path, template, program, surroundings),
            time.monotonic() - begin,
        )

    try:
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            waiting = [pool.submit(one, path, template) for path in files for template in templates]
            try:
                for done in concurrent.futures.as_completed(waiting):
                    total.add(_tell(*done.result(), verbose))
            except BaseException:
                for future in waiting:
                    future.cancel()
                raise
    finally:
        for template in templates:
            template.close()
        shutil.rmtree(folder, ignore_errors=True)
    return total
