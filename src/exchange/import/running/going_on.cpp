// Taking up an import where it was interrupted.
#include "exchange/import_going_on.h"

#include "base/error.h"
#include "exchange/import/running/marks.h"
#include "exchange/import/running/run.h"
#include "record/history/rights.h"
#include "store/database.h"

namespace comity::exchange {
namespace {

// The log is sealed over what is older than a day (log/chain.h): that may not grow any more.
constexpr std::int64_t longest_us = 20LL * 3600 * 1'000'000;

[[noreturn]] void refuse(Sentence message)
{
    throw Error(Cause::conflict, std::move(message));
}

// Whether the change set may still grow.
bool is_open(Engine& engine, const Id& change_set)
{
    bool is_open = false;
    engine.database().read([&](store::Connection& connection) {
        connection.query(
            {R"(SELECT "at" FROM "open_change_set" WHERE "id" = ?)", {change_set}},
            [&](const store::Row& row) { is_open = now().us - row.instant(0).us < longest_us; });
    });
    return is_open;
}

std::string rows_of(const ImportStanding& standing)
{
    return std::to_string(standing.rows) + (standing.rows == 1 ? " row" : " rows");
}

class KeptImport {
public:
    KeptImport(Engine& engine, const ImportPlan& plan, const std::string& path, const KeptRun& run)
        : m_engine(engine), m_run(run), m_digest(digest_of(plan, path))
    {
    }

    // Where to begin. An import without an id is one of the command line, which speaks English.
    ImportStanding find_beginning() const
    {
        auto found = m_run.import.is_nil() ? find_interrupted(m_engine, m_digest)
                                           : ImportJournal(m_engine, m_run.import).find();
        if (m_run.goes_on && !found && m_run.import.is_nil())
            throw Error(Cause::not_found,
                        "No import of this file with these options was interrupted. Leave out "
                        "--resume to begin one; with another mapping it would be another import.");
        if (m_run.goes_on && found)
            return checked(std::move(*found));
        if (found && m_run.import.is_nil() && !m_run.anew)
            refuse("An import of this file with these options was interrupted after " +
                   rows_of(*found) +
                   ". Add --resume to go on where it stopped, or --anew to begin again beside "
                   "what it wrote. Nothing was changed.");
        return {m_run.import.is_nil() ? make_id() : m_run.import, m_digest, {}, 0, 0, {}};
    }

private:
    Engine& m_engine;
    const KeptRun& m_run;
    const std::string m_digest;

    ImportStanding checked(ImportStanding standing) const
    {
        bool is_undone = false;
        m_engine.database().read([&](store::Connection& connection) {
            is_undone = find_undoer(connection, standing.change_set).has_value();
        });
        if (is_undone)
            refuse(say("import.what_this_import_had_written"));
        if (standing.digest != m_digest)
            refuse(say("import.file_its_options_or_fields", {{"count", standing.rows}}));
        return standing;
    }
};

} // namespace

ImportReport run_kept_import(Engine& engine, const Actor& actor, const std::string& file_path,
                             const std::string& file_name, const ImportOptions& options,
                             const std::string& errors_path, Progress* progress, const KeptRun& run)
{
    const Actor importer = importer_of(actor);
    const auto catalog = engine.catalog();
    const ImportPlan plan = make_plan(engine, *catalog, importer, file_path, options);
    Sentence label = import_label(options.label, file_name);
    if (options.dry_run) {
        ChangeSetInParts nothing(engine, importer, {label, {}});
        return run_planned(engine, importer, {plan, file_path, file_name, errors_path, true},
                           nothing, progress);
    }
    ImportStanding begun = KeptImport(engine, plan, file_path, run).find_beginning();
    const ImportJournal journal(engine, begun.import);
    const bool was_begun = !begun.change_set.is_nil();
    const bool is_same = was_begun && is_open(engine, begun.change_set);
    if (was_begun && !is_same)
        label = say("log.continued", {{"what", std::move(label)}});
    ChangeSetInParts changes =
        is_same ? ChangeSetInParts(engine, importer, {label, {}}, begun.change_set)
                : ChangeSetInParts(engine, importer, {label, {}});
    if (!was_begun && journal.find())
        journal.forget(); // of an earlier run that was taken back
    ImportMarks marks(&journal, plan, std::move(begun));
    const PlannedFile file{plan, file_path, file_name, errors_path, true, &marks};
    try {
        ImportReport report = run_planned(engine, importer, file, changes, progress);
        if (report.state == "done")
            marks.forget();
        return report;
    } catch (const Error& error) {
        if (!marks.may_go_on(error))
            marks.forget();
        throw;
    }
}

} // namespace comity::exchange
