// Text of many lines.
#include "record/object/kinds/shared/text_like.h"

namespace comity::record {
namespace {

class LongTextKind : public TextLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "long_text",
                                            .worth = Worth::text,
                                            .operators = by_order,
                                            .is_listed = false,
                                            .can_be_searched = true,
                                            .usual_length = 100'000,
                                            .most_length = 100'000};
        return facts;
    }
    Json example(const Field&) const override { return "They decide in May.\nAsk for Road."; }
};

} // namespace

const FieldKind& long_text_kind()
{
    static const LongTextKind kind;
    return kind;
}

Field long_text(std::string name)
{
    return make_field(std::move(name), long_text_kind());
}

} // namespace comity::record
