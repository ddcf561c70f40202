// Imports that somebody started from a screen or through the API: the file is kept in the data
// folder, the import runs as a job, and what it tells is kept in the table `import`.

#include "record/import.h"
#include "record/import/journal.h"
#include "record/import/table_progress.h"
#include "record/import/told.h"
#include "record/import_going_on.h"

#include "base/error.h"
#include "base/excerpt.h"
#include "base/log.h"

#include <algorithm>
#include <filesystem>
#include <functional>

namespace comity::record {
namespace {

// A running import says so every second; one of another server that has been silent for this long
// was interrupted.
constexpr std::int64_t silence_us = 60'000'000;

const Instant program_began = now();

std::filesystem::path folder_of(const Engine& engine)
{
    return std::filesystem::path(engine.data_folder()) / "imports";
}

std::string file_of(const Engine& engine, const Id& import)
{
    return (folder_of(engine) / (format_id(import) + ".csv")).string();
}

std::string errors_of(const Engine& engine, const Id& import)
{
    return (folder_of(engine) / (format_id(import) + "-errors.csv")).string();
}

// What is kept of one import.
struct Kept {
    ImportReport report;
    Id actor;
    Instant touched_at;
};

void put(Engine& engine, const JobProgress& job, const ImportReport& report)
{
    const ImportCounts& counts = report.counts;
    write_patiently(engine, job, [&](store::Connection& connection) {
        connection.execute(
            R"(UPDATE "import" SET "state" = ?, "options" = ?, "told" = ?, "done" = ?, "rows" = ?,
               "created" = ?, "updated" = ?, "unchanged" = ?, "failed" = ?, "also_created" = ?,
               "change_set" = ?, "error" = ?, "touched_at" = ? WHERE "id" = ?)",
            {report.state, format_json(json_of(report.options)), format_json(report.told),
             report.done, counts.rows, counts.created, counts.updated, counts.unchanged,
             counts.failed, also_json(counts),
             report.change_set.is_nil() ? Value(Null{}) : Value(report.change_set), report.error,
             now(), report.id});
    });
}

// The database was away, nothing is wrong with the import: it stands until it goes on.
std::string state_after(const Error& error, const ImportOptions& options)
{
    return error.cause() == Cause::unavailable && !options.dry_run ? "interrupted" : "failed";
}

Id run_job(Engine& engine, const Actor& actor, ImportReport report, JobProgress& job)
{
    const Id id = report.id;
    const ImportOptions options = report.options;
    const std::string file_name = report.file_name;
    try {
        TableProgress progress(engine, id, job);
        report = run_kept_import(engine, actor, file_of(engine, id), file_name, options,
                                 errors_of(engine, id), &progress, {id, report.can_resume, true});
        report.id = id;
        put(engine, job, report);
        return report.change_set;
    } catch (const Error& error) {
        log_warning("import " + format_id(id) + " ended: " + error.message());
        write_patiently(engine, job, [&](store::Connection& connection) {
            connection.execute(R"(UPDATE "import" SET "state" = ?, "error" = ?,
                                  "touched_at" = ? WHERE "id" = ?)",
                               {state_after(error, options), error.message(), now(), id});
        });
        throw;
    }
}

void launch(Engine& engine, const Actor& actor, ImportReport report)
{
    start_job(engine, actor, "import",
              [&engine, actor, report = std::move(report)](JobProgress& job) {
                  return run_job(engine, actor, report, job);
              });
}

// For what could not be begun: best effort, because the database may be what failed.
void try_to(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        log_warning("an import that could not be begun was left: " + error.message());
    }
}

void forget(Engine& engine, const Id& id)
{
    std::error_code ignored;
    std::filesystem::remove(file_of(engine, id), ignored);
    try_to([&] {
        engine.database().write([&](store::Connection& connection) {
            connection.execute(R"(DELETE FROM "import" WHERE "id" = ?)", {id});
        });
    });
}

constexpr const char* columns =
    R"("id", "actor", "object", "file_name", "state", "options", "told", "done", "rows", "created",
       "updated", "unchanged", "failed", "also_created", "change_set", "error", "touched_at")";

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
    report.options = parse_import_options(parse_json(options.empty() ? "{}" : options));
    report.options.object = report.object;
    report.told = parse_json(told.empty() ? "{}" : told);
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
    return kept;
}

bool is_in_log(store::Connection& connection, const Id& change_set)
{
    bool is_there = false;
    connection.query({R"(SELECT 1 FROM "change_set" WHERE "id" = ?)", {change_set}},
                     [&](const store::Row&) { is_there = true; });
    return is_there;
}

// Whether an import that the table calls running ended with its server: on SQLite no other server
// can run it, on PostgreSQL one may for as long as it is heard of.
bool was_interrupted(store::Connection& connection, const Kept& kept)
{
    if (kept.report.state != "reading" && kept.report.state != "running")
        return false;
    const bool is_ours_alone = !connection.dialect().is_postgres();
    return (is_ours_alone && kept.touched_at.us < program_began.us) ||
           now().us - kept.touched_at.us > silence_us;
}

// The change set was named before the first row was written, so it may be that none was.
void correct_state(Engine& engine, store::Connection& connection, Kept& kept)
{
    ImportReport& report = kept.report;
    if (was_interrupted(connection, kept))
        report.state = report.options.dry_run ? "failed" : "interrupted";
    if ((report.state == "failed" || report.state == "interrupted") &&
        !report.change_set.is_nil() && !is_in_log(connection, report.change_set))
        report.change_set = {};
    if (report.state == "interrupted")
        tell_interruption(connection, file_of(engine, report.id), report);
    else if (report.state == "failed" && report.error.empty())
        report.error = "It was interrupted before it wrote anything. Start it again.";
}

Kept load_import(Engine& engine, const Actor& actor, const Id& import)
{
    std::optional<Kept> kept;
    engine.database().read([&](store::Connection& connection) {
        connection.query(
            {std::string("SELECT ") + columns + R"( FROM "import" WHERE "id" = ?)", {import}},
            [&](const store::Row& row) { kept = read_row(row); });
        if (kept)
            correct_state(engine, connection, *kept);
    });
    if (!kept || (kept->actor != actor.user && !actor.is_administrator()))
        throw Error(Cause::not_found, "There is no such import.");
    return std::move(*kept);
}

} // namespace

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

Id start_import(Engine& engine, const Actor& actor, const std::string& spooled_file,
                const std::string& file_name, const ImportOptions& options)
{
    const auto catalog = engine.catalog();
    const Object& object = catalog->load(options.object);
    if (!object.has_import)
        throw Error(Cause::invalid, object.label_plural + " cannot be imported.");
    if (actor.reach(object, Verb::create) == Reach::none)
        actor.require(object, Verb::update);
    ImportReport report;
    report.id = make_id();
    report.object = object.name;
    report.file_name = excerpt(file_name, 255);
    report.state = "reading";
    report.options = options;
    report.options.object = object.name;
    std::filesystem::create_directories(folder_of(engine));
    std::error_code failure;
    std::filesystem::rename(spooled_file, file_of(engine, report.id), failure);
    if (failure) // another file system
        std::filesystem::copy_file(spooled_file, file_of(engine, report.id), failure);
    if (failure)
        throw Error(Cause::unavailable, "The file could not be kept: " + failure.message() + ".");
    try {
        engine.database().write([&](store::Connection& connection) {
            connection.execute(
                R"(INSERT INTO "import" ("id", "actor", "object", "file_name", "state", "options",
                   "done", "rows", "created", "updated", "unchanged", "failed", "created_at",
                   "touched_at") VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, ?, ?))",
                {report.id, actor.user, report.object, report.file_name, report.state,
                 format_json(json_of(report.options)), now(), now()});
        });
        launch(engine, actor, report);
    } catch (const Error&) {
        forget(engine, report.id);
        throw;
    }
    return report.id;
}

namespace {

// With the options that its report has now.
void restart(Engine& engine, const Actor& actor, const Kept& kept)
{
    const Id& import = kept.report.id;
    std::int64_t taken = 0;
    engine.database().write([&](store::Connection& connection) {
        // Two people pressing the button start it once.
        taken = connection.execute(
            R"(UPDATE "import" SET "state" = 'reading', "options" = ?, "done" = 0, "error" = NULL,
               "touched_at" = ? WHERE "id" = ? AND "touched_at" = ?)",
            {format_json(json_of(kept.report.options)), now(), import, kept.touched_at});
    });
    if (taken == 0)
        throw Error(Cause::conflict, "This import is running already.");
    try {
        launch(engine, actor, kept.report);
    } catch (const Error&) {
        try_to([&] {
            engine.database().write([&](store::Connection& connection) {
                connection.execute(R"(UPDATE "import" SET "state" = ? WHERE "id" = ?)",
                                   {kept.report.state, import});
            });
        });
        throw;
    }
}

} // namespace

void restart_import(Engine& engine, const Actor& actor, const Id& import,
                    const ImportOptions& options)
{
    Kept kept = load_import(engine, actor, import);
    if (kept.report.state == "reading" || kept.report.state == "running")
        throw Error(Cause::conflict, "This import is running already.");
    if (!kept.report.change_set.is_nil())
        throw Error(Cause::conflict, "This import has run. Undo its change, then upload it again.");
    if (!std::filesystem::exists(file_of(engine, import)))
        throw Error(Cause::not_found, "The file of this import is gone. Upload it again.");
    const std::string object = options.object.empty() ? kept.report.object : options.object;
    if (engine.catalog()->load(object).name != kept.report.object)
        throw Error(Cause::invalid, "The file was uploaded for " + kept.report.object + ".");
    kept.report.options = options;
    kept.report.options.object = kept.report.object;
    kept.report.can_resume = false; // it begins anew, maybe with other options
    restart(engine, actor, kept);
}

void resume_import(Engine& engine, const Actor& actor, const Id& import)
{
    const Kept kept = load_import(engine, actor, import);
    if (kept.report.state == "reading" || kept.report.state == "running")
        throw Error(Cause::conflict, "This import is running already.");
    if (kept.report.state != "interrupted")
        throw Error(Cause::conflict, "This import was not interrupted.");
    if (!kept.report.can_resume)
        throw Error(Cause::conflict, kept.report.error);
    restart(engine, actor, kept);
}

void read_import(Engine& engine, const Actor& actor, const Id& import, std::string& out)
{
    write_import(out, load_import(engine, actor, import).report);
}

void list_imports(Engine& engine, const Actor& actor, int limit, std::string& out)
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
            correct_state(engine, connection, kept);
    });
    out += "{\"imports\":[";
    for (std::size_t i = 0; i < imports.size(); ++i) {
        out += i ? "," : "";
        imports[i].report.told.set("preview", Json::Array{}); // each has its own page for that
        write_import(out, imports[i].report);
    }
    out += "]}";
}

ImportFile file_of_import(Engine& engine, const Actor& actor, const Id& import)
{
    const Kept kept = load_import(engine, actor, import);
    if (!std::filesystem::exists(file_of(engine, import)))
        throw Error(Cause::not_found, "The file of this import is gone. Upload it again.");
    return {file_of(engine, import), kept.report.file_name};
}

std::string errors_file_of(Engine& engine, const Actor& actor, const Id& import)
{
    load_import(engine, actor, import);
    const std::string path = errors_of(engine, import);
    if (!std::filesystem::exists(path))
        throw Error(Cause::not_found, "No row of this import failed.");
    return path;
}

} // namespace comity::record
