#pragma once
// What a thing is: an object's description. Built-in objects are written in crm/, an
// administrator's own are read from rows; both are this struct, and everything else follows from
// it.

#include "record/object/field.h"

namespace comity::record {

struct Move {
    std::string from;
    std::string to;
};

struct Section {
    std::string label;
    std::vector<std::string> fields;
    std::string when = {}; // shown while the record meets this filter; empty: always
};

struct Board {
    std::string field; // a choice
    std::string sum;   // a money field, or empty
};

struct Object {
    std::string name = {};   // singular: deal
    std::string plural = {}; // deals: path, table; made by adding an s when empty
    std::string label = {};
    std::string label_plural = {};
    std::string icon = {};  // a name the screens know: coin, user, building, …
    std::string group = {}; // sales, service, marketing, work, settings: where navigation puts it
    std::string title = "name"; // the text field that names a record
    std::vector<Field> fields = {};
    // Those of the fields that are worked out while reading and have no column: the catalog puts
    // them here, so that whoever writes need not know of them.
    std::vector<Field> derived = {};
    std::vector<Field> removed = {}; // in the bin: hidden everywhere, their columns are kept

    std::string moves_field = {}; // the choice whose moves are restricted, or empty
    std::vector<Move> moves = {}; // legal moves of it; none given means all
    std::string owner =
        "owner";             // the reference to user that "own" and "team" reach by; may be absent
    std::string parent = {}; // a reference whose record's rights decide instead of an own owner
    std::vector<std::string> list = {}; // default columns
    std::string sort = "-created_at";   // default order, as in the API
    std::vector<Section> layout = {};   // sections of the form; fields not named go to the last
    std::optional<Board> board = {};
    std::vector<std::string> timeline =
        {}; // on the timeline of what these references point to (activity.about)
    bool is_custom = false;
    bool is_setting =
        false; // only administrators write it, everybody reads it (pipeline, stage, role)
    bool is_single = false;  // there is one record of it, and it stays (company)
    bool is_private = false; // seen by its owner only unless its `shared` field is true (view)
    // References to a user or a team who read it beside its owner; nobody else does (share).
    std::vector<std::string> readers = {};
    // A yes/no: where it holds, only the owner sees the record, and whom it is shared with.
    std::string private_field = {};
    bool has_import = true;
    bool has_secrets = false; // among its fields; set by the catalog
    int annexes = 0; // set by the catalog: tables beside its own that hold columns (annex.h)

    const Field* find_field(std::string_view name) const;
    const Field& load_field(std::string_view name) const; // Error{invalid} naming what is unknown
    const Field* find_derived(std::string_view name) const;
    const Field* find_readable(std::string_view name) const; // either
};

} // namespace comity::record
