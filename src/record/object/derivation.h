#pragma once
// What a description says of a field that has no column: it is worked out whenever it is read
// (docs/derived_fields.md). The catalog understands and checks it: derived.h.

#include <string>

namespace comity::record {

struct Derivation {
    enum class Sort { none, formula, lookup, roll_up } sort = Sort::none;
    std::string text;   // formula: `amount * probability / 100`; lookup: the path, account.sector
    std::string object; // roll_up: whose records …
    std::string by;     // … by their reference of this name to the record
    std::string figure; // count, sum, min, max or avg
    std::string of;     // of this field of theirs; nothing for count
    std::string filter; // of those that this finds; empty: all
    bool below = false; // roll_up: of the record and of all below it in its tree (tree.h)
};
struct Derived;

} // namespace comity::record
