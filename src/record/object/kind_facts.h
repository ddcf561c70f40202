#pragma once
// What is true of all fields of a kind: the plain facts that everybody outside of kinds/ asks for
// instead of knowing kinds by name. What takes a function is in kind.h.

#include "record/object/worth.h"

#include <span>
#include <string_view>

namespace comity::record {

// What a value says beyond being a text or a number: by it records are recognised as the same one
// and cards for phones are written.
enum class Sense { plain, email, phone, web, postal };

// The operators of the filter language that conditions on a field may have.
using Operators = std::span<const std::string_view>;
inline constexpr std::string_view all_operators[] = {"=", "!=", ":", "<", "<=", ">", ">="};
inline constexpr Operators by_order = all_operators;
inline constexpr Operators by_equality = by_order.first(3); // = != :
inline constexpr Operators by_nothing = {};

struct KindFacts {
    std::string_view name; // one word: API, definitions, the screens' file of the same name
    Worth worth = Worth::nothing;
    Sense sense = Sense::plain;
    std::string_view unit = {}; // what people write behind its figures, and may be read with: %

    // Several values in one field, kept as lines and in a table of their own (kind.h).
    bool has_many = false;
    // Values that may have a label each: `work: …`.
    bool has_labels = false;
    // Values are ids of records; Field::target says of which, empty: of any.
    bool refers = false;
    // The one object that they are of, whatever the field says.
    std::string_view target = {};
    // Values are keys: Field::choices, or those that records of Field::choices_object define.
    bool has_choices = false;
    // Free text in one line, as names are.
    bool is_line = false;
    // In a table (a file, a form of an import) each part has a column of its own, called
    // `field_part`, and filters name the part: `address.city`.
    bool is_in_parts = false;

    Operators operators = by_nothing;
    // Lists can be sorted by it and it can have an index for that.
    bool has_order = false;
    // Every field of the kind has that index.
    bool is_always_indexed = false;
    // Figures can be told for each of its values.
    bool can_group = false;
    // It has few values for many records, so that the index that a board's figures are read from
    // holds it too.
    bool is_in_figures = false;
    // Short enough to stand in a list that nobody has chosen columns for.
    bool is_listed = true;
    // The records that a file is about can be found by it.
    bool can_match = true;

    // Kept sealed (record/secrets.h). Nobody is told more than whether there is one, and no file
    // brings it in or takes it out.
    bool is_secret = false;

    // What an administrator's own field can be.
    bool can_be_custom = true;
    bool can_be_unique = false;
    bool can_be_searched = false;
    // The search finds it without being told to.
    bool is_always_searched = false;
    // Its digits after the point can be limited.
    bool has_decimals = false;
    // Code points: as many as a field has that says nothing, and the most that a field may say
    // (0: it may not).
    int usual_length = 0;
    int most_length = 0;
};

} // namespace comity::record
