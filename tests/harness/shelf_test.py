#!/usr/bin/env python3
"""What a new object costs: the folders of tests/shelf are compiled into a program of their own, and
nothing else in the tree knows what is in them."""
import os
import re
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHELF = "tests/shelf"
SORTS = ("objects", "behaviours", "actions", "insights")
# What the product is made of, and what builds and plays it.
SOURCES = ("src", "web", "words", "cmake", "CMakeLists.txt", "bin", "tools", "tests")


def files_below(*places):
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "-z", "--", *places],
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return sorted(name for name in names if name and os.path.isfile(os.path.join(ROOT, name)))


def folders():
    return sorted(
        name for name in os.listdir(f"{ROOT}/{SHELF}") if os.path.isdir(f"{ROOT}/{SHELF}/{name}")
    )


def stem(path):
    return os.path.basename(path).split(".")[0]


class WhatAnObjectCosts(unittest.TestCase):
    def test_there_is_one(self):
        self.assertIn("contract", folders())

    def test_one_file_a_thing(self):
        """One object, behaviour, action and insight, its words, its scenario, and no file more."""
        for name in folders():
            files = files_below(f"{SHELF}/{name}")
            for sort in SORTS:
                of_sort = [path for path in files if path.startswith(f"{SHELF}/{name}/{sort}/")]
                self.assertEqual(len(of_sort), 1, f"{sort}: {of_sort}")
            others = [path for path in files if path.split("/")[3] not in SORTS]
            self.assertEqual(others, [f"{SHELF}/{name}/{name}.test", f"{SHELF}/{name}/words.txt"])

    def test_nothing_else_knows_it(self):
        """Its names stand nowhere else, neither in quotes nor in an address nor as a function.
        Documents may tell of it, and sentences may have the words."""
        for name in folders():
            own = files_below(f"{SHELF}/{name}")
            things = {stem(path) for path in own if path.split("/")[3] in SORTS}
            names = "|".join(sorted({*things, *(thing + "s" for thing in things)}))
            known = re.compile(rf"""["'`/]({names})["'`/?.:]|\b{name}\(""")
            here = os.path.relpath(os.path.abspath(__file__), ROOT)
            for path in files_below(*SOURCES):
                if path in own or path == here or path.endswith(".md"):
                    continue
                with open(f"{ROOT}/{path}", encoding="utf-8", errors="replace") as file:
                    found = known.search(file.read())
                self.assertIsNone(found, f"{path} knows {found and found.group()}")


if __name__ == "__main__":
    unittest.main()
