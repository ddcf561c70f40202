#!/usr/bin/env python3
"""Planted comparisons of a kind's name are found, and what only looks like one is not."""
import os
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tidy_kinds import lines_by_name  # noqa: E402
from tidy_tree import SourceFile  # noqa: E402


def is_found(path, text):
    return list(lines_by_name({"money", "text"}, SourceFile(path, text + "\n"))) == [1]


class Kinds(unittest.TestCase):
    def test_a_name_is_found(self):
        for path, text in [
            ("src/api/describe.cpp", 'if (kind_of(field).name() == "money")'),
            ("src/record/save/fields.cpp", "field.kind = &money_kind();"),
            ("web/src/screens/list/cell.tsx", 'if (field.kind === "money") return 1;'),
            ("web/src/screens/list/cell.tsx", 'if ("money" !== field?.kind) return 1;'),
            ("web/src/screens/list/cell.tsx", 'const big = ["money", "x"].includes(field.kind);'),
            ("web/src/screens/list/cell.tsx", "if (sortable.has(field.kind)) return 1;"),
        ]:
            self.assertTrue(is_found(path, text), text)

    def test_what_asks_is_not(self):
        for path, text in [
            ("src/record/object/kinds/money.cpp", "const FieldKind& money_kind()"),
            ("src/record/language/derived.cpp", "field.kind = &text_kind();"),
            ("src/record/shape/check.cpp", "if (kind_of(field).keeps_values(other))"),
            ("web/src/fields/money.tsx", 'if (field.kind === "money") return 1;'),
            ("web/src/shell/dialogs.tsx", 'if (dialog?.kind === "create") return 1;'),
            ("web/src/screens/list/cell.test.ts", 'expect(field.kind === "money").toBe(true);'),
        ]:
            self.assertFalse(is_found(path, text), text)


if __name__ == "__main__":
    unittest.main()
