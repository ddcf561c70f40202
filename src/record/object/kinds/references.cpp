// Links to several records of one object.
#include "record/object/kinds/shared/many_like.h"

#include "base/text.h"
#include "record/object/condition.h"
#include "record/object/kinds/shared/schemas.h"

namespace comity::record {
namespace {

class ReferencesKind : public ManyLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "references",
                                            .has_many = true,
                                            .refers = true,
                                            .operators = by_equality,
                                            .can_group = true,
                                            .can_match = false};
        return facts;
    }

    std::string normalise(std::string_view text) const override { return lower_ascii(text); }

    std::vector<Id> ids(std::span<const Value> cells) const override
    {
        std::vector<Id> ids;
        for (const Entry& entry : entries(cells))
            if (const auto id = parse_id(entry.value))
                ids.push_back(*id);
        return ids;
    }

    // By id, or by title.
    void compare(Condition& condition) const override
    {
        if (has_wildcard(condition.node) || parse_id(condition.node.literal))
            return ManyLike::compare(condition);
        (condition.sql += condition.column()) += " IN (";
        condition.append_titles(true);
        condition.sql += ")";
    }

    Json schema(const Field&) const override { return schema_of_list(schema_of_id()); }
    Json example(const Field&) const override { return Json::Array{example_id}; }

protected:
    std::string_view separators() const override { return ";,\n"; }
    std::optional<std::string> accept(const Field& field, std::string_view value,
                                      std::vector<Problem>& problems) const override
    {
        if (const auto id = parse_id(value))
            return format_id(*id);
        add_problem(problems, field, "reference",
                    say("value.field_must_be_ids_of", {{"field", as_label(field.label)}}));
        return std::nullopt;
    }
};

} // namespace

const FieldKind& references_kind()
{
    static const ReferencesKind kind;
    return kind;
}

Field references(std::string name, std::string target)
{
    Field field = make_field(std::move(name), references_kind());
    field.target = std::move(target);
    return field;
}

} // namespace comity::record
