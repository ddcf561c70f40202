// Filter text: to a tree, to text again, and to SQL that the database understands.
#include "filter_text.h"
#include "must.h"
#include "scratch_database.h"
#include "subject.h"

#include "base/text.h"
#include "record/language/filter_condition.h"

#include <charconv>

namespace comity::fuzz {
namespace {

using namespace record;

void check_position(const Error& error, std::string_view text)
{
    must(error.cause() == Cause::malformed && error.problems().size() == 1,
         "a filter that cannot be read is malformed, for one reason");
    constexpr std::string_view mark = "at character ";
    const std::size_t found = error.message().find(mark);
    if (found == std::string::npos)
        return must(text.size() > 8192 || !is_utf8(text) || text.find('\0') != text.npos,
                    "a filter that cannot be read says where");
    std::size_t position = 0;
    const char* begin = error.message().data() + found + mark.size();
    std::from_chars(begin, error.message().data() + error.message().size(), position);
    must(position >= 1 && position <= length_of(text) + 1, "a position is inside of the text");
}

std::optional<Filter> read(std::string_view text)
{
    try {
        return parse_filter(text);
    } catch (const Error& error) {
        check_position(error, text);
        return std::nullopt;
    }
}

void check_written(const Filter& filter)
{
    const std::string text = write_filter(filter);
    try {
        must(same(parse_filter(text), filter), "a filter reads back: " + text);
    } catch (const Error& error) {
        // Brackets that the text did without may be one too many.
        must(error.message().find("nested deeper") != std::string::npos || text.size() > 8192,
             "a filter can be written: " + text + ": " + error.message());
    }
}

void check_compiled(const Filter& filter, const Actor& actor, bool is_postgres)
{
    try {
        const Sql sql = compile_filter(filter, {catalog(), actor, thing(), "t0", is_postgres});
        must(is_utf8(sql.text), "SQL is text");
        must(marks_of(sql.text) == sql.values.size(), "every value has its mark: " + sql.text);
        if (!is_postgres && filter)
            check_statement("SELECT t0.\"id\" FROM \"things\" t0 WHERE " + sql.text);
    } catch (const Error& error) {
        must(error.cause() == Cause::invalid && !error.problems().empty(),
             "a filter that does not fit the object says why");
    }
}

} // namespace
} // namespace comity::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace comity::fuzz;
    const auto filter = read(text_of(bytes, size));
    if (!filter)
        return 0;
    check_written(*filter);
    check_compiled(*filter, administrator(), false);
    check_compiled(*filter, rep(), false);
    check_compiled(*filter, rep(), true);
    return 0;
}
