// Finding across objects by words, in steps: titles that begin with the question, words that begin
// as those typed, parts of words, words divided between a record and what it hangs on, words that
// are nearly those typed.
#include "record/engine.h"
#include "record/object/rows.h"
#include "record/search/entries.h"
#include "record/search/hits.h"
#include "record/search/links.h"
#include "record/search/similar.h"

#include "base/error.h"
#include "base/text.h"
#include "record/object/catalog.h"
#include "store/database.h"

#include <algorithm>
#include <tuple>

namespace comity::record {
namespace {

constexpr int most_unindexed = 5'000;
constexpr std::size_t most_similar = 6; // words for one that was mistyped
constexpr std::size_t few_similar = 3;
constexpr double score_at_beginnings = 0.6; // and better: each word begins one (hits.h)

// Numbers and addresses are looked for anywhere in a word from the start.
bool is_of_letters(const std::string& word)
{
    return word.find_first_of("0123456789@./") == word.npos;
}

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
            problems.push_back(
                {"objects", "unknown", say("common.no_object_name", {{"name", name}})});
        else if (may_find(*object) && std::ranges::find(objects, object) == objects.end())
            objects.push_back(object);
    }
    if (!problems.empty()) {
        const Sentence message = problems[0].message;
        throw Error(Cause::invalid, message, std::move(problems));
    }
    if (names.empty())
        for (const Object& object : catalog.objects())
            if (is_searched(object) && may_find(object))
                objects.push_back(&object);
    return objects;
}

class Search {
public:
    Search(Engine& engine, store::Connection& connection, const Catalog& catalog,
           const Actor& actor, const SearchTerms& terms, const Objects& objects)
        : m_engine(engine), m_connection(connection), m_catalog(catalog), m_actor(actor),
          m_terms(terms), m_objects(objects), m_entries(connection, catalog, actor, objects),
          m_own(owner_mark(actor.user))
    {
    }

    // Each step only as far as those before it, whose answers are better, do not suffice.
    std::vector<SearchHit> run(int wanted)
    {
        const auto suffices = static_cast<std::size_t>(wanted);
        const auto enough = suffices * 3; // a few may turn out not to be told
        for (const Object* object : m_objects)
            is_searched(*object) ? find_titles(*object) : find_unindexed(*object);
        settle();
        const auto by_words = [&](const FoundEntry& entry) {
            offer(entry, score_of(m_terms, entry.title, entry.body));
        };
        const SearchTerms beginnings = at_word_beginnings(m_terms);
        if (std::ranges::all_of(m_terms.words, is_of_letters))
            m_entries.look_first(beginnings, m_terms, !m_entries.is_whole(), by_words, [&] {
                settle();
                return count_at_beginnings() >= enough;
            });
        if (m_visible.size() < suffices * 2)
            look(m_terms, false, enough, by_words);
        if (m_visible.empty() && m_terms.terms.size() > 1)
            look_along_links();
        // Who types two words that are found together means them.
        if (m_visible.size() < (m_terms.terms.size() > 1 ? 1 : suffices))
            look_for_similar(enough);
        std::ranges::sort(m_visible, std::ranges::greater(), [](const SearchHit& hit) {
            return std::tuple(hit.score, hit.is_own, hit.recency);
        });
        return std::move(m_visible);
    }

    const SearchTerms& similar_terms() const { return m_similar.terms; }

private:
    Engine& m_engine;
    store::Connection& m_connection;
    const Catalog& m_catalog;
    const Actor& m_actor;
    const SearchTerms& m_terms;
    const Objects& m_objects;
    SearchEntries m_entries;
    std::string m_own;
    SimilarTerms m_similar;
    std::unordered_set<Id> m_seen;
    std::vector<SearchHit> m_new;
    std::vector<SearchHit> m_visible;

    void offer(const FoundEntry& entry, double score, std::string linked = {})
    {
        if (score <= 0 || !m_seen.insert(entry.record).second)
            return;
        SearchHit hit{entry.object, entry.record, entry.number, score};
        hit.is_own = entry.owner == m_own;
        hit.linked = std::move(linked);
        m_new.push_back(std::move(hit));
    }

    // What was offered since, as far as it may be seen.
    void settle()
    {
        keep_visible(m_connection, m_catalog, m_actor, m_new);
        m_visible.insert(m_visible.end(), m_new.begin(), m_new.end());
        m_new.clear();
    }

    template <class OnEntry>
    void look(const SearchTerms& terms, bool briefly, std::size_t enough, OnEntry on_entry)
    {
        m_entries.look(terms, briefly, on_entry, [&] {
            settle();
            return m_visible.size() >= enough;
        });
    }

    std::size_t count_at_beginnings() const
    {
        return static_cast<std::size_t>(std::ranges::count_if(
            m_visible, [](const SearchHit& hit) { return hit.score >= score_at_beginnings; }));
    }

    void find_titles(const Object& object)
    {
        m_entries.each_titled(object, m_terms.text, [&](const FoundEntry& entry) {
            offer(entry, score_of(m_terms, entry.title, entry.body));
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
            const std::string body = search_text(title);
            offer({&object, row.id(0), 0, title, body, {}}, score_of(m_terms, title, body));
        });
    }

    void look_along_links()
    {
        find_linked(m_connection, m_catalog, m_actor, m_terms, m_objects,
                    [&](const FoundEntry& entry, double score, const std::string& linked) {
                        offer(entry, score, linked);
                    });
        settle();
    }

    void look_for_similar(std::size_t enough)
    {
        // Beside answers that have the words themselves, less is worth looking for.
        const bool briefly = !m_visible.empty();
        m_similar = similar_terms_of(m_engine.part<Vocabulary>(), m_connection, m_terms,
                                     briefly ? few_similar : most_similar);
        if (m_similar.terms.is_empty())
            return;
        look(m_similar.terms, briefly, enough, [&](const FoundEntry& entry) {
            offer(entry, score_of(m_similar, entry.title, entry.body));
        });
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
            hits.push_back({object, row.id(0), row.instant(1).us, 0, false, {}});
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
        throw Error(Cause::invalid, say("reading.search_answers_1_to_100"),
                    {{"limit", "range", say("reading.search_answers_1_to_100")}});
    if (text.size() > 1'000 || !is_utf8(text))
        throw Error(Cause::invalid, say("reading.search_is_at_most_1"),
                    {{"q", "length", say("reading.search_is_at_most_1")}});
    const auto catalog = engine.catalog();
    const Objects among = searched_objects(*catalog, actor, objects);
    const SearchTerms terms = parse_search(text);
    JsonWriter json(out);
    json.begin_object();
    engine.database().read([&](store::Connection& connection) {
        if (terms.is_empty())
            return write_hits(engine, connection, actor, {terms, terms},
                              most_recent(connection, *catalog, actor, among, limit), limit, json);
        Search search(engine, connection, *catalog, actor, terms, among);
        const auto hits = search.run(limit);
        write_hits(engine, connection, actor, {terms, search.similar_terms()}, hits, limit, json);
    });
    json.end_object();
}

} // namespace comity::record
