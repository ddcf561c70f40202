// Candidates on PostgreSQL. Its trigram index cannot be read newest first and in portions: all
// entries that have a word come at once, in no order. So the newest entries are compared without
// it; a word that is frequent among them is looked for among more of the newest, and only one that
// is rare there is asked of the index, for a bounded number of entries.
#include "record/search/entries.h"

#include <algorithm>
#include <utility>

namespace comity::record {
namespace {

constexpr int newest_compared = 1'000; // entries of each object, or of all its owners together
constexpr int least_compared = 50;     // of each owner among many
constexpr int further = 6;             // times as many of a frequent word
constexpr int frequent = 20;           // found among the newest: the word is a frequent one
constexpr int most_indexed = 3'000;    // entries that the index hands over
constexpr int most_before_rights = 10'000;

// One stretch of an index, newest first: an object's entries, or one of its owners'.
struct Stretches {
    Sql values; // `(name, owner, most), …`; no owner where the object is reached whole
    std::size_t count = 0;
};

Stretches stretches_of(const SearchRealm& realm, bool by_owner, int each)
{
    Stretches stretches;
    for (const SearchRealm::Part& part : realm.parts) {
        if (part.owners.empty() == by_owner)
            continue;
        const int owners = std::max(1, static_cast<int>(part.owners.size()));
        // What one or two own is likely to be seen whole, which spares asking the index.
        const int most = std::max(least_compared, (by_owner && owners < 3 ? 2 : 1) * each / owners);
        for (int i = 0; i < owners; ++i) {
            (stretches.values += stretches.count++ > 0 ? ", (" : "(").bind(part.object->name);
            if (by_owner)
                (stretches.values += ", ").bind(part.owners[static_cast<std::size_t>(i)]);
            stretches.values += ", " + std::to_string(most) + ")";
        }
    }
    return stretches;
}

// The entries of a stretch under `x`, newest first. (An equality would make PostgreSQL walk all
// entries by number past those of others.)
std::string_view stretch_sql(bool by_owner)
{
    return by_owner ? R"("search_entry" x WHERE (x."object", x."owner_mark", x."n")
                     <= (o.name, o.owner, 9223372036854775807)
                 ORDER BY x."object" DESC, x."owner_mark" DESC, x."n" DESC)"
                    : R"("search_entry" x WHERE (x."object", x."n")
                     <= (o.name, 9223372036854775807) ORDER BY x."object" DESC, x."n" DESC)";
}

std::string_view names_sql(bool by_owner)
{
    return by_owner ? ") o (name, owner, most) CROSS JOIN LATERAL (SELECT "
                    : ") o (name, most) CROSS JOIN LATERAL (SELECT ";
}

// A stretch that is shorter goes on into the next one's.
std::string_view belongs_sql(bool by_owner)
{
    return by_owner ? R"( e WHERE e."object" = o.name AND e."owner_mark" = o.owner)"
                    : R"( e WHERE e."object" = o.name)";
}

std::string only_by_bitmaps(std::string_view others)
{
    std::string sql;
    for (const std::string_view way : {"seqscan", "indexscan", "indexonlyscan"})
        ((((sql += sql.empty() ? "SELECT set_config('enable_" : ", set_config('enable_") += way) +=
          "', '") += others) += "', TRUE)";
    return sql;
}

} // namespace

// How many of the newest have the words.
int SearchEntries::compare_newest(const SearchTerms& terms, int most, OnEntry on_entry)
{
    int found = 0;
    for (const bool by_owner : {true, false}) {
        const Stretches stretches = stretches_of(m_realm, by_owner, most);
        if (stretches.count == 0)
            continue;
        Sql sql = select_entries();
        (sql += "(VALUES ").append(stretches.values);
        ((sql += names_sql(by_owner)) += "* FROM ") += stretch_sql(by_owner);
        ((sql += " LIMIT o.most)") += belongs_sql(by_owner)) += " AND ";
        append_entry_condition(terms, true, sql);
        found += read(std::move(sql), on_entry).count;
    }
    return found;
}

// Were all entries within reach among the newest?
bool SearchEntries::is_small()
{
    if (m_is_small)
        return *m_is_small;
    m_is_small = true;
    for (const bool by_owner : {true, false}) {
        const Stretches stretches = stretches_of(m_realm, by_owner, newest_compared);
        if (stretches.count == 0)
            continue;
        Sql sql;
        (sql += "SELECT 1 FROM (VALUES ").append(stretches.values);
        sql += names_sql(by_owner);
        sql += by_owner ? R"(x."object", x."owner_mark" FROM )" : R"(x."object" FROM )";
        ((sql += stretch_sql(by_owner)) += " OFFSET o.most LIMIT 1)") += belongs_sql(by_owner);
        sql += " LIMIT 1";
        m_connection.query(std::move(sql).statement(),
                           [&](const store::Row&) { m_is_small = false; });
    }
    return *m_is_small;
}

// What the index has, at most so many, in no order.
int SearchEntries::ask_index(const SearchTerms& terms, OnEntry on_entry)
{
    const bool by_owner = std::ranges::none_of(
        m_realm.parts, [](const SearchRealm::Part& part) { return part.owners.empty(); });
    Sql sql;
    sql += R"(WITH m AS MATERIALIZED (SELECT e.* FROM "search_entry" e WHERE )";
    append_entry_condition(terms, true, sql);
    // Few owners have an index of their own to be crossed with; whole objects are what most
    // entries are of, and are told apart afterwards.
    if (by_owner)
        append_realm_condition(m_realm, sql);
    const int most = by_owner || m_realm.is_whole ? most_indexed : most_before_rights;
    (sql += " LIMIT " + std::to_string(most) + ") ").append(select_entries());
    sql += "m e WHERE 1 = 1";
    if (!by_owner)
        append_realm_condition(m_realm, sql);
    sql += " LIMIT " + std::to_string(most_indexed);
    // A limit makes PostgreSQL hope to meet so many soon by reading all entries.
    const store::Statement statements[] = {
        {only_by_bitmaps("off"), {}}, std::move(sql).statement(), {only_by_bitmaps("on"), {}}};
    int found = 0;
    m_connection.batch(statements, [&](std::size_t at, const store::Row& row) {
        if (at != 1)
            return;
        ++found;
        offer(row, on_entry);
    });
    return found;
}

// The first of two steps is content with what the newest say of the second; and where that has
// frequent words, asks the index for its own alone.
void SearchEntries::look_in_postgres(const SearchTerms& terms, const SearchTerms& wider,
                                     OnEntry on_entry, store::FunctionRef<bool()> is_enough)
{
    const bool is_first = &terms != &wider;
    if (std::exchange(m_looked_for, nullptr) != &wider) {
        m_is_complete = false;
        m_is_frequent = compare_newest(wider, newest_compared, on_entry) >= frequent;
        if (!is_enough())
            m_is_complete = is_small();
    }
    if (is_first)
        m_looked_for = &wider;
    if (is_enough() || m_is_complete)
        return;
    if (is_first && m_is_frequent) {
        ask_index(terms, on_entry);
        is_enough();
        return;
    }
    if (m_is_frequent)
        compare_newest(wider, newest_compared * further, on_entry);
    if (is_enough())
        return;
    m_is_complete = ask_index(wider, on_entry) < most_indexed;
    if (!is_enough() && is_first && !m_is_complete)
        ask_index(terms, on_entry);
    is_enough();
}

} // namespace comity::record
