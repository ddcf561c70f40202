#!/usr/bin/env python3
"""Who may include whom: plants what is forbidden and expects exactly its finding, and what is
allowed, which must stay without."""
import os
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tidy_rules import check_file  # noqa: E402


class Planted(unittest.TestCase):
    def rules(self, path, text):
        return [finding.split(": ")[1] for finding in check_file(path, text)]

    def includes(self, path, include):
        return self.rules(path, f'#pragma once\n#include "{include}"\n')

    def test_floors(self):
        for path, include in [
            ("src/store/row.cpp", "http/server.h"),
            ("src/base/id.cpp", "store/row.h"),
            ("src/api/routes.cpp", "crm/sales.h"),
            ("src/api/routes.cpp", "store/database.h"),
            ("src/crm/deal.cpp", "api/routes.h"),
            ("src/record/save/save.cpp", "crm/deal.h"),
            ("src/http/server.cpp", "link/mail.h"),
            ("src/match/pairs.cpp", "store/database.h"),
            ("src/format/csv.cpp", "match/pairs.h"),
            ("src/record/find/find.cpp", "exchange/import.h"),
            ("src/record/find/find.cpp", "format/csv.h"),
            ("src/exchange/export/csv.cpp", "crm/words.h"),
            ("src/crm/deal.cpp", "format/csv.h"),
        ]:
            self.assertEqual(
                self.includes(path, include), ["floors"], path + " " + include
            )

    def test_floors_that_are_allowed(self):
        for path, include in [
            ("src/main.cpp", "api/routes.h"),
            ("src/main.cpp", "store/database.h"),
            ("src/api/routes.cpp", "record/save/save.h"),
            ("src/crm/sales/objects/deal.cpp", "record/object/object.h"),
            ("src/record/save/save.cpp", "store/database.h"),
            ("src/record/save/save.cpp", "record/find/find.h"),
            ("src/record/duplicates/scan.cpp", "match/pairs.h"),
            ("src/exchange/export/csv.cpp", "format/csv.h"),
            ("src/exchange/mail/box.cpp", "link/mail.h"),
            ("src/api/routes.cpp", "exchange/import.h"),
            ("src/api/routes.cpp", "format/archive.h"),
            ("src/commands/serve.cpp", "crm/shelf.h"),
        ]:
            self.assertEqual(self.includes(path, include), [], path + " " + include)

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
            ("src/exchange/export/csv.cpp", "pango/pangocairo.h"),
            ("src/exchange/import/reading/sheet.cpp", "zip.h"),
            ("src/format/workbook_rows.cpp", "expat.h"),
            ("src/record/log/text.cpp", "openssl/hmac.h"),
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
            ("src/exchange/export/workbook.cpp", "xlsxwriter.h"),
            ("src/exchange/export/paper.cpp", "cairo-pdf.h"),
            ("src/format/archive.cpp", "zip.h"),
            ("src/format/xml_events.cpp", "expat.h"),
            ("src/base/id.cpp", "vector"),
            ("src/base/id.cpp", "unistd.h"),
            ("src/base/id.cpp", "sys/random.h"),
            ("src/api/routes.cpp", "fmt/format.h"),
        ]:
            self.assertEqual(self.rules(path, f"#include <{include}>\n"), [], path + " " + include)

    def test_tests_may_include_more(self):
        for path, include in [
            ("src/match/pairs_test.cpp", "format/csv.h"),
            ("src/crm/faults_test.cpp", "store/database.h"),
            ("src/record/find/find_test.cpp", "record/fixtures/reading_fixture.h"),
            ("src/record/find/find_test.cpp", "record/merge/merge.h"),
            ("src/exchange/import/import_test.cpp", "exchange/import/import_fixture.h"),
        ]:
            self.assertEqual(self.includes(path, include), [], path + " " + include)
        for path, include in [
            ("src/match/pairs.cpp", "format/csv.h"),
            ("src/match/pairs_test.cpp", "format/archive.h"),
            ("src/crm/sales/stages.cpp", "store/database.h"),
            ("src/record/find/find.cpp", "record/fixtures/reading_fixture.h"),
            ("src/exchange/import/running/run.cpp", "exchange/import/import_fixture.h"),
        ]:
            self.assertEqual(self.includes(path, include), ["floors"], path + " " + include)

    def test_floors_inside_a_room(self):
        for path, include in [
            ("src/record/object/field.h", "record/access/access.h"),
            ("src/record/object/kinds/date.cpp", "record/access/access.h"),
            ("src/record/access/access.cpp", "record/engine.h"),
            ("src/record/engine.cpp", "record/search/search.h"),
            ("src/record/find/find.cpp", "record/save/save.h"),
            ("src/exchange/export.h", "exchange/export/said.h"),
            ("src/exchange/import/reading/sheet.cpp", "exchange/import/mapping/plan.h"),
            ("src/exchange/round_trip/apply.cpp", "exchange/export/said.h"),
        ]:
            self.assertEqual(self.includes(path, include), ["floors"], path + " " + include)
        for path, include in [
            ("src/record/object/object.h", "record/object/kinds/date.h"),
            ("src/record/engine.h", "record/access/actor.h"),
            ("src/record/save/save.cpp", "record/mechanism.h"),
            ("src/record/notices/notice.cpp", "record/duplicates/queue.h"),
            ("src/exchange/import/running/run.cpp", "exchange/import/rows/page.h"),
            ("src/exchange/address_book/book.cpp", "exchange/export/cards.h"),
        ]:
            self.assertEqual(self.includes(path, include), [], path + " " + include)

    def test_a_new_folder_of_a_room_gets_a_floor(self):
        self.assertEqual(
            self.includes("src/record/weather/rain.cpp", "record/engine.h"), ["floors"]
        )
        self.assertEqual(self.includes("src/store/sqlite/row.cpp", "store/database.h"), [])

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

    def test_screens_import_no_screen(self):
        text = 'import { a } from "../sheets/words";\n'
        self.assertEqual(self.rules("web/src/screens/list/tools.tsx", text), ["floors"])
        tested = text + "expect(a);\n"
        self.assertEqual(self.rules("web/src/screens/list/a.test.ts", tested), ["floors"])
        lazily = 'const a = lazy(() => import("../../board/index"));\n'
        self.assertEqual(self.rules("web/src/screens/list/deep/a.tsx", lazily), ["floors"])
        self.assertEqual(self.rules("web/src/screens/sheets/a.tsx", text), [])
        self.assertEqual(self.rules("web/src/screens/list/deep/a.tsx", text), [])
        self.assertEqual(
            self.rules("web/src/shell/router.tsx", 'import("../screens/board/index");\n'), []
        )


if __name__ == "__main__":
    unittest.main()
