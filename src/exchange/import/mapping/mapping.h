#pragma once
// Which column of a file goes to which field.

#include "base/words/catalogue.h"
#include "exchange/exchange.h"
#include "exchange/import.h"
#include "exchange/import/reading/presets.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::exchange {

// The shelf's words in other languages.
using Words = std::unordered_map<std::string, Dictionary>;

// Where a column goes: to a field; to a part of one, `billing_address.city`, `amount.currency`; or,
// labelled, to one of several values, `phones:mobile`; or to a link, by the object that the column
// names, `about:deal`. Several columns may go to a link to anything: the first that a row fills
// says it.
struct ColumnTarget {
    const Field* field = nullptr; // null: the column is left out
    int part = -1;                // of the field's cells
    std::string label;

    explicit operator bool() const { return field != nullptr; }
    // Whether two columns may go there and here.
    bool clashes_with(const ColumnTarget& other) const;
};
// Null fields for what is not called so; `billing_address_city`, as exports write it, is a name
// too.
ColumnTarget find_target(const Object& object, std::string_view name);
std::string name_of(const ColumnTarget& target);

struct ColumnMap {
    std::vector<ColumnTarget> targets; // one a header
    const Preset* preset = nullptr;    // whose export it is, when its headers say so
    // What an unmapped header probably means: never used unless asked for.
    std::vector<std::pair<std::string, std::string>> guesses;
    std::vector<std::string> left_out; // headers that nobody decided about
    std::vector<std::string> notes;
};

// What the options say; a header that equals a field's name or label (in any case and spelling:
// `First Name`, `firstName`, and in any language of the shelf's) maps by itself; guesses too when
// options.guess holds. Error{invalid} with every problem: headers that the file does not have,
// fields that there are not, that the program alone writes, or that two columns go to.
ColumnMap map_columns(const Object& object, const std::vector<std::string>& headers,
                      const ImportOptions& options, const Words& words = {});

// The field that this header names: by name or label, in any spelling and language of the shelf's.
const Field* find_named_field(const Object& object, std::string_view header,
                              const Words& words = {});

// The field that people mean by this header, from the words that other systems and spreadsheets
// use in English and German.
const Field* guess_field(const Object& object, std::string_view header, const Words& words = {});

// `BillingAddress` and `Billing address` become `billing_address`.
std::string snake_case(std::string_view header);

} // namespace comity::exchange
