#!/usr/bin/env python3
"""Plants one violation of each rule of style and expects exactly its finding; and clean files,
which must stay without."""
import os
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tidy_rules import check_file  # noqa: E402

HEADER = "#pragma once\n"


class Planted(unittest.TestCase):
    def rules(self, path, text):
        return [finding.split(": ")[1] for finding in check_file(path, text)]

    def test_sizes(self):
        self.assertEqual(self.rules("src/base/a.cpp", "int a;\n" * 401), ["file size"])
        self.assertEqual(self.rules("src/base/a.cpp", "int a;\n" * 400), [])
        self.assertEqual(self.rules("src/base/a.h", HEADER + "int a;\n" * 200), ["file size"])
        self.assertEqual(self.rules("src/base/a.cpp", "// " + "x" * 98 + "\n"), ["line size"])
        self.assertEqual(self.rules("src/base/a.cpp", "// " + "ü" * 97 + "\n"), [])

    def test_functions(self):
        self.assertEqual(
            self.rules("src/base/a.cpp", "void f()\n{\n" + "    g();\n" * 71 + "}\n"),
            ["function size"],
        )
        self.assertEqual(
            self.rules("src/base/a.cpp", "void f()\n{\n" + "    g();\n" * 70 + "}\n"), []
        )
        inner = "void f()\n{\n    {\n        g();\n    }\n" + "    g();\n" * 60 + "}\n"
        self.assertEqual(self.rules("src/base/a.cpp", inner), [])

    def test_names(self):
        self.assertEqual(
            self.rules("src/base/a.cpp", "class ConnectionManager {};\n"), ["type name"]
        )
        self.assertEqual(self.rules("src/base/a.cpp", "using RowInfo = int;\n"), ["type name"])
        self.assertEqual(self.rules("web/src/api/a.ts", "interface DealData {}\n"), ["type name"])
        self.assertEqual(
            self.rules("src/base/a.cpp", "struct Database {}; class Serviceable {};\n"), []
        )
        self.assertEqual(self.rules("src/base/FilterText.cpp", "int a;\n"), ["file name"])
        self.assertEqual(self.rules("src/base/string_utils.cpp", "int a;\n"), ["file name"])
        self.assertEqual(self.rules("src/base/database.cpp", "int a;\n"), [])

    def test_headers(self):
        self.assertEqual(self.rules("src/base/a.h", "int a;\n"), ["header"])

    def test_words(self):
        self.assertEqual(self.rules("docs/a.md", "see /ho" + "me/sam/notes\n"), ["words"])
        self.assertEqual(self.rules("docs/a.md", "from registry." + "example.org\n"), ["words"])
        self.assertEqual(self.rules("docs/a.md", "see docs/home/index and example.com\n"), [])

    def test_tests_assert(self):
        self.assertEqual(self.rules("src/base/a_test.cpp", "TEST(A, b) {}\n"), ["test"])
        self.assertEqual(self.rules("src/base/a_test.cpp", "EXPECT_EQ(1, a);\n"), [])
        self.assertEqual(self.rules("tests/api/a.test", "GET /deals\n"), ["test"])
        self.assertEqual(self.rules("tests/api/a.test", "GET /deals => 200\n"), [])


if __name__ == "__main__":
    unittest.main()
