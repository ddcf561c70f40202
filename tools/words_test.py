#!/usr/bin/env python3
"""Plants one gap of each kind in a small catalogue and expects exactly its finding."""
import os
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from words import findings_of, write_program, write_screens  # noqa: E402

MOVED = "moved\n  en: {name} moved\n  de: {name} ist umgezogen\n"
ROWS = """rows
  en one: One row
  en: {count} rows
  de one: Eine Zeile
  de: {count} Zeilen
"""


class Planted(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name

    def write(self, path, text):
        path = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8") as file:
            return file.read()

    def expect(self, *advice):
        found = [said for _, _, said in findings_of(self.root)]
        self.assertEqual(len(found), len(advice), found)
        for said, wanted in zip(found, advice):
            self.assertIn(wanted, said)

    def test_a_whole_catalogue_has_no_finding(self):
        self.write("words/server/team.txt", MOVED + ROWS)
        self.write("words/labels/team.txt", "Expected close\n  de: Erwarteter Abschluss\n")
        self.write(
            "src/crm/a.cpp",
            'say("team.moved", {{"name", title("(a, \\"b\\")")}});'
            'say("team.rows", {{"count", 2}});',
        )
        self.expect()

    def test_a_missing_language(self):
        self.write("words/server/team.txt", "gone\n  en: Gone.\n")
        self.write("src/crm/a.cpp", 'say("team.gone")')
        self.expect('"gone" has no text in de')

    def test_a_label_without_german(self):
        self.write("words/labels/team.txt", "Expected close\n")
        self.expect('"Expected close" has no text in de')

    def test_other_placeholders(self):
        self.write("words/server/team.txt", MOVED.replace("{name} ist", "{who} ist"))
        self.write("src/crm/a.cpp", 'say("team.moved", {{"name", x}})')
        self.expect("other {placeholders} in de")

    def test_plural_forms(self):
        self.write("words/server/team.txt", ROWS.replace("  de one: Eine Zeile\n", ""))
        self.write("src/crm/a.cpp", 'say("team.rows", {{"count", 2}})')
        self.expect('"rows" has no text for one in de')
        self.write("words/server/team.txt", ROWS.replace("{count}", "many"))
        self.write("src/crm/a.cpp", 'say("team.rows")')
        self.expect("does not say {count}")

    def test_a_key_that_is_said_and_missing(self):
        self.write("words/server/team.txt", MOVED)
        self.write("src/crm/a.cpp", 'say("team.moved", {{"name", x}}), say("team.lost")')
        self.expect('"team.lost" is not in words/server')

    def test_arguments_that_have_no_place(self):
        self.write("words/server/team.txt", MOVED)
        inner = 'say("team.moved", {{"name", x}})'
        self.write("src/crm/a.cpp", f'say("team.moved", {{{{"nam", {inner}}}}})')
        self.expect('"team.moved" wants name')

    def test_a_key_that_nobody_says(self):
        self.write("words/server/team.txt", MOVED)
        self.write("words/screens/board.txt", "title\n  en: Board\n  de: Tafel\n")
        self.write("web/src/screens/board/index.tsx", 'w("titles")')
        self.expect('no screen says "title"', 'nobody says "team.moved"')

    def test_keys_with_a_hole(self):
        self.write("words/frame/a.txt", "unit_d\n  en: days\n  de: Tage\n")
        self.write("web/src/shell/a.ts", "x = `${a} ${t(`unit_${b}` as TextKey)}`;")
        self.expect()

    def test_twice(self):
        self.write("words/frame/a.txt", "no\n  en: No\n  de: Nein\n")
        self.write("words/frame/b.txt", "no\n  en: No\n  de: Nein\nno\n  en: No\n  de: Nein\n")
        self.write("web/src/shell/a.ts", 't("no")')
        self.expect('"no" is here twice', '"no" is in words/frame/a.txt already')

    def test_lines_that_say_nothing(self):
        self.write("words/server/team.txt", "Moved\n  fr: Parti\n")
        self.write("src/crm/a.cpp", '"team.Moved"')
        self.expect("no key", "begin the text", "no text in en", "no text in de", "nobody says")

    def test_what_the_screens_compile(self):
        self.write("words/frame/a.txt", "no\n  en: No\n  de: Nein\n")
        long = "long\n  en: One\n      two\n  de: Eins \\n zwei\n"
        self.write("words/screens/board.txt", ROWS + long)
        folder = os.path.join(self.root, "out")
        os.makedirs(folder)
        self.write("out/gone.ts", "")
        write_screens(self.root, folder)
        self.assertEqual(sorted(os.listdir(folder)), ["board.ts", "frame_de.ts", "frame_en.ts"])
        self.assertIn('no: "Nein",', self.read("out/frame_de.ts"))
        board = self.read("out/board.ts")
        for line in ('rows_one: "Eine Zeile",', 'rows_other: "{count} rows",', 'long: "One two",'):
            self.assertIn(line, board)
        self.assertIn('long: "Eins \\n zwei",', board)

    def test_what_the_program_compiles(self):
        self.write("words/server/team.txt", MOVED + ROWS)
        self.write("words/labels/team.txt", 'So "called"\n  de: So „genannt“\n')
        write_program(self.root, os.path.join(self.root, "words.cpp"))
        text = self.read("words.cpp")
        self.assertIn('{"team.rows", {{{"One row", "{count} rows"}, {"Eine Zeile", ', text)
        self.assertIn('{{{"So \\"called\\"", "So „genannt“"}}},', text)

    def test_the_program_takes_labels_from_elsewhere(self):
        self.write("words/labels/team.txt", "Team\n  de: Mannschaft\n")
        self.write("beside/words.txt", "Lease\n  de: Miete\n")
        target, beside = (os.path.join(self.root, path) for path in ("w.cpp", "beside/words.txt"))
        write_program(self.root, target)
        self.assertNotIn("Miete", self.read("w.cpp"))
        write_program(self.root, target, [beside])
        labels = '{{{"Lease", "Miete"}}},\n    {{{"Team", "Mannschaft"}}},'
        self.assertIn(labels, self.read("w.cpp"))
        self.write("beside/words.txt", "Lease\n")
        with self.assertRaisesRegex(ValueError, "words.txt:1: .*no text in de"):
            write_program(self.root, target, [beside])

    def test_the_command_ends_with_an_error(self):
        self.write("words/server/team.txt", "gone\n  en: Gone.\n")
        tool = os.path.join(os.path.dirname(os.path.abspath(__file__)), "words.py")
        ran = subprocess.run(
            [sys.executable, tool, "check", self.root], capture_output=True, text=True
        )
        self.assertEqual(ran.returncode, 1)
        self.assertIn("words/server/team.txt:1: words: ", ran.stdout)


if __name__ == "__main__":
    unittest.main()
