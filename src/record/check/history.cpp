// Versions against the log. Rows and entries are read side by side, in the order of record and
// version, a page at a time; only the version before is remembered from page to page.
#include "record/check/parts.h"

#include "record/log/change_verb.h"
#include "record/log/person_keys.h"
#include "record/log/text.h"
#include "record/object/kind.h"
#include "record/object/sql.h"

#include <algorithm>
#include <optional>

namespace comity::record {
namespace {

using store::quote;

constexpr std::size_t changes_a_page = 1'000;

struct Place {
    Id record;
    std::int64_t version = 0;
    auto operator<=>(const Place&) const = default;
};

struct LogEntry {
    Place place;
    std::int64_t position = 0;
    std::string verb;
    Json fields;
    bool is_erased = false; // nothing can be said of the personal ones
};

std::string said(const Record& record, const Field& field)
{
    std::string text;
    JsonWriter json(text);
    kind_of(field).write_json(json, field, record.of(field));
    return text;
}

bool is_empty(const Record* record, const Field& field)
{
    return !record || !record->has(field);
}

class HistoryCheck {
public:
    HistoryCheck(store::Connection& connection, const Object& object, CheckReport& report)
        : m_connection(connection), m_object(object), m_whole(object), m_report(report)
    {
    }

    void run()
    {
        for (bool is_last = false; !is_last;) {
            std::vector<Record> rows = read_rows();
            is_last = rows.size() < changes_a_page;
            const auto entries = read_entries(is_last ? nullptr : &rows.back());
            compare(rows, entries);
        }
        tell(m_report, m_object.plural + " have versions that are in no change set", m_unlogged);
        tell(m_report, m_object.plural + " have versions that the log tells otherwise",
             m_contradicted);
        tell(m_report, m_object.plural + " have lost versions that the log knows", m_lost);
        tell(m_report, m_object.plural + " have versions that do not follow each other",
             m_out_of_order);
    }

private:
    static Place place_of(const Record& record) { return {record.id(), record.version()}; }

    // The next rows of both tables behind m_from. Each is limited by itself: PostgreSQL sorts all
    // of a union for each page, but walks along the index of one table.
    std::vector<Record> read_rows()
    {
        Sql sql;
        for (const std::string& table :
             {Catalog::table_of(m_object), Catalog::past_table_of(m_object)}) {
            sql += sql.text.empty() ? "SELECT * FROM (" : ") a UNION ALL SELECT * FROM (";
            sql += "SELECT " + m_whole.columns() + " FROM " + quote(table) +
                   " WHERE (\"id\", \"version\") > (";
            (sql.bind(m_from.record) += ", ").bind(m_from.version) +=
                ") ORDER BY \"id\", \"version\" LIMIT ";
            sql.bind(static_cast<std::int64_t>(changes_a_page));
        }
        sql += ") b";
        (sql += " ORDER BY 1, 2 LIMIT ").bind(static_cast<std::int64_t>(changes_a_page));
        std::vector<Record> rows;
        m_connection.query(std::move(sql).statement(),
                           [&](const store::Row& row) { rows.push_back(m_whole.read(row)); });
        return rows;
    }

    // What the log says of the versions from m_from to the last row, or to the end.
    std::vector<LogEntry> read_entries(const Record* last)
    {
        Sql sql;
        sql += R"(SELECT "record", "version", "position", "verb", "fields",
                  (SELECT k."secret" FROM "person_key" k WHERE k."record" = c."record")
                  FROM "change" c WHERE "object" = )";
        sql.bind(m_object.name) += R"( AND "record" >= )";
        sql.bind(m_from.record) += R"( AND ("record", "version") > ()";
        (sql.bind(m_from.record) += ", ").bind(m_from.version) += ")";
        if (last) {
            (sql += R"( AND "record" <= )").bind(last->id());
            (sql += R"( AND ("record", "version") <= ()").bind(last->id());
            (sql += ", ").bind(last->version()) += ")";
        }
        std::vector<LogEntry> entries;
        m_connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            const LogText said = open_log_text({}, row.text(4), person_key_in(row, 5));
            entries.push_back({{row.id(0), row.integer(1)},
                               row.integer(2),
                               std::string(row.text(3)),
                               parse_json(said.fields),
                               said.is_erased});
        });
        std::ranges::sort(entries, {}, [](const LogEntry& entry) {
            return std::pair(entry.place, entry.position);
        });
        return entries;
    }

    void compare(std::vector<Record>& rows, std::span<const LogEntry> entries)
    {
        for (Record& row : rows) {
            const Place place = place_of(row);
            while (!entries.empty() && entries[0].place < place) {
                ++m_lost;
                entries = entries.subspan(1);
            }
            std::size_t count = 0;
            while (count < entries.size() && entries[count].place == place)
                ++count;
            look_at(row, entries.first(count));
            entries = entries.subspan(count);
            m_before = std::move(row);
            m_from = place;
        }
        if (rows.size() < changes_a_page)
            m_lost += static_cast<std::int64_t>(entries.size());
    }

    void look_at(const Record& row, std::span<const LogEntry> entries)
    {
        const bool has_before = m_before && m_before->id() == row.id();
        const Record* before = has_before ? &*m_before : nullptr;
        if (row.version() != (before ? before->version() + 1 : 1)) {
            ++m_out_of_order;
            // What is compared with a version that is not the one before says nothing.
            return;
        }
        if (entries.empty()) {
            ++m_unlogged;
            return;
        }
        const bool has_verb = entries.size() > 1 || entries[0].verb == verb_of(before, row);
        const bool is_told = std::ranges::all_of(m_object.fields, [&](const Field& field) {
            return is_as_told(field, before, row, entries);
        });
        m_contradicted += !has_verb || !is_told;
    }

    // One change set may have written the version several times: the first entry says what was, the
    // last what is.
    static bool is_as_told(const Field& field, const Record* before, const Record& row,
                           std::span<const LogEntry> entries)
    {
        if (field.is_personal && std::ranges::any_of(entries, &LogEntry::is_erased))
            return true;
        const Json* was = nullptr;
        const Json* is = nullptr;
        for (const LogEntry& entry : entries)
            if (const Json* pair = entry.fields.find(field.name)) {
                const Json::Array* both = pair->if_array();
                if (!both || both->size() != 2)
                    return false;
                was = was ? was : &(*both)[0];
                is = &(*both)[1];
            }
        if (!is)
            return (is_empty(before, field) && is_empty(&row, field)) ||
                   (before && said(*before, field) == said(row, field));
        const bool was_so = before ? format_json(*was) == said(*before, field) : was->is_null();
        return was_so && format_json(*is) == said(row, field);
    }

    store::Connection& m_connection;
    const Object& m_object;
    const WholeRows m_whole;
    CheckReport& m_report;
    Place m_from;
    std::optional<Record> m_before;
    std::int64_t m_unlogged = 0;
    std::int64_t m_contradicted = 0;
    std::int64_t m_lost = 0;
    std::int64_t m_out_of_order = 0;
};

} // namespace

void check_history(store::Connection& connection, const Object& object, CheckReport& report)
{
    HistoryCheck(connection, object, report).run();
}

} // namespace comity::record
