// The body of a request: JSON, and the record that it becomes.
#include "must.h"
#include "subject.h"

#include "base/text.h"
#include "base/words/tongue.h"
#include "record/search/search.h"

namespace comity::fuzz {
namespace {

using namespace record;

std::optional<Json> read(std::string_view text)
{
    try {
        return parse_json(text);
    } catch (const Error& error) {
        must(error.cause() == Cause::malformed, "JSON is refused as malformed");
        return std::nullopt;
    }
}

void check_record(const Json& body)
{
    Record record;
    record.object = &thing();
    record.cells.resize(system_column_count);
    for (const Field& field : thing().fields)
        for (std::size_t i = 0; i < kind_of(field).parts(field).size(); ++i)
            record.cells.emplace_back();
    for (const auto& [name, value] : *body.if_object()) {
        const Field* field = thing().find_field(name);
        if (!field)
            continue;
        Cells cells = empty_cells(*field);
        std::vector<Problem> problems;
        kind_of(*field).parse(*field, value, {}, cells, problems);
        for (const Problem& problem : problems) {
            must(problem.field == name, "a problem names the field");
            must(is_utf8(in_english(problem.message)), "a problem is told in UTF-8");
        }
        if (!problems.empty())
            continue;
        check_value(*field, cells);
        std::ranges::move(cells, record.of(*field).begin());
    }
    const std::string body_text = search_body(record);
    must(is_utf8(body_text) && body_text.size() <= 4200, "what a record is found by is bounded");
}

} // namespace
} // namespace comity::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace comity;
    using namespace comity::fuzz;
    const auto json = read(text_of(bytes, size));
    if (!json)
        return 0;
    const std::string written = format_json(*json);
    must(is_utf8(written), "JSON is written in UTF-8");
    const auto again = read(written);
    must(again && *again == *json, "JSON reads back");
    must(format_json(*again) == written, "JSON is written the same again");
    if (json->if_object())
        check_record(*json);
    return 0;
}
