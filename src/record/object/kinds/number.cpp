// A number.
#include "record/object/kinds/shared/number_like.h"

namespace comity::record {
namespace {

class NumberKind : public NumberLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "number",
                                            .worth = Worth::number,
                                            .operators = by_order,
                                            .has_order = true,
                                            .can_group = true,
                                            .can_be_unique = true,
                                            .has_decimals = true};
        return facts;
    }
    Json example(const Field&) const override { return 12; }
};

} // namespace

const FieldKind& number_kind()
{
    static const NumberKind kind;
    return kind;
}

Field number(std::string name, int decimals)
{
    Field field = make_field(std::move(name), number_kind());
    field.decimals = decimals;
    return field;
}

} // namespace comity::record
