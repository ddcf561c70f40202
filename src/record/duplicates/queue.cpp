// The queue of likely pairs, as one of its readers may see it.
#include "record/duplicates/ask.h"
#include "record/duplicates/duplicates.h"
#include "record/duplicates/follow.h"
#include "record/duplicates/pairs.h"

#include "base/error.h"
#include "record/object/catalog.h"
#include "store/database.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace comity::record {
namespace {

// Where a page ends: the likeness as its exact bits, and the pair.
struct PairPlace {
    double bits = 0;
    Id a, b;
};

std::string text_of_place(const PairPlace& place)
{
    char digits[40];
    const auto end = std::to_chars(digits, digits + sizeof digits, place.bits).ptr;
    return std::string(digits, end) + "_" + format_id(place.a) + "_" + format_id(place.b);
}

PairPlace parse_place(std::string_view text)
{
    PairPlace place;
    const std::size_t first = text.find('_'), second = text.rfind('_');
    if (first != text.npos && second > first) {
        const auto a = parse_id(text.substr(first + 1, second - first - 1));
        const auto b = parse_id(text.substr(second + 1));
        const auto number = std::from_chars(text.data(), text.data() + first, place.bits);
        if (a && b && number.ptr == text.data() + first)
            return {place.bits, *a, *b};
    }
    throw Error(Cause::malformed, say("merge.this_cursor_is_not_one"),
                {{"after", "cursor", say("merge.not_cursor")}});
}

struct Listed {
    std::string object;
    PairPlace place;
};

// One object's share of a page.
Sql pairs_sql(const Catalog& catalog, const Actor& actor, const Object& object,
              const std::optional<PairPlace>& after, bool is_postgres)
{
    const std::string table = store::quote(Catalog::table_of(object));
    Sql sql;
    sql += R"(SELECT p."object", p."bits", p."a", p."b" FROM "duplicate_pair" p)";
    sql += " JOIN " + table + R"( t0 ON t0."id" = p."a" AND t0."deleted_at" IS NULL)";
    sql += " JOIN " + table + R"( t1 ON t1."id" = p."b" AND t1."deleted_at" IS NULL)";
    (sql += R"( WHERE p."object" = )").bind(object.name);
    if (after)
        (((sql += R"( AND (p."bits", p."a", p."b") < ()").bind(after->bits) += ", ")
             .bind(after->a) += ", ")
            .bind(after->b) += ")";
    for (const char* alias : {"t0", "t1"})
        if (auto access = access_test(catalog, actor, object, Verb::read, alias, is_postgres))
            (sql += " AND ").append(*access);
    if (const Object* distinct = catalog.find(distinct_pair_object))
        sql += " AND NOT EXISTS (SELECT 1 FROM " + store::quote(Catalog::table_of(*distinct)) +
               R"( d WHERE d."a" = p."a" AND d."b" = p."b" AND d."deleted_at" IS NULL))";
    return std::move(sql += R"( ORDER BY p."bits" DESC, p."a" DESC, p."b" DESC LIMIT )");
}

void write_side(JsonWriter& json, const MatchedObject& matched, const MatchedRow& row)
{
    json.begin_object();
    json.plain_key("id");
    json.plain(format_id(row.id));
    json.member("title", row.title);
    json.plain_key("values");
    json.begin_array();
    for (const auto& [field, text] : values_of(matched, row)) {
        json.begin_object();
        json.member("field", field->name);
        json.member("label", field->label);
        json.member("value", text);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

// Reads and tells the pairs of one page.
class PairTeller {
public:
    PairTeller(store::Connection& connection, KeptCommonness& kept, const Catalog& catalog,
               const Actor& actor)
        : m_connection(connection), m_kept(kept), m_catalog(catalog), m_actor(actor)
    {
    }

    void tell(std::span<const Listed> pairs, JsonWriter& json)
    {
        std::unordered_map<std::string, std::vector<Id>> ids;
        for (const Listed& pair : pairs)
            for (const Id& id : {pair.place.a, pair.place.b})
                ids[pair.object].push_back(id);
        for (const auto& [object, its] : ids) {
            const Object& found = m_catalog.load(object);
            const auto matched = find_matched(m_catalog, found, &m_actor);
            if (!matched)
                continue; // of what makes them alike the reader may see nothing
            for (MatchedRow& row : read_matched(m_connection, m_catalog, m_actor, *matched, its))
                m_rows.insert_or_assign(row.id, std::move(row));
            m_known.insert_or_assign(object,
                                     Known{*matched, *find_index(m_connection, object, m_kept)});
        }
        for (const Listed& pair : pairs)
            tell(pair, json);
    }

private:
    struct Known {
        MatchedObject matched;
        MatchIndex index;
    };

    // Why is worked out by what the reader may see and by how the records are now.
    void tell(const Listed& pair, JsonWriter& json)
    {
        const auto known = m_known.find(pair.object);
        const auto a = m_rows.find(pair.place.a), b = m_rows.find(pair.place.b);
        if (known == m_known.end() || a == m_rows.end() || b == m_rows.end())
            return;
        const match::Commonness& common = *known->second.index.common;
        const float log2_size = common.log2_size();
        const match::Verdict verdict =
            weigh(common.subject(a->second.profile), common.subject(b->second.profile), log2_size);
        if (standing_of(verdict, log2_size) == Standing::none)
            return;
        json.begin_object();
        json.member("object", pair.object);
        write_verdict(json, score_of(verdict.bits(), log2_size), reasons_of(verdict));
        json.plain_key("a");
        write_side(json, known->second.matched, a->second);
        json.plain_key("b");
        write_side(json, known->second.matched, b->second);
        json.end_object();
    }

    store::Connection& m_connection;
    KeptCommonness& m_kept;
    const Catalog& m_catalog;
    const Actor& m_actor;
    std::unordered_map<Id, MatchedRow> m_rows;
    std::unordered_map<std::string, Known> m_known;
};

std::vector<const Object*> readable(const Catalog& catalog, const Actor& actor,
                                    const std::string& asked)
{
    std::vector<const Object*> objects;
    if (!asked.empty()) {
        const Object& object = catalog.load(asked);
        actor.require(object, Verb::read);
        if (!find_matched(catalog, object))
            throw Error(
                Cause::invalid,
                say("merge.objects_are_not_compared", {{"objects", as_label(object.label_plural)}}),
                {{"object", "unknown", say("merge.nothing_in_them_tells_who")}});
        return {&object};
    }
    for (const MatchedObject& matched : all_matched(catalog))
        if (actor.reach(*matched.object, Verb::read) != Reach::none)
            objects.push_back(matched.object);
    return objects;
}

} // namespace

void list_duplicates(Engine& engine, const Actor& actor, const DuplicateQuery& query,
                     std::string& out)
{
    const auto catalog = engine.catalog();
    std::optional<PairPlace> after;
    if (!query.after.empty())
        after = parse_place(query.after);
    const auto objects = readable(*catalog, actor, query.object);
    const auto limit = static_cast<std::size_t>(query.limit);
    const std::size_t begin = out.size();
    engine.database().read([&](store::Connection& connection) {
        out.resize(begin);
        std::vector<Listed> pairs;
        for (const Object* object : objects) {
            Sql sql =
                pairs_sql(*catalog, actor, *object, after, connection.dialect().is_postgres());
            sql.bind(static_cast<std::int64_t>(limit + 1));
            connection.query(std::move(sql).statement(), [&](const store::Row& row) {
                pairs.push_back({std::string(row.text(0)), {row.real(1), row.id(2), row.id(3)}});
            });
        }
        std::ranges::sort(pairs, [](const Listed& one, const Listed& other) {
            const PairPlace &x = one.place, &y = other.place;
            return std::tie(y.bits, y.a, y.b) < std::tie(x.bits, x.a, x.b);
        });
        const bool has_more = pairs.size() > limit;
        pairs.resize(std::min(pairs.size(), limit));
        JsonWriter json(out);
        json.begin_object();
        json.plain_key("pairs");
        json.begin_array();
        PairTeller(connection, engine.part<KeptCommonness>(), *catalog, actor).tell(pairs, json);
        json.end_array();
        json.plain_key("next");
        if (has_more)
            json.value(text_of_place(pairs.back().place));
        else
            json.null();
        json.end_object();
    });
}

void start_duplicate_scan(Engine& engine, const Actor& actor)
{
    if (!actor.is_administrator())
        throw Error(Cause::forbidden, say("merge.only_administrators_have_all_records"));
    engine.database().write([](store::Connection& connection) {
        want_scan(connection);
        connection.notify(format_id(make_id())); // of no change set: whoever follows looks up
    });
}

void read_duplicate_scan(Engine& engine, const Actor& actor, std::string& out)
{
    std::int64_t wanted = 0, served = 0, until = 0, percent = 0, ended_at = 0;
    engine.database().read([&](store::Connection& connection) {
        wanted = read_state(connection, "scan_wanted");
        served = read_state(connection, "scan_served");
        until = read_state(connection, "scan_until");
        percent = read_state(connection, "scan_percent");
        ended_at = read_state(connection, "scan_ended_at");
    });
    const bool is_running = until > now().us;
    const auto catalog = engine.catalog();
    JsonWriter json(out);
    json.begin_object();
    json.member("state", is_running ? "running" : wanted > served ? "waiting" : "idle");
    json.member("percent", is_running ? percent : std::int64_t{0});
    json.plain_key("ended_at");
    if (ended_at == 0)
        json.null();
    else
        json.plain(format_instant({ended_at}));
    json.member("can_scan", actor.is_administrator());
    json.plain_key("objects");
    json.begin_array();
    for (const Object* object : readable(*catalog, actor, ""))
        json.value(object->name);
    json.end_array();
    json.end_object();
}

} // namespace comity::record
