#include "record/save/idempotency.h"

#include "base/error.h"
#include "record/save/save.h"
#include "store/database.h"

namespace comity::record {
namespace {

constexpr std::int64_t kept_us = 24LL * 3600 * 1'000'000;

void check_key(std::string_view key)
{
    if (key.empty() || key.size() > 255)
        throw Error(Cause::invalid, say("save.idempotency_key_has_1_to"),
                    {{"Idempotency-Key", "length", say("save.use_key_of_1_to")}});
}

} // namespace

namespace {

std::vector<store::Table> idempotency_tables()
{
    using store::Type;
    store::Table table;
    table.name = "idempotency";
    table.columns = {{"actor", Type::uuid, true},  {"key", Type::text, true},
                     {"digest", Type::text, true}, {"at", Type::instant, true},
                     {"status", Type::integer},    {"headers", Type::text},
                     {"body", Type::text},         {"object", Type::text, true},
                     {"record", Type::uuid, true}, {"change_set", Type::uuid, true}};
    table.primary_key = {"actor", "key"};
    table.indexes = {{{"at"}}};
    return {table};
}

} // namespace

Mechanism idempotency_mechanism()
{
    return {.name = "idempotency",
            .tables = idempotency_tables(),
            .chores = {{.name = "forget_answers",
                        .label = "Removes answers that nobody asks for again",
                        .every_s = 3600,
                        .run = [](ChoreRun& run) { forget_old_answers(run.engine); }}}};
}

std::optional<Answer> find_answer(Engine& engine, const Actor& actor, std::string_view key,
                                  std::string_view digest)
{
    check_key(key);
    std::optional<Answer> answer;
    bool is_other = false;
    engine.database().read([&](store::Connection& connection) {
        connection.query(
            {"SELECT \"digest\", \"status\", \"headers\", \"body\", \"object\", \"record\", "
             "\"change_set\" FROM \"idempotency\" WHERE \"actor\" = ? AND \"key\" = ? AND "
             "\"at\" > ?",
             {actor.user, std::string(key), Instant{now().us - kept_us}}},
            [&](const store::Row& row) {
                is_other = row.text(0) != digest;
                answer = Answer{static_cast<int>(row.integer(1)),
                                std::string(row.text(2)),
                                std::string(row.text(3)),
                                row.is_null(1),
                                std::string(row.text(4)),
                                row.id(5),
                                row.id(6)};
            });
    });
    if (is_other)
        throw Error(Cause::invalid, say("save.this_idempotency_key_was_used"),
                    {{"Idempotency-Key", "unique", say("save.use_new_key_for_new")}});
    return answer;
}

void claim_key(Transaction& transaction, std::string_view key, std::string_view digest,
               const Object& object, const Id& record)
{
    check_key(key);
    store::Connection& connection = transaction.connection();
    // One that is too old does not count any more, but may not have been swept away yet.
    connection.execute(
        "DELETE FROM \"idempotency\" WHERE \"actor\" = ? AND \"key\" = ? AND "
        "\"at\" <= ?",
        {transaction.actor().user, std::string(key), Instant{transaction.at().us - kept_us}});
    try {
        connection.execute(
            "INSERT INTO \"idempotency\" (\"actor\", \"key\", \"digest\", \"at\", \"object\", "
            "\"record\", \"change_set\") VALUES (?, ?, ?, ?, ?, ?, ?)",
            {transaction.actor().user, std::string(key), std::string(digest), transaction.at(),
             object.name, record, transaction.change_set()});
    } catch (const Error& error) {
        if (error.cause() != Cause::conflict)
            throw;
        throw Error(Cause::conflict, say("save.same_request_was_just_made"),
                    {{"Idempotency-Key", "unique", say("save.this_key_is_in_use")}})
            .with_retry_after(1);
    }
}

void keep_answer(Engine& engine, const Actor& actor, std::string_view key, const Answer& answer)
{
    engine.database().write([&](store::Connection& connection) {
        connection.execute("UPDATE \"idempotency\" SET \"status\" = ?, \"headers\" = ?, "
                           "\"body\" = ? WHERE \"actor\" = ? AND \"key\" = ?",
                           {std::int64_t{answer.status}, answer.headers, answer.body, actor.user,
                            std::string(key)});
    });
}

void forget_old_answers(Engine& engine)
{
    engine.database().write([&](store::Connection& connection) {
        connection.execute("DELETE FROM \"idempotency\" WHERE \"at\" <= ?",
                           {Instant{now().us - kept_us}});
    });
}

} // namespace comity::record
