// What is taken of a sheet becomes one change set: pages of drafts, a transaction each.
#include "exchange/round_trip.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/round_trip/sheet_store.h"
#include "record/object/catalog.h"
#include "record/parts/in_parts.h"
#include "record/save/many.h"
#include "record/settings.h"
#include "store/database.h"

#include <algorithm>

namespace comity::exchange {
namespace {

using Sort = SheetColumn::Sort;

constexpr int page_rows = 500;
constexpr std::size_t most_failures = 100;

std::int64_t number_of(const Json& cell, std::string_view name)
{
    const Json* number = cell.find(name);
    return number && number->if_number() ? std::stoll(number->if_number()->text) : 0;
}

// Whether the choice takes this cell of the sheet.
bool takes(const SheetChoice& choice, const KeptRow& row, const Json& cell)
{
    const std::string_view state = cell.text("state");
    const std::string column(cell.text("column"));
    if (state != "sheet" && state != "conflict")
        return false;
    if (const auto kept = choice.keep.find(row.line);
        kept != choice.keep.end() && kept->second.contains(column))
        return false;
    const auto cells = choice.cells.find(row.line);
    const bool is_named = cells != choice.cells.end() && cells->second.contains(column);
    if (row.state != "new" && !choice.all && !choice.rows.contains(row.line) && !is_named)
        return false;
    if (state == "sheet")
        return true;
    const auto settled = choice.settle.find(row.line);
    if (settled != choice.settle.end())
        if (const auto side = settled->second.find(column); side != settled->second.end())
            return side->second;
    return choice.conflicts_take_sheet;
}

bool takes(const SheetChoice& choice, const KeptRow& row)
{
    if (row.state == "new")
        return choice.create || choice.rows.contains(row.line);
    const Json::Array* cells = row.cells.if_array();
    return (row.state == "changed" || row.state == "conflict") && cells &&
           std::ranges::any_of(*cells, [&](const Json& cell) { return takes(choice, row, cell); });
}

Json json_of(const Field& field, const Record& record)
{
    std::string text;
    JsonWriter writer(text);
    kind_of(field).write_json(writer, field, record.of(field));
    return parse_json(text);
}

// Rows are marked as taken with the part that takes them, so that it can go on where it stopped.
ChangeSetInParts changes_of(Engine& engine, const Actor& actor, const KeptSheet& sheet,
                            LongRun* run)
{
    ChangeSetOptions options{say("log.edits_of_file", {{"file", sheet.file_name}}), {}};
    return run ? parts_of(*run, actor, std::move(options))
               : ChangeSetInParts(engine, actor, std::move(options));
}

class SheetWriting {
public:
    SheetWriting(Engine& engine, const Actor& actor, const KeptSheet& sheet,
                 const SheetChoice& choice, LongRun* run)
        : m_engine(engine), m_catalog(engine.catalog()), m_object(m_catalog->load(sheet.object)),
          m_sheet(sheet), m_choice(choice), m_run(run), m_actor(actor),
          m_changes(changes_of(engine, actor, sheet, run))
    {
        m_format.currency = engine.settings().currency;
        m_format.zone = actor.zone;
    }

    SheetOutcome run(std::int64_t total)
    {
        std::int64_t after = 0;
        for (auto rows = next_page(after); !rows.empty(); rows = next_page(after)) {
            after = rows.back().line;
            std::erase_if(rows, [&](const KeptRow& row) { return !takes(m_choice, row); });
            if (rows.empty())
                continue;
            SheetOutcome page;
            m_changes.run([&](Transaction& transaction) {
                page = {};
                std::vector<KeptRow> some = rows;
                write_page(transaction, some, page);
            });
            m_outcome.rows += page.rows;
            m_outcome.cells += page.cells;
            m_outcome.created += page.created;
            for (auto& failure : page.failed)
                if (m_outcome.failed.size() < most_failures)
                    m_outcome.failed.push_back(std::move(failure));
            m_done += static_cast<std::int64_t>(rows.size());
            if (m_run)
                m_run->tell(m_done, std::max(m_done, total));
        }
        m_outcome.change_set = m_changes.finish();
        return std::move(m_outcome);
    }

private:
    std::vector<KeptRow> next_page(std::int64_t after)
    {
        std::vector<KeptRow> rows;
        m_engine.database().read([&](store::Connection& connection) {
            rows = load_rows_after(connection, m_sheet.id, after, "", page_rows);
        });
        return rows;
    }

    void write_page(Transaction& transaction, std::vector<KeptRow>& rows, SheetOutcome& page)
    {
        std::vector<Id> ids;
        for (const KeptRow& row : rows)
            if (row.record)
                ids.push_back(*row.record);
        std::unordered_map<Id, Loaded> loaded;
        for (Loaded& one : load_many(transaction, m_object, ids))
            loaded.emplace(one.record.id(), std::move(one));
        std::vector<Draft> drafts;
        std::vector<KeptRow*> row_of;
        for (KeptRow& row : rows) {
            const auto at = row.record ? loaded.find(*row.record) : loaded.end();
            if (row.record && at == loaded.end()) {
                fail(page, row, {{"", "not_found", say("sheet.it_is_not_there_any")}});
                continue;
            }
            drafts.push_back(row.record ? make_draft(at->second.record) : make_draft(m_object));
            row_of.push_back(&row);
            if (row.record && !at->second.may_write)
                drafts.back().problems.push_back(
                    {"", "forbidden",
                     say("common.you_may_not_change_this", {{"object", within(m_object.label)}})});
            else if (row.record && at->second.record.is_in_bin())
                drafts.back().problems.push_back({"", "state", say("sheet.it_is_in_bin")});
            else if (!row.record && m_actor.reach(m_object, Verb::create) == Reach::none)
                drafts.back().problems.push_back(
                    {"", "forbidden",
                     say("common.you_may_not_make_objects",
                         {{"objects", within(m_object.label_plural)}})});
            else
                fill(row, drafts.back());
        }
        prepare_drafts(transaction, m_object, drafts);
        write_drafts(transaction, m_object, drafts);
        for (std::size_t i = 0; i < drafts.size(); ++i)
            settle(transaction, *row_of[i], drafts[i], page);
    }

    void fill(const KeptRow& row, Draft& draft)
    {
        const bool is_stale = draft.before && draft.before->version() != row.version;
        for (const Json& cell : *row.cells.if_array()) {
            const Field* field = m_object.find_field(cell.text("field"));
            if (!draft.before && cell.text("state") == "problem")
                draft.problems.push_back(
                    {std::string(cell.text("field")), "type", std::string(cell.text("problem"))});
            if (!field || !takes(m_choice, row, cell))
                continue;
            const auto sort = static_cast<Sort>(number_of(cell, "sort"));
            const auto part = static_cast<std::size_t>(number_of(cell, "part"));
            const Json& value = *cell.find("value");
            SheetColumn column;
            column.field = field;
            column.sort = sort;
            column.part = part;
            if (is_stale &&
                part_json(column, draft.before->of(*field)) != *cell.find("now_value")) {
                draft.problems.push_back({field->name, "stale",
                                          say("sheet.somebody_has_changed_field_since",
                                              {{"field", as_label(field->label)}})});
                continue;
            }
            const Json whole = whole_json(*field, part, sort, json_of(*field, draft.after), value);
            kind_of(*field).parse(*field, whole, m_format, draft.after.of(*field), draft.problems);
        }
    }

    void settle(Transaction& transaction, KeptRow& row, const Draft& draft, SheetOutcome& page)
    {
        if (!draft.is_good())
            return fail(page, row, draft.problems);
        Json::Array cells;
        std::int64_t taken = 0;
        bool has_more = false;
        for (const Json& cell : *row.cells.if_array()) {
            Json kept = cell;
            if (takes(m_choice, row, cell)) {
                kept.set("state", "done");
                ++taken;
            }
            has_more |= kept.text("state") == "sheet" || kept.text("state") == "conflict";
            cells.push_back(std::move(kept));
        }
        row.cells = std::move(cells);
        page.created += !row.record;
        page.rows += 1;
        page.cells += taken;
        if (!row.record)
            row.record = draft.after.id();
        if (!has_more)
            row.state = "done";
        row.version = draft.after.version();
        mark_row(transaction.connection(), m_sheet.id, row);
    }

    static void fail(SheetOutcome& page, const KeptRow& row, std::vector<Problem> problems)
    {
        if (page.failed.size() < most_failures)
            page.failed.push_back({row.line, std::move(problems)});
    }

    Engine& m_engine;
    std::shared_ptr<const Catalog> m_catalog;
    const Object& m_object;
    const KeptSheet& m_sheet;
    const SheetChoice& m_choice;
    LongRun* m_run; // null: on the thread of a request
    const Actor m_actor;
    TextFormat m_format;
    ChangeSetInParts m_changes;
    SheetOutcome m_outcome;
    std::int64_t m_done = 0;
};

KeptSheet load_ready(Engine& engine, const Actor& actor, const Id& id)
{
    KeptSheet sheet = load_sheet(engine, actor, id);
    if (sheet.state != "ready")
        throw Error(Cause::conflict,
                    sheet.state == "failed"
                        ? say("sheet.this_sheet_could_not_be", {{"what", sheet.error}})
                        : say("sheet.this_sheet_is_still_being"));
    return sheet;
}

} // namespace

std::int64_t count_chosen(Engine& engine, const Actor& actor, const Id& id,
                          const SheetChoice& choice)
{
    const KeptSheet sheet = load_ready(engine, actor, id);
    if (!choice.all && !choice.create)
        return static_cast<std::int64_t>(choice.rows.size() + choice.cells.size());
    const Json* counts = sheet.told.find("counts");
    std::int64_t count = 0;
    for (const char* state : {"changed", "conflict", "new"})
        count += counts ? number_of(*counts, state) : 0;
    return count;
}

namespace {

SheetOutcome apply_with(Engine& engine, const Actor& actor, const Id& id, const SheetChoice& choice,
                        LongRun* run)
{
    KeptSheet sheet = load_ready(engine, actor, id);
    SheetWriting writing(engine, actor, sheet, choice, run);
    SheetOutcome outcome = writing.run(count_chosen(engine, actor, id, choice));
    if (!outcome.change_set.is_nil()) {
        sheet.change_set = outcome.change_set;
        engine.database().write(
            [&](store::Connection& connection) { update_sheet(connection, sheet); });
    }
    return outcome;
}

} // namespace

SheetOutcome apply_sheet(Engine& engine, const Actor& actor, const Id& id,
                         const SheetChoice& choice)
{
    return apply_with(engine, actor, id, choice, nullptr);
}

Id start_apply_sheet(Engine& engine, const Actor& actor, const Id& sheet, const Json& choice)
{
    load_ready(engine, actor, sheet);
    Json wish;
    wish.set("sheet", format_id(sheet));
    wish.set("choice", choice);
    return engine.part<LongWorks>().start(
        actor, {.kind = "sheet_apply", .about = sheet, .wish = std::move(wish)});
}

Id apply_sheet_in_parts(LongRun& run)
{
    const Actor actor = run.is_resumed() ? run.actor_now() : run.actor();
    return apply_with(run.engine(), actor, *parse_id(run.wish().text("sheet")),
                      parse_sheet_choice(*run.wish().find("choice")), &run)
        .change_set;
}

} // namespace comity::exchange
