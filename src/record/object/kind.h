#pragma once
// A field kind: how values of that kind are kept, read, written, compared, found and told. One file
// in kinds/ for each, which the build finds by its folder; nobody outside knows a kind by name, but
// asks it. The object is shared by all fields of the kind and has no state.
//
// A value is one or more columns: money is `amount` and `amount_currency`, an address five, `about`
// (a reference to any object) `about` and `about_object`. A kind with several values in one field
// (emails, choices, references …) keeps one readable column of lines, `value<TAB>label`, and a
// table of its own, `contacts_emails(record, position, value, label)`, with an index by value, for
// filters.

#include "base/error.h"
#include "base/json.h"
#include "record/object/kind_facts.h"
#include "record/object/record.h"
#include "record/object/table_cell.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace comity::record {

class Condition;
class Telling;

struct Part {
    std::string_view suffix; // appended to the field's name; "" for the main column
    store::Type type;
    std::string_view member = {}; // of several: what JSON calls it
};

// How numbers and dates are written in a file that is being read.
struct TextFormat {
    char decimal = '.';
    enum class DateOrder { iso, dmy, mdy } date_order = DateOrder::iso;
    std::string currency = "EUR"; // of money that names none
    std::string zone = "UTC";
};

// Whose write it is and when, for defaults such as "me" and "today".
struct Asker {
    Id user = {};
    Instant at = {};
    std::string_view zone = "UTC";
};

class FieldKind {
public:
    virtual ~FieldKind() = default;
    virtual const KindFacts& facts() const = 0;
    std::string_view name() const { return facts().name; }

    // Columns of one value; `Field` because a reference to any object has one more.
    virtual std::span<const Part> parts(const Field& field) const = 0;

    // From the JSON of the API. What is wrong is added to `problems`, and `out` is left null then.
    // `null`, "" and [] mean no value. Never asks the database: references are checked by save.
    virtual void parse(const Field& field, const Json& json, const TextFormat& format,
                       std::span<Value> out, std::vector<Problem>& problems) const = 0;
    // From a cell of a file or a word on the command line. References take an id here; finding them
    // by name is the import's work.
    virtual void parse_text(const Field& field, std::string_view text, const TextFormat& format,
                            std::span<Value> out, std::vector<Problem>& problems) const = 0;
    // The n-th part alone from a cell of a file; the others of `out` stay. The main part comes
    // first.
    virtual void parse_part(const Field& field, std::size_t part, std::string_view text,
                            const TextFormat& format, std::span<Value> out,
                            std::vector<Problem>& problems) const;
    // What a word means as a default, where it means more than itself: "today", "now", "me".
    virtual std::optional<Value> value_of_word(const Field&, std::string_view, const Asker&) const
    {
        return std::nullopt;
    }

    virtual void write_json(JsonWriter& json, const Field& field, const store::Row& row,
                            int column) const = 0;
    virtual void write_json(JsonWriter& json, const Field& field,
                            std::span<const Value> cells) const = 0;
    // For a cell of an export, a log line, a title: plain text that parse_text reads back.
    virtual void write_text(std::string& out, const Field& field,
                            std::span<const Value> cells) const = 0;
    // As one person reads it, on paper; nothing where there is no value.
    virtual std::string tell(const Field& field, std::span<const Value> cells,
                             const Telling& telling) const;
    // The cells of a table, one a column (KindFacts::is_in_parts), as programs calculate with them.
    virtual void append_cells(const Field& field, std::span<const Value> cells,
                              std::vector<TableCell>& out) const;

    // has_many: the entries for the field's own table, each value normalised for condition
    // (e-mail folded, phone as its digits, id as text).
    struct Entry {
        std::string value;
        std::string label;
    };
    virtual std::vector<Entry> entries(std::span<const Value> cells) const;
    // refers: the records that are meant, of the object that the field or the value names.
    virtual std::vector<Id> ids(std::span<const Value> cells) const;
    // What filter text is compared with: the same normalisation for a literal.
    virtual std::string normalise(std::string_view text) const { return std::string(text); }
    // Appends what the search should find this value by (already folded).
    virtual void append_search(std::string& out, std::span<const Value> cells) const;

    // Appends the condition as SQL, or complains. Asked for operators of facts() and others, but
    // not for whether there is a value at all.
    virtual void compare(Condition& condition) const;
    // has_many: the same of the column of lines, where rows have no table of their values: past
    // ones, and those that are not written yet.
    virtual void compare_lines(Condition& condition) const;

    // Is every value, as it is kept, one of that kind too? Then a field may change to it.
    virtual bool keeps_values(const FieldKind& other) const { return this == &other; }
    // The schema of the API's JSON (OpenAPI 3.1), and one that it refers to, by name.
    virtual Json schema(const Field& field) const = 0;
    virtual std::optional<std::pair<std::string, Json>> shared_schema() const
    {
        return std::nullopt;
    }
    // A value as the API takes it, for documentation.
    virtual Json example(const Field& field) const = 0;
};

inline const FieldKind& kind_of(const Field& field)
{
    return *field.kind;
}
inline const KindFacts& facts_of(const Field& field)
{
    return field.kind->facts();
}
inline Worth worth_of(const Field& field)
{
    return field.kind->facts().worth;
}
// All there are, by name.
std::span<const FieldKind* const> all_kinds();
const FieldKind* find_kind(std::string_view name);
// The two that the engine itself makes fields of.
const FieldKind& text_kind();
const FieldKind& number_kind();

// Names of the columns of the object's table that a field has.
std::vector<std::string> columns_of_field(const Field& field);
// A key to choose, or several: nothing else that holds keys.
inline bool is_choice(const Field& field)
{
    return facts_of(field).has_choices && !facts_of(field).has_many;
}
// A line of text that says nothing but itself, as names do.
inline bool is_name_like(const Field& field)
{
    return facts_of(field).is_line && facts_of(field).sense == Sense::plain;
}
// A link to one record.
inline bool is_reference(const Field& field)
{
    return worth_of(field) == Worth::record;
}
// The object that a link leads to; empty where it may be any.
inline std::string_view target_of(const Field& field)
{
    const std::string_view target = facts_of(field).target;
    return target.empty() ? std::string_view(field.target) : target;
}
// The code points a text field may have.
int longest_of(const Field& field);

} // namespace comity::record
