#include "record/duplicates/ask.h"

#include "base/error.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"
#include "record/object/sql.h"
#include "store/database.h"

#include <algorithm>
#include <unordered_set>

namespace comity::record {
namespace {

constexpr std::size_t most_candidates = 10;
constexpr std::size_t most_looked_at = 24; // of what is kept, before rights are asked

Standing standing(const match::Verdict& verdict, float log2_size, bool as_employer)
{
    return as_employer ? standing_of_employer(verdict, log2_size) : standing_of(verdict, log2_size);
}

// The best by what is kept; their rows are read afterwards, for they may have changed and the asker
// may see less of them.
std::vector<Id> best_entries(store::Connection& connection, const MatchIndex& index,
                             const match::Subject& subject, bool as_employer)
{
    const float log2_size = index.common->log2_size();
    std::vector<std::pair<float, Id>> found;
    const auto numbers = entries_sharing(connection, index, subject);
    for (const Entry& entry : load_entries(connection, numbers)) {
        const match::Verdict verdict =
            weigh(subject, index.common->subject(entry.profile), log2_size);
        if (standing(verdict, log2_size, as_employer) != Standing::none)
            found.emplace_back(verdict.bits(), entry.record);
    }
    std::ranges::sort(found, std::greater());
    std::vector<Id> best;
    for (const auto& [bits, id] : found)
        if (best.size() < most_looked_at)
            best.push_back(id);
    return best;
}

} // namespace

std::vector<Id> not_yet_indexed(store::Connection& connection, const Object& object)
{
    // On PostgreSQL a lower number may become durable after a higher one.
    const std::int64_t slack = connection.dialect().is_postgres() ? 16 : 0;
    const std::int64_t position = read_state(connection, "position") - slack;
    std::vector<Id> sets;
    connection.query({R"(SELECT "id" FROM "change_set" WHERE "seq" > ? AND "records" <= 200
                         ORDER BY "seq" DESC LIMIT 200)",
                      {position}},
                     [&](const store::Row& row) { sets.push_back(row.id(0)); });
    std::vector<Id> ids;
    if (sets.empty())
        return ids;
    // Not joined with the sets: PostgreSQL, which plans for any position, read the whole log.
    Sql sql;
    sql += R"(SELECT "record" FROM "change" WHERE "change_set" IN ()";
    append_ids(sql, sets);
    (sql += R"() AND "object" = )").bind(object.name) += R"( ORDER BY "change_set" DESC LIMIT 200)";
    connection.query(std::move(sql).statement(),
                     [&](const store::Row& row) { ids.push_back(row.id(0)); });
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    return ids;
}

std::vector<Id> distinct_from(store::Connection& connection, const Catalog& catalog, const Id& id)
{
    std::vector<Id> others;
    const Object* pairs = catalog.find(distinct_pair_object);
    if (!pairs)
        return others;
    const std::string from =
        "FROM " + store::quote(Catalog::table_of(*pairs)) + " WHERE \"deleted_at\" IS NULL AND ";
    connection.query(
        {"SELECT \"b\" " + from + "\"a\" = ? UNION ALL SELECT \"a\" " + from + "\"b\" = ?",
         {id, id}},
        [&](const store::Row& row) { others.push_back(row.id(0)); });
    return others;
}

Ask::Ask(store::Connection& connection, KeptCommonness& kept, const Catalog& catalog,
         const Actor& actor, std::optional<Id> self, Recent recent)
    : m_connection(connection), m_kept(kept), m_catalog(catalog), m_actor(actor), m_self(self),
      m_recent(recent)
{
}

std::vector<Weighed> Ask::find(const Object& object, const match::Profile& profile, Standing least,
                               bool as_employer)
{
    std::vector<Weighed> found;
    const auto matched = find_matched(m_catalog, object, &m_actor);
    if (!matched || profile.is_empty() || m_actor.reach(object, Verb::read) == Reach::none)
        return found;
    auto index = find_index(m_connection, object.name, m_kept);
    if (!index)
        index = MatchIndex{object.name, 0, 0, 0, {}, std::make_shared<match::Commonness>()};
    const match::Subject subject = index->common->subject(profile);
    const float log2_size = index->common->log2_size();
    auto ids = best_entries(m_connection, *index, subject, as_employer);
    if (m_recent == Recent::looked_at) {
        const auto recent = not_yet_indexed(m_connection, object);
        ids.insert(ids.end(), recent.begin(), recent.end());
    }
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    if (m_self)
        std::erase(ids, *m_self);
    for (MatchedRow& row : read_matched(m_connection, m_catalog, m_actor, *matched, ids)) {
        const match::Verdict verdict =
            weigh(subject, index->common->subject(row.profile), log2_size);
        const Standing its = standing(verdict, log2_size, as_employer);
        if (its >= least)
            found.push_back({&object, std::move(row), verdict, log2_size});
    }
    return found;
}

namespace {

// The profile of what is asked about, and whether it is anything.
match::Profile profile_of(store::Connection& connection, const Catalog& catalog, const Actor& actor,
                          const MatchedObject& matched, const Json& fields,
                          const std::optional<Id>& self)
{
    match::Profile profile;
    if (!self) {
        fill_profile(connection, matched, fields, profile);
        return profile;
    }
    auto rows = read_matched(connection, catalog, actor, matched, {&*self, 1});
    if (rows.empty())
        throw Error(Cause::not_found,
                    say("common.no_such_object", {{"object", within(matched.object->label)}}));
    const bool is_typed = fields.if_object() && !fields.if_object()->empty();
    if (!is_typed)
        return std::move(rows[0].profile);
    // What is typed is all that a form sends: the record's own values are among it.
    fill_profile(connection, matched, fields, profile);
    return profile;
}

Candidate candidate_of(const Catalog& catalog, const Actor& actor, const Weighed& weighed)
{
    const auto matched = find_matched(catalog, *weighed.object, &actor);
    return {weighed.object,
            weighed.row.id,
            weighed.row.title,
            words_of(*matched, weighed.row),
            score_of(weighed.verdict.bits(), weighed.log2_size),
            reasons_of(weighed.verdict),
            is_likely(weighed.verdict.bits(), weighed.log2_size)};
}

} // namespace

std::vector<Candidate> find_candidates(Engine& engine, const Actor& actor, const Object& asked,
                                       const Json& fields, std::optional<Id> self)
{
    const auto catalog = engine.catalog();
    const Object& object = catalog->load(asked.name);
    actor.require(object, Verb::read);
    const auto matched = find_matched(*catalog, object, &actor);
    std::vector<Weighed> found;
    std::vector<Candidate> candidates;
    if (!matched)
        return candidates;
    engine.database().read([&](store::Connection& connection) {
        found.clear();
        const match::Profile profile =
            profile_of(connection, *catalog, actor, *matched, fields, self);
        Ask ask(connection, engine.part<KeptCommonness>(), *catalog, actor, self);
        const auto take = [&](std::vector<Weighed> more) {
            std::ranges::move(more, std::back_inserter(found));
        };
        take(ask.find(object, profile, Standing::possible));
        for (const Object* other : akin_to(*catalog, *matched))
            take(ask.find(*other, profile, Standing::possible));
        const match::Profile employer = employer_in(profile);
        for (const Object* other : employers_of(*catalog, *matched))
            take(ask.find(*other, employer, Standing::possible, true));
        if (self && !found.empty())
            for (const Id& other : distinct_from(connection, *catalog, *self))
                std::erase_if(found, [&](const Weighed& one) { return one.row.id == other; });
    });
    std::ranges::stable_sort(found, std::greater(),
                             [](const Weighed& one) { return one.verdict.bits() - one.log2_size; });
    for (const Weighed& one : found)
        if (candidates.size() < most_candidates)
            candidates.push_back(candidate_of(*catalog, actor, one));
    return candidates;
}

bool is_compared(const Catalog& catalog, const Object& object)
{
    return find_matched(catalog, object).has_value();
}

bool has_matched_field(const Catalog& catalog, const Object& object, const Json& fields)
{
    const auto matched = find_matched(catalog, object);
    const Json::Object* members = fields.if_object();
    return matched && members && std::ranges::any_of(*members, [&](const auto& member) {
               return matched->has(member.first);
           });
}

void write_candidates(JsonWriter& json, std::span<const Candidate> candidates)
{
    json.begin_array();
    for (const Candidate& candidate : candidates) {
        json.begin_object();
        json.member("object", candidate.object->name);
        json.member("id", format_id(candidate.id));
        json.member("title", candidate.title);
        json.plain_key("words");
        json.begin_array();
        for (const std::string& word : candidate.words)
            json.value(word);
        json.end_array();
        write_verdict(json, candidate.score, candidate.reasons);
        json.end_object();
    }
    json.end_array();
}

} // namespace comity::record
