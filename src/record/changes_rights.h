#pragma once
// What of the log an actor may see: the same rights as the records that it is about.

#include "record/changes.h"
#include "record/sql.h"

namespace comity::record {

// The condition on rows of `change` under the alias "c".
Sql visible_changes(const Catalog& catalog, const Actor& actor);

// One row of `change`.
struct LoggedChange {
    std::int64_t position = 0;
    std::string object;
    Id record;
    std::string verb;
    std::int64_t version = 0;
    std::string title;
    std::string fields; // JSON
};
// Its columns in that order, under the alias "c", and a row of them from column `first` on.
std::string_view logged_columns();
LoggedChange read_logged(const store::Row& row, int first = 0);

// Whether an update is only of fields that the actor may not see: then it is not there for him.
bool is_hidden_update(const Actor& actor, const Object& object, std::string_view verb,
                      std::span<const std::string> fields);
// The names in LoggedChange::fields.
std::vector<std::string> field_names(const std::string& fields);

// The change set that takes this one back at the moment: an undo that was not itself undone.
std::optional<Id> find_undoer(store::Connection& connection, const Id& change_set);

} // namespace comity::record
