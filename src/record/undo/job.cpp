// An undo in parts: looked at whole on one snapshot, then written. After a crash, pages that are
// back already differ in nothing and are passed over.

#include "record/undo/job.h"

#include "base/error.h"
#include "record/parts/in_parts.h"
#include "record/parts/part_time.h"
#include "record/undo/undo.h"
#include "store/database.h"

namespace comity::record {
namespace {

Json json_of(const std::vector<std::string>& names)
{
    return Json::Array(names.begin(), names.end());
}

std::vector<std::string> names_in(const Json& wish, std::string_view member)
{
    std::vector<std::string> names;
    if (const Json* list = wish.find(member))
        for (const Json& name : *list->if_array())
            names.push_back(*name.if_string());
    return names;
}

class RunningUndo {
public:
    explicit RunningUndo(LongRun& run)
        : m_engine(run.engine()), m_run(run), m_change_set(*parse_id(run.wish().text("undoes"))),
          m_force(names_in(run.wish(), "force")), m_keep(names_in(run.wish(), "keep"))
    {
    }

    Id run()
    {
        m_total = count_records();
        if (!m_run.has_begun()) {
            look();
            m_run.begin();
        }
        return write();
    }

private:
    std::int64_t count_records() const
    {
        std::int64_t count = 0;
        m_engine.database().read([&](store::Connection& connection) {
            connection.query(
                {R"(SELECT "records" FROM "change_set" WHERE "id" = ?)", {m_change_set}},
                [&](const store::Row& row) { count = row.integer(0); });
        });
        return count;
    }

    // Looking is the first half of the way, writing the second.
    void tell(std::int64_t looked, std::int64_t written)
    {
        m_run.tell((looked + written) / 2, m_total);
    }

    // Everything on one snapshot, so that all conflicts are told together.
    void look()
    {
        const UndoChoices choices(m_force, m_keep);
        m_engine.database().read([&](store::Connection& connection) {
            SaveState state(m_engine, m_run.actor(), connection);
            Transaction transaction(state);
            UndoConflicts conflicts;
            Undo undo(transaction, m_change_set, choices, conflicts, Undo::Pass::look);
            undo.check();
            std::int64_t looked = 0;
            std::int64_t before = INT64_MAX;
            while (const auto count = undo.run_page(before)) {
                looked += count;
                tell(looked, 0);
            }
            undo.finish();
        });
    }

    // Takes back changes before that position for as long as a part may take. Returns how many; 0
    // at the end.
    std::int64_t write_part(Transaction& transaction, std::int64_t& before)
    {
        const UndoChoices choices(m_force, m_keep, UndoDecision::keep);
        const PartTime time(m_engine.database());
        UndoConflicts none;
        Undo undo(transaction, m_change_set, choices, none, Undo::Pass::write);
        undo.check(m_run.change_set());
        std::int64_t count = 0;
        do {
            const auto more = undo.run_page(before, step_records);
            if (more == 0)
                break;
            count += more;
        } while (!time.is_over());
        if (count == 0)
            undo.finish();
        return count;
    }

    Id write()
    {
        ChangeSetInParts parts =
            parts_of(m_run, m_run.actor(), undo_options(m_engine, m_change_set));
        std::int64_t written = 0;
        std::int64_t before = INT64_MAX;
        for (std::int64_t count = 1; count > 0;) {
            std::int64_t next = before;
            parts.run([&](Transaction& transaction) {
                next = before;
                count = write_part(transaction, next);
            });
            before = next;
            written += count;
            tell(m_total, written);
        }
        return parts.finish();
    }

    Engine& m_engine;
    LongRun& m_run;
    const Id m_change_set;
    const std::vector<std::string> m_force;
    const std::vector<std::string> m_keep;
    std::int64_t m_total = 0;
};

void check_at_once(Engine& engine, const Actor& actor, const UndoRequest& request)
{
    const UndoChoices choices(request.force_fields, request.keep_fields);
    engine.database().read([&](store::Connection& connection) {
        SaveState state(engine, actor, connection);
        Transaction transaction(state);
        UndoConflicts conflicts;
        Undo(transaction, request.change_set, choices, conflicts, Undo::Pass::look).check();
    });
}

} // namespace

namespace {

Id run_undo(LongRun& run)
{
    const Id change_set = RunningUndo(run).run();
    if (change_set.is_nil())
        throw Error(Cause::invalid, say("work.nothing_left_of_this_to"));
    return change_set;
}

} // namespace

Id start_undo(Engine& engine, const Actor& actor, const UndoRequest& request)
{
    LongWorks& works = engine.part<LongWorks>();
    if (const auto job = works.find_unfinished("undo", request.change_set))
        return *job;
    check_at_once(engine, actor, request);
    Json wish;
    wish.set("undoes", format_id(request.change_set));
    wish.set("force", json_of(request.force_fields));
    wish.set("keep", json_of(request.keep_fields));
    return works.start(actor, {"undo", request.change_set, std::move(wish)});
}

Mechanism undo_mechanism()
{
    return {.name = "undo",
            .long_works = {{.kind = "undo", .run = run_undo, .must_be_whole = true}}};
}

} // namespace comity::record
