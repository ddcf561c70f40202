#pragma once
// One field of an object: its kind, its limits, what it is for. Made with the functions at the end
// and refined by the chained ones:
//     money("amount").indexed(), reference("account", "account").required()

#include "record/object/derivation.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::record {

class FieldKind; // kind.h
const FieldKind& text_kind();

struct Choice {
    std::string key;
    std::string label; // made from the key when empty
    std::string tone;  // good, bad, warning, neutral or empty: what its colour means
};

struct Field {
    std::string name; // one word from screen to disk: JSON key, column, label's key
    const FieldKind* kind = &text_kind(); // never null
    std::string label;                    // made from the name when empty
    std::string help;

    bool is_required = false;
    bool is_unique = false;    // among what is not in the bin; folded for text
    bool is_indexed = false;   // references, unique and listed fields are by themselves
    bool is_read_only = false; // derived: only behaviours and the engine write it
    bool is_personal = false;  // a value about a person, for erasure
    bool is_searched = false;  // its text is found by the search
    bool is_hidden = false;    // never leaves by itself (not in default lists or forms)
    bool is_name_part =
        false; // import may find this record by this field's value when it is a reference

    std::string target; // reference, references: the object; empty means any object
    std::vector<Choice> choices;
    std::string choices_object; // choices are the `key`s of records of this object …
    std::string choices_scope;  // … whose field of this name equals this record's
    std::string starts_with;    // default, as text of the kind; "today", "now", "me" are understood
    int decimals = -1;          // number: most digits after the point; 0 keeps it whole; -1 any
    int max_length = 0;         // code points; 0 means the kind's own (text 255, long_text 100,000)
    std::optional<double> least;
    std::optional<double> most;

    Derivation derivation; // none: the field has a column and is written

    // Set by the catalog: the derivation understood; null for what has a column.
    std::shared_ptr<const Derived> derived;
    bool is_custom = false; // an administrator's own
    int annex = 0; // 0: its columns are in the object's table; n: in its n-th annex (annex.h)

    // Set by the catalog: where its first column stands in the object's table, how many there are.
    int column = -1;
    int column_count = 1;

    bool is_derived() const { return derivation.sort != Derivation::Sort::none; }

    Field& required()
    {
        is_required = true;
        return *this;
    }
    Field& unique()
    {
        is_unique = true;
        return *this;
    }
    Field& indexed()
    {
        is_indexed = true;
        return *this;
    }
    Field& read_only()
    {
        is_read_only = true;
        return *this;
    }
    Field& personal()
    {
        is_personal = true;
        return *this;
    }
    Field& searched()
    {
        is_searched = true;
        return *this;
    }
    Field& hidden()
    {
        is_hidden = true;
        return *this;
    }
    Field& labelled(std::string text)
    {
        label = std::move(text);
        return *this;
    }
    Field& explained(std::string text)
    {
        help = std::move(text);
        return *this;
    }
    Field& starts_as(std::string text)
    {
        starts_with = std::move(text);
        return *this;
    }
    Field& longest(int code_points)
    {
        max_length = code_points;
        return *this;
    }
    Field& between(double low, double high)
    {
        least = low;
        most = high;
        return *this;
    }
    Field& at_least(double low)
    {
        least = low;
        return *this;
    }
    // Worked out by this text whenever it is read.
    Field& formula(std::string text)
    {
        derivation = {Derivation::Sort::formula, std::move(text), {}, {}, {}, {}, {}};
        return *this;
    }
    // A roll-up of those records only that this filter finds.
    Field& where(std::string filter)
    {
        derivation.filter = std::move(filter);
        return *this;
    }
    Field& from(std::string object, std::string scope)
    {
        choices_object = std::move(object);
        choices_scope = std::move(scope);
        return *this;
    }
};

Field make_field(std::string name, const FieldKind& kind);

// A word for each kind, defined with it (kinds/).
Field text(std::string name);
Field long_text(std::string name);
Field number(std::string name, int decimals = -1);
Field money(std::string name);
Field percent(std::string name);
Field yes_no(std::string name);
Field date(std::string name);
Field instant(std::string name);
Field choice(std::string name, std::vector<Choice> choices = {});
Field choices(std::string name, std::vector<Choice> choices = {});
Field reference(std::string name, std::string target = {});
Field references(std::string name, std::string target);
Field emails(std::string name);
Field phones(std::string name);
Field address(std::string name);
Field web(std::string name);
Field file(std::string name);
Field secret(std::string name);
// A definition kept as JSON (a role's permissions, a view's columns): never filtered or listed.
Field document(std::string name);

// The value of a field of what a reference points to, along at most three: "account.sector".
Field lookup(std::string name, std::string path);
// A figure over the records of `object` whose reference `by` points here: count, or sum, min, max,
// avg of their field `of`.
Field roll_up(std::string name, std::string object, std::string by, std::string figure = "count",
              std::string of = {});

} // namespace comity::record
