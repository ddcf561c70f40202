// A workbook: the archive, its parts, the rows of its first sheet.
//
// input: a zip archive; or, after a byte below 9, the XML of a sheet, put into an archive here, so
// that what is inside is reached without a checksum to guess.
#include "must.h"

#include "base/error.h"
#include "base/text.h"
#include "format/workbook_rows.h"
#include "format/zip_fixture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace comity::fuzz;
    using namespace comity::format;
    std::string_view input = text_of(bytes, size);
    const bool is_sheet = !input.empty() && static_cast<unsigned char>(input[0]) < 9;
    const std::string file =
        is_sheet ? pack_workbook({.sheet = std::string(input.substr(1))}) : std::string(input);
    try {
        WorkbookRows rows(Archive::open_bytes(file), "");
        rows.widen(3);
        while (rows.next()) {
            must(rows.cells().size() >= 3, "a row is as wide as was asked for");
            for (const std::string_view cell : rows.cells())
                must(comity::is_utf8(cell), "a cell is text");
        }
        for (const CoveredCells& covered : rows.covered())
            must(covered.first <= covered.last, "what a merge covers begins before it ends");
    } catch (const comity::Error& error) {
        must(error.cause() == comity::Cause::invalid, "a file is refused as invalid");
    }
    return 0;
}
