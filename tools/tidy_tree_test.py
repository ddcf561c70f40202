#!/usr/bin/env python3
"""Rules that look at the whole tree: each is tried on a small one with exactly one violation."""
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tidy_dead import nobody_uses  # noqa: E402
from tidy_documents import decisions, diffs, links, named_files  # noqa: E402
from tidy_folders import full_folders, readmes  # noqa: E402
from tidy_names import one_definition, unnamed_names  # noqa: E402
from tidy_rules import check_tree  # noqa: E402
from tidy_shelf import tested_by_name  # noqa: E402
from tidy_tree import Tree  # noqa: E402


def planted(files, rule):
    """What the rule finds, as `path: what to do`, in a tree of these files: path → text."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), "w") as file:
                file.write(text)
        return [
            found if isinstance(found, str) else f"{found[0]}:{found[1]}: {found[3]}"
            for found in rule(Tree(root))
        ]


def unnamed(text):
    return "namespace comity {\nnamespace {\n\n" + text + "\n\n} // namespace\n\n}\n"


class Planted(unittest.TestCase):
    def assert_finds(self, rule, files, *parts):
        found = planted(files, rule)
        self.assertEqual(len(found), len(parts), found)
        for one, part in zip(found, parts):
            self.assertIn(part, one)

    def test_readmes(self):
        source = {"src/base/a.cpp": "int a;\n"}
        self.assert_finds(readmes, source, "src/base/README.md:1: say what")
        self.assert_finds(readmes, {**source, "src/base/README.md": "# base\n" * 31}, "at most 30")
        self.assert_finds(readmes, {**source, "src/base/README.md": "# base\n"})

    def test_readmes_of_folders(self):
        room = {"src/record/README.md": "# record\n"}
        below = {**room, "src/record/find/a.cpp": "int a;\n"}
        readme = "src/record/find/README.md"
        self.assert_finds(readmes, below, readme + ":1: say what")
        self.assert_finds(readmes, {**below, readme: "# a\n" * 4}, "5 to 10")
        self.assert_finds(readmes, {**below, readme: "# a\n" * 11}, "5 to 10")
        self.assert_finds(readmes, {**below, readme: "# a\n" * 5})
        # A room without sources of its own, a shelf's sorts.
        deal = {"src/crm/sales/objects/deal.cpp": "int a;\n"}
        self.assert_finds(readmes, deal, "src/crm/README.md")

    def test_full_folders_are_told(self):
        files = {f"src/base/a{number}.cpp": "" for number in range(41)}
        self.assert_finds(full_folders, files, "src/base: 41 files")
        del files["src/base/a0.cpp"]
        self.assert_finds(full_folders, {**files, "src/base/README.md": ""})

    def test_one_definition(self):
        one = "namespace comity::record {\nstruct Entry {\n};\nstruct Other;\n}\n"
        other = "namespace comity::crm {\nstruct Entry {\n};\nstruct Other;\n}\n"
        files = {"src/record/a.h": one, "src/record/b.h": one}
        self.assert_finds(one_definition, files, "Entry is another type in src/record/")
        self.assert_finds(one_definition, {"src/record/a.h": one, "src/crm/b.h": other})

    def test_unnamed_names(self):
        for text in [
            "int twice(int a)\n{\n}",
            "int twice(double a);",
            "struct Place {\n    int a;\n};\nint twice = 1;",
            "enum class twice { a };",
            "constexpr int twice = 2;",
            "const std::array<int, 2> twice{1, 2};",
            "using twice = int;",
        ]:
            one = unnamed("int twice()\n{\n}")
            files = {"src/base/a.cpp": one, "src/base/b.cpp": unnamed(text)}
            self.assert_finds(unnamed_names, files, "twice is in a.cpp too")

    def test_unnamed_names_that_may_stand(self):
        one = unnamed("using Text = std::string;\nint twice()\n{\n    return once;\n}")
        for path, text in [
            ("src/base/b.cpp", unnamed("using Text = std::string;")),  # the same alias
            ("src/base/b_test.cpp", unnamed("int twice();")),  # another program
            ("src/store/b.cpp", unnamed("int twice();")),  # another folder
            ("src/base/b.cpp", "int twice();\n"),  # named: the linker knows
            ("src/base/b.cpp", unnamed("struct twice;")),  # only announced
            ("src/base/b.cpp", unnamed("int Place::twice()\n{\n}")),  # a member
            ("src/base/b.cpp", unnamed("int other()\n{\n    return twice();\n}")),
        ]:
            self.assert_finds(unnamed_names, {"src/base/a.cpp": one, path: text})

    def test_functions_that_nobody_calls(self):
        header = "#pragma once\nint twice(int a);\nclass A {\n    bool is_idle() const;\n};\n"
        source = "int twice(int a)\n{\n}\nbool A::is_idle() const\n{\n}\n"
        files = {"src/base/a.h": header, "src/base/a.cpp": source}
        test = {"src/base/a_test.cpp": "TEST(A, b) { twice(A().is_idle()); }\n"}
        unused = "src/base/a.h:4: nobody calls is_idle", "src/base/a.h:2: nobody calls twice"
        self.assert_finds(nobody_uses, files, *unused)
        self.assert_finds(nobody_uses, {**files, **test}, *unused)
        told = {"src/base/b.cpp": '// twice(a) is_idle()\nconst char* a = "twice is_idle";\n'}
        self.assert_finds(nobody_uses, {**files, **told}, *unused)
        for path in ("src/base/b.cpp", "src/base/b.h", "bench/b.cpp", "tests/fuzz/b.cpp"):
            used = {path: "const int b = twice(A().is_idle());\n"}
            self.assert_finds(nobody_uses, {**files, **used})

    def test_exports_that_nobody_imports(self):
        files = {"web/src/api/a.ts": "export function twice() {}\nexport const once = 1;\n"}
        unused = "a.ts:1: nobody imports twice", "a.ts:2: nobody imports once"
        self.assert_finds(nobody_uses, files, *unused)
        test = {"web/src/api/a.test.ts": "twice(once);\n"}
        self.assert_finds(nobody_uses, {**files, **test}, *unused)
        self.assert_finds(nobody_uses, {**files, "web/src/look/b.tsx": "twice(once);\n"})

    def test_links(self):
        files = {"docs/a.md": "# A\n\n[b](b.md)\n", "docs/c.md": "# C\n"}
        self.assert_finds(links, files, "docs/a.md:3: b.md leads nowhere")
        files["docs/a.md"] = "[c](c.md#top) [d](../docs/) [e](https://example.org/x.md) [f](#f)\n"
        self.assert_finds(links, files)

    def test_files_that_are_named(self):
        tree = {"src/record/find/rows.cpp": "int a;\n"}
        for path, text in [
            ("docs/a.md", "see `old_rows.cpp`\n"),
            ("docs/a.md", "see `save/rows.cpp`\n"),
            ("docs/a.md", "see src/record/search/\n"),
            ("src/base/a.cpp", "// As save/rows.cpp does.\n"),
            ("src/base/a.cpp", "int a; /" + "/ see src/store/lost.h\n"),
            ("web/src/api/a.ts", "/* as save/rows.cpp */\n"),
            ("tests/a.py", "# as old_rows.cpp\n"),
        ]:
            self.assert_finds(named_files, {**tree, path: text}, "there is no ")
        for text in [
            "// As find/rows.cpp and rows.cpp and src/record/find/rows.cpp do; find/ro*.cpp.\n",
            '#include "gone/rows.cpp"\n',
            'const char* name = "gone.cpp";\n',
            "// https://example.org/gone.cpp, sam@acme.test, FOLDER/{name}.cpp\n",
        ]:
            self.assert_finds(named_files, {**tree, "src/base/a.cpp": text})

    def test_decisions(self):
        first = {"docs/decisions/0001-past-rows.md": "# 1. Past rows\n"}
        self.assert_finds(decisions, {"docs/decisions/0002-keys.md": "# 3. Keys\n"}, "`# 2. `")
        double = {**first, "docs/decisions/0001-keys.md": "# 1. Keys\n"}
        self.assert_finds(decisions, double, "there is a decision 1 already")
        for label in ("why", "1", "decision 1", "Past rows"):
            link = {"docs/a.md": f"[{label}](decisions/0001-past-rows.md)\n"}
            self.assert_finds(decisions, {**first, **link})
        for label in ("2", "decision 12"):
            link = {"docs/a.md": f"[{label}](decisions/0001-past-rows.md)\n"}
            self.assert_finds(decisions, {**first, **link}, "is decision 1, 'Past rows'")

    def test_diffs_are_what_stands_there(self):
        code = {"src/base/a.cpp": "int a;\nint b;\n\nint c;\n"}

        def shown(lines, path="src/base/a.cpp"):
            return {**code, "docs/a.md": f"# A\n\n```diff\n+++ {path}\n{lines}```\n"}

        self.assert_finds(diffs, shown("+int a;\n+int c;\n"))
        self.assert_finds(diffs, shown("+int a;\n+    …\n+int c;\n"))
        self.assert_finds(diffs, shown("+int a;\n+int d;\n"), "a.md:6: src/base/a.cpp has no")
        self.assert_finds(diffs, shown("+int b;\n+int a;\n"), "a.md:6: src/base/a.cpp has no")
        self.assert_finds(diffs, shown("", "src/base/b.cpp"), "a.md:4: there is no src/base/b.cpp")

    def test_the_business_is_tested_by_name(self):
        shelf = {
            "src/crm/sales/behaviours/name_deal.cpp": "",
            "src/crm/leads/actions/convert.cpp": "",
            "src/crm/sales/insights/forecast.cpp": "",
            "src/crm/sales/objects/deal.cpp": "",
        }
        test = "tests/api/business/a.test"
        marks = "# behaviour: name_deal\n# action: convert\n== A case\nGET /deals => 200\n"
        in_code = {"src/crm/sales/a_test.cpp": "// insight: forecast\nTEST_P(A, b)\n"}
        self.assert_finds(tested_by_name, {**shelf, test: marks, **in_code})
        self.assert_finds(tested_by_name, {**shelf, test: marks}, "forecast.cpp:1: no test")
        unknown = marks + "# behaviour: name_lead\n== Another\n"
        found = "a.test:5: there is no behaviour name_lead"
        self.assert_finds(tested_by_name, {**shelf, test: unknown, **in_code}, found)
        lost = marks.replace("== A case", "user sam\n== A case")
        found = ["a.test:1: write it right above", "a.test:2: write it right above"]
        self.assert_finds(tested_by_name, {**shelf, test: lost, **in_code}, *found)

    def test_a_tree_is_checked_by_all(self):
        files = {"src/base/a.h": "int twice();\n", "docs/a.md": "[b](b.md) `c.cpp`\n"}
        rules = []
        planted(files, lambda tree: rules.extend(check_tree(tree.root)[0]) or [])
        names = sorted(rule.split(": ")[1] for rule in rules)
        self.assertEqual(names, ["file", "header", "link", "readme", "unused"])


if __name__ == "__main__":
    unittest.main()
