// What is kept twice, so that it can be found: the search's entries and the tables of many-valued
// fields say what the rows say.
#include "record/check/parts.h"

#include "base/text.h"
#include "record/object/kind.h"
#include "record/object/rows.h"
#include "record/object/sql.h"
#include "record/search/marks.h"
#include "record/search/search.h"
#include "record/search/vocabulary.h"

#include <array>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace comity::record {
namespace {

using store::quote;

constexpr std::size_t page_size = 200;
constexpr std::size_t most_words_held = 200'000;

class CopiesCheck {
public:
    CopiesCheck(store::Connection& connection, const Object& object, CheckReport& report)
        : m_connection(connection), m_object(object), m_whole(object), m_report(report)
    {
        for (const Field& field : object.fields)
            if (facts_of(field).has_many)
                m_sides.push_back({&field});
    }

    void run()
    {
        if (!is_searched(m_object) && m_sides.empty())
            return;
        for (std::size_t count = page_size; count == page_size;) {
            const std::vector<Record> page = read_page();
            count = page.size();
            if (page.empty())
                break;
            m_last = page.back().id();
            compare_search(page);
            compare_words(page);
            for (Side& side : m_sides)
                compare_side(page, side);
        }
        tell(m_report, m_object.plural + " cannot be found by the search", m_unfound);
        tell(m_report, m_object.plural + " are found by words that they do not have", m_stale);
        tell(m_report, m_object.plural + " are searched for under another owner", m_other_owner);
        tell(m_report, "words of " + m_object.plural + " are not known to the search", m_unknown);
        for (const Side& side : m_sides)
            tell(m_report,
                 m_object.plural + "." + side.field->name +
                     " are found by values that they do not have",
                 side.wrong);
    }

private:
    struct Side {
        const Field* field;
        std::int64_t wrong = 0;
    };

    std::vector<Record> read_page()
    {
        Sql sql;
        sql += "SELECT " + m_whole.columns() + " FROM " + quote(Catalog::table_of(m_object)) +
               " WHERE \"id\" > ";
        (sql.bind(m_last) += " ORDER BY \"id\" LIMIT ").bind(static_cast<std::int64_t>(page_size));
        std::vector<Record> page;
        m_connection.query(std::move(sql).statement(),
                           [&](const store::Row& row) { page.push_back(m_whole.read(row)); });
        return page;
    }

    // The rows of a copy for the records of the page.
    static store::Statement copies_of(const std::vector<Record>& page, std::string select)
    {
        return {std::move(select) + " WHERE \"record\" >= ? AND \"record\" <= ?",
                {page.front().id(), page.back().id()}};
    }

    void compare_search(const std::vector<Record>& page)
    {
        if (!is_searched(m_object))
            return;
        std::unordered_map<Id, std::array<std::string, 3>> found;
        std::unordered_set<Id> other;
        m_connection.query(
            copies_of(page, R"(SELECT "record", "title", "body", "owner_mark", "object_mark"
                               FROM "search_entry")"),
            [&](const store::Row& row) {
                found[row.id(0)] = {std::string(row.text(1)), std::string(row.text(2)),
                                    std::string(row.text(3))};
                if (row.text(4) != object_mark(m_object))
                    other.insert(row.id(0));
            });
        for (const Record& record : page) {
            if (record.is_in_bin())
                continue; // that it has no entry is asked elsewhere
            const auto entry = found.find(record.id());
            if (entry == found.end())
                ++m_unfound;
            else if (entry->second[0] != fold(record.title()) ||
                     entry->second[1] != search_body(record))
                ++m_stale;
            else if (entry->second[2] != owner_mark_of(record) || other.contains(record.id()))
                ++m_other_owner;
        }
    }

    void compare_words(const std::vector<Record>& page)
    {
        std::set<std::string> words;
        for (const Record& record : page)
            if (is_searched(m_object) && !record.is_in_bin())
                append_vocabulary(search_body(record), words);
        std::erase_if(words, [&](const std::string& word) { return m_words.contains(word); });
        m_words.insert(words.begin(), words.end());
        if (m_words.size() > most_words_held)
            m_words.clear();
        m_unknown += static_cast<std::int64_t>(words.size()) - count_known(m_connection, words);
    }

    void compare_side(const std::vector<Record>& page, Side& side)
    {
        std::unordered_map<Id, std::vector<FieldKind::Entry>> kept;
        std::unordered_map<Id, bool> has_gap;
        store::Statement statement =
            copies_of(page, "SELECT \"record\", \"position\", \"value\", \"label\" FROM " +
                                quote(Catalog::many_table_of(m_object, *side.field)));
        statement.sql += " ORDER BY \"record\", \"position\"";
        m_connection.query(statement, [&](const store::Row& row) {
            auto& entries = kept[row.id(0)];
            has_gap[row.id(0)] |= row.integer(1) != static_cast<std::int64_t>(entries.size());
            entries.push_back({std::string(row.text(2)), std::string(row.text(3))});
        });
        const auto same = [](const FieldKind::Entry& a, const FieldKind::Entry& b) {
            return a.value == b.value && a.label == b.label;
        };
        for (const Record& record : page) {
            const auto wanted = kind_of(*side.field).entries(record.of(*side.field));
            const auto& entries = kept[record.id()];
            side.wrong += has_gap[record.id()] || !std::ranges::equal(wanted, entries, same);
        }
    }

    store::Connection& m_connection;
    const Object& m_object;
    const WholeRows m_whole;
    CheckReport& m_report;
    std::vector<Side> m_sides;
    Id m_last; // the page begins behind it
    std::int64_t m_unfound = 0;
    std::int64_t m_stale = 0;
    std::int64_t m_other_owner = 0;
    std::int64_t m_unknown = 0;
    std::set<std::string> m_words; // looked at already
};

// How many of these ids are of no record.
std::int64_t count_missing(store::Connection& connection, const Object& target,
                           const std::vector<Id>& ids)
{
    if (ids.empty())
        return 0;
    Sql sql;
    sql += "SELECT COUNT(*) FROM " + quote(Catalog::table_of(target)) + " WHERE \"id\" IN (";
    append_ids(sql, ids);
    sql += ")";
    std::int64_t found = 0;
    connection.query(std::move(sql).statement(),
                     [&](const store::Row& row) { found = row.integer(0); });
    return static_cast<std::int64_t>(ids.size()) - found;
}

} // namespace

void check_copies(store::Connection& connection, const Object& object, CheckReport& report)
{
    CopiesCheck(connection, object, report).run();
}

void check_many_references(store::Connection& connection, const Catalog& catalog,
                           const Object& object, CheckReport& report)
{
    for (const Field& field : object.fields) {
        if (!facts_of(field).refers || !facts_of(field).has_many)
            continue;
        const Object& target = catalog.load(field.target);
        const std::string side = quote(Catalog::many_table_of(object, field));
        std::int64_t missing = 0;
        std::string last;
        for (std::size_t count = page_size; count == page_size;) {
            std::vector<Id> ids;
            count = 0;
            connection.query({"SELECT DISTINCT \"value\" FROM " + side +
                                  " WHERE \"value\" > ? ORDER BY \"value\" LIMIT " +
                                  std::to_string(page_size),
                              {last}},
                             [&](const store::Row& row) {
                                 last = row.text(0);
                                 ++count;
                                 if (const auto id = parse_id(last))
                                     ids.push_back(*id);
                                 else
                                     ++missing;
                             });
            missing += count_missing(connection, target, ids);
        }
        tell(report,
             object.plural + "." + field.name + " refer to " + target.plural + " that do not exist",
             missing);
    }
}

} // namespace comity::record
