#include "exchange/export.h"

#include "base/error.h"
#include "exchange/cells.h"
#include "exchange/export/cards.h"
#include "exchange/export/paper.h"
#include "exchange/export/said.h"
#include "exchange/round_trip.h"
#include "record/find/pages.h"
#include "record/object/catalog.h"

namespace comity::exchange {
namespace {

constexpr int page_size = 500;
constexpr int key_columns = 3;

// Without a wish the rows come in the order of their ids, which costs no sorting.
ListQuery ordered(ListQuery query)
{
    if (query.sort.empty())
        query.sort = "id";
    query.after.clear();
    return query;
}

// A card needs one title beside the record: that of its account.
ExportQuery for_cards(ExportQuery query, const Actor& actor, const Object& object)
{
    if (query.format != ExportFormat::vcard)
        return query;
    if (!has_cards(object))
        throw Error(Cause::invalid, say("export.objects_have_no_cards_only",
                                        {{"objects", as_label(object.label_plural)}}));
    const Field* account = object.find_field("account");
    const bool sees = account && actor.may_see(object, *account);
    query.list.fields = {sees ? "account" : "id"};
    return query;
}

} // namespace

std::optional<ExportFormat> find_export_format(std::string_view name)
{
    return name == "csv"    ? std::optional(ExportFormat::csv)
           : name == "xlsx" ? std::optional(ExportFormat::xlsx)
           : name == "json" ? std::optional(ExportFormat::json)
           : name == "pdf"  ? std::optional(ExportFormat::pdf)
           : name == "vcf"  ? std::optional(ExportFormat::vcard)
                            : std::nullopt;
}

struct ExportStream::State {
    Engine& engine;
    std::shared_ptr<const Catalog> catalog;
    Actor actor;
    ExportFormat format;
    ExportColumns columns;
    RecordPages pages;
    std::unique_ptr<Workbook> workbook;
    std::unique_ptr<Paper> paper;
    std::vector<Record> page;
    std::vector<std::vector<ExportCell>> rows;
    enum class Stage { beginning, rows, file, ended } stage = Stage::beginning;
    Id round_trip; // nil: it does not lead back
    std::int64_t row_count = 0;

    State(Engine& the_engine, const Actor& the_actor, const Object& object,
          const ExportQuery& query)
        : engine(the_engine), catalog(the_engine.catalog()), actor(the_actor), format(query.format),
          columns(the_engine, *catalog, actor, catalog->load(object.name),
                  for_cards(query, actor, object)),
          pages(engine, actor, catalog->load(object.name), ordered(query.list), page_size,
                Verb::export_, columns.derived())
    {
        if (query.is_round_trip && (format == ExportFormat::csv || format == ExportFormat::xlsx))
            round_trip = note_export(engine, actor, object, columns.names());
        if (format == ExportFormat::xlsx)
            workbook =
                std::make_unique<Workbook>(engine.data_folder() + "/tmp", object.label_plural,
                                           header(), query.is_round_trip ? key_columns : 0);
        if (format == ExportFormat::pdf)
            paper = std::make_unique<Paper>(paper_words(object, query), columns.names());
    }

    PaperWords paper_words(const Object& object, const ExportQuery& query) const
    {
        const Said& said = *columns.said();
        const Tongue& tongue = said.tongue();
        std::string below;
        if (query.list.as_of)
            below = tongue.tell(say("paper.as_of", {{"moment", said.moment(*query.list.as_of)}})) +
                    " · ";
        below += tongue.tell(
            say("paper.made_for", {{"person", actor.name}, {"moment", said.moment(now())}}));
        if (!query.list.filter.empty())
            below += "\n" + tongue.tell(say("paper.filter", {{"filter", query.list.filter}}));
        return {std::string(tongue.label(object.label_plural)), below,
                tongue.tell(say("paper.page"))};
    }

    std::vector<std::string> header() const
    {
        std::vector<std::string> names;
        if (!round_trip.is_nil())
            for (const std::string_view name :
                 {key_column::id, key_column::version, key_column::export_})
                names.emplace_back(name);
        names.insert(names.end(), columns.names().begin(), columns.names().end());
        return names;
    }

    void add_cards(std::string& out)
    {
        const bool has_account = columns.names()[0] == "account";
        for (std::size_t i = 0; i < page.size(); ++i)
            append_card(out, page[i], has_account ? rows[i][0].text : "",
                        [&](const Field& field) { return actor.may_see(*page[i].object, field); });
    }

    // What leads a row back to its record.
    void add_keys()
    {
        const std::string export_id = format_id(round_trip);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ExportCell keys[key_columns];
            keys[0] = {ExportCell::Sort::text, format_id(page[i].id()), 0, {}};
            keys[1] = {ExportCell::Sort::number,
                       std::to_string(page[i].version()),
                       static_cast<double>(page[i].version()),
                       {}};
            keys[2] = {ExportCell::Sort::text, export_id, 0, {}};
            rows[i].insert(rows[i].begin(), std::begin(keys), std::end(keys));
        }
    }

    void begin(std::string& out)
    {
        stage = Stage::rows;
        if (format == ExportFormat::json)
            out += "[";
        if (format == ExportFormat::csv) {
            out += "\xef\xbb\xbf";
            append_csv_row(out, header());
        }
    }

    void add_page(std::string& out)
    {
        bool is_first = row_count == 0;
        row_count += static_cast<std::int64_t>(page.size());
        if (format == ExportFormat::json) {
            for (const Record& record : page) {
                out += is_first ? "\n" : ",\n";
                is_first = false;
                JsonWriter json(out);
                columns.write_json(json, record);
            }
            return;
        }
        columns.fill(engine, actor, page, rows);
        if (format == ExportFormat::vcard)
            return add_cards(out);
        if (paper) {
            paper->add_rows(rows);
            return paper->take(out);
        }
        if (!round_trip.is_nil())
            add_keys();
        for (const auto& row : rows) {
            if (workbook)
                workbook->add_row(row);
            else
                append_csv_row(out, row);
        }
    }

    void end(std::string& out)
    {
        stage = workbook ? Stage::file : Stage::ended;
        if (!round_trip.is_nil())
            note_exported_rows(engine, round_trip, row_count);
        if (workbook)
            workbook->finish();
        if (paper) {
            paper->finish();
            paper->take(out);
        }
        if (format == ExportFormat::json)
            out += "\n]\n";
    }
};

ExportStream::ExportStream(Engine& engine, const Actor& actor, const Object& object,
                           const ExportQuery& query)
    : m_state(std::make_unique<State>(engine, actor, object, query))
{
}

ExportStream::~ExportStream() = default;

std::int64_t ExportStream::rows() const
{
    return m_state->row_count;
}

bool ExportStream::next(std::string& out)
{
    State& state = *m_state;
    using Stage = State::Stage;
    switch (state.stage) {
    case Stage::beginning:
        state.begin(out);
        [[fallthrough]];
    case Stage::rows:
        if (state.pages.next(state.page))
            state.add_page(out);
        else
            state.end(out);
        // A client that reads slowly may be away for long, and so may hundreds of them.
        state.page = {};
        state.rows = {};
        return true;
    case Stage::file:
        if (state.workbook->read(out))
            return true;
        state.stage = Stage::ended;
        return false;
    case Stage::ended:
        return false;
    }
    CHECK(false);
}

} // namespace comity::exchange
