#pragma once
// What a workbook (XLSX, ISO/IEC 29500) says about itself: its sheets, which styles show dates, in
// which calendar, and the texts that its cells share.

#include "format/archive.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace comity::format {

// How a style shows a number.
enum class NumberLook : char { number, percent, date, time, moment };
// `yyyy\-mm\-dd`, `[h]:mm`, `0.00%` …
NumberLook look_of_code(std::string_view code);

struct BookSheet {
    std::string name;
    std::string part; // in the archive
    bool is_hidden = false;
};

struct Book {
    std::vector<BookSheet> sheets;  // in their order
    std::vector<NumberLook> styles; // by the number that cells name
    bool begins_1904 = false;
    std::string shared_texts; // the part, or ""
};

// Error{invalid} for what is another kind of archive (with what it is) or damaged.
Book read_book(const Archive& archive);
// The sheet of that name (in any case), or the first that is not hidden. Error{invalid} naming what
// there is.
const BookSheet& choose_sheet(const Book& book, std::string_view name);

// The texts that cells refer to by number, in a temporary file that is looked at as memory: the
// system keeps of it what fits.
class SharedTexts {
public:
    SharedTexts() = default;
    SharedTexts(const Archive& archive, const std::string& part);
    ~SharedTexts();
    SharedTexts(const SharedTexts&) = delete;
    SharedTexts& operator=(const SharedTexts&) = delete;

    std::size_t size() const { return m_ends.size(); }
    std::string_view operator[](std::size_t at) const;

private:
    std::vector<std::uint64_t> m_ends;
    const char* m_bytes = nullptr;
    std::size_t m_mapped = 0;
};

// `_x000D_` in a text of a workbook is one character.
void unescape_text(std::string& text);

} // namespace comity::format
