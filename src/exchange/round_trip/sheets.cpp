// Sheets that came back, from the upload to the rows that differ.
#include "exchange/round_trip.h"

#include "base/error.h"
#include "base/excerpt.h"
#include "base/log.h"
#include "base/text.h"
#include "exchange/import/mapping/secret_columns.h"
#include "exchange/round_trip/sheet_store.h"
#include "record/object/catalog.h"
#include "record/object/dictionary.h"
#include "store/database.h"

#include <algorithm>
#include <filesystem>

namespace comity::exchange {
namespace {

constexpr std::size_t batch_rows = 500;
constexpr int batches_to_learn = 4;
constexpr std::size_t most_told = 50;

[[noreturn]] void refuse(std::string_view rule, const Sentence& message)
{
    throw Error(Cause::invalid, message, {{"file", std::string(rule), message}});
}

struct Provenance {
    const Object* object = nullptr;
    std::optional<KeptExport> exported;
};

// Which of these ids are records of the object, seen or not.
bool has_any(Engine& engine, const Object& object, const std::vector<Id>& ids)
{
    if (ids.empty())
        return false;
    bool is_any = false;
    engine.database().read([&](store::Connection& connection) {
        const auto catalog = engine.catalog();
        const Actor everybody = Actor::program("Round trip", Origin::api);
        is_any = !load_now(connection, *catalog, everybody, object, ids).empty();
    });
    return is_any;
}

// Finds out from its first rows where a sheet comes from.
Provenance origin_of(Engine& engine, const Catalog& catalog, const SheetHeads& heads,
                     const std::vector<SheetRow>& rows, const std::string& wanted)
{
    Provenance origin;
    std::vector<Id> ids;
    bool names_an_export = false;
    for (const SheetRow& row : rows) {
        if (const auto id = parse_id(row.cell(heads.id)))
            ids.push_back(*id);
        const std::string_view from = row.cell(heads.export_);
        names_an_export |= !from.empty();
        const auto id = parse_id(from);
        if (id && !origin.exported)
            origin.exported = find_export(engine, *id);
    }
    if (names_an_export && !origin.exported)
        refuse("foreign", say("sheet.this_sheet_was_not_exported"));
    const std::string name = origin.exported ? origin.exported->object : wanted;
    if (name.empty())
        refuse("foreign", say("sheet.sheet_does_not_say_what"));
    origin.object = &catalog.load(name);
    if (!wanted.empty() && catalog.load(wanted).name != origin.object->name)
        refuse("foreign", say("sheet.this_sheet_has_objects_not",
                              {{"objects", within(origin.object->label_plural)},
                               {"wanted", within(catalog.load(wanted).label_plural)}}));
    if (!ids.empty() && !has_any(engine, *origin.object, ids))
        refuse("foreign",
               say("sheet.ids_of_this_sheet_are", {{"object", within(origin.object->label)}}));
    return origin;
}

// One comparison from the file to the table.
class SheetRun {
public:
    SheetRun(Engine& engine, const Actor& actor, KeptSheet sheet, Progress& job)
        : m_engine(engine), m_actor(actor), m_sheet(std::move(sheet)), m_job(job),
          m_catalog(engine.catalog()), m_object(m_catalog->load(m_sheet.object)),
          m_path(sheet_file(engine, m_sheet.id)), m_format(find_file_format(m_path, {}))
    {
    }

    void run()
    {
        SheetRows first(m_path, m_format);
        SheetHeads heads = read_heads(m_object, first.headers(), m_sheet.exported,
                                      find_dictionary(m_engine.shelf(), m_actor.language));
        Comparison comparison(m_engine, m_actor, m_object, heads);
        for (int i = 0; i < batches_to_learn; ++i)
            comparison.learn(first.next(batch_rows));
        comparison.settle();
        SheetRows rows(m_path, m_format);
        rows.mark_covered(covered_cells(m_path, m_format));
        m_engine.database().write(
            [&](store::Connection& connection) { delete_rows(connection, m_sheet.id); });
        std::int64_t done = 0;
        for (auto batch = rows.next(batch_rows); !batch.empty(); batch = rows.next(batch_rows)) {
            const auto compared = comparison.compare(batch);
            m_engine.database().write([&](store::Connection& connection) {
                insert_rows(connection, m_sheet.id, compared);
            });
            for (const ComparedRow& row : compared)
                ++m_counts[std::string(row.state)];
            done += static_cast<std::int64_t>(batch.size());
            m_job.update(done, std::max(done, m_sheet.exported_rows));
            if (m_job.is_cancelled())
                throw Error(Cause::unavailable, say("sheet.server_was_stopped_meanwhile"));
        }
        tell(heads, comparison, done);
    }

private:
    void tell(const SheetHeads& heads, const Comparison& comparison, std::int64_t rows)
    {
        Json::Object counts;
        for (const auto& [state, count] : m_counts)
            counts.emplace_back(state, count);
        Json::Array columns, added, missing;
        for (const SheetColumn& column : heads.columns)
            columns.push_back(column.name);
        const auto was_exported = [&](const std::string& name) {
            return std::ranges::find(m_sheet.exported, name) != m_sheet.exported.end();
        };
        for (std::size_t i = 0; i < heads.added.size() && i < most_told; ++i)
            if (!was_exported(heads.added[i]))
                added.push_back(excerpt(heads.added[i], 200));
        for (const std::string& name : heads.missing)
            missing.push_back(name);
        const std::int64_t left_out =
            std::max<std::int64_t>(0, m_sheet.exported_rows - comparison.known_rows());
        m_sheet.told = Json::Object{{"rows", rows},
                                    {"counts", counts},
                                    {"columns", columns},
                                    {"added_columns", added},
                                    {"missing_columns", missing},
                                    {"missing_rows", m_sheet.exported_rows > 0 ? left_out : 0},
                                    {"worn_cells", comparison.worn_cells()}};
        m_sheet.state = "ready";
        write_patiently(m_engine, m_job,
                        [&](store::Connection& connection) { update_sheet(connection, m_sheet); });
    }

    Engine& m_engine;
    const Actor m_actor;
    KeptSheet m_sheet;
    Progress& m_job;
    std::shared_ptr<const Catalog> m_catalog;
    const Object& m_object;
    const std::string m_path;
    const SheetFormat m_format;
    std::map<std::string, std::int64_t> m_counts;
};

// From the beginning, also when it was interrupted: it only looks.
Id compare_sheet(LongRun& run)
{
    const Actor actor = run.is_resumed() ? run.actor_now() : run.actor();
    KeptSheet sheet = load_sheet(run.engine(), actor, *parse_id(run.wish().text("sheet")));
    try {
        SheetRun(run.engine(), actor, sheet, run).run();
    } catch (const Error& error) {
        if (error.cause() == Cause::unavailable)
            throw; // it goes on when the database is there again
        log_warning("sheet " + format_id(sheet.id) + " ended: " + error.message());
        sheet.state = "failed";
        sheet.error = tongue_of(run.engine().shelf(), actor.language).tell(error.sentence());
        write_patiently(run.engine(), run,
                        [&](store::Connection& connection) { update_sheet(connection, sheet); });
        throw;
    }
    return {};
}

void write_row(JsonWriter& json, KeptRow& row)
{
    json.begin_object();
    json.member("line", row.line);
    json.key("record");
    row.record ? json.value(format_id(*row.record)) : json.null();
    json.member("title", row.title);
    json.member("state", row.state);
    json.key("problem");
    row.problem.empty() ? json.null() : json.value(row.problem);
    json.key("cells");
    json.begin_array();
    if (const Json::Array* cells = row.cells.if_array())
        for (const Json& cell : *cells) {
            json.begin_object();
            for (const auto& [name, value] : *cell.if_object())
                if (name != "part" && name != "sort" && name != "now_value" && name != "value")
                    json.member(name, value);
            json.end_object();
        }
    json.end_array();
    json.end_object();
}

} // namespace

Id start_sheet(Engine& engine, const Actor& actor, const std::string& spooled_file,
               const std::string& file_name, const std::string& wanted)
{
    SheetRows rows(spooled_file, find_file_format(spooled_file, {}));
    if (!is_round_trip(rows.headers())) {
        const bool has_id = std::ranges::any_of(rows.headers(), [](const std::string& header) {
            return fold(trim(header)) == key_column::version;
        });
        if (!has_id || wanted.empty())
            refuse("no_round_trip", say("sheet.this_sheet_has_no_columns"));
    }
    const auto catalog = engine.catalog();
    // Any object will do for finding the columns that lead back.
    const SheetHeads heads = read_heads(catalog->objects()[0], rows.headers(), {}, nullptr);
    const Provenance origin = origin_of(engine, *catalog, heads, rows.next(batch_rows), wanted);
    actor.require(*origin.object, Verb::read);
    refuse_secret_columns(*origin.object, rows.headers(), {}, engine.shelf().words);
    KeptSheet sheet;
    sheet.id = make_id();
    sheet.actor = actor.user;
    sheet.object = origin.object->name;
    sheet.file_name = excerpt(file_name, 255);
    sheet.state = "reading";
    if (origin.exported) {
        sheet.exported = origin.exported->columns;
        sheet.exported_rows = origin.exported->rows;
    }
    std::filesystem::create_directories(engine.data_folder() + "/sheets");
    std::error_code failure;
    std::filesystem::copy_file(spooled_file, sheet_file(engine, sheet.id), failure);
    if (failure)
        throw Error(Cause::unavailable,
                    say("common.file_could_not_be_kept", {{"what", failure.message()}}));
    insert_sheet(engine, sheet);
    Json wish;
    wish.set("sheet", format_id(sheet.id));
    engine.part<LongWorks>().start(actor,
                                   {.kind = "sheet", .about = sheet.id, .wish = std::move(wish)});
    return sheet.id;
}

void read_sheet(Engine& engine, const Actor& actor, const Id& id, const SheetQuery& query,
                std::string& out)
{
    const KeptSheet sheet = load_sheet(engine, actor, id);
    std::vector<KeptRow> rows;
    engine.database().read([&](store::Connection& connection) {
        rows = load_rows_after(connection, id, query.after, query.state, query.limit + 1);
    });
    const bool has_more = rows.size() > static_cast<std::size_t>(query.limit);
    if (has_more)
        rows.pop_back();
    JsonWriter json(out);
    json.begin_object();
    json.member("id", format_id(sheet.id));
    json.member("object", sheet.object);
    json.member("file_name", sheet.file_name);
    json.member("state", sheet.state);
    json.key("error");
    sheet.error.empty() ? json.null() : json.value(sheet.error);
    json.key("change");
    sheet.change_set.is_nil() ? json.null() : json.value(format_id(sheet.change_set));
    if (const Json::Object* told = sheet.told.if_object())
        for (const auto& [name, value] : *told)
            json.member(name, value);
    json.key("changed");
    json.begin_array();
    for (KeptRow& row : rows)
        write_row(json, row);
    json.end_array();
    json.key("next");
    has_more ? json.value(rows.back().line) : json.null();
    json.end_object();
}

Mechanism sheets_mechanism()
{
    return {.name = "sheets",
            .tables = round_trip_tables(),
            .chores = {{.name = "forget_sheets",
                        .label = "Removes sheets that nobody has touched for a week",
                        .every_s = 3600,
                        .run = [](ChoreRun& run) { forget_old_sheets(run.engine); }}},
            .long_works = {{.kind = "sheet", .run = compare_sheet},
                           {.kind = "sheet_apply", .run = apply_sheet_in_parts}}};
}

} // namespace comity::exchange
