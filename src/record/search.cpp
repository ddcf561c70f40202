// Finding across objects by words. The index offers candidates in bounded portions, newest first;
// titles that begin with the question are asked for beside it, so that the best answer is never
// missed among many.
#include "record/search_hits.h"

#include "base/error.h"
#include "base/text.h"
#include "record/rows.h"

#include <algorithm>
#include <limits>

namespace comity::record {
namespace {

constexpr int first_portion = 100; // index entries looked at in the first statement
constexpr int portion = 1'000;     // and in each that follows
constexpr int most_portions = 12;  // and in one search
constexpr int most_titles = 100;   // of one object that begin with the question
constexpr int most_unindexed = 5'000;
constexpr int newest_compared = 1'000; // entries of each object, on PostgreSQL

using Objects = std::vector<const Object*>;

Objects searched_objects(const Catalog& catalog, const Actor& actor,
                         const std::vector<std::string>& names)
{
    Objects objects;
    std::vector<Problem> problems;
    const auto may_find = [&](const Object& object) {
        return actor.reach(object, Verb::read) != Reach::none &&
               actor.may_see(object, object.load_field(object.title));
    };
    for (const std::string& name : names) {
        const Object* object = catalog.find(name);
        if (!object)
            problems.push_back({"objects", "unknown", "There is no object \"" + name + "\"."});
        else if (may_find(*object) && std::ranges::find(objects, object) == objects.end())
            objects.push_back(object);
    }
    if (!problems.empty()) {
        const std::string message = problems[0].message;
        throw Error(Cause::invalid, message, std::move(problems));
    }
    if (names.empty())
        for (const Object& object : catalog.objects())
            if (is_searched(object) && may_find(object))
                objects.push_back(&object);
    return objects;
}

// Above every text that begins with this one, by bytes.
std::string after_prefix(const std::string& text)
{
    return text + "\xf4\x8f\xbf\xbf";
}

class Search {
public:
    Search(Engine& engine, store::Connection& connection, const Catalog& catalog,
           const Actor& actor, const SearchTerms& terms, const Objects& objects)
        : m_connection(connection), m_catalog(catalog), m_actor(actor), m_terms(terms),
          m_objects(objects), m_is_postgres(engine.database().dialect().is_postgres())
    {
    }

    std::vector<SearchHit> run(int wanted)
    {
        for (const Object* object : m_objects)
            is_searched(*object) ? find_titles(*object) : find_unindexed(*object);
        settle();
        const auto enough = static_cast<std::size_t>(wanted) * 3;
        m_is_postgres ? look_in_postgres(enough) : look_in_sqlite(enough);
        std::ranges::sort(m_visible, [](const SearchHit& a, const SearchHit& b) {
            return a.score != b.score ? a.score > b.score : a.recency > b.recency;
        });
        return std::move(m_visible);
    }

private:
    store::Connection& m_connection;
    const Catalog& m_catalog;
    const Actor& m_actor;
    const SearchTerms& m_terms;
    const Objects& m_objects;
    bool m_is_postgres;
    std::unordered_set<Id> m_seen;
    std::vector<SearchHit> m_new;
    std::vector<SearchHit> m_visible;

    void offer(const Object* object, const Id& record, std::int64_t recency, std::string_view title,
               std::string_view body)
    {
        const double score = score_of(m_terms, title, body);
        if (score > 0 && m_seen.insert(record).second)
            m_new.push_back({object, record, recency, score});
    }

    // What was offered since, as far as it may be seen.
    void settle()
    {
        keep_visible(m_connection, m_catalog, m_actor, m_new);
        m_visible.insert(m_visible.end(), m_new.begin(), m_new.end());
        m_new.clear();
    }

    const Object* find_object(std::string_view name) const
    {
        for (const Object* object : m_objects)
            if (object->name == name)
                return object;
        return nullptr;
    }

    void find_titles(const Object& object)
    {
        static const std::string sql =
            R"(SELECT e."n", e."record", e."title", e."body" FROM "search_entry" e
               WHERE e."object" = ? AND e."title" >= ? AND e."title" < ?
               ORDER BY e."title" LIMIT )" +
            std::to_string(most_titles);
        m_connection.query({sql, {object.name, m_terms.text, after_prefix(m_terms.text)}},
                           [&](const store::Row& row) {
                               offer(&object, row.id(1), row.integer(0), row.text(2), row.text(3));
                           });
    }

    // Objects with few records (settings) are not in the index: their newest titles are compared.
    void find_unindexed(const Object& object)
    {
        Sql sql;
        sql += "SELECT t0.\"id\", " + column_sql("t0", object.title) + " FROM " +
               store::quote(Catalog::table_of(object)) +
               " t0 WHERE t0.\"deleted_at\" IS NULL ORDER BY t0.\"id\" DESC LIMIT " +
               std::to_string(most_unindexed);
        m_connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            const std::string title = fold(row.text(1));
            offer(&object, row.id(0), 0, title, search_text(title));
        });
    }

    void look_in_sqlite(std::size_t enough)
    {
        std::int64_t below = std::numeric_limits<std::int64_t>::max();
        for (int i = 0; i < most_portions && below > 0 && m_visible.size() < enough; ++i) {
            const int count = i == 0 ? first_portion : portion;
            Sql sql = entry_columns();
            append_entry_portion(m_terms, below, count, sql);
            sql += " ORDER BY e.\"n\" DESC LIMIT " + std::to_string(count);
            const Found found = offer_entries(std::move(sql));
            below = found.count < count ? 0 : found.last;
        }
    }

    // PostgreSQL cannot tell how many entries have a word: by the index it would fetch all that
    // have a frequent one. So the newest of each object are compared first; a word that too few of
    // them have is rare enough. (An equality inside the stretch would make it walk all entries by
    // number past those of other objects.)
    void look_in_postgres(std::size_t enough)
    {
        if (m_objects.empty())
            return;
        Sql newest = entry_columns();
        newest += "(VALUES ";
        for (std::size_t i = 0; i < m_objects.size(); ++i)
            (newest += i > 0 ? ", (" : "(").bind(m_objects[i]->name) += ")";
        newest += R"() o (name) CROSS JOIN LATERAL (SELECT * FROM "search_entry" x
                     WHERE (x."object", x."n") <= (o.name, 9223372036854775807)
                     ORDER BY x."object" DESC, x."n" DESC LIMIT )" +
                  std::to_string(newest_compared) + ") e WHERE e.\"object\" = o.name AND ";
        append_entry_condition(m_terms, true, newest);
        newest += " ORDER BY e.\"n\" DESC";
        offer_entries(std::move(newest));
        if (m_visible.size() >= enough)
            return;
        Sql all;
        all += R"(WITH m AS MATERIALIZED (SELECT e.* FROM "search_entry" e WHERE )";
        append_entry_condition(m_terms, true, all);
        (all += ") ").append(entry_columns());
        all += "m e ORDER BY e.\"n\" DESC LIMIT " + std::to_string(portion);
        offer_entries(std::move(all));
    }

    static Sql entry_columns()
    {
        return {R"(SELECT e."n", e."record", e."title", e."body", e."object" FROM )", {}};
    }

    struct Found {
        int count = 0;
        std::int64_t last = 0; // the number of the last one
    };
    Found offer_entries(Sql sql)
    {
        Found found;
        m_connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            ++found.count;
            found.last = row.integer(0);
            if (const Object* object = find_object(row.text(4)))
                offer(object, row.id(1), found.last, row.text(2), row.text(3));
        });
        settle();
        return found;
    }
};

// Nothing was asked for yet: what was touched last.
std::vector<SearchHit> most_recent(store::Connection& connection, const Catalog& catalog,
                                   const Actor& actor, const Objects& objects, int limit)
{
    std::vector<SearchHit> hits;
    for (const Object* object : objects) {
        Sql sql;
        sql += "SELECT t0.\"id\", t0.\"updated_at\" FROM " +
               store::quote(Catalog::table_of(*object)) + " t0 WHERE t0.\"deleted_at\" IS NULL";
        if (const auto access = access_predicate(catalog, actor, *object, Verb::read, "t0"))
            (sql += " AND ").append(*access);
        sql += " ORDER BY t0.\"updated_at\" DESC, t0.\"id\" DESC LIMIT " + std::to_string(limit);
        connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            hits.push_back({object, row.id(0), row.instant(1).us, 0});
        });
    }
    std::ranges::stable_sort(hits, std::ranges::greater(), &SearchHit::recency);
    return hits;
}

} // namespace

void search_records(Engine& engine, const Actor& actor, std::string_view text,
                    const std::vector<std::string>& objects, int limit, std::string& out)
{
    if (limit < 1 || limit > 100)
        throw Error(Cause::invalid, "A search answers 1 to 100 results.",
                    {{"limit", "range", "A search answers 1 to 100 results."}});
    if (text.size() > 1'000 || !is_utf8(text))
        throw Error(Cause::invalid, "A search is at most 1,000 bytes of text.",
                    {{"q", "length", "A search is at most 1,000 bytes of text."}});
    const auto catalog = engine.catalog();
    const Objects among = searched_objects(*catalog, actor, objects);
    const SearchTerms terms = parse_search(text);
    JsonWriter json(out);
    json.begin_object();
    json.key("results");
    json.begin_array();
    engine.database().read([&](store::Connection& connection) {
        const auto hits =
            terms.is_empty() ? most_recent(connection, *catalog, actor, among, limit)
                             : Search(engine, connection, *catalog, actor, terms, among).run(limit);
        write_hits(engine, connection, actor, terms, hits, limit, json);
    });
    json.end_array();
    json.end_object();
}

} // namespace comity::record
