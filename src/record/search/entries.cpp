#include "record/search/entries.h"

#include <algorithm>
#include <limits>

namespace comity::record {
namespace {

constexpr int first_portion = 100;    // index entries looked at in the first statement
constexpr int portion = 1'000;        // and in each that follows
constexpr int most_portions = 12;     // and in one search
constexpr int brief_portions = 2;     // of everybody's, before the marks are asked for
constexpr int narrowed_portion = 300; // of those that carry the marks
constexpr int most_narrowed = 12;     // and portions of these
constexpr int most_titles = 100;      // of one object that begin with the question

// Above every text that begins with this one, by bytes.
std::string after_prefix(const std::string& text)
{
    return text + "\xf4\x8f\xbf\xbf";
}

} // namespace

SearchEntries::SearchEntries(store::Connection& connection, const Catalog& catalog,
                             const Actor& actor, const std::vector<const Object*>& objects)
    : m_connection(connection), m_objects(objects), m_realm(realm_of(catalog, actor, objects))
{
}

// Hands over a row of select_entries(); returns its number.
std::int64_t SearchEntries::offer(const store::Row& row, OnEntry on_entry)
{
    const std::int64_t number = row.integer(0);
    const std::string_view name = row.text(4);
    const auto object =
        std::ranges::find_if(m_objects, [&](const Object* one) { return one->name == name; });
    if (object != m_objects.end())
        on_entry({*object, row.id(1), number, row.text(2), row.text(3), row.text(5)});
    return number;
}

SearchEntries::Read SearchEntries::read(Sql sql, OnEntry on_entry)
{
    Read read;
    m_connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        ++read.count;
        read.last = offer(row, on_entry);
    });
    return read;
}

void SearchEntries::each_titled(const Object& object, const std::string& text, OnEntry on_entry)
{
    Sql sql = select_entries();
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
        return look_in_postgres(terms, terms, on_entry, is_enough);
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

void SearchEntries::look_first(const SearchTerms& terms, const SearchTerms& wider, bool briefly,
                               OnEntry on_entry, store::FunctionRef<bool()> is_enough)
{
    if (m_connection.dialect().is_postgres() && !m_realm.parts.empty())
        look_in_postgres(terms, wider, on_entry, is_enough);
    else
        look(terms, briefly, on_entry, is_enough);
}

// True when there is no more to see, or when it is enough.
bool SearchEntries::look_in_sqlite(const SearchTerms& terms, const SearchRealm& realm, int portions,
                                   OnEntry on_entry, store::FunctionRef<bool()> is_enough)
{
    std::int64_t below = std::numeric_limits<std::int64_t>::max();
    for (int i = 0; i < portions; ++i) {
        const int count = i == 0 ? first_portion : realm.is_whole ? portion : narrowed_portion;
        Sql sql = select_entries();
        append_entry_portion(terms, realm, below, count, sql);
        sql += " ORDER BY e.\"n\" DESC LIMIT " + std::to_string(count);
        const Read found = read(std::move(sql), on_entry);
        if (is_enough() || found.count < count)
            return true;
        below = found.last;
    }
    return false;
}

} // namespace comity::record
