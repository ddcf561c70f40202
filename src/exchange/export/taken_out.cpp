#include "exchange/export/taken_out.h"

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "record/object/catalog.h"
#include "record/save/state.h"
#include "record/work/chores.h"

namespace comity::exchange {
namespace {

constexpr std::int64_t first_told = 1'000;
constexpr std::size_t most_counted = 10'000;
constexpr std::size_t most_waiting = 1'000;

std::string_view name_of(ExportFormat format)
{
    switch (format) {
    case ExportFormat::csv:
        return "csv";
    case ExportFormat::xlsx:
        return "xlsx";
    case ExportFormat::json:
        return "json";
    case ExportFormat::vcard:
        return "vcf";
    case ExportFormat::pdf:
        return "pdf";
    }
    return "";
}

// What was asked for stands where changed fields stand: from nothing to this.
void add_said(Json& fields, std::string_view name, Json value)
{
    fields.set(std::string(name), Json(Json::Array{Json(), std::move(value)}));
}

void log_taken(Engine& engine, const Actor& actor, const Object& object, Sentence label,
               std::string_view verb, const Json& fields)
{
    // Whoever looked as somebody else took it, not that person.
    const bool is_view = !actor.viewer.is_nil();
    const Actor taker = is_view ? engine.actor_for(actor.viewer, actor.origin) : actor;
    if (is_view)
        label = say("log.taken_as", {{"what", std::move(label)}, {"person", actor.name}});
    write_change_set(engine, taker, {.label = std::move(label)}, [&](Transaction& transaction) {
        SaveState& state = transaction.state();
        state.waiting.push_back(
            {R"(INSERT INTO "change" ("change_set", "position", "object", "record", "verb",
                "version", "title", "fields") VALUES (?, ?, ?, ?, ?, ?, ?, ?))",
             {state.change_set, state.position++, object.name, Id{}, std::string(verb),
              std::int64_t{0}, std::string(), format_json(fields)}});
        ++state.records;
    });
}

} // namespace

LoggedExport::LoggedExport(Engine& engine, const Actor& actor, const Object& object,
                           const ExportQuery& query)
    : m_engine(engine), m_actor(actor), m_object(object.name),
      m_stream(engine, actor, object, query)
{
    Json fields;
    add_said(fields, "format", name_of(query.format));
    if (!query.list.filter.empty())
        add_said(fields, "filter", query.list.filter);
    if (query.list.as_of)
        add_said(fields, "as_of", format_instant(*query.list.as_of));
    log_taken(engine, actor, object,
              say("log.export_begun", {{"objects", within(object.label_plural)}}), "export",
              fields);
}

LoggedExport::~LoggedExport()
{
    if (!m_has_ended)
        tell_end(false);
}

bool LoggedExport::next(std::string& out)
{
    const bool has_more = m_stream.next(out);
    if (!has_more && !m_has_ended)
        tell_end(true);
    return has_more;
}

// What has left has left: a log that cannot be written now does not break the export.
void LoggedExport::tell_end(bool is_whole)
{
    m_has_ended = true;
    try {
        const auto catalog = m_engine.catalog();
        const Object& object = catalog->load(m_object);
        const std::int64_t rows = m_stream.rows();
        const Piece what = within(rows == 1 ? object.label : object.label_plural);
        Json fields;
        add_said(fields, "rows", rows);
        add_said(fields, "whole", is_whole);
        log_taken(m_engine, m_actor, object,
                  say(is_whole ? "log.exported" : "log.export_broken_off",
                      {{"count", rows}, {"objects", what}}),
                  "export", fields);
    } catch (const Error& error) {
        log_warning("the end of an export could not be logged: " + error.message());
    }
}

void BulkReads::note(const Actor& actor, const Object& object, std::int64_t records)
{
    const auto now = std::chrono::steady_clock::now();
    std::lock_guard lock(m_mutex);
    if (m_hours.size() >= most_counted)
        std::erase_if(m_hours, [&](const auto& entry) { return entry.second.until <= now; });
    if (m_hours.size() >= most_counted)
        m_hours.clear();
    Hour& hour = m_hours[{actor.user, object.name}];
    if (hour.until <= now)
        hour = {now + std::chrono::hours(1), 0, first_told};
    hour.records += records;
    if (hour.records < hour.tell_at || m_waiting.size() >= most_waiting)
        return;
    m_waiting.push_back({actor, object.name, hour.tell_at});
    hour.tell_at *= 10;
    if (Chores* chores = m_engine.find_part<Chores>())
        chores->wake("log_bulk_reads");
}

void BulkReads::write_waiting()
{
    for (;;) {
        Entry entry;
        {
            std::lock_guard lock(m_mutex);
            if (m_waiting.empty())
                return;
            entry = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        write(entry);
    }
}

void BulkReads::write(const Entry& entry) const
{
    try {
        const auto catalog = m_engine.catalog();
        const Object* object = catalog->find(entry.object);
        if (!object)
            return;
        Json fields;
        add_said(fields, "records", entry.records);
        log_taken(m_engine, entry.actor, *object,
                  say("log.read_in_bulk",
                      {{"count", entry.records}, {"objects", within(object->label_plural)}}),
                  "read", fields);
    } catch (const Error& error) {
        log_warning("reading in bulk could not be logged: " + error.message());
    }
}

Mechanism exports_mechanism()
{
    return {
        .name = "exports",
        .begin = [](Engine& engine, OneOfEach& parts) { parts.make<BulkReads>(engine); },
        .chores = {{.name = "log_bulk_reads",
                    .label = "Logs who reads very much",
                    .on = Chore::On::each_server,
                    .run = [](ChoreRun& run) { run.engine.part<BulkReads>().write_waiting(); }}}};
}

} // namespace comity::exchange
