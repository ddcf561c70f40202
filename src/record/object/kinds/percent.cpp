// Hundredths: a number that is written with its sign.
#include "record/object/kinds/shared/number_like.h"

namespace comity::record {
namespace {

class PercentKind : public NumberLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "percent",
                                            .worth = Worth::number,
                                            .unit = "%",
                                            .operators = by_order,
                                            .has_order = true,
                                            .can_group = true,
                                            .is_in_figures = true};
        return facts;
    }
    Json example(const Field&) const override { return 60; }
};

} // namespace

const FieldKind& percent_kind()
{
    static const PercentKind kind;
    return kind;
}

Field percent(std::string name)
{
    return make_field(std::move(name), percent_kind()).between(0, 100);
}

} // namespace comity::record
