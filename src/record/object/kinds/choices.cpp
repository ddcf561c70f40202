// Some of several, by their keys.
#include "base/text.h"
#include "record/object/condition.h"
#include "record/object/kinds/shared/keys.h"
#include "record/object/kinds/shared/many_like.h"
#include "record/object/rows.h"
#include "record/object/telling.h"

namespace comity::record {
namespace {

class ChoicesKind : public ManyLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "choices",
                                            .has_many = true,
                                            .has_choices = true,
                                            .operators = by_equality,
                                            .can_group = true};
        return facts;
    }

    void append_search(std::string& out, std::span<const Value> cells) const override
    {
        if (const auto* lines = std::get_if<std::string>(&cells[0]))
            out += fold(*lines);
    }

    std::string tell(const Field& field, std::span<const Value> cells,
                     const Telling& telling) const override
    {
        std::string told;
        if (const auto* lines = std::get_if<std::string>(&cells[0]))
            for (const std::string_view key : values_of_lines(*lines))
                told += (told.empty() ? "" : ", ") + telling.choice(field, key);
        return told;
    }

    void compare(Condition& condition) const override
    {
        const Field& field = condition.field;
        if (has_wildcard(condition.node) || field.choices.empty())
            return ManyLike::compare(condition);
        std::vector<Problem> problems;
        Value lines;
        parse_text(field, condition.node.literal, {}, std::span(&lines, 1), problems);
        if (!problems.empty())
            return condition.complain("choice", problems[0].message);
        const auto* key = std::get_if<std::string>(&lines);
        if (!key)
            return ManyLike::compare(condition); // nothing but separators
        (condition.sql += condition.column()) += " = ";
        condition.sql.bind(*key);
    }

    Json example(const Field& field) const override
    {
        return Json::Array{field.choices.empty() ? Json("proposal") : Json(field.choices[0].key)};
    }

protected:
    std::string_view separators() const override { return ";,\n"; }
    std::optional<std::string> accept(const Field& field, std::string_view text,
                                      std::vector<Problem>& problems) const override
    {
        if (!check_text(field, text, 100, problems))
            return std::nullopt;
        auto key = find_key(field, text);
        if (key && key->find_first_of("\t\n\r") == std::string::npos)
            return key;
        add_problem(problems, field, "choice",
                    say("value.field_must_be_among_what",
                        {{"field", as_label(field.label)}, {"choices", list_of(field.choices)}}));
        return std::nullopt;
    }
};

} // namespace

const FieldKind& choices_kind()
{
    static const ChoicesKind kind;
    return kind;
}

Field choices(std::string name, std::vector<Choice> choices)
{
    Field field = make_field(std::move(name), choices_kind());
    field.choices = std::move(choices);
    return field;
}

} // namespace comity::record
