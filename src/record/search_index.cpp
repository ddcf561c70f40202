#include "record/search_index.h"

#include "base/text.h"
#include "record/search.h"

#include <algorithm>
#include <iterator>

namespace comity::record {
namespace {

struct Entry {
    std::string title;
    std::string body;
    bool operator==(const Entry&) const = default;
};

// Nothing when the record is to be found no more.
std::optional<Entry> entry_of(const Record* record)
{
    if (!record || record->is_in_bin())
        return std::nullopt;
    return Entry{fold(record->title()), search_body(*record)};
}

// The index reads its text from the entries; triggers keep it in step, whoever writes them. The
// text is folded already, so the tokenizer need not; without positions it is half as large, and
// the search compares the entry's text anyway.
constexpr const char* sqlite_index = R"(
CREATE VIRTUAL TABLE IF NOT EXISTS "search_fts" USING fts5("body", content='search_entry',
    content_rowid='n', tokenize='trigram case_sensitive 1', detail='none', columnsize=0);
CREATE TRIGGER IF NOT EXISTS "search_entry_created" AFTER INSERT ON "search_entry" BEGIN
    INSERT INTO "search_fts"(rowid, "body") VALUES (new."n", new."body");
END;
CREATE TRIGGER IF NOT EXISTS "search_entry_removed" AFTER DELETE ON "search_entry" BEGIN
    INSERT INTO "search_fts"("search_fts", rowid, "body") VALUES ('delete', old."n", old."body");
END;
CREATE TRIGGER IF NOT EXISTS "search_entry_updated" AFTER UPDATE OF "body" ON "search_entry" BEGIN
    INSERT INTO "search_fts"("search_fts", rowid, "body") VALUES ('delete', old."n", old."body");
    INSERT INTO "search_fts"(rowid, "body") VALUES (new."n", new."body");
END;
)";

// Where the extension may not be had, search still works, only slower.
constexpr const char* postgres_index = R"(
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'pg_trgm is not available';
END $$;
CREATE INDEX IF NOT EXISTS "search_entry_object_n" ON "search_entry" ("object", "n");
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM pg_opclass WHERE opcname = 'gin_trgm_ops') THEN
        CREATE INDEX IF NOT EXISTS "search_entry_body_trgm" ON "search_entry"
            USING gin ("body" gin_trgm_ops);
    END IF;
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'no trigram index for the search';
END $$;
)";

// SQLite writes what the index has gathered to its tables at the end of every statement that fires
// a trigger: a statement for each entry makes an import twice as slow as one for many.
void insert_together(store::Connection& connection, std::span<std::vector<Value>> rows)
{
    // Of few shapes, so that each is prepared once.
    constexpr std::size_t sizes[] = {1'000, 100, 10, 1};
    for (const std::size_t size : sizes) {
        std::string sql = R"(INSERT INTO "search_entry" ("record", "object", "title", "body")
                             VALUES )";
        for (std::size_t i = 0; i < size; ++i)
            sql += i == 0 ? "(?, ?, ?, ?)" : ", (?, ?, ?, ?)";
        for (; rows.size() >= size; rows = rows.subspan(size)) {
            std::vector<Value> values;
            values.reserve(size * 4);
            for (auto& row : rows.first(size))
                std::ranges::move(row, std::back_inserter(values));
            connection.execute(sql, std::move(values));
        }
    }
}

} // namespace

std::vector<store::Table> search_tables()
{
    store::Table table;
    table.name = "search_entry";
    table.counter = "n";
    table.columns = {{"n", store::Type::integer, true},
                     {"record", store::Type::uuid, true},
                     {"object", store::Type::text, true},
                     {"title", store::Type::text, true},
                     {"body", store::Type::text, true}};
    table.primary_key = {"n"};
    table.indexes = {{{"record"}, true}, {{"object", "title"}}};
    return {table};
}

void ensure_search_index(store::Connection& connection)
{
    connection.execute_script(connection.dialect().is_postgres() ? postgres_index : sqlite_index);
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
    if (!old_entry) {
        connection.execute(
            {R"(INSERT INTO "search_entry" ("record", "object", "title", "body")
                               VALUES (?, ?, ?, ?))",
             {either->id(), either->object->name, new_entry->title, new_entry->body}});
        return;
    }
    connection.execute({R"(UPDATE "search_entry" SET "title" = ?, "body" = ? WHERE "record" = ?)",
                        {new_entry->title, new_entry->body, either->id()}});
}

void index_many_for_search(store::Connection& connection, std::span<const Record> created)
{
    std::vector<std::vector<Value>> rows;
    rows.reserve(created.size());
    for (const Record& record : created) {
        if (!is_searched(*record.object))
            continue;
        if (auto entry = entry_of(&record))
            rows.push_back({record.id(), record.object->name, std::move(entry->title),
                            std::move(entry->body)});
    }
    if (rows.empty())
        return;
    if (!connection.dialect().is_postgres())
        return insert_together(connection, rows);
    static const std::vector<std::string> columns = {"record", "object", "title", "body"};
    static const std::vector<store::Type> types = {store::Type::uuid, store::Type::text,
                                                   store::Type::text, store::Type::text};
    connection.bulk_insert("search_entry", columns, types, rows);
}

} // namespace comity::record
