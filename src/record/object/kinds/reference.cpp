// A link to one record: of one object, or of any.
#include "record/object/kinds/shared/reference_like.h"

namespace comity::record {
namespace {

class ReferenceKind : public ReferenceLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "reference",
                                            .worth = Worth::record,
                                            .refers = true,
                                            .operators = by_equality,
                                            .has_order = true,
                                            .is_always_indexed = true,
                                            .can_group = true};
        return facts;
    }

    std::optional<Value> value_of_word(const Field& field, std::string_view word,
                                       const Asker& asker) const override
    {
        if (word != "me" || field.target != "user")
            return std::nullopt;
        return asker.user.is_nil() ? Value(Null{}) : Value(asker.user);
    }
};

} // namespace

const FieldKind& reference_kind()
{
    static const ReferenceKind kind;
    return kind;
}

Field reference(std::string name, std::string target)
{
    Field field = make_field(std::move(name), reference_kind());
    field.target = std::move(target);
    return field;
}

} // namespace comity::record
