// One of several, by its key. Keys of a choice that other records define are checked by save.
#include "record/object/condition.h"
#include "record/object/kinds/shared/keys.h"
#include "record/object/kinds/shared/schemas.h"
#include "record/object/kinds/shared/text_like.h"
#include "record/object/telling.h"

namespace comity::record {
namespace {

class ChoiceKind : public TextLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "choice",
                                            .worth = Worth::text,
                                            .has_choices = true,
                                            .operators = by_order,
                                            .has_order = true,
                                            .can_group = true,
                                            .is_in_figures = true};
        return facts;
    }

    void append_search(std::string&, std::span<const Value>) const override {}

    std::string tell(const Field& field, std::span<const Value> cells,
                     const Telling& telling) const override
    {
        const auto* key = std::get_if<std::string>(&cells[0]);
        return key ? telling.choice(field, *key) : std::string();
    }

    // By key or label where the keys are known, otherwise as any text.
    void compare(Condition& condition) const override
    {
        const FilterNode& node = condition.node;
        const Field& field = condition.field;
        if (has_wildcard(node))
            return condition.append_text(condition.column());
        if (!field.choices_object.empty() || field.choices.empty())
            return condition.append_value(node.pieces[0]);
        std::vector<Problem> problems;
        Value key;
        parse_text(field, node.literal, {}, std::span(&key, 1), problems);
        if (!problems.empty())
            return condition.complain("choice", problems[0].message);
        condition.append_value(std::move(key));
    }

    Json schema(const Field& field) const override
    {
        Json schema = schema_of_type("string");
        if (field.choices.empty() || !field.choices_object.empty())
            return schema;
        Json::Array keys;
        for (const Choice& choice : field.choices)
            keys.push_back(choice.key);
        keys.push_back({});
        return schema.set("enum", std::move(keys));
    }

    Json example(const Field& field) const override
    {
        return field.choices.empty() ? Json("proposal") : Json(field.choices[0].key);
    }

protected:
    std::optional<std::string> accept(const Field& field, std::string_view text,
                                      std::vector<Problem>& problems) const override
    {
        if (!check_text(field, text, 100, problems))
            return std::nullopt;
        if (auto key = find_key(field, text))
            return key;
        add_problem(problems, field, "choice",
                    say("value.field_must_be_one_of",
                        {{"field", as_label(field.label)}, {"choices", list_of(field.choices)}}));
        return std::nullopt;
    }
};

} // namespace

const FieldKind& choice_kind()
{
    static const ChoiceKind kind;
    return kind;
}

Field choice(std::string name, std::vector<Choice> choices)
{
    Field field = make_field(std::move(name), choice_kind());
    field.choices = std::move(choices);
    return field;
}

} // namespace comity::record
