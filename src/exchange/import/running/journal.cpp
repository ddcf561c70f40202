#include "exchange/import/running/journal.h"

#include "base/error.h"
#include "exchange/import/telling/told.h"
#include "record/history/rights.h"
#include "store/database.h"

#include <algorithm>
#include <filesystem>

namespace comity::exchange {
namespace {

constexpr const char* standing_columns = R"("id", "digest", "change_set", "counts")";

std::int64_t whole(const Json& json, std::string_view name)
{
    const Json* member = json.find(name);
    const Json::Number* number = member ? member->if_number() : nullptr;
    return number ? std::stoll(number->text) : 0;
}

std::string counts_json(const ImportStanding& standing)
{
    const ImportCounts& counts = standing.counts;
    return format_json(Json::Object{{"rows", standing.rows},
                                    {"linked", standing.linked},
                                    {"created", counts.created},
                                    {"updated", counts.updated},
                                    {"unchanged", counts.unchanged},
                                    {"failed", counts.failed},
                                    {"also_created", parse_json(also_json(counts))}});
}

ImportStanding read_standing(const store::Row& row)
{
    ImportStanding standing;
    standing.import = row.id(0);
    standing.digest = row.text(1);
    standing.change_set = row.id(2);
    const Json json = parse_json(row.text(3));
    standing.rows = whole(json, "rows");
    standing.linked = whole(json, "linked");
    standing.counts = {standing.rows,          whole(json, "created"),
                       whole(json, "updated"), whole(json, "unchanged"),
                       whole(json, "failed"),  {}};
    const Json* also = json.find("also_created");
    for (const auto& [object, count] : *also->if_object())
        standing.counts.also_created[object] = std::stoll(count.if_number()->text);
    return standing;
}

std::optional<ImportStanding> find_standing(store::Connection& connection, const Id& import)
{
    std::optional<ImportStanding> standing;
    connection.query(
        {std::string("SELECT ") + standing_columns + R"( FROM "import_standing" WHERE "id" = ?)",
         {import}},
        [&](const store::Row& row) { standing = read_standing(row); });
    return standing;
}

} // namespace

std::vector<store::Table> import_journal_tables()
{
    using store::Type;
    store::Table standing;
    standing.name = "import_standing";
    standing.columns = {{"id", Type::uuid, true},
                        {"digest", Type::text, true},
                        {"change_set", Type::uuid, true},
                        {"counts", Type::text, true},
                        {"touched_at", Type::instant, true}};
    standing.primary_key = {"id"};
    standing.indexes.push_back({{"digest"}});
    store::Table rest;
    rest.name = "import_rest";
    rest.columns = {{"id", Type::uuid, true},       {"import", Type::uuid, true},
                    {"sort", Type::integer, true},  {"line", Type::integer, true},
                    {"text", Type::text, true},     {"record", Type::uuid},
                    {"place", Type::integer, true}, {"was_unchanged", Type::boolean, true}};
    rest.primary_key = {"id"};
    rest.indexes.push_back({{"import", "sort", "id"}});
    return {standing, rest};
}

std::optional<ImportStanding> ImportJournal::find() const
{
    std::optional<ImportStanding> standing;
    m_engine.database().read(
        [&](store::Connection& connection) { standing = find_standing(connection, m_import); });
    return standing;
}

void ImportJournal::keep(store::Connection& connection, const ImportStanding& standing,
                         std::span<const ImportRest> rest) const
{
    connection.execute(
        R"(INSERT INTO "import_standing" ("id", "digest", "change_set", "counts", "touched_at")
           VALUES (?, ?, ?, ?, ?) ON CONFLICT ("id") DO UPDATE SET
           "digest" = excluded."digest", "change_set" = excluded."change_set",
           "counts" = excluded."counts", "touched_at" = excluded."touched_at")",
        {m_import, standing.digest, standing.change_set, counts_json(standing), now()});
    if (rest.empty())
        return;
    using store::Type;
    static const std::vector<std::string> names = {"id",   "import", "sort",  "line",
                                                   "text", "record", "place", "was_unchanged"};
    static const std::vector<Type> types = {Type::uuid, Type::uuid, Type::integer, Type::integer,
                                            Type::text, Type::uuid, Type::integer, Type::boolean};
    std::vector<std::vector<Value>> rows;
    rows.reserve(rest.size());
    for (const ImportRest& one : rest)
        rows.push_back({make_id(), m_import, static_cast<std::int64_t>(one.sort), one.line,
                        one.text, one.record.is_nil() ? Value(Null{}) : Value(one.record),
                        one.column, one.was_unchanged});
    connection.bulk_insert("import_rest", names, types, rows);
}

void ImportJournal::each(ImportRest::Sort sort,
                         const std::function<void(const ImportRest&)>& hear) const
{
    m_engine.database().read([&](store::Connection& connection) {
        connection.query({R"(SELECT "line", "text", "record", "place", "was_unchanged"
                             FROM "import_rest" WHERE "import" = ? AND "sort" = ? ORDER BY "id")",
                          {m_import, static_cast<std::int64_t>(sort)}},
                         [&](const store::Row& row) {
                             hear({sort, row.integer(0), std::string(row.text(1)),
                                   row.is_null(2) ? Id{} : row.id(2), row.integer(3),
                                   row.boolean(4)});
                         });
    });
}

void ImportJournal::forget() const
{
    m_engine.database().write([&](store::Connection& connection) {
        connection.execute(R"(DELETE FROM "import_rest" WHERE "import" = ?)", {m_import});
        connection.execute(R"(DELETE FROM "import_standing" WHERE "id" = ?)", {m_import});
    });
}

namespace {

// What it has written, as the log knows it: it is named before its first part is written, and its
// report may be lost after its last.
Id find_written(store::Connection& connection, const ImportReport& report)
{
    Id found;
    connection.query({R"(SELECT "id" FROM "change_set" WHERE "id" = ?
                         OR ("cause_kind" = 'import' AND "cause_id" = ?) ORDER BY "seq")",
                      {report.change_set, report.id}},
                     [&](const store::Row& row) { found = row.id(0); });
    return found;
}

} // namespace

void tell_interruption(store::Connection& connection, const std::string& file_path,
                       ImportReport& report, const Tongue& tongue)
{
    const auto standing = find_standing(connection, report.id);
    if (!standing)
        report.change_set = find_written(connection, report);
    const bool has_written = !report.change_set.is_nil();
    const bool is_undone = has_written && find_undoer(connection, report.change_set);
    const bool has_file = std::filesystem::exists(file_path);
    if (standing) {
        const std::int64_t rows = report.counts.rows; // of the whole file
        report.counts = standing->counts;
        report.counts.rows = std::max(rows, standing->rows);
        report.done = standing->rows;
    }
    const Sentence after = say("report.it_was_interrupted_after_number", {{"number", report.done}});
    Sentence what;
    if (is_undone)
        what = after.then(say("report.what_it_had_written_was"));
    else if (!has_file)
        what = after.then(has_written ? say("report.its_file_is_not_here_undo")
                                      : say("report.its_file_is_not_here_upload"));
    else if (has_written && !standing)
        what = say("report.it_was_interrupted_undo_its");
    else
        what = after.then(has_written ? say("report.it_can_go_on_where")
                                      : say("report.it_had_not_written_anything"));
    report.error = tongue.tell(Sentence(report.error).then(std::move(what)));
    report.can_resume = !is_undone && has_file && (standing || !has_written);
}

void tell_several_interrupted(ImportReport& report, const Tongue& tongue)
{
    const Sentence what = report.change_set.is_nil() ? say("report.it_was_interrupted_before_it")
                                                     : say("report.it_was_interrupted_import_of");
    report.error = tongue.tell(Sentence(report.error).then(what));
}

std::optional<ImportStanding> find_interrupted(Engine& engine, const std::string& digest)
{
    std::optional<ImportStanding> found;
    engine.database().read([&](store::Connection& connection) {
        std::vector<ImportStanding> all;
        connection.query({std::string("SELECT ") + standing_columns +
                              R"( FROM "import_standing" WHERE "digest" = ? ORDER BY "id" DESC
                                  LIMIT 20)",
                          {digest}},
                         [&](const store::Row& row) { all.push_back(read_standing(row)); });
        for (ImportStanding& one : all)
            if (!found && !find_undoer(connection, one.change_set))
                found = std::move(one);
    });
    return found;
}

} // namespace comity::exchange
