#pragma once
// A link to one record: of one object, or (`target` empty) of any. That it exists is checked by
// save.

#include "record/object/kinds/shared/problems.h"

namespace comity::record {

class ReferenceLike : public FieldKind {
public:
    std::span<const Part> parts(const Field& field) const override;
    void parse(const Field& field, const Json& json, const TextFormat& format, std::span<Value> out,
               std::vector<Problem>& problems) const override;
    // An id, or `deal:id` where any object may be meant.
    void parse_text(const Field& field, std::string_view text, const TextFormat&,
                    std::span<Value> out, std::vector<Problem>& problems) const override;
    void write_json(JsonWriter& json, const Field& field, const store::Row& row,
                    int column) const override;
    void write_json(JsonWriter& json, const Field& field,
                    std::span<const Value> cells) const override;
    void write_text(std::string& out, const Field& field,
                    std::span<const Value> cells) const override;
    std::vector<Id> ids(std::span<const Value> cells) const override;
    // By id, by title, or `me`.
    void compare(Condition& condition) const override;
    Json schema(const Field& field) const override;
    Json example(const Field& field) const override;
};

} // namespace comity::record
