// Running an import: the file is read again, batch by batch; each batch is one transaction of the
// one change set, so that other writers get their turn between them.

#include "exchange/import/running/run.h"
#include "exchange/import.h"
#include "exchange/import/mapping/planned.h"
#include "exchange/import/rows/page.h"
#include "exchange/import/running/part_size.h"
#include "exchange/import/telling/suggestions.h"
#include "exchange/import/telling/told.h"

#include "base/error.h"
#include "record/object/catalog.h"
#include "store/database.h"

#include <algorithm>
#include <future>

namespace comity::exchange {
namespace {

constexpr std::size_t batch_rows = 8'000; // read ahead at once

constexpr std::size_t link_rows = 500; // linked in one transaction, when all rows are in

// Thrown to roll back what a dry run did to find out.
struct DryRunOver {};

class ImportRun {
public:
    // `changes`: the change set that it writes.
    ImportRun(Engine& engine, const Actor& actor, const PlannedFile& file, Progress* progress,
              ChangeSetInParts& changes, ImportMarks& marks)
        : m_engine(engine), m_actor(actor), m_plan(file.plan), m_path(file.path),
          m_progress(progress), m_catalog(engine.catalog()),
          m_state(engine, *m_catalog, m_actor, m_plan), m_telling(m_plan, file.errors_path),
          m_changes(changes), m_is_whole(file.is_whole), m_marks(marks), m_size(engine.database())
    {
    }

    ImportReport run()
    {
        if (m_progress && m_is_whole && !m_plan.options.dry_run)
            m_progress->opened(m_changes.change_set());
        try {
            run_file();
        } catch (const Error& error) {
            if (!m_marks.may_go_on(error))
                finish(); // what is in already is told, and undone in one step
            throw;
        } catch (...) {
            finish();
            throw;
        }
        ImportReport report;
        report.change_set = is_cancelled() && m_marks.is_kept() ? m_changes.change_set() : finish();
        report.told = m_telling.told();
        report.told.set("duplicates", m_telling.twins(m_state.duplicates));
        m_engine.database().read([&](store::Connection& connection) {
            report.told.set("suggestions", make_suggestions(connection, m_state, m_telling));
        });
        report.counts = m_telling.counts();
        report.done = m_telling.done();
        report.state = is_cancelled()           ? m_marks.state_when_stopped()
                       : m_plan.options.dry_run ? "waiting"
                                                : "done";
        if (is_cancelled())
            report.error = m_plan.tongue.tell(
                say("report.it_was_stopped_after_number", {{"number", report.done}}));
        return report;
    }

private:
    void run_file()
    {
        Sheet sheet = open_sheet(m_path, m_plan.format);
        RowBatch batches[] = {RowBatch(m_plan), RowBatch(m_plan)};
        RowBatch* batch = &batches[0];
        RowBatch* following = &batches[1];
        pass_over(*batch, sheet);
        bool has_rows = batch->read(sheet, batch_rows);
        while (has_rows && !is_cancelled()) {
            // The next rows are read while these are written.
            auto reading =
                std::async(std::launch::async, [&] { return following->read(sheet, batch_rows); });
            run_batch(*batch);
            has_rows = reading.get();
            std::swap(batch, following);
        }
        link_pending();
    }

    // The rows that an interrupted run has dealt with: only those that failed are told again.
    void pass_over(RowBatch& batch, Sheet& sheet)
    {
        const ImportStanding& stands = m_marks.standing();
        const auto failed = m_marks.failures(ImportRest::Sort::failed);
        auto failure = failed.begin();
        for (std::int64_t passed = 0; passed < stands.rows;) {
            const auto left = static_cast<std::size_t>(stands.rows - passed);
            if (!batch.read(sheet, std::min(batch_rows, left)))
                break;
            passed += static_cast<std::int64_t>(batch.rows().size());
            for (const ImportRow& row : batch.rows())
                if (failure != failed.end() && failure->line == row.line)
                    m_telling.tell_again(batch, row, (failure++)->text);
        }
        for (const ImportRest& broken : m_marks.failures(ImportRest::Sort::broken_link))
            m_telling.tell_again(broken.line, broken.text);
        m_telling.go_on(stands.counts);
        m_pending = m_marks.links_to_make();
        m_engine.database().read([&](store::Connection& connection) {
            for (const PendingLink& link : m_pending)
                m_state.links.load(connection, *link.column, link.text);
        });
    }

    void run_batch(const RowBatch& batch)
    {
        m_engine.database().read([&](store::Connection& connection) {
            m_state.links.load(connection, batch);
            m_state.matcher.load(connection);
        });
        run_rows(batch, 0, batch.rows().size());
        if (m_progress)
            m_progress->update(m_telling.done(), m_plan.rows);
    }

    Id finish()
    {
        if (!m_is_whole)
            return {}; // whoever began the change set ends it
        const Id change_set = m_changes.finish();
        if (m_progress && change_set.is_nil() && !m_plan.options.dry_run)
            m_progress->opened({});
        return change_set;
    }

    bool is_cancelled() const { return m_progress && m_progress->is_cancelled(); }

    // Rows [begin, end), in as many transactions as it takes. A row that the database refuses is
    // found by halving; the others go in.
    void run_rows(const RowBatch& batch, std::size_t begin, std::size_t end)
    {
        while (begin < end) {
            Page page(m_state, batch, begin, std::min(end, begin + m_size.rows()));
            try {
                run_page(batch, begin, page);
                m_size.note_rows(page.end() - begin);
            } catch (const Error& error) {
                const bool is_of_rows =
                    error.cause() == Cause::invalid || error.cause() == Cause::conflict ||
                    error.cause() == Cause::forbidden || error.cause() == Cause::not_found;
                if (!is_of_rows)
                    throw;
                const std::size_t last = std::min(end, begin + m_size.rows());
                if (last - begin > 1) {
                    const std::size_t middle = begin + (last - begin) / 2;
                    run_rows(batch, begin, middle);
                    begin = middle;
                    continue;
                }
                std::vector<Problem> problems = error.problems();
                if (problems.empty())
                    problems.push_back({"", "refused", error.sentence()});
                m_telling.take_failure(batch, begin, problems);
                m_marks.note_failure(batch.rows()[begin].line,
                                     m_plan.tongue.tell(sentence_of(problems)));
                ++begin;
                continue;
            }
            take(batch, begin, page);
            begin = page.end();
        }
    }

    void run_page(const RowBatch& batch, std::size_t begin, Page& page)
    {
        if (!m_plan.options.dry_run) {
            m_changes.run([&](Transaction& transaction) {
                m_size.begin();
                page.run(transaction);
                m_marks.keep_page(transaction, batch, begin, page, m_state.links);
                m_size.end(page.has_updates());
            });
            return m_marks.settle();
        }
        ChangeSetInParts nothing(m_engine, m_actor, {});
        try {
            nothing.run([&](Transaction& transaction) {
                page.run(transaction);
                throw DryRunOver{};
            });
        } catch (const DryRunOver&) {
        }
    }

    void take(const RowBatch& batch, std::size_t begin, Page& page)
    {
        m_telling.take(batch, begin, page);
        m_state.duplicates.keep_page();
        m_telling.take_made(m_state.links.made());
        if (m_plan.planned)
            for (const Links::Made& made : m_state.links.made())
                m_plan.planned->learn(made.record);
        if (m_plan.options.dry_run) {
            for (std::size_t at = begin; at < page.end(); ++at)
                if (page.outcome(at).problems.empty() &&
                    page.outcome(at).verb == RowOutcome::Verb::create)
                    plan_row(page, at);
            return;
        }
        m_state.links.keep();
        for (std::size_t at = begin; at < page.end(); ++at) {
            const RowOutcome& outcome = page.outcome(at);
            if (!outcome.problems.empty() || outcome.draft < 0)
                continue;
            const Record& record = page.drafts()[static_cast<std::size_t>(outcome.draft)].after;
            const bool is_new = outcome.verb == RowOutcome::Verb::create;
            if (is_new) {
                m_state.links.learn(record);
                m_state.matcher.learn(record);
            }
            for (const auto& [column, text] : outcome.pending)
                m_pending.push_back({record.id(), column, text, batch.rows()[at].line,
                                     outcome.verb == RowOutcome::Verb::unchanged});
        }
    }

    // What later rows and files will find in a real run.
    void plan_row(Page& page, std::size_t at)
    {
        const RowOutcome& outcome = page.outcome(at);
        m_state.planned_keys.insert(outcome.keys.begin(), outcome.keys.end());
        if (m_plan.planned && outcome.draft >= 0)
            m_plan.planned->learn(page.drafts()[static_cast<std::size_t>(outcome.draft)].after);
    }

    void link_pending()
    {
        for (std::size_t at = 0; at < m_pending.size() && !is_cancelled(); at += link_rows) {
            const auto some =
                std::span(m_pending).subspan(at, std::min(link_rows, m_pending.size() - at));
            std::vector<LinkOutcome> outcomes;
            m_changes.run([&](Transaction& transaction) {
                link_page(transaction, some, outcomes);
                m_marks.keep_links(transaction, some, outcomes);
            });
            m_marks.settle();
            for (std::size_t i = 0; i < some.size(); ++i) {
                if (!outcomes[i].failure.empty())
                    m_telling.tell_again(some[i].line, outcomes[i].failure);
                count_link(m_telling.counts(), some[i], outcomes[i]);
            }
        }
    }

    void link_page(Transaction& transaction, std::span<PendingLink> some,
                   std::vector<LinkOutcome>& outcomes)
    {
        const Object& object = *m_plan.object;
        outcomes.assign(some.size(), {});
        m_state.links.begin();
        std::map<const ImportColumn*, Meanings> meanings;
        std::vector<Id> ids;
        for (const PendingLink& link : some) {
            ask_for(meanings[link.column], link.text);
            if (std::find(ids.begin(), ids.end(), link.record) == ids.end())
                ids.push_back(link.record);
        }
        for (auto& [column, texts] : meanings)
            m_state.links.resolve(transaction.connection(), *column, texts);
        std::vector<Draft> drafts;
        std::unordered_map<Id, std::size_t> draft_of;
        for (Loaded& loaded : load_many(transaction, object, ids)) {
            draft_of.emplace(loaded.record.id(), drafts.size());
            drafts.push_back(make_draft(std::move(loaded.record)));
        }
        for (std::size_t i = 0; i < some.size(); ++i) {
            const Meaning& meaning = meanings[some[i].column].at(some[i].text);
            const auto draft = draft_of.find(some[i].record);
            if (meaning.sort == Meaning::Sort::record && draft != draft_of.end())
                place(drafts[draft->second].after, *some[i].column, meaning);
            else
                outcomes[i].failure = m_plan.tongue.tell(
                    say("report.it_went_in_without_its",
                        {{"field", within(some[i].column->field->label)}, {"name", some[i].text}}));
        }
        prepare_drafts(transaction, object, drafts, {.references = true, .choices = true});
        write_drafts(transaction, object, drafts);
        for (std::size_t i = 0; i < some.size(); ++i) {
            const auto at = draft_of.find(some[i].record);
            if (at == draft_of.end() || !outcomes[i].failure.empty())
                continue;
            const Draft& draft = drafts[at->second];
            outcomes[i] = {m_plan.tongue.tell(sentence_of(draft.problems)), draft.is_changed};
        }
    }

    static void place(Record& record, const ImportColumn& column, const Meaning& meaning)
    {
        const std::span<Value> cells = record.of(*column.field);
        if (column.way == ImportColumn::Way::reference) {
            cells[0] = meaning.id;
            if (column.field->target.empty())
                cells[1] = meaning.object->name;
            return;
        }
        std::string ids =
            std::holds_alternative<Null>(cells[0]) ? "" : std::get<std::string>(cells[0]);
        ids += ids.empty() ? "" : "\n";
        append_id(ids, meaning.id);
        cells[0] = std::move(ids);
    }

    Engine& m_engine;
    const Actor m_actor;
    const ImportPlan& m_plan;
    const std::string m_path;
    Progress* m_progress;
    std::shared_ptr<const Catalog> m_catalog;
    ImportState m_state;
    Telling m_telling;
    ChangeSetInParts& m_changes;
    const bool m_is_whole;
    ImportMarks& m_marks;
    std::vector<PendingLink> m_pending;
    PartSize m_size;
};

} // namespace

Actor importer_of(const Actor& actor)
{
    Actor importer = actor;
    if (importer.origin == Origin::screen || importer.origin == Origin::api)
        importer.origin = Origin::import;
    return importer;
}

ImportReport run_planned(Engine& engine, const Actor& importer, const PlannedFile& file,
                         ChangeSetInParts& changes, Progress* progress)
{
    if (progress)
        progress->update(0, file.plan.rows);
    ImportMarks none(nullptr, file.plan, {});
    ImportRun run(engine, importer, file, progress, changes, file.marks ? *file.marks : none);
    ImportReport report = run.run();
    report.object = file.plan.object->name;
    report.file_name = file.name;
    report.options = file.plan.options;
    report.in_file = file.plan.rows;
    report.told.set("in_file", report.in_file);
    return report;
}

Sentence import_label(const std::string& given, const std::string& file_name)
{
    return given.empty() ? say("log.imported", {{"file", file_name}}) : Sentence(given);
}

ImportReport run_import(Engine& engine, const Actor& actor, const std::string& file_path,
                        const std::string& file_name, const ImportOptions& options,
                        const std::string& errors_path, Progress* progress)
{
    const Actor importer = importer_of(actor);
    ChangeSetInParts changes(engine, importer, {import_label(options.label, file_name), {}});
    const auto catalog = engine.catalog();
    const ImportPlan plan = make_plan(engine, *catalog, importer, file_path, options);
    return run_planned(engine, importer, {plan, file_path, file_name, errors_path, true}, changes,
                       progress);
}

} // namespace comity::exchange
