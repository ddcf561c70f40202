#include "record/object/reserved_words.h"

#include <set>

namespace comity::record {
namespace {

const std::set<std::string_view> plurals = {
    "objects", "search", "changes",    "imports",      "events",   "session",
    "setup",   "me",     "keys",       "settings",     "insights", "jobs",
    "join",    "change", "change_set", "search_entry", "outbox",   "setting"};

const std::set<std::string_view> fields = {
    "id",          "version",  "created_at", "created_by", "updated_at", "updated_by", "deleted_at",
    "merged_into", "expanded", "until",      "me",         "null",       "sealed"};

} // namespace

bool is_reserved_plural(std::string_view plural)
{
    return plurals.contains(plural);
}

bool is_reserved_field(std::string_view field)
{
    return fields.contains(field);
}

} // namespace comity::record
