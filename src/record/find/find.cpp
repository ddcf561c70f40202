// Lists and single records, from columns straight to JSON.
#include "record/find/find.h"

#include "base/error.h"
#include "record/find/expand.h"
#include "record/find/rows.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"
#include "store/database.h"

namespace comity::record {
namespace {

constexpr std::int64_t most_estimated = 1'000;

void check_limit(int limit)
{
    if (limit < 1 || limit > 200)
        throw Error(Cause::invalid, say("reading.page_has_1_to_200"),
                    {{"limit", "range", say("reading.page_has_1_to_200")}});
}

// The records of one page as they are written, and where each ends when more is to follow.
struct Page {
    std::string text;
    std::vector<std::size_t> ends;
    bool has_more = false;
    Cursor last;
};

Page read_page(store::Connection& connection, const RowSearch& search, const ReadPlan& plan,
               Sql columns, Expansions& expansions, std::optional<Cursor> after, int limit)
{
    Page page;
    int column_count = plan.column_count;
    expansions.append_columns(columns, column_count);
    page.text.reserve(static_cast<std::size_t>(limit) * 512);
    JsonWriter json(page.text);
    const auto on_row = [&](const store::Row& row) {
        plan.write_open(json, row);
        if (expansions.is_empty())
            return json.end_object();
        expansions.collect(row);
        page.ends.push_back(page.text.size());
        json.end_object();
    };
    page.has_more = search.run_page(connection, columns, column_count, std::move(after), limit,
                                    on_row, page.last);
    expansions.load(connection);
    return page;
}

// Puts what was expanded in before the closing brace of each record.
void append_page(JsonWriter& json, const Page& page, const Expansions& expansions)
{
    if (expansions.is_empty()) {
        json.out() += page.text;
        return;
    }
    std::size_t from = 0;
    std::string expanded;
    for (std::size_t i = 0; i < page.ends.size(); ++i) {
        json.out().append(page.text, from, page.ends[i] - from) += ',';
        expanded.clear();
        JsonWriter writer(expanded);
        expansions.write(writer, i);
        json.out() += expanded;
        from = page.ends[i];
    }
    json.out().append(page.text, from);
}

void write_count(JsonWriter& json, const RowSearch& search, store::Connection& connection,
                 ListQuery::Count wanted)
{
    if (wanted == ListQuery::Count::none)
        return;
    const bool is_exact = wanted == ListQuery::Count::exact;
    const std::int64_t count = search.count(connection, is_exact ? -1 : most_estimated);
    const bool is_estimated = !is_exact && count > most_estimated;
    json.member("count", is_estimated ? most_estimated : count);
    json.member("estimated", is_estimated);
}

} // namespace

void list_records(Engine& engine, const Actor& actor, const Object& object, const ListQuery& query,
                  std::string& out)
{
    check_limit(query.limit);
    const auto plan = plan_for(engine, actor, object, query.fields);
    RowSearch search(engine, actor, object, query);
    const Sql columns = plan->select(
        {*plan->catalog, actor, engine.database().dialect().is_postgres(), query.as_of});
    Expansions expansions(engine, actor, object, query.expand, query.as_of);
    auto after = search.cursor(query.after);
    const std::size_t start = out.size();
    engine.database().read([&](store::Connection& connection) {
        out.resize(start);
        search.look_for_past(connection);
        const Page page =
            read_page(connection, search, *plan, columns, expansions, after, query.limit);
        out += "{\"records\":[";
        JsonWriter json(out);
        append_page(json, page, expansions);
        out += "],\"next\":";
        out += page.has_more ? "\"" + format_cursor(page.last, search.digest()) + "\"" : "null";
        if (query.count != ListQuery::Count::none) {
            out += ',';
            write_count(json, search, connection, query.count);
        }
        out += '}';
    });
}

namespace {

// Whoever might see it is told that it is in the bin. To all others what may not be seen and what
// there is not are the same.
[[noreturn]] void refuse_record(Engine& engine, const ReadPlan& plan, const Actor& actor,
                                const Object& object, const Id& id, bool is_bin)
{
    bool is_in_bin = false;
    Sql sql;
    (sql += "SELECT 1 FROM " + store::quote(Catalog::table_of(object)) + " t0 WHERE t0.\"id\" = ")
        .bind(id);
    sql += " AND t0.\"deleted_at\" IS NOT NULL";
    if (const auto access = access_predicate(*plan.catalog, actor, object, Verb::read, "t0"))
        (sql += " AND ").append(*access);
    const auto statement = std::move(sql).statement();
    if (!is_bin)
        engine.database().read([&](store::Connection& connection) {
            connection.query(statement, [&](const store::Row&) { is_in_bin = true; });
        });
    if (is_in_bin)
        throw Error(Cause::not_found,
                    say("reading.this_object_was_deleted_it", {{"object", within(object.label)}}));
    throw Error(Cause::not_found,
                say("reading.no_object_with_that_id", {{"object", within(object.label)}}));
}

Sql past_record_sql(const Object& object, const Id& id, Instant as_of, const Sql& columns)
{
    Sql sql;
    (sql += "SELECT ").append(columns) += " FROM ";
    sql.append(rows_sql(object, "t0", as_of));
    (sql += " WHERE t0.\"id\" = ").bind(id);
    return sql;
}

// The general way: earlier moments and expansions.
std::int64_t read_record_with(Engine& engine, const ReadPlan& plan, const Actor& actor,
                              const Object& object, const Id& id, const ListQuery& query,
                              std::string& out)
{
    Expansions expansions(engine, actor, object, query.expand, query.as_of);
    Sql columns =
        plan.select({*plan.catalog, actor, engine.database().dialect().is_postgres(), query.as_of});
    int column_count = plan.column_count;
    expansions.append_columns(columns, column_count);
    Sql sql;
    if (query.as_of)
        sql = past_record_sql(object, id, *query.as_of, columns);
    else
        ((sql += "SELECT ").append(columns) +=
         " FROM " + store::quote(Catalog::table_of(object)) + " t0 WHERE t0.\"id\" = ")
            .bind(id);
    sql += query.bin ? " AND t0.\"merged_into\" IS NULL" : " AND t0.\"deleted_at\" IS NULL";
    if (const auto access = access_predicate(*plan.catalog, actor, object, Verb::read, "t0"))
        (sql += " AND ").append(*access);
    const auto statement = std::move(sql).statement();
    std::int64_t version = 0;
    engine.database().read([&](store::Connection& connection) {
        JsonWriter json(out);
        connection.query(statement, [&](const store::Row& row) {
            version = row.integer(ReadPlan::version_column);
            plan.write_open(json, row);
            expansions.collect(row);
        });
        expansions.load(connection);
        if (version && !expansions.is_empty())
            expansions.write(json, 0);
        if (version)
            json.end_object();
    });
    return version;
}

} // namespace

std::int64_t read_record(Engine& engine, const Actor& actor, const Object& object, const Id& id,
                         const ListQuery& query, std::string& out)
{
    const auto plan = plan_for(engine, actor, object, query.fields, true);
    std::int64_t version = 0;
    if (query.as_of || !query.expand.empty() || plan->has_derived()) {
        version = read_record_with(engine, *plan, actor, object, id, query, out);
    } else {
        const auto access = access_predicate(*plan->catalog, actor, object, Verb::read, "t0");
        const auto on_row = [&](const store::Row& row) {
            version = row.integer(ReadPlan::version_column);
            JsonWriter json(out);
            plan->write_open(json, row);
            json.end_object();
        };
        engine.database().read([&](store::Connection& connection) {
            store::Statement& by_id = query.bin ? plan->by_id_in_bin : plan->by_id;
            if (!access) {
                by_id.values[0] = id;
                connection.query(by_id, on_row);
                return;
            }
            store::Statement statement = by_id;
            statement.values[0] = id;
            (statement.sql += " AND ") += access->text;
            statement.values.insert(statement.values.end(), access->values.begin(),
                                    access->values.end());
            connection.query(statement, on_row);
        });
    }
    if (version == 0)
        refuse_record(engine, *plan, actor, object, id, query.bin);
    return version;
}

} // namespace comity::record
