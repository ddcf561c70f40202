#include "record/shape/names.h"

#include "base/excerpt.h"
#include "record/object/reserved_words.h"

#include <algorithm>
#include <set>

namespace comity::record {
namespace {

// Reserved in PostgreSQL, SQLite or the filter language: a person who asks the database with a tool
// of his own should not have to quote them.
const std::set<std::string_view> sql_words = {
    "add",          "all",          "alter",        "analyse",
    "analyze",      "and",          "any",          "array",
    "as",           "asc",          "asymmetric",   "authorization",
    "begin",        "between",      "binary",       "both",
    "by",           "case",         "cast",         "check",
    "collate",      "collation",    "column",       "commit",
    "concurrently", "constraint",   "create",       "cross",
    "current_date", "current_role", "current_time", "current_timestamp",
    "current_user", "database",     "default",      "deferrable",
    "delete",       "desc",         "distinct",     "do",
    "drop",         "else",         "end",          "escape",
    "except",       "exists",       "explain",      "false",
    "fetch",        "for",          "foreign",      "freeze",
    "from",         "full",         "grant",        "group",
    "having",       "if",           "ilike",        "in",
    "index",        "initially",    "inner",        "insert",
    "intersect",    "into",         "is",           "isnull",
    "join",         "lateral",      "leading",      "left",
    "like",         "limit",        "localtime",    "localtimestamp",
    "natural",      "not",          "notnull",      "null",
    "offset",       "on",           "only",         "or",
    "order",        "outer",        "over",         "overlaps",
    "placing",      "pragma",       "primary",      "references",
    "replace",      "returning",    "revoke",       "right",
    "rollback",     "row",          "rows",         "select",
    "session_user", "set",          "similar",      "some",
    "symmetric",    "system_user",  "table",        "tablesample",
    "then",         "to",           "trailing",     "transaction",
    "trigger",      "true",         "truncate",     "union",
    "unique",       "update",       "user",         "using",
    "vacuum",       "values",       "variadic",     "verbose",
    "view",         "when",         "where",        "window",
    "with"};

// More that the API's addresses use, and tables of the program's own; the shelf may call objects
// so, because it knows what it does.
const std::set<std::string_view> taken_plurals = {
    "access",  "aggregate",      "api",         "api_key",       "api_keys",    "assets",
    "bin",     "bulk",           "change_sets", "comity_seed",   "definitions", "duplicates",
    "explain", "health",         "idempotency", "import",        "job",         "login",
    "matches", "merge",          "merges",      "metrics",       "pairs",       "restore",
    "rows",    "search_entries", "search_word", "session_token", "sessions",    "shares",
    "sharing", "sheets",         "signin",      "timeline",      "undo"};

} // namespace

void check_word(std::string_view name, std::string_view member, std::size_t longest,
                std::vector<Problem>& problems)
{
    const std::string where(member);
    if (name.empty()) {
        problems.push_back({where, "required", say("shape.name_is_missing")});
        return;
    }
    const bool has_good_letters = std::ranges::all_of(
        name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    if (!has_good_letters || name[0] < 'a' || name[0] > 'z')
        problems.push_back(
            {where, "format", say("shape.name_has_lower_case_letters", {{"name", excerpt(name)}})});
    if (name.size() > longest)
        problems.push_back({where, "length",
                            say("shape.name_has_at_most_longest",
                                {{"longest", longest}, {"number", name.size()}})});
    if (name.ends_with('_') || name.find("__") != std::string_view::npos)
        problems.push_back({where, "format", say("shape.underscores_stand_between_words_not")});
    if (sql_words.contains(name))
        problems.push_back({where, "reserved", say("shape.name_is_word_of_sql", {{"name", name}})});
}

bool is_taken_plural(std::string_view plural)
{
    return is_reserved_plural(plural) || taken_plurals.contains(plural);
}

bool is_system_word(std::string_view field)
{
    return is_reserved_field(field) || field == "count";
}

} // namespace comity::record
