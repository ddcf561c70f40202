#pragma once
// Exact enough: what fits a double, with its digits limited where the field says so.

#include "record/object/kinds/shared/problems.h"

namespace comity::record {

class NumberLike : public FieldKind {
public:
    std::span<const Part> parts(const Field&) const override;
    void parse(const Field& field, const Json& json, const TextFormat&, std::span<Value> out,
               std::vector<Problem>& problems) const override;
    // Its unit may stand behind it.
    void parse_text(const Field& field, std::string_view text, const TextFormat& format,
                    std::span<Value> out, std::vector<Problem>& problems) const override;
    void write_json(JsonWriter& json, const Field&, const store::Row& row,
                    int column) const override;
    void write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const override;
    void write_text(std::string& out, const Field&, std::span<const Value> cells) const override;
    std::string tell(const Field& field, std::span<const Value> cells,
                     const Telling& telling) const override;
    void append_cells(const Field& field, std::span<const Value> cells,
                      std::vector<TableCell>& out) const override;
    void compare(Condition& condition) const override;
    Json schema(const Field& field) const override;

private:
    std::string_view without_unit(std::string_view text) const;
};

} // namespace comity::record
