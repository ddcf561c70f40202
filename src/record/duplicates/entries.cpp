#include "record/duplicates/entries.h"

#include "match/weights.h"
#include "record/object/rows.h"
#include "record/object/sql.h"

#include <algorithm>
#include <unordered_set>

namespace comity::record {
namespace {

constexpr std::size_t most_asked = 256; // entries in one statement

void append_numbers(Sql& sql, std::span<const std::int64_t> numbers)
{
    for (std::size_t i = 0; i < in_list_length(numbers.size()); ++i) {
        sql += i == 0 ? "" : ",";
        sql.bind(numbers[std::min(i, numbers.size() - 1)]);
    }
}

Entry entry_of(const store::Row& row)
{
    Entry entry{row.integer(0), row.id(1), {}};
    entry.profile.unpack(row.text(2));
    return entry;
}

constexpr const char* select_index =
    R"(SELECT "object", "code", "records", "changed", "generation" FROM "match_object")";

MatchIndex index_of(const store::Row& row)
{
    return {std::string(row.text(0)),          row.integer(1), row.integer(2), row.integer(3),
            row.is_null(4) ? Id{} : row.id(4), nullptr};
}

} // namespace

std::vector<store::Table> match_tables()
{
    using store::Type;
    store::Table object{.name = "match_object",
                        .columns = {{"object", Type::text, true},
                                    {"code", Type::integer, true},
                                    {"records", Type::integer, true},
                                    {"changed", Type::integer, true},
                                    {"generation", Type::uuid},
                                    {"scanned_at", Type::instant}},
                        .primary_key = {"object"},
                        .indexes = {{{"code"}, true}}};
    store::Table common{.name = "match_common",
                        .columns = {{"object", Type::text, true},
                                    {"piece", Type::integer, true},
                                    {"text", Type::text, true}},
                        .primary_key = {"object", "piece"},
                        .indexes = {}};
    store::Table entry{.name = "match_entry",
                       .columns = {{"n", Type::integer, true},
                                   {"code", Type::integer, true},
                                   {"record", Type::uuid, true},
                                   {"profile", Type::text, true}},
                       .primary_key = {"n"},
                       .indexes = {{{"record"}, true}},
                       .counter = "n"};
    store::Table key{.name = "match_key",
                     .columns = {{"key", Type::integer, true}, {"entry", Type::integer, true}},
                     .primary_key = {"key", "entry"},
                     .indexes = {}};
    store::Table state{.name = "match_state",
                       .columns = {{"name", Type::text, true}, {"value", Type::integer, true}},
                       .primary_key = {"name"},
                       .indexes = {}};
    store::Table pair{.name = "duplicate_pair",
                      .columns = {{"object", Type::text, true},
                                  {"a", Type::uuid, true},
                                  {"b", Type::uuid, true},
                                  {"bits", Type::real, true},
                                  {"found_at", Type::instant, true}},
                      .primary_key = {"a", "b"},
                      .indexes = {{{"object", "bits", "a", "b"}}, {{"b"}}}};
    return {object, common, entry, key, state, pair};
}

std::optional<MatchIndex> find_index(store::Connection& connection, const std::string& object)
{
    std::optional<MatchIndex> index;
    connection.query({std::string(select_index) + R"( WHERE "object" = ?)", {object}},
                     [&](const store::Row& row) { index = index_of(row); });
    return index;
}

std::optional<MatchIndex> find_index(store::Connection& connection, const std::string& object,
                                     KeptCommonness& kept)
{
    auto index = find_index(connection, object);
    if (index)
        index->common = kept.of(connection, *index);
    return index;
}

std::vector<Entry> load_entries(store::Connection& connection, std::span<const std::int64_t> ns)
{
    std::vector<Entry> entries;
    entries.reserve(ns.size());
    for (; !ns.empty(); ns = ns.subspan(std::min(most_asked, ns.size()))) {
        Sql sql;
        sql += R"(SELECT "n", "record", "profile" FROM "match_entry" WHERE "n" IN ()";
        append_numbers(sql, ns.first(std::min(most_asked, ns.size())));
        sql += ")";
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { entries.push_back(entry_of(row)); });
    }
    return entries;
}

std::vector<Entry> entries_after(store::Connection& connection, const MatchIndex& index,
                                 std::int64_t after, int limit)
{
    std::vector<Entry> entries;
    connection.query({R"(SELECT "n", "record", "profile" FROM "match_entry"
                         WHERE "n" > ? AND "code" = ? ORDER BY "n" LIMIT ?)",
                      {after, index.code, std::int64_t{limit}}},
                     [&](const store::Row& row) { entries.push_back(entry_of(row)); });
    return entries;
}

std::vector<std::int64_t> entries_sharing(store::Connection& connection, const MatchIndex& index,
                                          const match::Subject& subject)
{
    std::vector<match::Key> keys;
    match::collect_keys(subject, keys);
    constexpr std::int64_t limit = match::weights::most_in_block + 1;
    std::vector<store::Statement> statements;
    // In the order of the index: with a limit alone PostgreSQL, whose figures of a table that has
    // just been filled are old, hopes to meet some soon and reads the whole table for each key.
    for (const match::Key key : keys)
        statements.push_back({R"(SELECT "entry" FROM "match_key" WHERE "key" = ?
                                 ORDER BY "entry" LIMIT ?)",
                              {index.key(key), limit}});
    std::vector<std::vector<std::int64_t>> blocks(statements.size());
    connection.batch(statements, [&](std::size_t statement, const store::Row& row) {
        blocks[statement].push_back(row.integer(0));
    });
    std::vector<std::int64_t> entries;
    for (const auto& block : blocks)
        if (block.size() < static_cast<std::size_t>(limit))
            entries.insert(entries.end(), block.begin(), block.end());
    std::ranges::sort(entries);
    entries.erase(std::ranges::unique(entries).begin(), entries.end());
    return entries;
}

std::int64_t read_state(store::Connection& connection, const std::string& name)
{
    std::int64_t value = 0;
    connection.query({R"(SELECT "value" FROM "match_state" WHERE "name" = ?)", {name}},
                     [&](const store::Row& row) { value = row.integer(0); });
    return value;
}

} // namespace comity::record
