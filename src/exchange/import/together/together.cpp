// Running several files: all of them are read before the first row is written, then each goes in
// like a file that is alone, into the one change set.
#include "exchange/import_together.h"

#include "base/error.h"
#include "exchange/import/mapping/planned.h"
#include "exchange/import/running/run.h"
#include "exchange/import/running/stage_dates.h"
#include "exchange/import/telling/told.h"
#include "exchange/import/together/files_of_dump.h"
#include "exchange/import/together/people_of_dump.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"

#include <algorithm>
#include <memory>

namespace comity::exchange {
namespace {

// The rows of all files as one count.
class SharedProgress : public Progress {
public:
    SharedProgress(Progress* whole, std::int64_t total) : m_whole(whole), m_total(total) {}

    void begin(std::int64_t rows_before) { m_before = rows_before; }
    void update(std::int64_t done, std::int64_t) override
    {
        if (m_whole)
            m_whole->update(m_before + done, m_total);
    }
    bool is_cancelled() const override { return m_whole && m_whole->is_cancelled(); }
    void opened(const Id& change_set) override
    {
        if (m_whole)
            m_whole->opened(change_set);
    }

private:
    Progress* m_whole;
    std::int64_t m_total;
    std::int64_t m_before = 0;
};

constexpr std::size_t most_previewed = 5; // rows of a file that go in
constexpr std::size_t most_failed = 25;   // and of those that do not

// The report is asked for twice a second while it runs: of many files it has to stay small.
void shorten_preview(Json& told)
{
    const Json* preview = told.find("preview");
    if (!preview || !preview->if_array())
        return;
    Json::Array kept;
    std::size_t good = 0, failed = 0;
    for (const Json& row : *preview->if_array()) {
        const bool is_failed = row.text("verb") == "fail";
        if ((is_failed ? ++failed : ++good) <= (is_failed ? most_failed : most_previewed))
            kept.push_back(row);
    }
    told.set("preview", std::move(kept));
}

class TogetherRun {
public:
    TogetherRun(Engine& engine, const Actor& actor, const std::vector<LinkedFile>& files,
                const TogetherOptions& options, Progress* progress)
        : m_engine(engine), m_actor(importer_of(actor)),
          m_tongue(tongue_of(engine.shelf(), m_actor.language)), m_options(options), m_files(files),
          m_catalog(engine.catalog()), m_progress(progress), m_people(engine, m_actor)
    {
    }

    ImportReport run(const Sentence& label)
    {
        make_plans();
        SharedProgress progress(m_progress, m_rows);
        ChangeSetInParts changes(m_engine, m_actor, {label, {}});
        if (!m_options.dry_run)
            progress.opened(changes.change_set());
        try {
            for (std::size_t i = 0; i < m_files.size() && !progress.is_cancelled(); ++i)
                if (!m_files[i].is_left_out && m_files[i].problems.empty())
                    run_file(i, changes, progress);
        } catch (...) {
            changes.finish(); // what is in already is undone in one step
            throw;
        }
        ImportReport whole = sum();
        whole.change_set = changes.finish();
        if (whole.change_set.is_nil() && !m_options.dry_run)
            progress.opened({});
        if (progress.is_cancelled())
            whole.error =
                m_tongue.tell(say("report.it_was_stopped_after_number", {{"number", whole.done}}));
        whole.state = progress.is_cancelled() ? "failed" : m_options.dry_run ? "waiting" : "done";
        return whole;
    }

private:
    void make_plans()
    {
        std::vector<Problem> problems;
        for (const LinkedFile& file : m_files) {
            auto& plan = m_plans.emplace_back();
            ImportReport& report = m_reports.emplace_back();
            report.object = file.options.object;
            report.file_name = file.given.name;
            report.options = file.options;
            report.state = file.problems.empty() ? "waiting" : "failed";
            report.error = m_tongue.tell(sentence_of(file.problems));
            report.told.set("headers", Json::Array(file.headers.begin(), file.headers.end()));
            if (file.is_left_out || !file.problems.empty())
                continue;
            try {
                if (file.role == LinkedFile::Role::people)
                    report = m_people.read(file, m_options.makes_people);
                if (file.role == LinkedFile::Role::people)
                    continue;
                if (file.role == LinkedFile::Role::attachments) {
                    m_rows += count_rows(file);
                    continue;
                }
                ImportOptions options = file.options;
                m_people.translate(*m_catalog, options);
                plan = std::make_unique<ImportPlan>(
                    make_plan(m_engine, *m_catalog, m_actor, file.given.path, options));
                plan->planned = m_options.dry_run ? &m_planned : nullptr;
                m_rows += plan->rows;
            } catch (const Error& error) {
                report.state = "failed";
                report.error = m_tongue.tell(error.sentence());
                problems.push_back({file.given.name, "file",
                                    Sentence(file.given.name + ":").then(error.sentence())});
            }
        }
        if (!m_options.dry_run && !problems.empty())
            throw Error(Cause::invalid,
                        say("import.what_nothing_was_changed", {{"what", sentence_of(problems)}}),
                        problems);
    }

    void run_file(std::size_t at, ChangeSetInParts& changes, SharedProgress& progress)
    {
        const LinkedFile& file = m_files[at];
        ImportReport& report = m_reports[at];
        progress.begin(m_done);
        if (file.role == LinkedFile::Role::attachments && report.error.empty()) {
            report = run_files(m_engine, m_actor, file, m_options.dry_run ? &m_planned : nullptr,
                               changes, &progress);
        } else if (m_plans[at]) {
            report = run_planned(
                m_engine, m_actor,
                {*m_plans[at], file.given.path, file.given.name, file.given.errors_path, false},
                changes, &progress);
            report.options = file.options;
            m_plans[at].reset();
        }
        if (report.error.empty())
            report.state = m_options.dry_run ? "waiting" : "done";
        if (file.role == LinkedFile::Role::stage_history && !m_options.dry_run)
            tell_settled(report, settle_stage_dates(m_engine, m_actor, file, changes));
        m_done += report.counts.rows;
    }

    void tell_settled(ImportReport& report, std::int64_t deals) const
    {
        if (deals == 0)
            return;
        const Json* told = report.told.find("notes");
        Json::Array notes = told && told->if_array() ? *told->if_array() : Json::Array{};
        notes.push_back(m_tongue.tell(say("report.deals_have_time_of_coming", {{"count", deals}})));
        report.told.set("notes", std::move(notes));
    }

    ImportReport sum()
    {
        ImportReport whole;
        whole.in_file = 0;
        Json::Array told;
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            ImportReport& report = m_reports[i];
            shorten_preview(report.told);
            ImportCounts& counts = whole.counts;
            counts.rows += report.counts.rows;
            counts.created += report.counts.created;
            counts.updated += report.counts.updated;
            counts.unchanged += report.counts.unchanged;
            counts.failed += report.counts.failed;
            for (const auto& [object, count] : report.counts.also_created)
                counts.also_created[object] += count;
            whole.done += report.done;
            whole.in_file += std::max(report.in_file, std::int64_t{0});
            std::string text;
            write_import(text, report);
            Json json = parse_json(text);
            json.set("left_out", m_files[i].is_left_out);
            json.set("label", m_files[i].preset);
            told.push_back(std::move(json));
        }
        whole.options.dry_run = m_options.dry_run;
        whole.together = json_of(m_options);
        whole.told.set("in_file", whole.in_file);
        whole.told.set("files", std::move(told));
        whole.files = std::move(m_reports);
        return whole;
    }

    Engine& m_engine;
    const Actor m_actor;
    const Tongue m_tongue;
    const TogetherOptions& m_options;
    const std::vector<LinkedFile>& m_files;
    std::shared_ptr<const Catalog> m_catalog;
    Progress* m_progress;
    std::vector<std::unique_ptr<ImportPlan>> m_plans; // null: the file stays outside
    std::vector<ImportReport> m_reports;
    PeopleOfDump m_people;
    Planned m_planned;
    std::int64_t m_rows = 0;
    std::int64_t m_done = 0;
};

} // namespace

bool ImportReport::is_reconciled() const
{
    return counts.rows == in_file &&
           counts.rows == counts.created + counts.updated + counts.unchanged + counts.failed;
}

ImportReport run_together(Engine& engine, const Actor& actor, const std::vector<LinkedFile>& files,
                          const TogetherOptions& options, const std::string& name,
                          Progress* progress)
{
    const Sentence label = import_label(options.label, name);
    if (!options.dry_run)
        refuse_problems(files);
    ImportReport report = TogetherRun(engine, actor, files, options, progress).run(label);
    report.file_name = name;
    return report;
}

} // namespace comity::exchange
