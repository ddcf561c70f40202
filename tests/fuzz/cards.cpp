// vCard: lines that fold, parameters, encodings, cards that do not end.
#include "must.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/import/reading/sheet.h"
#include "format/vcards.h"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace comity::fuzz;
    using namespace comity::exchange;
    using namespace comity::format;
    const std::string file(text_of(bytes, size));
    try {
        const SheetFormat format = find_format(*open_text(file), {});
        CardRows rows(TextSource(open_text(file), *format.encoding));
        std::size_t width = 0;
        while (rows.next()) {
            width = width == 0 ? rows.cells().size() : width;
            must(rows.cells().size() == width, "every card is as wide as the header");
            for (const std::string_view cell : rows.cells())
                must(comity::is_utf8(cell), "a cell is text");
        }
    } catch (const comity::Error& error) {
        must(error.cause() == comity::Cause::invalid, "a file is refused as invalid");
    }
    return 0;
}
