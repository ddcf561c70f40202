#include "record/duplicates/follow.h"

#include "record/duplicates/ask.h"
#include "record/duplicates/duplicates.h"
#include "record/duplicates/pairs.h"
#include "record/duplicates/scan.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::int64_t most_sets = 500;
// What is larger is not followed but compared with all the rest at once.
constexpr std::int64_t largest_set = 5'000;
constexpr std::size_t slice = 200;
constexpr std::size_t most_followed = 2'000;
constexpr std::size_t most_remembered = 2'000;
constexpr std::int64_t most_employed = 5'000;

// One of five records, and some, so that a small firm's figures follow quickly.
constexpr std::int64_t few_changes = 50, share_of_changes = 5;

template <typename Work> void each_slice(std::span<const Id> ids, Work work)
{
    for (; !ids.empty(); ids = ids.subspan(std::min(slice, ids.size())))
        if (!work(ids.first(std::min(slice, ids.size()))))
            return;
}

} // namespace

void want_scan(store::Connection& connection)
{
    keep_state(connection, "scan_wanted", read_state(connection, "scan_wanted") + 1);
}

void Following::note(const Id& change_set)
{
    if (m_noted.size() < most_remembered)
        m_noted.insert(change_set);
}

std::vector<Following::Set> Following::sets_to_follow(store::Connection& connection,
                                                      std::int64_t position)
{
    std::vector<Set> sets;
    const auto take = [&](const store::Row& row) {
        sets.push_back({row.id(0), row.integer(1), row.integer(2)});
    };
    for (const Id& id : m_noted)
        connection.query({R"(SELECT "id", "seq", "records" FROM "change_set"
                             WHERE "id" = ? AND "seq" <= ?)",
                          {id, position}},
                         take);
    std::erase_if(sets, [&](const Set& set) {
        const auto known = m_followed.find(set.id);
        return known != m_followed.end() && known->second == set.records;
    });
    connection.query({R"(SELECT "id", "seq", "records" FROM "change_set" WHERE "seq" > ?
                         ORDER BY "seq" LIMIT ?)",
                      {position, most_sets}},
                     take);
    // Some at a time: what is touched is held in memory.
    std::int64_t records = 0;
    const auto end = std::ranges::find_if(sets, [&](const Set& set) {
        records += std::min(set.records, largest_set);
        return records > 4 * largest_set;
    });
    sets.erase(end, sets.end());
    return sets;
}

Following::Touched Following::touched_by(store::Connection& connection, std::span<const Set> sets)
{
    Touched touched;
    for (const Set& set : sets)
        if (set.records <= largest_set)
            connection.query(
                {R"(SELECT "object", "record" FROM "change" WHERE "change_set" = ?)", {set.id}},
                [&](const store::Row& row) {
                    touched[std::string(row.text(0))].insert(row.id(1));
                });
    return touched;
}

bool Following::follow(const std::stop_token& stop)
{
    m_stop = stop;
    Way way = Way::more;
    while (way == Way::more)
        way = follow_some();
    return way == Way::idle;
}

Following::Way Following::follow_some()
{
    std::vector<Set> sets;
    Touched touched;
    std::int64_t position = 0;
    m_engine.database().read([&](store::Connection& connection) {
        position = read_state(connection, "position");
        sets = sets_to_follow(connection, position);
        touched = touched_by(connection, sets);
    });
    if (sets.empty()) {
        m_noted.clear();
        return Way::idle;
    }
    if (!refresh_all(touched))
        return Way::left;
    bool is_ours = false;
    const bool has_large =
        std::ranges::any_of(sets, [](const Set& set) { return set.records > largest_set; });
    const std::int64_t last = std::ranges::max(sets, {}, &Set::seq).seq;
    m_engine.database().write([&](store::Connection& connection) {
        is_ours = take_turn(connection);
        if (!is_ours)
            return;
        keep_state(connection, "position", std::max(last, read_state(connection, "position")));
        if (has_large)
            want_scan(connection);
    });
    if (!is_ours)
        return Way::left;
    for (const Set& set : sets) {
        m_followed[set.id] = set.records;
        m_noted.erase(set.id);
    }
    if (m_followed.size() > most_remembered)
        m_followed.clear();
    return Way::more;
}

bool Following::refresh_all(const Touched& touched)
{
    for (const auto& [object, ids] : touched) {
        if (object == distinct_pair_object) {
            if (!compare_again(ids))
                return false;
            continue;
        }
        const std::vector<Id> asked(ids.begin(), ids.end());
        std::vector<Id> changed;
        if (!refresh(object, asked, changed))
            return false;
        // Whose employer is called otherwise now.
        std::string employed;
        const std::set<Id> others = employed_by(object, changed, employed);
        const std::vector<Id> more(others.begin(), others.end());
        std::vector<Id> changed_too;
        if (!others.empty() && !refresh(employed, more, changed_too))
            return false;
        if (!find_pairs(object, changed) || !find_pairs(employed, changed_too))
            return false;
    }
    return true;
}

// That two are not one may have been taken back: what was said is looked up, not what was done.
bool Following::compare_again(const std::set<Id>& sayings)
{
    const auto catalog = m_engine.catalog();
    const Object& distinct = catalog->load(distinct_pair_object);
    std::map<std::string, std::set<Id>> records;
    m_engine.database().read([&](store::Connection& connection) {
        for (const Id& id : sayings)
            connection.query({"SELECT \"object\", \"a\" FROM " +
                                  store::quote(Catalog::table_of(distinct)) + " WHERE \"id\" = ?",
                              {id}},
                             [&](const store::Row& row) {
                                 records[std::string(row.text(0))].insert(row.id(1));
                             });
    });
    return std::ranges::all_of(records, [&](const auto& of) {
        return find_pairs(of.first, std::vector<Id>(of.second.begin(), of.second.end()));
    });
}

bool Following::refresh(const std::string& name, std::span<const Id> ids, std::vector<Id>& changed)
{
    const auto catalog = m_engine.catalog();
    const Object* object = catalog->find(name);
    const auto matched = object ? find_matched(*catalog, *object) : std::nullopt;
    if (!matched)
        return true;
    static const Actor program = Actor::program("Duplicates", Origin::automation);
    bool is_ours = true;
    each_slice(ids, [&](std::span<const Id> some) {
        std::vector<Fresh> fresh;
        m_engine.database().read([&](store::Connection& connection) {
            fresh.clear();
            std::map<Id, std::string> profiles;
            for (const MatchedRow& row :
                 read_matched(connection, *catalog, program, *matched, some))
                profiles[row.id] = row.profile.packed();
            for (const Id& id : some)
                fresh.push_back({id, profiles[id]});
            keep_differing(connection, fresh);
        });
        if (fresh.empty())
            return true;
        std::vector<Id> written;
        m_engine.database().write([&](store::Connection& connection) {
            written.clear();
            is_ours = take_turn(connection);
            if (is_ours)
                written = write_entries(connection, name, fresh, Keys::now);
        });
        changed.insert(changed.end(), written.begin(), written.end());
        is_ours = is_ours && !m_stop.stop_requested();
        return is_ours;
    });
    return is_ours;
}

std::set<Id> Following::employed_by(const std::string& name, std::span<const Id> employers,
                                    std::string& employed)
{
    std::set<Id> ids;
    const auto catalog = m_engine.catalog();
    for (const MatchedObject& matched : all_matched(*catalog)) {
        if (!matched.employer || matched.employer_object->name != name || !ids.empty())
            continue;
        employed = matched.object->name;
        m_engine.database().read([&](store::Connection& connection) {
            for (const Id& employer : employers)
                connection.query({"SELECT \"id\" FROM " +
                                      store::quote(Catalog::table_of(*matched.object)) + " WHERE " +
                                      store::quote(matched.employer->name) +
                                      " = ? AND \"deleted_at\" IS NULL LIMIT ?",
                                  {employer, most_employed}},
                                 [&](const store::Row& row) { ids.insert(row.id(0)); });
        });
    }
    return ids;
}

bool Following::find_pairs(const std::string& name, std::span<const Id> changed)
{
    if (changed.empty())
        return true;
    const auto catalog = m_engine.catalog();
    const Object& object = catalog->load(name);
    const MatchedObject matched = *find_matched(*catalog, object);
    static const Actor program = Actor::program("Duplicates", Origin::automation);
    const std::size_t asked = std::min(changed.size(), most_followed);
    each_slice(changed.first(asked), [&](std::span<const Id> some) {
        std::vector<DuplicatePair> pairs;
        m_engine.database().read([&](store::Connection& connection) {
            pairs.clear();
            for (const MatchedRow& row :
                 read_matched(connection, *catalog, program, matched, some)) {
                if (m_stop.stop_requested())
                    return;
                Ask ask(connection, m_engine.part<KeptCommonness>(), *catalog, program, row.id,
                        Ask::Recent::left_out);
                for (const Weighed& one : ask.find(object, row.profile, Standing::proposed))
                    pairs.push_back(make_pair_of(row.id, one.row.id, one.verdict.bits()));
            }
            drop_distinct(connection, *catalog, pairs);
        });
        if (m_stop.stop_requested())
            return false;
        m_engine.database().write([&](store::Connection& connection) {
            forget_pairs_of(connection, some);
            keep_pairs(connection, name, pairs, now());
        });
        return true;
    });
    if (m_stop.stop_requested())
        return false;
    m_engine.database().write([&](store::Connection& connection) {
        forget_pairs_of(connection, changed.subspan(asked));
        if (asked < changed.size())
            want_scan(connection);
    });
    return true;
}

bool Following::wants_scan()
{
    bool is_wanted = false;
    m_engine.database().read([&](store::Connection& connection) {
        is_wanted = read_state(connection, "scan_wanted") > read_state(connection, "scan_served");
        connection.query(
            {R"(SELECT "records", "changed" FROM "match_object")", {}}, [&](const store::Row& row) {
                is_wanted =
                    is_wanted || row.integer(1) > few_changes + row.integer(0) / share_of_changes;
            });
    });
    return is_wanted;
}

} // namespace comity::record
