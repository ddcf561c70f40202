#pragma once
// A kind with several values in one column of lines, `value<TAB>label`.

#include "record/object/kinds/shared/problems.h"

namespace comity::record {

class ManyLike : public FieldKind {
public:
    std::span<const Part> parts(const Field&) const override;
    void parse(const Field& field, const Json& json, const TextFormat& format, std::span<Value> out,
               std::vector<Problem>& problems) const override;
    void parse_text(const Field& field, std::string_view text, const TextFormat& format,
                    std::span<Value> out, std::vector<Problem>& problems) const override;
    void write_json(JsonWriter& json, const Field&, const store::Row& row,
                    int column) const override;
    void write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const override;
    void write_text(std::string& out, const Field&, std::span<const Value> cells) const override;
    std::vector<Entry> entries(std::span<const Value> cells) const override;
    void compare(Condition& condition) const override;
    void compare_lines(Condition& condition) const override;
    Json schema(const Field& field) const override;

protected:
    virtual std::string_view separators() const { return ";\n"; }
    // The value to keep (no tab, no newline); adds problems and returns nothing when it is refused.
    virtual std::optional<std::string> accept(const Field& field, std::string_view value,
                                              std::vector<Problem>& problems) const = 0;
    // A piece of a value between wildcards, as entries are compared.
    virtual std::string normalise_piece(std::string_view piece) const { return std::string(piece); }

private:
    void write_lines(JsonWriter& json, std::string_view lines) const;
};

} // namespace comity::record
