#pragma once
// Taking a change set back. Only undo*.cpp include this.
//
// What a record was before and after a change set is read from its past rows, cell by cell, so that
// nothing is lost on the way through text; the log says which records and which versions.

#include "record/save_state.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace comity::record {

// A field that somebody has changed since.
struct UndoConflict {
    std::string object;
    Id record;
    std::string title;
    std::string field;
    std::string then; // JSON
    std::string now;
};

// One record on its way back.
struct UndoRecord {
    Id id;
    std::int64_t version = 0;     // that the change set gave it
    std::optional<Record> before; // nothing: the change set made it
    Record after;                 // as the change set left it
    Record current;
};

// Which conflicts are to be overwritten: `deal.<id>.amount`, `deal.<id>` or `*`.
class Forced {
public:
    explicit Forced(const std::vector<std::string>& fields) : m_fields(fields.begin(), fields.end())
    {
    }
    bool has(const Object& object, const Id& record, const std::string& field) const;

private:
    std::set<std::string> m_fields;
};

// The record as it shall be. Adds what stands in the way to `conflicts`.
Record taken_back(const UndoRecord& record, const Forced& forced, Instant at,
                  std::vector<UndoConflict>& conflicts);
[[noreturn]] void throw_conflicts(const std::vector<UndoConflict>& conflicts);

} // namespace comity::record
