// Bringing entries and their keys up to date.
#include "record/duplicates/entries.h"

#include "record/object/rows.h"
#include "record/object/sql.h"

#include <algorithm>
#include <unordered_map>

namespace comity::record {
namespace {

constexpr std::size_t piece_size = 64'000;

struct Known {
    std::int64_t n;
    std::string profile;
};

using KnownEntries = std::unordered_map<Id, Known>;

KnownEntries known_of(store::Connection& connection, std::span<const Fresh> fresh)
{
    KnownEntries known;
    constexpr std::size_t most_asked = 256;
    for (; !fresh.empty(); fresh = fresh.subspan(std::min(most_asked, fresh.size()))) {
        std::vector<Id> ids;
        for (const Fresh& one : fresh.first(std::min(most_asked, fresh.size())))
            ids.push_back(one.record);
        Sql sql;
        sql += R"(SELECT "record", "n", "profile" FROM "match_entry" WHERE "record" IN ()";
        append_ids(sql, ids);
        sql += ")";
        connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            known.insert_or_assign(row.id(0), Known{row.integer(1), std::string(row.text(2))});
        });
    }
    return known;
}

bool differs(const KnownEntries& known, const Fresh& one)
{
    const auto found = known.find(one.record);
    return found == known.end() ? !one.profile.empty() : found->second.profile != one.profile;
}

// The object's row, made with the next code when it is the first time.
MatchIndex ensure_index(store::Connection& connection, const std::string& object)
{
    if (auto index = find_index(connection, object))
        return *index;
    connection.execute(R"(INSERT INTO "match_object" ("object", "code", "records", "changed")
                          SELECT ?, COALESCE(MAX("code"), 0) + 1, 0, 0 FROM "match_object")",
                       {object});
    return *find_index(connection, object);
}

std::vector<match::Key> keys_of(const std::string& packed)
{
    match::Profile profile;
    profile.unpack(packed);
    // Keys are of the texts alone: what they say does not matter.
    std::vector<match::Key> keys;
    match::collect_keys(match::Commonness().subject(profile), keys);
    return keys;
}

// The entries of one page on their way to disk.
class EntryPage {
public:
    EntryPage(store::Connection& connection, const std::string& object, Keys keys)
        : m_connection(connection), m_index(ensure_index(connection, object)), m_keys(keys)
    {
        connection.query({R"(SELECT MAX("n") FROM "match_entry")", {}},
                         [&](const store::Row& row) { m_last = row.integer(0); });
    }

    void drop(const Known& known)
    {
        for (const match::Key key : keys_of(known.profile))
            m_drops.push_back({R"(DELETE FROM "match_key" WHERE "key" = ? AND "entry" = ?)",
                               {m_index.key(key), known.n}});
        m_drops.push_back({R"(DELETE FROM "match_entry" WHERE "n" = ?)", {known.n}});
        --m_more;
    }

    void add(const Fresh& fresh)
    {
        const std::int64_t n = ++m_last;
        m_rows.push_back({n, m_index.code, fresh.record, fresh.profile});
        ++m_more;
        if (m_keys == Keys::now)
            for (const match::Key key : keys_of(fresh.profile))
                m_new_keys.emplace_back(m_index.key(key), n);
    }

    void write(std::int64_t changed)
    {
        if (m_keys == Keys::later && !m_rows.empty() &&
            read_state(m_connection, unkeyed_state(m_index.object)) == 0)
            keep_state(m_connection, unkeyed_state(m_index.object),
                       std::get<std::int64_t>(m_rows[0][0]));
        m_connection.batch(m_drops);
        static const std::vector<std::string> columns = {"n", "code", "record", "profile"};
        static const std::vector<store::Type> types = {store::Type::integer, store::Type::integer,
                                                       store::Type::uuid, store::Type::text};
        m_connection.bulk_insert("match_entry", columns, types, m_rows);
        std::ranges::sort(m_new_keys);
        insert_keys(m_connection, m_new_keys);
        m_connection.execute(R"(UPDATE "match_object" SET "records" = "records" + ?,
                                "changed" = "changed" + ? WHERE "object" = ?)",
                             {m_more, changed, m_index.object});
    }

private:
    store::Connection& m_connection;
    MatchIndex m_index;
    Keys m_keys;
    std::int64_t m_last = 0, m_more = 0;
    std::vector<store::Statement> m_drops;
    std::vector<std::vector<store::Value>> m_rows;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_new_keys;
};

} // namespace

bool take_turn(store::Connection& connection, IfTaken if_taken)
{
    if (!connection.dialect().is_postgres())
        return true; // one writer there is
    connection.execute(R"(INSERT INTO "match_state" ("name", "value") VALUES ('turn', 0)
                          ON CONFLICT ("name") DO NOTHING)");
    bool is_ours = false;
    const std::string lock =
        R"(SELECT "value" FROM "match_state" WHERE "name" = 'turn' FOR UPDATE)";
    connection.query({lock + (if_taken == IfTaken::give_up ? " SKIP LOCKED" : ""), {}},
                     [&](const store::Row&) { is_ours = true; });
    return is_ours;
}

std::string unkeyed_state(const std::string& object)
{
    return "unkeyed_from " + object;
}

void keep_differing(store::Connection& connection, std::vector<Fresh>& fresh)
{
    const KnownEntries known = known_of(connection, fresh);
    std::erase_if(fresh, [&](const Fresh& one) { return !differs(known, one); });
}

std::vector<Id> write_entries(store::Connection& connection, const std::string& object,
                              std::span<const Fresh> fresh, Keys keys)
{
    const KnownEntries known = known_of(connection, fresh);
    std::vector<Id> changed;
    if (std::ranges::none_of(fresh, [&](const Fresh& one) { return differs(known, one); }))
        return changed; // another server was here
    EntryPage page(connection, object, keys);
    for (const Fresh& one : fresh) {
        if (!differs(known, one))
            continue;
        changed.push_back(one.record);
        if (const auto found = known.find(one.record); found != known.end())
            page.drop(found->second);
        if (!one.profile.empty())
            page.add(one);
    }
    page.write(static_cast<std::int64_t>(changed.size()));
    return changed;
}

void insert_keys(store::Connection& connection,
                 std::span<const std::pair<std::int64_t, std::int64_t>> keys)
{
    // Of few lengths, so that each text is prepared once.
    for (const std::size_t length : {512, 64, 8, 1}) {
        std::string sql = R"(INSERT INTO "match_key" ("key", "entry") VALUES )";
        for (std::size_t i = 0; i < length; ++i)
            sql += i == 0 ? "(?, ?)" : ", (?, ?)";
        sql += " ON CONFLICT DO NOTHING";
        for (; keys.size() >= length; keys = keys.subspan(length)) {
            std::vector<store::Value> values;
            values.reserve(length * 2);
            for (const auto& [key, entry] : keys.first(length)) {
                values.emplace_back(key);
                values.emplace_back(entry);
            }
            connection.execute(sql, std::move(values));
        }
    }
}

void keep_commonness(store::Connection& connection, const std::string& object,
                     const match::Commonness& common)
{
    connection.execute(R"(DELETE FROM "match_common" WHERE "object" = ?)", {object});
    const std::string text = common.text();
    for (std::size_t at = 0, piece = 0; at < text.size(); at += piece_size, ++piece)
        connection.execute(
            R"(INSERT INTO "match_common" ("object", "piece", "text") VALUES (?, ?, ?))",
            {object, static_cast<std::int64_t>(piece), text.substr(at, piece_size)});
    connection.execute(R"(UPDATE "match_object" SET "records" = ?, "changed" = 0,
                          "generation" = ?, "scanned_at" = ? WHERE "object" = ?)",
                       {static_cast<std::int64_t>(common.records()), make_id(), now(), object});
}

void keep_state(store::Connection& connection, const std::string& name, std::int64_t value)
{
    connection.execute(R"(INSERT INTO "match_state" ("name", "value") VALUES (?, ?)
                          ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value")",
                       {name, value});
}

} // namespace comity::record
