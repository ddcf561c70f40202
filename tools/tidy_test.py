#!/usr/bin/env python3
"""Plants one violation of each rule and expects exactly its finding; and clean files, which must
stay without."""
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tidy_rules import check_file, check_tree  # noqa: E402

HEADER = "#pragma once\n"


class Planted(unittest.TestCase):
    def rules(self, path, text):
        return [finding.split(": ")[1] for finding in check_file(path, text)]

    def test_floors(self):
        for path, include in [
            ("src/store/row.cpp", "http/server.h"),
            ("src/base/id.cpp", "store/row.h"),
            ("src/api/routes.cpp", "crm/sales.h"),
            ("src/api/routes.cpp", "store/database.h"),
            ("src/crm/deal.cpp", "api/routes.h"),
            ("src/record/save/save.cpp", "crm/deal.h"),
            ("src/http/server.cpp", "link/mail.h"),
        ]:
            self.assertEqual(
                self.rules(path, f'#include "{include}"\n'), ["floors"], path + " " + include
            )

    def test_floors_that_are_allowed(self):
        for path, include in [
            ("src/main.cpp", "api/routes.h"),
            ("src/main.cpp", "store/database.h"),
            ("src/api/routes.cpp", "record/save/save.h"),
            ("src/crm/sales/objects/deal.cpp", "record/object/object.h"),
            ("src/record/save/save.cpp", "store/database.h"),
            ("src/record/save/save.cpp", "record/find/find.h"),
        ]:
            self.assertEqual(self.rules(path, f'#include "{include}"\n'), [], path + " " + include)

    def test_includes_name_their_room(self):
        self.assertEqual(self.rules("src/store/row.cpp", '#include "row.h"\n'), ["include"])
        self.assertEqual(self.rules("src/store/row.cpp", '#include "../base/id.h"\n'), ["include"])

    def test_doors(self):
        for path, include in [
            ("src/record/save/save.cpp", "sqlite3.h"),
            ("src/store/sqlite.cpp", "libpq-fe.h"),
            ("src/api/routes.cpp", "boost/beast.hpp"),
            ("src/record/find/find.cpp", "simdjson.h"),
            ("src/api/session.cpp", "sodium.h"),
            ("src/record/filter.cpp", "unicode/uchar.h"),
            ("src/http/server.cpp", "spdlog/spdlog.h"),
            ("src/record/object/kinds/date.cpp", "date/date.h"),
            ("src/crm/deal.cpp", "phonenumbers/phonenumberutil.h"),
            ("src/api/files.cpp", "xlsxwriter.h"),
            ("src/base/text.cpp", "CLI/CLI.hpp"),
            ("src/record/work/outbox.cpp", "curl/curl.h"),
            ("src/record/save/save.cpp", "gtest/gtest.h"),
            ("src/base/text.cpp", "unknown/library.h"),
        ]:
            self.assertEqual(
                self.rules(path, f"#include <{include}>\n"), ["door"], path + " " + include
            )

    def test_doors_that_are_open(self):
        for path, include in [
            ("src/store/sqlite_writer.cpp", "sqlite3.h"),
            ("src/store/postgres.cpp", "libpq-fe.h"),
            ("src/http/server.cpp", "boost/asio.hpp"),
            ("src/base/json_parse.cpp", "simdjson.h"),
            ("src/main.cpp", "CLI/CLI.hpp"),
            ("src/base/id.cpp", "vector"),
            ("src/base/id.cpp", "unistd.h"),
            ("src/base/id.cpp", "sys/random.h"),
            ("src/api/routes.cpp", "fmt/format.h"),
        ]:
            self.assertEqual(self.rules(path, f"#include <{include}>\n"), [], path + " " + include)

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

    def test_web_floors(self):
        for path, target in [
            ("web/src/api/client.ts", "../records/save"),
            ("web/src/fields/date.tsx", "../screens/list"),
            ("web/src/records/list.tsx", "../shell/frame"),
            ("web/src/look/theme.ts", "../fields/text"),
        ]:
            self.assertEqual(
                self.rules(path, f'import {{ a }} from "{target}";\n'), ["floors"], path
            )
        for path, target in [
            ("web/src/shell/frame.tsx", "../screens/list"),
            ("web/src/fields/date.tsx", "../api/client"),
            ("web/src/main.tsx", "./shell/frame"),
            ("web/src/fields/date.tsx", "../look/theme"),
        ]:
            self.assertEqual(self.rules(path, f'import {{ a }} from "{target}";\n'), [], path)

    def test_kinds_answer_for_themselves(self):
        def rules(path, text):
            found = check_file(path, text + "\n", {"money", "text"})
            return [finding.split(": ")[1] for finding in found]

        for path, text in [
            ("src/api/describe.cpp", 'if (kind_of(field).name() == "money")'),
            ("src/record/save/fields.cpp", "field.kind = &money_kind();"),
            ("web/src/screens/list/cell.tsx", 'if (field.kind === "money") return 1;'),
            ("web/src/screens/list/cell.tsx", 'if ("money" !== field?.kind) return 1;'),
            ("web/src/screens/list/cell.tsx", 'const big = ["money", "x"].includes(field.kind);'),
            ("web/src/screens/list/cell.tsx", "if (sortable.has(field.kind)) return 1;"),
        ]:
            self.assertEqual(rules(path, text), ["kind"], text)
        for path, text in [
            ("src/record/object/kinds/money.cpp", "const FieldKind& money_kind()"),
            ("src/record/language/derived.cpp", "field.kind = &text_kind();"),
            ("src/record/shape/check.cpp", "if (kind_of(field).keeps_values(other))"),
            ("web/src/fields/money.tsx", 'if (field.kind === "money") return 1;'),
            ("web/src/shell/dialogs.tsx", 'if (dialog?.kind === "create") return 1;'),
            ("web/src/screens/list/cell.test.ts", 'expect(field.kind === "money").toBe(true);'),
        ]:
            self.assertEqual(rules(path, text), [], text)

    def test_words(self):
        self.assertEqual(self.rules("docs/a.md", "see /ho" + "me/sam/notes\n"), ["words"])
        self.assertEqual(self.rules("docs/a.md", "from registry." + "example.org\n"), ["words"])
        self.assertEqual(self.rules("docs/a.md", "see docs/home/index and example.com\n"), [])

    def test_tests_assert(self):
        self.assertEqual(self.rules("src/base/a_test.cpp", "TEST(A, b) {}\n"), ["test"])
        self.assertEqual(self.rules("src/base/a_test.cpp", "EXPECT_EQ(1, a);\n"), [])
        self.assertEqual(self.rules("tests/api/a.test", "GET /deals\n"), ["test"])
        self.assertEqual(self.rules("tests/api/a.test", "GET /deals => 200\n"), [])

    def test_rooms_have_readmes(self):
        with tempfile.TemporaryDirectory() as root:
            os.makedirs(root + "/src/base")
            with open(root + "/src/base/a.cpp", "w") as file:
                file.write("int a;\n")
            findings, count = check_tree(root)
            self.assertEqual([finding.split(": ")[1] for finding in findings], ["readme"])
            with open(root + "/src/base/README.md", "w") as file:
                file.write("# base\n" * 31)
            self.assertIn("at most 30", check_tree(root)[0][0])
            with open(root + "/src/base/README.md", "w") as file:
                file.write("# base\n")
            self.assertEqual(check_tree(root)[0], [])


if __name__ == "__main__":
    unittest.main()
