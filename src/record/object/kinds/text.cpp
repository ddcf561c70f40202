// A line of text: what was typed, byte for byte.
#include "record/object/kinds/shared/text_like.h"

namespace comity::record {
namespace {

class TextKind : public TextLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "text",
                                            .worth = Worth::text,
                                            .is_line = true,
                                            .operators = by_order,
                                            .has_order = true,
                                            .can_group = true,
                                            .can_be_unique = true,
                                            .can_be_searched = true,
                                            .usual_length = 500,
                                            .most_length = 255};
        return facts;
    }
    Json example(const Field&) const override { return "Acme Rocket"; }
};

} // namespace

const FieldKind& text_kind()
{
    static const TextKind kind;
    return kind;
}

Field text(std::string name)
{
    return make_field(std::move(name), text_kind());
}

} // namespace comity::record
