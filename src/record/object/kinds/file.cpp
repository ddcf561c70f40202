// A file that was uploaded: a link to the record that tells of it.
#include "record/object/kinds/shared/reference_like.h"

namespace comity::record {
namespace {

class FileKind : public ReferenceLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "file",
                                            .refers = true,
                                            .target = "file",
                                            .operators = by_equality,
                                            .can_group = true,
                                            .is_listed = false,
                                            .can_match = false};
        return facts;
    }
};

} // namespace

const FieldKind& file_kind()
{
    static const FileKind kind;
    return kind;
}

Field file(std::string name)
{
    Field field = make_field(std::move(name), file_kind());
    field.target = "file";
    return field;
}

} // namespace comity::record
