#include "record/search_entries.h"

#include <algorithm>
#include <limits>

namespace comity::record {
namespace {

constexpr int first_portion = 100;     // index entries looked at in the first statement
constexpr int portion = 1'000;         // and in each that follows
constexpr int most_portions = 12;      // and in one search
constexpr int brief_portions = 2;      // of everybody's, before the marks are asked for
constexpr int narrowed_portion = 300;  // of those that carry the marks
constexpr int most_narrowed = 12;      // and portions of these
constexpr int most_titles = 100;       // of one object that begin with the question
constexpr int newest_compared = 1'000; // entries of each object, on PostgreSQL
constexpr int least_compared = 50;     // of each owner among many

// Above every text that begins with this one, by bytes.
std::string after_prefix(const std::string& text)
{
    return text + "\xf4\x8f\xbf\xbf";
}

Sql entry_columns()
{
    return {R"(SELECT e."n", e."record", e."title", e."body", e."object", e."owner_mark" FROM )",
            {}};
}

// The newest entries of each object, or of each of its owners within reach. (An equality inside the
// stretch would make PostgreSQL walk all entries by number past those of others.)
Sql newest_sql(const SearchRealm& realm, bool by_owner)
{
    Sql stretches;
    std::size_t count = 0;
    for (const SearchRealm::Part& part : realm.parts) {
        if (part.owners.empty() == by_owner)
            continue;
        const std::size_t owners = std::max<std::size_t>(1, part.owners.size());
        const auto most = std::max<std::int64_t>(
            least_compared, newest_compared / static_cast<std::int64_t>(owners));
        for (std::size_t i = 0; i < owners; ++i) {
            (stretches += count++ > 0 ? ", (" : "(").bind(part.object->name);
            if (by_owner)
                (stretches += ", ").bind(part.owners[i]);
            stretches += ", " + std::to_string(most) + ")";
        }
    }
    if (count == 0)
        return {};
    Sql sql = entry_columns();
    sql += "(VALUES ";
    sql.append(stretches);
    sql += by_owner ? R"() o (name, owner, most) CROSS JOIN LATERAL
                (SELECT * FROM "search_entry" x WHERE (x."object", x."owner_mark", x."n")
                     <= (o.name, o.owner, 9223372036854775807)
                 ORDER BY x."object" DESC, x."owner_mark" DESC, x."n" DESC LIMIT o.most) e
                WHERE e."object" = o.name AND e."owner_mark" = o.owner AND )"
                    : R"() o (name, most) CROSS JOIN LATERAL
                (SELECT * FROM "search_entry" x WHERE (x."object", x."n")
                     <= (o.name, 9223372036854775807)
                 ORDER BY x."object" DESC, x."n" DESC LIMIT o.most) e
                WHERE e."object" = o.name AND )";
    return sql;
}

} // namespace

SearchEntries::SearchEntries(store::Connection& connection, const Catalog& catalog,
                             const Actor& actor, const std::vector<const Object*>& objects)
    : m_connection(connection), m_objects(objects), m_realm(realm_of(catalog, actor, objects))
{
}

SearchEntries::Read SearchEntries::read(Sql sql, OnEntry on_entry)
{
    Read read;
    m_connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        ++read.count;
        read.last = row.integer(0);
        const std::string_view name = row.text(4);
        const auto object =
            std::ranges::find_if(m_objects, [&](const Object* one) { return one->name == name; });
        if (object != m_objects.end())
            on_entry({*object, row.id(1), read.last, row.text(2), row.text(3), row.text(5)});
    });
    return read;
}

void SearchEntries::each_titled(const Object& object, const std::string& text, OnEntry on_entry)
{
    Sql sql = entry_columns();
    (sql += "\"search_entry\" e WHERE e.\"object\" = ").bind(object.name);
    (sql += " AND e.\"title\" >= ").bind(text);
    (sql += " AND e.\"title\" < ").bind(after_prefix(text));
    sql += " ORDER BY e.\"title\" LIMIT " + std::to_string(most_titles);
    read(std::move(sql), on_entry);
}

void SearchEntries::look(const SearchTerms& terms, bool briefly, OnEntry on_entry,
                         store::FunctionRef<bool()> is_enough)
{
    if (m_realm.parts.empty())
        return;
    if (m_connection.dialect().is_postgres())
        return look_in_postgres(terms, on_entry, is_enough);
    // Asking whose each entry is takes longer than asking for words alone, and most words are rare:
    // so the marks are asked for only where the newest entries are too many and mostly others'.
    const SearchRealm everything{{}, true};
    const int portions = m_realm.is_whole && !briefly ? most_portions : brief_portions;
    const bool is_over = look_in_sqlite(terms, everything, portions, on_entry, is_enough);
    if (is_over || briefly || m_realm.is_whole)
        return;
    for (const bool by_owner : {true, false}) {
        SearchRealm some;
        for (const SearchRealm::Part& part : m_realm.parts)
            if (part.owners.empty() != by_owner)
                some.parts.push_back(part);
        if (!some.parts.empty())
            look_in_sqlite(terms, some, most_narrowed, on_entry, is_enough);
        if (is_enough())
            return;
    }
}

// True when there is no more to see, or when it is enough.
bool SearchEntries::look_in_sqlite(const SearchTerms& terms, const SearchRealm& realm, int portions,
                                   OnEntry on_entry, store::FunctionRef<bool()> is_enough)
{
    std::int64_t below = std::numeric_limits<std::int64_t>::max();
    for (int i = 0; i < portions; ++i) {
        const int count = i == 0 ? first_portion : realm.is_whole ? portion : narrowed_portion;
        Sql sql = entry_columns();
        append_entry_portion(terms, realm, below, count, sql);
        sql += " ORDER BY e.\"n\" DESC LIMIT " + std::to_string(count);
        const Read found = read(std::move(sql), on_entry);
        if (is_enough() || found.count < count)
            return true;
        below = found.last;
    }
    return false;
}

// PostgreSQL cannot tell how many entries have a word: by the index it would fetch all that have a
// frequent one. So the newest are compared first; a word that too few of them have is rare enough.
void SearchEntries::look_in_postgres(const SearchTerms& terms, OnEntry on_entry,
                                     store::FunctionRef<bool()> is_enough)
{
    for (const bool by_owner : {true, false}) {
        Sql newest = newest_sql(m_realm, by_owner);
        if (newest.text.empty())
            continue;
        append_entry_condition(terms, true, newest);
        newest += " ORDER BY e.\"n\" DESC";
        read(std::move(newest), on_entry);
    }
    if (is_enough())
        return;
    Sql all;
    all += R"(WITH m AS MATERIALIZED (SELECT e.* FROM "search_entry" e WHERE )";
    append_entry_condition(terms, true, all);
    append_realm_condition(m_realm, all);
    (all += ") ").append(entry_columns());
    all += "m e ORDER BY e.\"n\" DESC LIMIT " + std::to_string(portion);
    read(std::move(all), on_entry);
    is_enough();
}

} // namespace comity::record
