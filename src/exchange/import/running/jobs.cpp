// Imports that somebody started from a screen or through the API: the file is kept in the data
// folder, the import runs as a job, and what it tells is kept in the table `import`.

#include "base/error.h"
#include "base/excerpt.h"
#include "base/log.h"
#include "exchange/import/mapping/secret_columns.h"
#include "exchange/import/running/journal.h"
#include "exchange/import/running/kept.h"
#include "exchange/import/running/table_progress.h"
#include "exchange/import/telling/told.h"
#include "exchange/import_going_on.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "store/database.h"

#include <algorithm>
#include <filesystem>
#include <functional>

namespace comity::exchange {
namespace {

// The database was away, nothing is wrong with the import: it stands until it goes on.
std::string state_after(const Error& error, const ImportOptions& options)
{
    return error.cause() == Cause::unavailable && !options.dry_run ? "interrupted" : "failed";
}

// Where an interrupted one stands: it goes on by itself when it can. Error{conflict} when it
// cannot.
void look_at_interruption(LongRun& run, ImportReport& report, const Tongue& tongue)
{
    if (report.options.dry_run)
        return; // from the beginning: it only looks
    if (!report.together.is_null())
        tell_several_interrupted(report, tongue);
    else
        run.engine().database().read([&](store::Connection& connection) {
            tell_interruption(connection, import_file_of(run.engine(), report.id), report, tongue);
        });
    const bool has_written = !report.change_set.is_nil();
    if (report.can_resume || (!report.together.is_null() && !has_written))
        return;
    run.when_over([id = report.id](store::Connection& connection) {
        connection.execute(R"(UPDATE "import" SET "state" = 'interrupted', "touched_at" = ?
                              WHERE "id" = ?)",
                           {now(), id});
    });
    throw Error(Cause::conflict, report.error);
}

ImportReport run_with(LongRun& run, const Actor& actor, const ImportReport& report)
{
    Engine& engine = run.engine();
    TableProgress progress(engine, report.id, run);
    return report.together.is_null()
               ? run_kept_import(engine, actor, import_file_of(engine, report.id), report.file_name,
                                 report.options, import_errors_of(engine, report.id), &progress,
                                 {report.id, report.can_resume, true})
               : run_kept_files(engine, actor, report, &progress);
}

Id run_job(LongRun& run)
{
    const Id id = *parse_id(run.wish().text("import"));
    const Actor asking = run.is_resumed() ? run.actor_now() : run.actor();
    ImportReport report = load_import(run.engine(), asking, id).report;
    const Actor actor = asking.because_of({BroughtBy::Kind::import, id, report.file_name});
    const Tongue tongue = tongue_of(run.engine().shelf(), actor.language);
    report.can_resume = run.wish().flag("goes_on");
    if (run.is_resumed())
        look_at_interruption(run, report, tongue);
    const ImportOptions options = report.options;
    try {
        const Id written = report.change_set; // before it was interrupted
        report = run_with(run, actor, report);
        report.id = id;
        if (report.change_set.is_nil())
            report.change_set = written;
        if (run.is_cancelled() && report.state == "interrupted")
            throw Error(Cause::unavailable, report.error); // goes on when a server runs again
        run.when_over([report](store::Connection& connection) { keep_report(connection, report); });
        return report.change_set;
    } catch (const Error& error) {
        log_warning("import " + format_id(id) + " ended: " + error.message());
        run.when_over([id, state = state_after(error, options),
                       text = tongue.tell(error.sentence())](store::Connection& connection) {
            connection.execute(
                R"(UPDATE "import" SET "state" = ?, "error" = ?, "touched_at" = ? WHERE "id" = ?)",
                {state, text, now(), id});
        });
        throw;
    }
}

// Starts its work together with what `keep` writes; Error{conflict} when there is unfinished work.
void launch(Engine& engine, const Actor& actor, const ImportReport& report,
            const std::function<void(store::Connection&)>& keep)
{
    Json wish;
    wish.set("import", format_id(report.id));
    wish.set("goes_on", report.can_resume);
    bool is_kept = false;
    engine.part<LongWorks>().start(actor,
                                   {.kind = "import", .about = report.id, .wish = std::move(wish)},
                                   [&](store::Connection& connection) {
                                       keep(connection);
                                       is_kept = true;
                                   });
    if (!is_kept)
        throw Error(Cause::conflict, say("import.this_import_is_running_already"));
}

} // namespace

void begin_import(Engine& engine, const Actor& actor, const ImportReport& report)
{
    try {
        launch(engine, actor, report, [&](store::Connection& connection) {
            connection.execute(
                R"(INSERT INTO "import" ("id", "actor", "object", "file_name", "state", "options",
                   "told", "done", "rows", "created", "updated", "unchanged", "failed",
                   "created_at", "touched_at") VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, ?,
                   ?))",
                {report.id, actor.user, report.object, report.file_name, report.state,
                 options_json(report), format_json(report.told), now(), now()});
        });
    } catch (const Error&) {
        std::error_code ignored;
        std::filesystem::remove(import_file_of(engine, report.id), ignored);
        throw;
    }
}

Id start_import(Engine& engine, const Actor& actor, const std::string& spooled_file,
                const std::string& file_name, const ImportOptions& options)
{
    const auto catalog = engine.catalog();
    const Object& object = catalog->load(options.object);
    if (!object.has_import)
        throw Error(Cause::invalid, say("import.objects_cannot_be_imported",
                                        {{"objects", as_label(object.label_plural)}}));
    if (actor.reach(object, Verb::create) == Reach::none)
        actor.require(object, Verb::update);
    refuse_secret_options(object, options);
    refuse_secret_columns(object, spooled_file, options, engine.shelf().words);
    ImportReport report;
    report.id = make_id();
    report.object = object.name;
    report.file_name = excerpt(file_name, 255);
    report.state = "reading";
    report.options = options;
    report.options.object = object.name;
    std::filesystem::create_directories(import_folder(engine));
    std::error_code failure;
    std::filesystem::rename(spooled_file, import_file_of(engine, report.id), failure);
    if (failure) // another file system
        std::filesystem::copy_file(spooled_file, import_file_of(engine, report.id), failure);
    if (failure)
        throw Error(Cause::unavailable,
                    say("common.file_could_not_be_kept", {{"what", failure.message()}}));
    begin_import(engine, actor, report);
    return report.id;
}

namespace {

void require_restartable(const Kept& kept)
{
    if (kept.report.state == "reading" || kept.report.state == "running")
        throw Error(Cause::conflict, say("import.this_import_is_running_already"));
    if (!kept.report.change_set.is_nil())
        throw Error(Cause::conflict, say("import.this_import_has_run_undo"));
}

// With the options that its report has now.
void restart(Engine& engine, const Actor& actor, const Kept& kept)
{
    launch(engine, actor, kept.report, [&](store::Connection& connection) {
        // Two people pressing the button start it once.
        const std::int64_t taken = connection.execute(
            R"(UPDATE "import" SET "state" = 'reading', "options" = ?, "done" = 0, "error" = NULL,
               "touched_at" = ? WHERE "id" = ? AND "touched_at" = ?)",
            {options_json(kept.report), now(), kept.report.id, kept.touched_at});
        if (taken == 0)
            throw Error(Cause::conflict, say("import.this_import_is_running_already"));
    });
}

// A column that only these options call a secret: the file goes, and what was told of its rows.
void refuse_kept_secrets(Engine& engine, const Id& import, const Object& object,
                         const ImportOptions& options)
{
    try {
        refuse_secret_columns(object, import_file_of(engine, import), options,
                              engine.shelf().words);
    } catch (const Error&) {
        std::error_code ignored;
        std::filesystem::remove(import_file_of(engine, import), ignored);
        std::filesystem::remove(import_errors_of(engine, import), ignored);
        engine.database().write([&](store::Connection& connection) {
            connection.execute(R"(UPDATE "import" SET "told" = '{}' WHERE "id" = ?)", {import});
        });
        throw;
    }
}

} // namespace

void restart_import(Engine& engine, const Actor& actor, const Id& import,
                    const ImportOptions& options)
{
    Kept kept = load_import(engine, actor, import);
    require_restartable(kept);
    if (!std::filesystem::exists(import_file_of(engine, import)))
        throw Error(Cause::not_found, say("import.file_of_this_import_is"));
    const auto catalog = engine.catalog();
    const Object& object =
        catalog->load(options.object.empty() ? kept.report.object : options.object);
    if (object.name != kept.report.object)
        throw Error(Cause::invalid,
                    say("import.file_was_uploaded_for_object", {{"object", kept.report.object}}));
    refuse_secret_options(object, options);
    refuse_kept_secrets(engine, kept.report.id, object, options);
    kept.report.options = options;
    kept.report.options.object = kept.report.object;
    kept.report.can_resume = false; // it begins anew, maybe with other options
    restart(engine, actor, kept);
}

void restart_import(Engine& engine, const Actor& actor, const Id& import, const Json& options)
{
    Kept kept = load_import(engine, actor, import);
    if (kept.report.together.is_null())
        return restart_import(engine, actor, import, parse_import_options(options));
    require_restartable(kept);
    const TogetherOptions together = parse_together_options(options);
    check_files(engine, import, together);
    kept.report.together = json_of(together);
    kept.report.options.dry_run = together.dry_run;
    restart(engine, actor, kept);
}

void resume_import(Engine& engine, const Actor& actor, const Id& import)
{
    const Kept kept = load_import(engine, actor, import);
    if (kept.report.state == "reading" || kept.report.state == "running")
        throw Error(Cause::conflict, say("import.this_import_is_running_already"));
    if (kept.report.state != "interrupted")
        throw Error(Cause::conflict, say("import.this_import_was_not_interrupted"));
    if (kept.is_worked_on)
        return; // it goes on by itself
    if (!kept.report.can_resume)
        throw Error(Cause::conflict, kept.report.error);
    restart(engine, actor, kept);
}

void read_import(Engine& engine, const Actor& actor, const Id& import, std::string& out)
{
    write_import(out, load_import(engine, actor, import).report);
}

namespace {

// Of several files in a list: what each is and its counts.
void make_brief(Json& told)
{
    const Json* files = told.find("files");
    Json::Array brief;
    for (const Json& file : files ? *files->if_array() : Json::Array{}) {
        Json one = Json::Object{};
        for (const char* name : {"file_name", "object", "rows", "created", "updated", "unchanged",
                                 "skipped", "failed", "left_out", "reconciled", "error"})
            if (const Json* member = file.find(name))
                one.set(name, *member);
        brief.push_back(std::move(one));
    }
    if (files)
        told.set("files", std::move(brief));
}

} // namespace

void list_imports(Engine& engine, const Actor& actor, int limit, std::string& out)
{
    std::vector<Kept> imports = latest_imports(engine, actor, limit);
    out += "{\"imports\":[";
    for (std::size_t i = 0; i < imports.size(); ++i) {
        out += i ? "," : "";
        imports[i].report.told.set("preview", Json::Array{}); // each has its own page for that
        make_brief(imports[i].report.told);
        write_import(out, imports[i].report);
    }
    out += "]}";
}

ImportFile file_of_import(Engine& engine, const Actor& actor, const Id& import)
{
    const Kept kept = load_import(engine, actor, import);
    if (!std::filesystem::exists(import_file_of(engine, import)))
        throw Error(Cause::not_found, say("import.file_of_this_import_is"));
    return {import_file_of(engine, import), kept.report.file_name};
}

std::string errors_file_of(Engine& engine, const Actor& actor, const Id& import,
                           const std::string& file)
{
    const Kept kept = load_import(engine, actor, import);
    std::string path = import_errors_of(engine, import);
    if (!kept.report.together.is_null())
        for (const GivenFile& given : load_files_of(engine, import))
            if (given.name == file)
                path = given.errors_path;
    if (!std::filesystem::exists(path))
        throw Error(Cause::not_found, say("import.no_row_of_this_import"));
    return path;
}

Mechanism imports_mechanism()
{
    return {.name = "imports",
            .tables = import_tables(),
            .long_works = {{.kind = "import", .run = run_job}}};
}

} // namespace comity::exchange
