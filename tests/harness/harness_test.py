#!/usr/bin/env python3
"""The scenario language itself: patterns, differences, holes, addresses, steps."""
import os
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from harness.client import address_of  # noqa: E402
from harness.match import differences  # noqa: E402
from harness.pattern import PatternError, parse_pattern  # noqa: E402
from harness.script import Script, ScriptError, parse_steps  # noqa: E402
from harness.variables import UnknownName, replace  # noqa: E402


class Patterns(unittest.TestCase):
    def wrong(self, pattern, actual, variables=None):
        return differences(parse_pattern(pattern), actual, {} if variables is None else variables)

    def test_members_are_a_subset(self):
        self.assertEqual(self.wrong('{"a": 1}', {"a": 1, "b": 2}), [])
        self.assertEqual(self.wrong('{"a": 1}', {"a": 2}), ["a: expected 1, is 2"])
        self.assertEqual(
            self.wrong('{"a": {"b": null}}', {"a": {}}), ["a.b: is missing, expected null"]
        )
        self.assertEqual(len(self.wrong('{"a": absent}', {"a": None})), 1)

    def test_true_is_not_one(self):
        self.assertEqual(len(self.wrong('{"a": true}', {"a": 1})), 1)
        self.assertEqual(len(self.wrong('{"a": 0}', {"a": False})), 1)

    def test_lists(self):
        self.assertEqual(self.wrong("[1, 2]", [1, 2]), [])
        self.assertEqual(len(self.wrong("[1, 2]", [1, 2, 3])), 1)
        self.assertEqual(len(self.wrong("[1, 2]", [1])), 1)
        self.assertEqual(self.wrong("[1, ...]", [1, 2, 3]), [])
        self.assertEqual(self.wrong("some [3, 1]", [1, 2, 3]), [])
        self.assertEqual(len(self.wrong("some [1, 1]", [1, 2])), 1)
        self.assertEqual(len(self.wrong("only [3, 1]", [1, 2, 3])), 1)
        self.assertEqual(self.wrong("3 items", [1, 2, 3]), [])

    def test_words(self):
        self.assertEqual(len(self.wrong('{"a": *}', {"a": None})), 1)
        self.assertEqual(self.wrong('{"a": /^b+$/}', {"a": "bb"}), [])
        self.assertEqual(len(self.wrong('{"a": > 5}', {"a": 5})), 1)
        self.assertEqual(self.wrong('{"a": <= 5}', {"a": "4.50"}), [])

    def test_captures(self):
        known = {}
        self.assertEqual(self.wrong('{"id": $deal}', {"id": "d1"}, known), [])
        self.assertEqual(
            self.wrong(
                '{"id": {deal}, "path": "/deals/{deal}"}', {"id": "d1", "path": "/deals/d1"}, known
            ),
            [],
        )

    def test_what_cannot_be_read(self):
        for text in ('{"a" 1}', "[1", "{a: 1}", "1 2", ""):
            with self.assertRaises(PatternError, msg=text):
                parse_pattern(text)


class Holes(unittest.TestCase):
    def test_holes(self):
        self.assertEqual(replace("a{n}b", {"n": 3}), "a3b")
        self.assertEqual(replace("{n}", {"n": 3}), 3)
        self.assertEqual(replace('{x*4} {{n}} {"a":{}}', {}), 'xxxx {n} {"a":{}}')
        self.assertEqual(replace("{s:filter}", {"s": 'a"b\\'}), 'a\\"b\\\\')
        with self.assertRaises(UnknownName):
            replace("{nobody_knows}", {})

    def test_addresses(self):
        self.assertEqual(address_of("/deals/{d}", {"d": "a/b"}), "/api/v1/deals/a/b")
        self.assertEqual(address_of("//deals", {}), "/deals")
        self.assertEqual(address_of("/healthz", {}), "/healthz")
        self.assertEqual(
            address_of('/deals?filter=a = "x&y"', {}), "/api/v1/deals?filter=a%20%3D%20%22x&y%22"
        )
        self.assertEqual(
            address_of("/deals?q={s}", {"s": "50%41&x+"}), "/api/v1/deals?q=50%2541%26x%2B"
        )
        self.assertEqual(address_of("/deals?q=a%26b", {}), "/api/v1/deals?q=a%26b")


class Scripts(unittest.TestCase):
    def test_steps_and_blocks(self):
        steps = parse_steps(
            list(
                enumerate('# no\nPOST /deals\n    {\n      "a": 1\n    }\n\n=> 201'.split("\n"), 1)
            )
        )
        self.assertEqual([step.text for step in steps], ["POST /deals", "=> 201"])
        self.assertEqual(steps[0].block_text(), '{\n  "a": 1\n}')

    def test_cases(self):
        script = Script(
            "a.test", "# Title\nonly on sqlite\n\n== one\nGET /a => 200\n== two\nGET /b => 200\n"
        )
        self.assertEqual(script.title, "Title")
        self.assertEqual([case.title for case in script.cases], ["one", "two"])
        self.assertEqual(len(script.settings), 1)

    def test_nothing_is_no_test(self):
        with self.assertRaises(ScriptError):
            Script("a.test", "# Title\n== one\n")


if __name__ == "__main__":
    unittest.main()
