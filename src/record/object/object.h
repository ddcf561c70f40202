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

// Where the screens put an object: they know none by its name.
struct Place {
    int rank = 0;              // 1 is in front of all others wherever one is chosen; 0: behind them
    std::string letter = {};   // after G it goes to the list, after C it makes a new one
    std::string face = {};     // how a record is pictured: person, company; empty: by the icon
    bool is_at_hand = false;   // in the bar at the bottom of a narrow screen
    bool has_commands = false; // though it is set up, people go to it and make one by a command
    bool is_sought = true;     // the search finds it among everything
    bool is_related = true;    // shown with what its references point to
    bool has_bin = true;       // what was removed of it is offered to be taken back by itself
};

// How a record stands on the timelines of others. The names are those of fields; what there is no
// field of is left out.
struct TimelineForm {
    std::vector<std::string> on = {}; // references: on the timeline of what they point to
    std::string entries = "activity"; // what they are called among the kinds of a timeline
    std::string kind = "kind";        // a choice, which may be asked for as well
    std::string done = "done_at";     // the moment it stands at; without one when it was made
    std::string due = "due_at";
    std::string body = {}; // prose; when it is not said the first that there is
};

struct Object {
    std::string name = {};   // singular: deal
    std::string plural = {}; // deals: path, table; made by adding an s when empty
    std::string label = {};
    std::string label_plural = {};
    std::string icon = {}; // a name the screens know: coin, user, building, …
    // day, contacts, sales, work, …: the heading in the navigation; settings: it is set up; empty:
    // a part of something else, or the program's own.
    std::string group = {};
    Place place = {};
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
    TimelineForm timeline = {};
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
    // Written by the program only, where people do something else with its objects (distinct_pair):
    // whoever writes it by its own address is refused.
    bool is_kept_by_program = false;
    bool has_secrets = false; // among its fields; set by the catalog
    int annexes = 0; // set by the catalog: tables beside its own that hold columns (annex.h)

    const Field* find_field(std::string_view name) const;
    const Field& load_field(std::string_view name) const; // Error{invalid} naming what is unknown
    const Field* find_derived(std::string_view name) const;
    const Field* find_readable(std::string_view name) const; // either
};

} // namespace comity::record
