#include "record/log/chain.h"

#include "base/error.h"
#include "base/log.h"
#include "base/secret.h"
#include "record/log/settled.h"
#include "record/object/value_bytes.h"
#include "store/database.h"

#include <algorithm>
#include <chrono>

namespace comity::record {
namespace {

constexpr std::int64_t most_at_once = 1'000; // change sets under one seal
constexpr std::int64_t minute_us = 60'000'000;
constexpr Instant end_of_time{253'402'300'799'000'000}; // of the year 9999
constexpr std::int64_t day_us = 24 * 60 * minute_us;

const std::vector<store::Type> set_types = {
    store::Type::integer, store::Type::uuid,   store::Type::instant, store::Type::uuid,
    store::Type::text,    store::Type::text,   store::Type::text,    store::Type::uuid,
    store::Type::uuid,    store::Type::integer};
// What was added later counts where it is there, so that older seals stay true.
const std::vector<store::Type> cause_types = {store::Type::text, store::Type::uuid,
                                              store::Type::text, store::Type::uuid};
const std::vector<store::Type> change_types = {
    store::Type::integer, store::Type::text, store::Type::uuid, store::Type::text,
    store::Type::integer, store::Type::text, store::Type::text};

void add_row(std::string& digest, const store::Row& row, const std::vector<store::Type>& types,
             std::size_t first = 0)
{
    std::string bytes = digest;
    for (std::size_t i = 0; i < types.size(); ++i)
        append_value_bytes(bytes, row.value(static_cast<int>(first + i), types[i]));
    digest = sha256_hex(bytes);
}

struct Link {
    std::int64_t seq = 0;
    std::string digest;
    std::int64_t change_sets = 0;
};

// The digest over the change sets after `link`, up to that number and to the first that was not
// made before that moment. It ends there: numbers do not stand in the order of moments where past
// work was taken over, and a seal has no holes.
Link follow(store::Connection& connection, const Link& link, std::int64_t to, Instant before)
{
    Link next{link.seq, link.digest, 0};
    std::vector<Id> ids;
    bool is_over = false;
    connection.query({R"(SELECT "seq", "id", "at", "actor", "actor_name", "origin", "label",
                         "undoes", "node", "node_count", "cause_kind", "cause_id", "cause_name",
                         "cause_after" FROM "change_set"
                         WHERE "seq" > ? AND "seq" <= ? ORDER BY "seq" LIMIT ?)",
                      {link.seq, to, most_at_once}},
                     [&](const store::Row& row) {
                         is_over = is_over || row.instant(2) >= before;
                         if (is_over)
                             return;
                         add_row(next.digest, row, set_types);
                         if (!row.is_null(static_cast<int>(set_types.size())))
                             add_row(next.digest, row, cause_types, set_types.size());
                         next.seq = row.integer(0);
                         ids.push_back(row.id(1));
                     });
    for (const Id& id : ids)
        connection.query({R"(SELECT "position", "object", "record", "verb", "version", "title",
                             "fields" FROM "change" WHERE "change_set" = ? ORDER BY "position")",
                          {id}},
                         [&](const store::Row& row) { add_row(next.digest, row, change_types); });
    next.change_sets = static_cast<std::int64_t>(ids.size());
    return next;
}

// The number below which nothing is being written any more. Long work goes on after any time that
// no server ran; what nobody holds has ended without an end after a day.
std::int64_t first_open(store::Connection& connection, Instant now)
{
    std::int64_t seq = INT64_MAX;
    connection.query({R"(SELECT min(s."seq") FROM "open_change_set" o
                         JOIN "change_set" s ON s."id" = o."id"
                         LEFT JOIN "job" j ON j."change_set" = o."id"
                          AND j."state" IN ('waiting', 'running')
                         WHERE o."at" > ? OR j."id" IS NOT NULL)",
                      {Instant{now.us - day_us}}},
                     [&](const store::Row& row) { seq = row.is_null(0) ? seq : row.integer(0); });
    return seq;
}

} // namespace

namespace {

std::vector<store::Table> log_chain_tables()
{
    using store::Type;
    store::Table seal;
    seal.name = "log_seal";
    seal.columns = {{"after", Type::integer, true},
                    {"seq", Type::integer, true},
                    {"digest", Type::text, true},
                    {"at", Type::instant, true}};
    seal.primary_key = {"after"}; // each seal has one that follows it, whoever writes it
    seal.indexes = {{{"seq"}, true}};
    store::Table open;
    open.name = "open_change_set";
    open.columns = {{"id", Type::uuid, true}, {"at", Type::instant, true}};
    open.primary_key = {"id"};
    return {seal, open};
}

} // namespace

Mechanism seals_mechanism()
{
    return {.name = "seals",
            .tables = log_chain_tables(),
            .begin = [](Engine&, OneOfEach& parts) { parts.make<SettledLog>(); },
            .check = [](store::Connection& connection, const Catalog&,
                        CheckReport& report) { check_log_chain(connection, report); },
            .chores = {{.name = "seal_log",
                        .label = "Seals the log, so that nobody alters it unnoticed",
                        .every_s = 60,
                        .run = [](ChoreRun& run) {
                            extend_log_chain(run.engine, Instant{now().us - 2 * minute_us});
                        }}}};
}

std::optional<LogSeal> find_last_seal(store::Connection& connection)
{
    std::optional<LogSeal> seal;
    connection.query(
        {R"(SELECT "seq", "digest", "at" FROM "log_seal" ORDER BY "seq" DESC LIMIT 1)", {}},
        [&](const store::Row& row) {
            seal = LogSeal{row.integer(0), std::string(row.text(1)), row.instant(2)};
        });
    return seal;
}

std::optional<LogSeal> find_last_seal(Engine& engine)
{
    std::optional<LogSeal> seal;
    engine.database().read(
        [&](store::Connection& connection) { seal = find_last_seal(connection); });
    return seal;
}

std::int64_t extend_log_chain(Engine& engine, Instant until)
{
    std::int64_t sealed = 0;
    for (;;) {
        Link last, next;
        engine.database().read([&](store::Connection& connection) {
            const auto seal = find_last_seal(connection);
            last = seal ? Link{seal->seq, seal->digest} : Link{};
            const std::int64_t settled = engine.part<SettledLog>().upto(connection);
            next = follow(connection, last, std::min(settled, first_open(connection, now()) - 1),
                          until);
        });
        if (next.change_sets == 0)
            return sealed;
        // Of two servers that go on from the same seal one is heard.
        engine.database().write([&](store::Connection& connection) {
            connection.execute(R"(INSERT INTO "log_seal" ("after", "seq", "digest", "at")
                                  VALUES (?, ?, ?, ?) ON CONFLICT ("after") DO NOTHING)",
                               {last.seq, next.seq, next.digest, now()});
        });
        sealed += next.change_sets;
    }
}

void check_log_chain(store::Connection& connection, CheckReport& report)
{
    std::int64_t seals = 0;
    connection.query({R"(SELECT COUNT(*) FROM "log_seal")", {}},
                     [&](const store::Row& row) { seals = row.integer(0); });
    std::int64_t broken = 0;
    Link before;
    for (std::int64_t i = 0; i < seals; ++i) {
        std::optional<Link> seal;
        connection.query(
            {R"(SELECT "seq", "digest" FROM "log_seal" WHERE "after" = ?)", {before.seq}},
            [&](const store::Row& row) {
                seal = Link{row.integer(0), std::string(row.text(1))};
            });
        if (!seal) {
            broken += seals - i; // those that follow a seal that is gone
            break;
        }
        broken += follow(connection, before, seal->seq, end_of_time).digest != seal->digest;
        before = *seal; // each seal is judged by what stands before it
    }
    tell(report, "seals of the log do not agree with its entries: something was altered", broken);
}

void open_for_parts(store::Connection& connection, const Id& change_set, Instant at)
{
    connection.execute(R"(INSERT INTO "open_change_set" ("id", "at") VALUES (?, ?)
                          ON CONFLICT ("id") DO NOTHING)",
                       {change_set, at});
}

void close_after_parts(store::Connection& connection, const Id& change_set)
{
    connection.execute(R"(DELETE FROM "open_change_set" WHERE "id" = ?)", {change_set});
}

} // namespace comity::record
