#include "record/search/links.h"

#include "record/object/kind.h"
#include "record/object/rows.h"
#include "record/search/hits.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace comity::record {
namespace {

constexpr std::size_t most_terms = 4;
constexpr std::size_t most_linked = 20; // of one object for one word
constexpr int most_linking = 150;       // records of one object that link to those
constexpr double score_of_linked = 0.6;

struct Target {
    std::string title;
    std::uint32_t terms = 0; // which of them its title has
};
using Targets = std::unordered_map<Id, Target>;

class Links {
public:
    Links(store::Connection& connection, const Catalog& catalog, const Actor& actor,
          const SearchTerms& terms)
        : m_connection(connection), m_catalog(catalog), m_actor(actor), m_terms(terms)
    {
    }

    // The reference fields by which a record is shown, to objects that are searched.
    void follow(const Object& object, auto on_entry)
    {
        for (const std::string& name : object.list) {
            const Field* field = object.find_field(name);
            if (!field || !is_reference(*field) || name == object.owner ||
                !m_actor.may_see(object, *field))
                continue;
            const Object* target = m_catalog.find(field->target);
            if (!target || !is_searched(*target) ||
                !m_actor.may_see(*target, target->load_field(target->title)))
                continue;
            const Targets& targets = targets_of(*target);
            if (!targets.empty())
                each_linking(object, *field, targets, on_entry);
        }
    }

private:
    store::Connection& m_connection;
    const Catalog& m_catalog;
    const Actor& m_actor;
    const SearchTerms& m_terms;
    std::map<const Object*, Targets> m_targets;

    // Has the title this term at the beginning of a word?
    bool has(std::string_view words, std::size_t term) const
    {
        return std::ranges::any_of(m_terms.terms[term], [&](const std::string& form) {
            return find_at_word(words, form) != words.npos;
        });
    }

    const Targets& targets_of(const Object& object)
    {
        const auto [at, is_new] = m_targets.try_emplace(&object);
        if (!is_new || m_actor.reach(object, Verb::read) == Reach::none)
            return at->second;
        const std::vector<const Object*> only = {&object};
        SearchEntries entries(m_connection, m_catalog, m_actor, only);
        for (std::size_t i = 0; i < m_terms.terms.size(); ++i) {
            SearchTerms one;
            one.terms = {m_terms.terms[i]};
            one.words = {m_terms.words[i]};
            std::vector<SearchHit> hits;
            std::unordered_map<Id, std::string> title_of;
            const auto take = [&](const FoundEntry& entry) {
                if (hits.size() < most_linked && has(search_text(entry.title), i) &&
                    title_of.emplace(entry.record, entry.title).second)
                    hits.push_back({&object, entry.record, entry.number, 1, false, {}});
            };
            entries.each_titled(object, m_terms.words[i], take);
            // More than the first portion would be asked of every word and every object.
            if (hits.size() < most_linked)
                entries.look(at_word_beginnings(one), true, take, [] { return true; });
            keep_visible(m_connection, m_catalog, m_actor, hits);
            for (const SearchHit& hit : hits) {
                Target& target = at->second[hit.record];
                target.title = title_of[hit.record];
                target.terms |= 1U << i;
            }
        }
        return at->second;
    }

    void each_linking(const Object& object, const Field& field, const Targets& targets,
                      auto on_entry)
    {
        std::vector<Id> ids;
        for (const auto& [id, target] : targets)
            ids.push_back(id);
        Sql sql;
        sql += R"(SELECT e."n", e."record", e."title", e."body", e."owner_mark", )" +
               column_sql("t0", field) + " FROM " + store::quote(Catalog::table_of(object)) +
               " t0 JOIN \"search_entry\" e ON e.\"record\" = t0.\"id\" WHERE " +
               column_sql("t0", field) + " IN (";
        append_ids(sql, ids);
        sql += ") AND t0.\"deleted_at\" IS NULL LIMIT " + std::to_string(most_linking);
        m_connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            const auto target = targets.find(row.id(5));
            if (target == targets.end())
                return;
            std::uint32_t own = 0;
            for (std::size_t i = 0; i < m_terms.terms.size(); ++i)
                own |= has(row.text(3), i) ? 1U << i : 0;
            const std::uint32_t all = (1U << m_terms.terms.size()) - 1;
            const bool is_divided = (own & ~target->second.terms) && (target->second.terms & ~own);
            if ((own | target->second.terms) == all && is_divided)
                on_entry(FoundEntry{&object, row.id(1), row.integer(0), row.text(2), row.text(3),
                                    row.text(4)},
                         score_of_linked, target->second.title);
        });
    }
};

} // namespace

void find_linked(
    store::Connection& connection, const Catalog& catalog, const Actor& actor,
    const SearchTerms& terms, const std::vector<const Object*>& objects,
    const std::function<void(const FoundEntry&, double score, const std::string& linked)>& on_entry)
{
    if (terms.terms.size() > most_terms)
        return;
    Links links(connection, catalog, actor, terms);
    for (const Object* object : objects)
        if (is_searched(*object))
            links.follow(*object, on_entry);
}

} // namespace comity::record
