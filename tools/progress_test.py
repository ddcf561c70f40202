#!/usr/bin/env python3
"""What is shown of a build that ninja tells: line by line as ninja prints them, and by running
ninja itself."""
import io
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
TOOLS = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, TOOLS)
from progress import Output, Progress  # noqa: E402

PREPARING = ["@@ 0 of 2 @@ Re-checking globbed directories..."]
CMAKE = [*PREPARING, "@@ 1 of 2 @@ Re-running CMake..."]


def steps(count, total):
    return [f"@@ {number} of {total} @@ Building {number}.o" for number in range(1, count + 1)]


class Told(unittest.TestCase):
    def told(self, lines, renews=False):
        """What was shown as progress, and what as messages."""
        shown, said = io.StringIO(), io.StringIO()
        self.output = Output(Progress("Building", shown, renews), said)
        for line in lines:
            self.output.take(line)
        self.output.close()
        return shown.getvalue(), said.getvalue()

    def test_a_terminals_line_renews_itself(self):
        shown, said = self.told([*PREPARING, *steps(3, 3)], renews=True)
        self.assertEqual(shown, "\rBuilding: 1 of 3\rBuilding: 2 of 3\rBuilding: 3 of 3\n")
        self.assertEqual(said, "")

    def test_a_shorter_line_covers_a_longer_one(self):
        lines = ["@@ 9 of 100 @@ a", "@@ 10 of 50 @@ b", "@@ 5 of 5 @@ c"]
        shown, _ = self.told(lines, renews=True)
        self.assertEqual(shown, "\rBuilding: 9 of 100\rBuilding: 10 of 50\rBuilding: 5 of 5  \n")

    def test_elsewhere_a_line_every_tenth(self):
        shown, _ = self.told(steps(158, 158))
        self.assertEqual(len(shown.splitlines()), 10)
        self.assertEqual(shown.splitlines()[0], "Building: 16 of 158")
        self.assertEqual(shown.splitlines()[-1], "Building: 158 of 158")
        shown, _ = self.told(steps(3, 3))
        self.assertEqual(len(shown.splitlines()), 3)

    def test_a_total_that_changes_makes_no_line_more(self):
        lines = [*steps(90, 100), *steps(90, 400), *steps(400, 400)]
        self.assertLessEqual(len(self.told(lines)[0].splitlines()), 10)

    def test_nothing_to_do_is_silent(self):
        lines = ["ninja: Entering directory `build'", *PREPARING, "ninja: no work to do."]
        for renews in (True, False):
            self.assertEqual(self.told(lines, renews), ("", ""))

    def test_a_compilers_message_is_whole(self):
        message = ["a.cpp:3:1: error: 'x' was not declared", "    3 | x", "", "FAILED: is a word"]
        failed = ["FAILED: a.o ", "g++ -c a.cpp", *message]
        stopped = "ninja: build stopped: subcommand failed."
        _, said = self.told([*steps(2, 9), *failed, "@@ 3 of 9 @@ Building c.o", stopped])
        self.assertEqual(said.splitlines(), ["This step failed: Building 2.o", *message])

    def test_a_message_stands_on_a_line_of_its_own(self):
        shown, said = self.told([*steps(1, 2), "a.cpp:1: warning: odd"], renews=True)
        self.assertEqual(shown, "\rBuilding: 1 of 2\r                \r")
        self.assertEqual(said, "a.cpp:1: warning: odd\n")

    def test_the_command_is_shown_where_it_said_nothing(self):
        _, said = self.told([*steps(1, 9), "FAILED: a.o ", "false", "@@ 2 of 9 @@ Building b.o"])
        self.assertEqual(
            said, "This step failed: Building 1.o\nIt said nothing. Its command:\nfalse\n"
        )

    def test_what_ninja_itself_complains_about(self):
        _, said = self.told(["ninja: error: unknown target 'nix'"])
        self.assertEqual(said, "ninja: error: unknown target 'nix'\n")

    def test_cmake_is_heard_where_it_fails_or_warns(self):
        found = "-- Found fmt"
        self.assertEqual(self.told([*CMAKE, found, *PREPARING, "ninja: no work to do."])[1], "")
        warning = ["CMake Warning at CMakeLists.txt:1 (message):", "  odd"]
        _, said = self.told([*CMAKE, found, *warning, *PREPARING])
        self.assertEqual(said.splitlines(), warning)
        error = [found, "CMake Error: no libzip"]
        why = "ninja: error: rebuilding 'build.ninja': subcommand failed"
        _, said = self.told([*CMAKE, *error, "FAILED: build.ninja ", "cmake --regenerate", why])
        self.assertEqual(said.splitlines(), ["This step failed: Re-running CMake...", *error, why])

    def test_too_little_memory_is_noticed(self):
        self.told([*steps(1, 2), "FAILED: a.o ", "g++", "a.cpp:1: error: odd"])
        self.assertFalse(self.output.is_out_of_memory)
        killed = "g++: fatal error: Killed signal terminated program cc1plus"
        self.told([*steps(1, 2), "FAILED: a.o ", "g++", killed])
        self.assertTrue(self.output.is_out_of_memory)


BUILD = """rule run
  command = $what
build a: run
  what = touch a
build b: run
  what = echo b.cpp:1: error: odd; exit 4
build good: phony a
"""


class Run(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        with open(os.path.join(self.folder, "build.ninja"), "w", encoding="utf-8") as file:
            file.write(BUILD)

    def run_with(self, *command, **environment):
        return subprocess.run(
            [sys.executable, os.path.join(TOOLS, "progress.py"), "Building", *command],
            cwd=self.folder,
            env={**os.environ, "COMITY_PROGRESS": "yes", **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def test_exit_codes_are_kept(self):
        for command, code in (("exit 0", 0), ("exit 7", 7), ("kill -9 $$", 137)):
            self.assertEqual(self.run_with("sh", "-c", command).returncode, code)
        missing = self.run_with("no-such-ninja")
        self.assertEqual(missing.returncode, 127)
        self.assertIn("no-such-ninja is not installed", missing.stderr)

    def test_who_ends_it_ends_ninja(self):
        command = ["sh", "-c", "echo ready; exec sleep 600"]
        process = subprocess.Popen(
            [sys.executable, os.path.join(TOOLS, "progress.py"), "Building", *command],
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            self.assertEqual(process.stderr.readline(), "ready\n")
            process.terminate()
            self.assertEqual((process.wait(), process.stderr.read()), (143, ""))

    @unittest.skipUnless(shutil.which("ninja"), "ninja is not installed")
    def test_ninja(self):
        first, again = self.run_with("ninja", "good"), self.run_with("ninja", "good")
        self.assertEqual((first.returncode, first.stdout), (0, "Building: 1 of 1\n"))
        self.assertEqual((again.returncode, again.stdout, again.stderr), (0, "", ""))
        failed = self.run_with("ninja", "b", COMITY_PROGRESS="no")
        self.assertEqual((failed.returncode, failed.stdout), (1, ""))
        self.assertRegex(
            failed.stderr, r"^This step failed: .*\nb\.cpp:1: error: odd\nBuilding failed\.\n$"
        )

    @unittest.skipUnless(shutil.which("ninja"), "ninja is not installed")
    def test_ninja_at_a_terminal(self):
        ours, its = pty.openpty()
        command = [sys.executable, os.path.join(TOOLS, "progress.py"), "Building", "ninja", "good"]
        environment = {**os.environ, "COMITY_PROGRESS": "yes", "TERM": "xterm"}
        subprocess.run(command, cwd=self.folder, env=environment, stdout=its, check=True)
        os.close(its)
        shown = os.read(ours, 4096).decode()
        os.close(ours)
        self.assertTrue(re.fullmatch("\rBuilding: 1 of 1\r*\n", shown), repr(shown))


if __name__ == "__main__":
    unittest.main()
