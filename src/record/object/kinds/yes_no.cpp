// Yes or no.
#include "record/object/kinds/kinds.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace comity::record {
namespace {

// What spreadsheets say, in English and German.
constexpr std::array<std::string_view, 8> yes_words = {"true", "yes",  "y", "1",
                                                       "ja",   "wahr", "x", "on"};
constexpr std::array<std::string_view, 8> no_words = {"false", "no",     "n", "0",
                                                      "nein",  "falsch", "-", "off"};

class YesNo : public FieldKind {
public:
    Kind kind() const override { return Kind::yes_no; }

    std::span<const Part> parts(const Field&) const override
    {
        static constexpr Part parts[] = {{"", store::Type::boolean}};
        return parts;
    }

    void parse(const Field& field, const Json& json, const TextFormat&, std::span<Value> out,
               std::vector<Problem>& problems) const override
    {
        out[0] = Null{};
        if (const bool* flag = json.if_bool())
            out[0] = *flag;
        else if (!json.is_null())
            add_problem(problems, field, "type", field.label + " must be true or false.");
    }

    void parse_text(const Field& field, std::string_view text, const TextFormat&,
                    std::span<Value> out, std::vector<Problem>& problems) const override
    {
        out[0] = Null{};
        const std::string word = fold(trim(text));
        if (word.empty())
            return;
        if (std::find(yes_words.begin(), yes_words.end(), word) != yes_words.end())
            out[0] = true;
        else if (std::find(no_words.begin(), no_words.end(), word) != no_words.end())
            out[0] = false;
        else
            add_problem(problems, field, "type", field.label + " must be yes or no.");
    }

    void write_json(JsonWriter& json, const Field&, const store::Row& row,
                    int column) const override
    {
        if (row.is_null(column))
            json.null();
        else
            json.value(row.boolean(column));
    }

    void write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const override
    {
        if (const bool* flag = std::get_if<bool>(&cells[0]))
            json.value(*flag);
        else
            json.null();
    }

    void write_text(std::string& out, const Field&, std::span<const Value> cells) const override
    {
        if (const bool* flag = std::get_if<bool>(&cells[0]))
            out += *flag ? "true" : "false";
    }
};

} // namespace

const FieldKind& yes_no_kind()
{
    static const YesNo kind;
    return kind;
}

} // namespace comity::record
