#pragma once
// What of the log an actor may see: the same rights as the records that it is about.

#include "base/words/tongue.h"
#include "record/history/changes.h"
#include "record/object/sql.h"

namespace comity::record {

// The condition on rows of `change` under the alias "c". What was taken out of the house
// (taken_out.h) is for administrators.
Sql visible_changes(const Catalog& catalog, const Actor& actor);

// One row of `change`, opened.
struct LoggedChange {
    std::int64_t position = 0;
    std::string object;
    Id record;
    std::string verb;
    std::int64_t version = 0;
    std::string title;
    std::string fields; // {"field":[old,new],…}
    bool is_erased = false;
};
// Its columns in that order, under the alias "c", and a row of them from column `first` on.
std::string_view logged_columns();
LoggedChange read_logged(const store::Row& row, int first = 0);

// Whether an update is only of fields that the actor may not see: then it is not there for him.
bool is_hidden_update(const Actor& actor, const Object& object, std::string_view verb,
                      std::span<const std::string> fields);
// The label as these changes let it be told: it may name one of their records.
std::string label_of(const Tongue& tongue, std::string_view kept,
                     std::span<const LoggedChange> changes);

// The change set that takes this one back at the moment: an undo that was not itself undone.
std::optional<Id> find_undoer(store::Connection& connection, const Id& change_set);

} // namespace comity::record
