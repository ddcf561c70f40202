#pragma once
// What the kinds share with each other, and the one object of each.

#include "record/object/kind.h"

namespace comity::record {

const FieldKind& text_kind();
const FieldKind& long_text_kind();
const FieldKind& number_kind();
const FieldKind& percent_kind();
const FieldKind& money_kind();
const FieldKind& yes_no_kind();
const FieldKind& date_kind();
const FieldKind& instant_kind();
const FieldKind& choice_kind();
const FieldKind& choices_kind();
const FieldKind& reference_kind();
const FieldKind& references_kind();
const FieldKind& file_kind();
const FieldKind& emails_kind();
const FieldKind& phones_kind();
const FieldKind& address_kind();
const FieldKind& web_kind();
const FieldKind& json_kind();

void add_problem(std::vector<Problem>& problems, const Field& field, std::string_view rule,
                 std::string message);
// Adds a problem and is false when the text holds what no field may (NUL) or is longer than `most`.
bool check_text(const Field& field, std::string_view text, int most,
                std::vector<Problem>& problems);
// The code points a text field may have.
int longest_of(const Field& field);

// A kind with one text column; derived kinds add their check.
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

protected:
    // The text to keep; adds problems and returns nothing when it is refused.
    virtual std::optional<std::string> accept(const Field& field, std::string_view text,
                                              std::vector<Problem>& problems) const;
};

// A kind with several values in one column of lines, `value<TAB>label`.
class ManyLike : public FieldKind {
public:
    bool has_many() const override { return true; }
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

protected:
    virtual bool has_labels() const { return false; }
    virtual std::string_view separators() const { return ";\n"; }
    // The value to keep (no tab, no newline); adds problems and returns nothing when it is refused.
    virtual std::optional<std::string> accept(const Field& field, std::string_view value,
                                              std::vector<Problem>& problems) const = 0;

private:
    void write_lines(JsonWriter& json, std::string_view lines) const;
};

} // namespace comity::record
