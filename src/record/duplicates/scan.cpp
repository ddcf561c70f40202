#include "record/duplicates/scan.h"

#include "record/duplicates/entries.h"
#include "record/duplicates/matched.h"
#include "record/duplicates/pairs.h"
#include "record/duplicates/scan_pairs.h"
#include "record/object/catalog.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr int page_size = 500;
constexpr std::int64_t entries_in_pass = 120'000; // some 30 MB of keys
constexpr std::size_t keys_in_slice = 4'000;
constexpr std::size_t pairs_in_slice = 500;
constexpr std::int64_t lease_us = 60'000'000;

// What the steps take of the whole, as far as one can say.
constexpr double until_read = .25, until_keyed = .4, until_counted = .45;

class ObjectScan {
public:
    ObjectScan(Engine& engine, const Catalog& catalog, const MatchedObject& matched, OnStep on_step)
        : m_engine(engine), m_catalog(catalog), m_matched(matched), m_on_step(std::move(on_step)),
          m_begun(now())
    {
        m_engine.database().read([&](store::Connection& connection) {
            connection.query(
                {"SELECT COUNT(*) FROM " + store::quote(Catalog::table_of(*matched.object)), {}},
                [&](const store::Row& row) { m_total = row.integer(0); });
        });
    }

    void run()
    {
        read_records();
        drop_stale();
        insert_missing_keys();
        if (!find())
            return; // there are no records
        count();
        PairSearch search(m_engine, *find());
        search.run([&](double share) { m_on_step(until_counted + (1 - until_counted) * share); });
        keep(search.take_best());
    }

private:
    const std::string& name() const { return m_matched.object->name; }

    std::optional<MatchIndex> find()
    {
        std::optional<MatchIndex> index;
        m_engine.database().read([&](store::Connection& connection) {
            index = find_index(connection, name(), m_engine.part<KeptCommonness>());
        });
        return index;
    }

    void step(double begin, double end, std::int64_t done)
    {
        const double share =
            static_cast<double>(done) / static_cast<double>(std::max<std::int64_t>(m_total, 1));
        m_on_step(begin + (end - begin) * std::min(share, 1.));
    }

    void write(std::span<const Fresh> fresh)
    {
        if (!fresh.empty())
            m_engine.database().write([&](store::Connection& connection) {
                take_turn(connection, IfTaken::wait);
                write_entries(connection, name(), fresh, Keys::later);
            });
    }

    void read_records()
    {
        Id after;
        for (std::int64_t done = 0;; done += page_size) {
            std::vector<Fresh> fresh;
            bool is_last = false;
            m_engine.database().read([&](store::Connection& connection) {
                fresh.clear();
                const auto rows =
                    read_matched_after(connection, m_catalog, m_matched, after, page_size);
                for (const MatchedRow& row : rows)
                    fresh.push_back({row.id, row.profile.packed()});
                is_last = rows.size() < page_size;
                keep_differing(connection, fresh);
                after = is_last ? after : rows.back().id;
            });
            write(fresh);
            step(0, until_read, done);
            if (is_last)
                return;
        }
    }

    // Entries of what is not there any more.
    void drop_stale()
    {
        const auto index = find();
        std::int64_t last = 0;
        m_engine.database().read([&](store::Connection& connection) {
            connection.query({R"(SELECT MAX("n") FROM "match_entry")", {}},
                             [&](const store::Row& row) { last = row.integer(0); });
        });
        constexpr std::int64_t stretch = 20'000;
        for (std::int64_t from = 0; index && from < last; from += stretch) {
            std::vector<Fresh> stale;
            m_engine.database().read([&](store::Connection& connection) {
                stale.clear();
                connection.query({R"(SELECT e."record" FROM "match_entry" e LEFT JOIN )" +
                                      store::quote(Catalog::table_of(*m_matched.object)) +
                                      R"( t ON t."id" = e."record" AND t."deleted_at" IS NULL
                             WHERE e."n" > ? AND e."n" <= ? AND e."code" = ? AND t."id" IS NULL)",
                                  {from, from + stretch, index->code}},
                                 [&](const store::Row& row) {
                                     stale.push_back({row.id(0), ""});
                                 });
            });
            write(stale);
            step(until_read, until_read, 0);
        }
    }

    // In the order of their table, so that each of its pages is written once, not once a record:
    // one stretch of the keys after the other, each from all entries.
    void insert_missing_keys()
    {
        const auto index = find();
        std::int64_t from = 0, last = 0;
        m_engine.database().read([&](store::Connection& connection) {
            from = read_state(connection, unkeyed_state(name()));
            connection.query({R"(SELECT MAX("n") FROM "match_entry")", {}},
                             [&](const store::Row& row) { last = row.integer(0); });
        });
        if (from == 0 || !index)
            return;
        const std::int64_t passes = (last - from) / entries_in_pass + 1;
        for (std::int64_t pass = 0; pass < passes; ++pass) {
            insert_keys_of_pass(*index, from, pass, passes);
            m_on_step(until_read + (until_keyed - until_read) * static_cast<double>(pass + 1) /
                                       static_cast<double>(passes));
        }
        m_engine.database().write([&](store::Connection& connection) {
            keep_state(connection, unkeyed_state(name()), 0);
        });
    }

    void insert_keys_of_pass(const MatchIndex& index, std::int64_t from, std::int64_t pass,
                             std::int64_t passes)
    {
        std::vector<std::pair<std::int64_t, std::int64_t>> found;
        std::vector<match::Key> keys;
        for (std::int64_t after = from - 1;;) {
            std::vector<Entry> entries;
            m_engine.database().read([&](store::Connection& connection) {
                entries = entries_after(connection, index, after, page_size);
            });
            for (const Entry& entry : entries) {
                collect_keys(index.common->subject(entry.profile), keys);
                for (const match::Key key : keys)
                    if (static_cast<std::int64_t>(key) * passes >> 32 == pass)
                        found.emplace_back(index.key(key), entry.n);
            }
            if (entries.size() < page_size)
                break;
            after = entries.back().n;
            m_on_step(-1);
        }
        std::ranges::sort(found);
        for (std::span rest = found; !rest.empty();) {
            const auto slice = rest.first(std::min(keys_in_slice, rest.size()));
            m_engine.database().write(
                [&](store::Connection& connection) { insert_keys(connection, slice); });
            rest = rest.subspan(slice.size());
            m_on_step(-1);
        }
    }

    void count()
    {
        const MatchIndex index = *find();
        match::ValueCounter counter;
        for (std::int64_t after = 0;;) {
            std::vector<Entry> entries;
            m_engine.database().read([&](store::Connection& connection) {
                entries = entries_after(connection, index, after, page_size);
            });
            for (const Entry& entry : entries)
                counter.add(entry.profile);
            if (entries.size() < page_size)
                break;
            after = entries.back().n;
            step(until_keyed, until_counted, counter.records());
        }
        m_engine.database().write([&](store::Connection& connection) {
            keep_commonness(connection, name(), match::Commonness(counter));
        });
    }

    void keep(std::vector<DuplicatePair> pairs)
    {
        m_engine.database().read(
            [&](store::Connection& connection) { drop_distinct(connection, m_catalog, pairs); });
        for (std::span<const DuplicatePair> rest = pairs; !rest.empty();) {
            const auto slice = rest.first(std::min(pairs_in_slice, rest.size()));
            m_engine.database().write([&](store::Connection& connection) {
                keep_pairs(connection, name(), slice, now());
            });
            rest = rest.subspan(slice.size());
        }
        for (bool has_more = true; has_more;)
            m_engine.database().write([&](store::Connection& connection) {
                has_more = forget_pairs_before(connection, name(), m_begun);
            });
    }

    Engine& m_engine;
    const Catalog& m_catalog;
    const MatchedObject& m_matched;
    OnStep m_on_step;
    Instant m_begun;
    std::int64_t m_total = 0;
};

// Held by one server for as long as it renews it.
class Lease {
public:
    explicit Lease(Engine& engine) : m_engine(engine) {}

    bool take()
    {
        m_engine.database().write([&](store::Connection& connection) {
            m_is_held = false;
            const bool is_free = read_state(connection, "scan_until") < now().us;
            if (!take_turn(connection) || !is_free)
                return;
            m_is_held = true;
            m_wanted = read_state(connection, "scan_wanted");
            keep_state(connection, "scan_begun_at", now().us);
            keep(connection, 0);
        });
        return m_is_held;
    }
    void tell(double share)
    {
        m_share = std::max(m_share, share);
        const Instant current = now();
        if (current.us - m_told.us < 1'000'000)
            return;
        m_told = current;
        m_engine.database().write(
            [&](store::Connection& connection) { keep(connection, m_share); });
    }
    void end(bool is_done)
    {
        m_engine.database().write([&](store::Connection& connection) {
            keep_state(connection, "scan_until", 0);
            if (!is_done)
                return;
            keep_state(connection, "scan_served", m_wanted);
            keep_state(connection, "scan_ended_at", now().us);
        });
    }

private:
    static void keep(store::Connection& connection, double share)
    {
        keep_state(connection, "scan_until", now().us + lease_us);
        keep_state(connection, "scan_percent", static_cast<std::int64_t>(share * 100));
    }

    Engine& m_engine;
    bool m_is_held = false;
    std::int64_t m_wanted = 0;
    double m_share = 0;
    Instant m_told;
};

} // namespace

bool scan_duplicates(Engine& engine, const OnStep& on_step)
{
    Lease lease(engine);
    if (!lease.take())
        return false;
    try {
        const auto catalog = engine.catalog();
        const auto all = all_matched(*catalog);
        for (std::size_t i = 0; i < all.size(); ++i)
            ObjectScan(engine, *catalog, all[i], [&](double share) {
                const double done = (static_cast<double>(i) + std::max(share, 0.)) /
                                    static_cast<double>(all.size());
                lease.tell(done);
                on_step(done);
            }).run();
    } catch (...) {
        lease.end(false);
        throw;
    }
    lease.end(true);
    return true;
}

} // namespace comity::record
