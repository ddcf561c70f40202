#include "record/export.h"

#include "base/error.h"
#include "record/export/cells.h"
#include "record/find_pages.h"

namespace comity::record {
namespace {

constexpr int page_size = 500;

// Without a wish the rows come in the order of their ids, which costs no sorting.
ListQuery ordered(ListQuery query)
{
    if (query.sort.empty())
        query.sort = "id";
    query.after.clear();
    return query;
}

} // namespace

std::optional<ExportFormat> find_export_format(std::string_view name)
{
    return name == "csv"    ? std::optional(ExportFormat::csv)
           : name == "xlsx" ? std::optional(ExportFormat::xlsx)
           : name == "json" ? std::optional(ExportFormat::json)
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
    std::vector<Record> page;
    std::vector<std::vector<ExportCell>> rows;
    enum class Stage { beginning, rows, file, ended } stage = Stage::beginning;
    std::int64_t row_count = 0;

    State(Engine& the_engine, const Actor& the_actor, const Object& object,
          const ExportQuery& query)
        : engine(the_engine), catalog(the_engine.catalog()), actor(the_actor), format(query.format),
          columns(*catalog, actor, catalog->load(object.name), query),
          pages(engine, actor, catalog->load(object.name), ordered(query.list), page_size,
                Verb::export_, columns.derived())
    {
        if (format == ExportFormat::xlsx)
            workbook = std::make_unique<Workbook>(engine.data_folder() + "/tmp",
                                                  object.label_plural, columns.names());
    }

    void begin(std::string& out)
    {
        stage = Stage::rows;
        if (format == ExportFormat::json)
            out += "[";
        if (format == ExportFormat::csv) {
            out += "\xef\xbb\xbf";
            append_csv_row(out, columns.names());
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
        if (workbook)
            workbook->finish();
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

} // namespace comity::record
