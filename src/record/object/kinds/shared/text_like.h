#pragma once
// A kind with one text column; derived kinds add their check.

#include "record/object/kinds/shared/problems.h"

namespace comity::record {

class TextLike : public FieldKind {
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
    void append_search(std::string& out, std::span<const Value> cells) const override;
    void compare(Condition& condition) const override;
    // What is no longer than a line is one of any kind that takes every text.
    bool keeps_values(const FieldKind& other) const override;
    Json schema(const Field& field) const override;

protected:
    // The text to keep; adds problems and returns nothing when it is refused.
    virtual std::optional<std::string> accept(const Field& field, std::string_view text,
                                              std::vector<Problem>& problems) const;
};

} // namespace comity::record
