#pragma once
// A field kind: how values of that kind are kept, read, written, compared and found. One file in
// kinds/ for each; the object is shared by all fields of the kind and has no state.
//
// A value is one or more columns: money is `amount` and `amount_currency`, an address five, `about`
// (a reference to any object) `about` and `about_object`. A kind with several values in one field
// (emails, choices, references …) keeps one readable column of lines, `value<TAB>label`, and a
// table of its own, `contacts_emails(record, position, value, label)`, with an index by value, for
// filters.

#include "base/error.h"
#include "base/json.h"
#include "record/object/record.h"

#include <span>
#include <string>
#include <vector>

namespace comity::record {

struct Part {
    std::string_view suffix; // appended to the field's name; "" for the main column
    store::Type type;
};

// How numbers and dates are written in a file that is being read.
struct TextFormat {
    char decimal = '.';
    enum class DateOrder { iso, dmy, mdy } date_order = DateOrder::iso;
    std::string currency = "EUR"; // of money that names none
    std::string zone = "UTC";
};

class FieldKind {
public:
    virtual ~FieldKind() = default;
    virtual Kind kind() const = 0;
    // Columns of one value; `Field` because a reference to any object has one more.
    virtual std::span<const Part> parts(const Field& field) const = 0;
    virtual bool has_many() const { return false; }

    // From the JSON of the API. What is wrong is added to `problems`, and `out` is left null then.
    // `null`, "" and [] mean no value. Never asks the database: references are checked by save.
    virtual void parse(const Field& field, const Json& json, const TextFormat& format,
                       std::span<Value> out, std::vector<Problem>& problems) const = 0;
    // From a cell of a file or a word on the command line. References take an id here; finding them
    // by name is the import's work.
    virtual void parse_text(const Field& field, std::string_view text, const TextFormat& format,
                            std::span<Value> out, std::vector<Problem>& problems) const = 0;

    virtual void write_json(JsonWriter& json, const Field& field, const store::Row& row,
                            int column) const = 0;
    virtual void write_json(JsonWriter& json, const Field& field,
                            std::span<const Value> cells) const = 0;
    // For a cell of an export, a log line, a title: plain text that parse_text reads back.
    virtual void write_text(std::string& out, const Field& field,
                            std::span<const Value> cells) const = 0;

    // has_many: the entries for the field's own table, each value normalised for comparison
    // (e-mail folded, phone as its digits, id as text).
    struct Entry {
        std::string value;
        std::string label;
    };
    virtual std::vector<Entry> entries(std::span<const Value> cells) const;
    // What filter text is compared with: the same normalisation for a literal.
    virtual std::string normalise(std::string_view text) const { return std::string(text); }
    // Appends what the search should find this value by (already folded).
    virtual void append_search(std::string& out, std::span<const Value> cells) const;
};

const FieldKind& kind_of(const Field& field);
const FieldKind& kind_of(Kind kind);
// Names of the columns of the object's table that a field has.
std::vector<std::string> columns_of_field(const Field& field);

} // namespace comity::record
