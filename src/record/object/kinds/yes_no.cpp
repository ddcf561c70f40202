// Yes or no.
#include "base/text.h"
#include "record/object/condition.h"
#include "record/object/kinds/shared/problems.h"
#include "record/object/kinds/shared/schemas.h"
#include "record/object/telling.h"

#include <algorithm>
#include <array>

namespace comity::record {
namespace {

// What spreadsheets say, in English and German.
constexpr std::array<std::string_view, 8> yes_words = {"true", "yes",  "y", "1",
                                                       "ja",   "wahr", "x", "on"};
constexpr std::array<std::string_view, 8> no_words = {"false", "no",     "n", "0",
                                                      "nein",  "falsch", "-", "off"};

class YesNoKind : public FieldKind {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "yes_no",
                                            .worth = Worth::yes_no,
                                            .operators = by_equality,
                                            .has_order = true,
                                            .can_group = true};
        return facts;
    }

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
            add_problem(problems, field, "type",
                        say("value.field_must_be_true_or", {{"field", as_label(field.label)}}));
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
            add_problem(problems, field, "type",
                        say("value.field_must_be_yes_or", {{"field", as_label(field.label)}}));
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

    std::string tell(const Field&, std::span<const Value> cells,
                     const Telling& telling) const override
    {
        const bool* flag = std::get_if<bool>(&cells[0]);
        return flag ? telling.tongue().tell(say(*flag ? "paper.yes" : "paper.no")) : std::string();
    }

    void append_cells(const Field& field, std::span<const Value> cells,
                      std::vector<TableCell>& out) const override
    {
        TableCell& cell = out.emplace_back();
        const bool* flag = std::get_if<bool>(&cells[0]);
        if (!flag)
            return;
        cell.sort = TableCell::Sort::yes_no;
        cell.number = *flag ? 1 : 0;
        write_text(cell.text, field, cells);
    }

    void compare(Condition& condition) const override
    {
        const std::string word = lower_ascii(condition.node.literal);
        const bool is_yes = word == "true" || word == "yes";
        if ((!is_yes && word != "false" && word != "no") || condition.asks_for_order())
            return condition.complain(
                "type", say("value.compare_name_with_true_or", {{"name", condition.field.name}}));
        condition.append_value(is_yes);
    }

    Json schema(const Field&) const override { return schema_of_type("boolean"); }
    Json example(const Field&) const override { return true; }
};

} // namespace

const FieldKind& yes_no_kind()
{
    static const YesNoKind kind;
    return kind;
}

Field yes_no(std::string name)
{
    return make_field(std::move(name), yes_no_kind());
}

} // namespace comity::record
