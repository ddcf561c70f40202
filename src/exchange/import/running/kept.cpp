// The table `import`: what is kept of each import, and where its files lie.
#include "exchange/import/running/kept.h"

#include "base/error.h"
#include "exchange/import/running/journal.h"
#include "exchange/import/telling/told.h"
#include "record/object/dictionary.h"
#include "store/database.h"

namespace comity::exchange {
namespace {

} // namespace

std::filesystem::path import_folder(const Engine& engine)
{
    return std::filesystem::path(engine.data_folder()) / "imports";
}

std::string import_file_of(const Engine& engine, const Id& import)
{
    return (import_folder(engine) / (format_id(import) + ".csv")).string();
}

std::string import_errors_of(const Engine& engine, const Id& import)
{
    return (import_folder(engine) / (format_id(import) + "-errors.csv")).string();
}

std::string options_json(const ImportReport& report)
{
    return format_json(report.together.is_null() ? json_of(report.options) : report.together);
}

void keep_report(store::Connection& connection, const ImportReport& report)
{
    const ImportCounts& counts = report.counts;
    connection.execute(
        R"(UPDATE "import" SET "state" = ?, "options" = ?, "told" = ?, "done" = ?, "rows" = ?,
           "created" = ?, "updated" = ?, "unchanged" = ?, "failed" = ?, "also_created" = ?,
           "change_set" = ?, "error" = ?, "touched_at" = ? WHERE "id" = ?)",
        {report.state, options_json(report), format_json(report.told), report.done, counts.rows,
         counts.created, counts.updated, counts.unchanged, counts.failed, also_json(counts),
         report.change_set.is_nil() ? Value(Null{}) : Value(report.change_set), report.error, now(),
         report.id});
}

namespace {

// With whether there is unfinished work on it: asked together, or it might begin or end in between.
constexpr const char* columns =
    R"("id", "actor", "object", "file_name", "state", "options", "told", "done", "rows", "created",
       "updated", "unchanged", "failed", "also_created", "change_set", "error", "touched_at",
       COALESCE((SELECT 1 FROM "job" j WHERE j."kind" = 'import' AND j."about" = "import"."id"
                 AND j."state" IN ('waiting', 'running') LIMIT 1), 0))";

Kept read_row(const store::Row& row)
{
    Kept kept;
    ImportReport& report = kept.report;
    report.id = row.id(0);
    kept.actor = row.id(1);
    report.object = row.text(2);
    report.file_name = row.text(3);
    report.state = row.text(4);
    const std::string_view options = row.text(5), told = row.text(6), also = row.text(13);
    Json said = parse_json(options.empty() ? "{}" : options);
    if (said.find("people")) { // only several files have that
        report.options.dry_run = said.flag("dry_run");
        report.together = std::move(said);
    } else {
        report.options = parse_import_options(said);
    }
    report.options.object = report.object;
    report.told = parse_json(told.empty() ? "{}" : told);
    if (const Json* rows = report.told.find("in_file"); rows && rows->if_number())
        report.in_file = std::stoll(rows->if_number()->text);
    report.done = row.integer(7);
    report.counts = {row.integer(8),  row.integer(9),  row.integer(10),
                     row.integer(11), row.integer(12), {}};
    const Json also_created = parse_json(also.empty() ? "{}" : also);
    for (const auto& [object, count] : *also_created.if_object())
        report.counts.also_created[object] = std::stoll(count.if_number()->text);
    if (!row.is_null(14))
        report.change_set = row.id(14);
    report.error = row.text(15);
    kept.touched_at = row.instant(16);
    kept.is_worked_on = row.integer(17) != 0;
    return kept;
}

// Whether what the table calls running is nobody's work any more.
bool was_interrupted(const Kept& kept)
{
    return (kept.report.state == "reading" || kept.report.state == "running") && !kept.is_worked_on;
}

// The change set was named before the first row was written, so it may be that none was. What is
// found out only now is told in the language of whoever looks.
void correct_state(const Engine& engine, store::Connection& connection, const Actor& actor,
                   Kept& kept)
{
    const Tongue tongue = tongue_of(engine.shelf(), actor.language);
    ImportReport& report = kept.report;
    if (was_interrupted(kept))
        report.state = report.options.dry_run ? "failed" : "interrupted";
    if ((report.state == "failed" || report.state == "interrupted") &&
        !report.change_set.is_nil() && !has_written(connection, report.change_set))
        report.change_set = {};
    if (report.state == "interrupted" && !report.together.is_null())
        tell_several_interrupted(report, tongue);
    else if (report.state == "interrupted")
        tell_interruption(connection, import_file_of(engine, report.id), report, tongue);
    else if (report.state == "failed" && report.error.empty())
        report.error = tongue.tell(say("report.it_was_interrupted_before_it"));
}

} // namespace

Kept load_import(Engine& engine, const Actor& actor, const Id& import)
{
    std::optional<Kept> kept;
    engine.database().read([&](store::Connection& connection) {
        connection.query(
            {std::string("SELECT ") + columns + R"( FROM "import" WHERE "id" = ?)", {import}},
            [&](const store::Row& row) { kept = read_row(row); });
        if (kept)
            correct_state(engine, connection, actor, *kept);
    });
    if (!kept || (kept->actor != actor.user && !actor.is_administrator()))
        throw Error(Cause::not_found, say("common.no_such_import"));
    return std::move(*kept);
}

std::vector<store::Table> import_tables()
{
    using store::Type;
    store::Table table;
    table.name = "import";
    table.columns = {{"id", Type::uuid, true},
                     {"actor", Type::uuid, true},
                     {"object", Type::text, true},
                     {"file_name", Type::text},
                     {"state", Type::text, true},
                     {"options", Type::text},
                     {"told", Type::text},
                     {"done", Type::integer},
                     {"rows", Type::integer},
                     {"created", Type::integer},
                     {"updated", Type::integer},
                     {"unchanged", Type::integer},
                     {"failed", Type::integer},
                     {"also_created", Type::text},
                     {"change_set", Type::uuid},
                     {"error", Type::text},
                     {"created_at", Type::instant, true},
                     {"touched_at", Type::instant, true}};
    table.primary_key = {"id"};
    table.indexes.push_back({{"actor", "id"}});
    std::vector<store::Table> tables = import_journal_tables();
    tables.push_back(std::move(table));
    return tables;
}

std::vector<Kept> latest_imports(Engine& engine, const Actor& actor, int limit)
{
    Sql sql;
    sql += std::string("SELECT ") + columns + R"( FROM "import")";
    if (!actor.is_administrator()) {
        sql += R"( WHERE "actor" = )";
        sql.bind(actor.user);
    }
    sql += R"( ORDER BY "id" DESC LIMIT )";
    sql.bind(static_cast<std::int64_t>(std::clamp(limit, 1, 200)));
    std::vector<Kept> imports;
    engine.database().read([&](store::Connection& connection) {
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { imports.push_back(read_row(row)); });
        for (Kept& kept : imports)
            correct_state(engine, connection, actor, kept);
    });
    return imports;
}

} // namespace comity::exchange
