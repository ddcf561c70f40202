#include "record/search/index.h"

#include "base/text.h"
#include "record/object/catalog.h"
#include "record/object/whole_rows.h"
#include "record/search/marks.h"
#include "record/search/search.h"
#include "record/search/vocabulary.h"
#include "store/database.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace comity::record {
namespace {

// Raised when what stands in an entry is made in another way: the entries are made anew.
constexpr int search_generation = 2;

struct FoundBy {
    std::string title;
    std::string body;
    std::string owner;
    bool operator==(const FoundBy&) const = default;
};

// Nothing when the record is to be found no more.
std::optional<FoundBy> entry_of(const Record* record)
{
    if (!record || record->is_in_bin())
        return std::nullopt;
    return FoundBy{fold(record->title()), search_body(*record), owner_mark_of(*record)};
}

Value owner_value(std::string mark)
{
    return mark.empty() ? Value() : Value(std::move(mark));
}

// The index reads its text from the entries; triggers keep it in step, whoever writes them. The
// text is folded already, so the tokenizer need not; without positions it is half as large, and
// the search compares the entry's text anyway. A mark is one trigram in a column of its own.
constexpr const char* sqlite_index = R"(
DROP TRIGGER IF EXISTS "search_entry_created";
DROP TRIGGER IF EXISTS "search_entry_removed";
DROP TRIGGER IF EXISTS "search_entry_updated";
DROP TABLE IF EXISTS "search_fts";
DELETE FROM "search_entry";
CREATE VIRTUAL TABLE "search_fts" USING fts5("body", "object_mark", "owner_mark",
    content='search_entry', content_rowid='n', tokenize='trigram case_sensitive 1',
    detail='none', columnsize=0);
CREATE TRIGGER "search_entry_created" AFTER INSERT ON "search_entry" BEGIN
    INSERT INTO "search_fts"(rowid, "body", "object_mark", "owner_mark")
    VALUES (new."n", new."body", new."object_mark", new."owner_mark");
END;
CREATE TRIGGER "search_entry_removed" AFTER DELETE ON "search_entry" BEGIN
    INSERT INTO "search_fts"("search_fts", rowid, "body", "object_mark", "owner_mark")
    VALUES ('delete', old."n", old."body", old."object_mark", old."owner_mark");
END;
CREATE TRIGGER "search_entry_updated" AFTER UPDATE OF "body", "object_mark", "owner_mark"
ON "search_entry" WHEN old."body" IS NOT new."body" OR old."owner_mark" IS NOT new."owner_mark"
BEGIN
    INSERT INTO "search_fts"("search_fts", rowid, "body", "object_mark", "owner_mark")
    VALUES ('delete', old."n", old."body", old."object_mark", old."owner_mark");
    INSERT INTO "search_fts"(rowid, "body", "object_mark", "owner_mark")
    VALUES (new."n", new."body", new."object_mark", new."owner_mark");
END;
)";

// Where the extension may not be had, search still works, only slower.
constexpr const char* postgres_index = R"(
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'pg_trgm is not available';
END $$;
DELETE FROM "search_entry";
CREATE INDEX IF NOT EXISTS "search_entry_object_n" ON "search_entry" ("object", "n");
CREATE INDEX IF NOT EXISTS "search_entry_owner_n"
    ON "search_entry" ("object", "owner_mark", "n");
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM pg_opclass WHERE opcname = 'gin_trgm_ops') THEN
        CREATE INDEX IF NOT EXISTS "search_entry_body_trgm" ON "search_entry"
            USING gin ("body" gin_trgm_ops);
    END IF;
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'no trigram index for the search';
END $$;
)";

const std::string insert_entry = R"(INSERT INTO "search_entry"
    ("record", "object", "title", "body", "object_mark", "owner_mark") VALUES )";
constexpr std::size_t entry_columns = 6;

// SQLite writes what the index has gathered to its tables at the end of every statement that fires
// a trigger: a statement for each entry makes an import twice as slow as one for many.
void insert_together(store::Connection& connection, std::span<std::vector<Value>> rows)
{
    // Of few shapes, so that each is prepared once.
    constexpr std::size_t sizes[] = {1'000, 100, 10, 1};
    for (const std::size_t size : sizes) {
        std::string sql = insert_entry;
        for (std::size_t i = 0; i < size; ++i)
            sql += i == 0 ? "(?, ?, ?, ?, ?, ?)" : ", (?, ?, ?, ?, ?, ?)";
        for (; rows.size() >= size; rows = rows.subspan(size)) {
            std::vector<Value> values;
            values.reserve(size * entry_columns);
            for (auto& row : rows.first(size))
                std::ranges::move(row, std::back_inserter(values));
            connection.execute(sql, std::move(values));
        }
    }
}

} // namespace

namespace {

std::vector<store::Table> search_tables()
{
    store::Table table;
    table.name = "search_entry";
    table.counter = "n";
    table.columns = {{"n", store::Type::integer, true},   {"record", store::Type::uuid, true},
                     {"object", store::Type::text, true}, {"title", store::Type::text, true},
                     {"body", store::Type::text, true},   {"object_mark", store::Type::text},
                     {"owner_mark", store::Type::text}};
    table.primary_key = {"n"};
    table.indexes = {{{"record"}, true}, {{"object", "title"}}};
    return {table, vocabulary_table()};
}

} // namespace

Mechanism search_mechanism()
{
    return {.name = "search",
            .tables = search_tables(),
            .generation = search_generation,
            .rebuild = rebuild_search,
            .begin = [](Engine&, OneOfEach& parts) { parts.make<Vocabulary>(); }};
}

void rebuild_search(store::Connection& connection, const Catalog& catalog)
{
    constexpr std::size_t page = 1'000;
    connection.execute_script(connection.dialect().is_postgres() ? postgres_index : sqlite_index);
    for (const Object& object : catalog.objects()) {
        if (!is_searched(object))
            continue;
        const WholeRows whole(object);
        std::vector<Record> records;
        Id last;
        do {
            records.clear();
            Sql sql;
            sql += "SELECT " + whole.columns() + " FROM " +
                   store::quote(Catalog::table_of(object)) + " WHERE \"id\" > ";
            sql.bind(last) += " ORDER BY \"id\" LIMIT " + std::to_string(page);
            connection.query(std::move(sql).statement(),
                             [&](const store::Row& row) { records.push_back(whole.read(row)); });
            if (!records.empty())
                last = records.back().id();
            index_many_for_search(connection, records);
        } while (records.size() == page);
    }
}

void index_for_search(store::Connection& connection, const Record* before, const Record* after)
{
    const Record* either = after ? after : before;
    if (!either || !is_searched(*either->object))
        return;
    const auto old_entry = entry_of(before);
    const auto new_entry = entry_of(after);
    if (old_entry == new_entry)
        return;
    if (!new_entry) {
        connection.execute({R"(DELETE FROM "search_entry" WHERE "record" = ?)", {either->id()}});
        return;
    }
    std::set<std::string> words;
    append_vocabulary(new_entry->body, words);
    if (old_entry) {
        std::set<std::string> known;
        append_vocabulary(old_entry->body, known);
        std::erase_if(words, [&](const std::string& word) { return known.contains(word); });
    }
    std::vector<store::Statement> statements;
    if (!words.empty())
        statements.push_back(remember_words(words, connection.dialect().is_postgres()));
    if (old_entry)
        statements.push_back(
            {R"(UPDATE "search_entry" SET "title" = ?, "body" = ?, "owner_mark" = ?
                WHERE "record" = ?)",
             {new_entry->title, new_entry->body, owner_value(new_entry->owner), either->id()}});
    else
        statements.push_back(
            {insert_entry + "(?, ?, ?, ?, ?, ?)",
             {either->id(), either->object->name, new_entry->title, new_entry->body,
              object_mark(*either->object), owner_value(new_entry->owner)}});
    connection.batch(statements);
}

void index_many_for_search(store::Connection& connection, std::span<const Record> created)
{
    std::vector<std::vector<Value>> rows;
    std::set<std::string> words;
    rows.reserve(created.size());
    for (const Record& record : created) {
        if (!is_searched(*record.object))
            continue;
        if (auto entry = entry_of(&record)) {
            append_vocabulary(entry->body, words);
            rows.push_back({record.id(), record.object->name, std::move(entry->title),
                            std::move(entry->body), object_mark(*record.object),
                            owner_value(std::move(entry->owner))});
        }
    }
    if (rows.empty())
        return;
    const bool is_postgres = connection.dialect().is_postgres();
    if (!words.empty())
        connection.execute(remember_words(words, is_postgres));
    if (!is_postgres)
        return insert_together(connection, rows);
    using enum store::Type;
    static const std::vector<std::string> columns = {"record", "object",      "title",
                                                     "body",   "object_mark", "owner_mark"};
    static const std::vector<store::Type> types = {uuid, text, text, text, text, text};
    connection.bulk_insert("search_entry", columns, types, rows);
}

} // namespace comity::record
