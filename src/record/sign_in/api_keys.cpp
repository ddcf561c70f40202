// API keys: how programs prove who they are.
#include "record/sign_in/identity.h"

#include "base/error.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/text.h"
#include "record/sign_in/identity_cache.h"
#include "store/database.h"

namespace comity::record {
namespace {

void write_key(JsonWriter& json, const store::Row& row)
{
    json.begin_object();
    json.member("id", format_id(row.id(0)));
    json.member("label", row.text(1));
    json.member("user", format_id(row.id(2)));
    json.member("created_at", format_instant(row.instant(3)));
    json.key("last_used_at");
    if (row.is_null(4))
        json.null();
    else
        json.value(format_instant(row.instant(4)));
    json.end_object();
}

// Read first: most of the time nothing is to be written.
void note_use(Engine& engine, std::string_view key)
{
    const std::string hash = sha256_hex(key);
    const Instant at = now();
    const Instant long_ago{at.us - 300'000'000};
    bool is_noted = true;
    engine.database().read([&](store::Connection& connection) {
        connection.query({R"(SELECT "last_used_at" FROM "api_key" WHERE "key_hash" = ?)", {hash}},
                         [&](const store::Row& row) {
                             is_noted = !row.is_null(0) && row.instant(0) > long_ago;
                         });
    });
    if (is_noted)
        return;
    engine.database().write([&](store::Connection& connection) {
        connection.execute(R"(UPDATE "api_key" SET "last_used_at" = ? WHERE "key_hash" = ?)",
                           {at, hash});
    });
}

} // namespace

NewKey add_api_key(Engine& engine, const Id& user, std::string_view label)
{
    if (is_blank(label) || length_of(label) > 100)
        throw Error(Cause::invalid, say("sign_in.key_needs_label_of_at"),
                    {{"label", "length", say("sign_in.key_needs_label_of_at")}});
    NewKey made{make_id(), "comity_" + make_token(32)};
    engine.database().write([&](store::Connection& connection) {
        connection.execute(
            R"(INSERT INTO "api_key" ("id", "key_hash", "user", "label", "created_at")
               VALUES (?, ?, ?, ?, ?))",
            {made.id, sha256_hex(made.key), user, std::string(label), now()});
    });
    return made;
}

std::optional<Id> find_api_key_user(Engine& engine, std::string_view key)
{
    const std::string hash = sha256_hex(key);
    auto& known = engine.part<SignInMemory>().keys;
    if (const auto cached = known.find(hash))
        return cached;
    std::optional<Id> user;
    engine.database().read([&](store::Connection& connection) {
        connection.query({R"(SELECT "user" FROM "api_key" WHERE "key_hash" = ?)", {hash}},
                         [&](const store::Row& row) { user = row.id(0); });
    });
    if (user)
        known.put(hash, *user);
    return user;
}

Id sign_in_with_key(Engine& engine, std::string_view email, std::string_view key,
                    std::string_view remote_address)
{
    FailureBook& failures = engine.part<SignInMemory>().failures;
    const std::string who = "k " + lower_ascii(trim(email)) + " " + std::string(remote_address);
    failures.check(who);
    const auto user = find_api_key_user(engine, key);
    if (!user || user != find_user_by_email(engine, email)) {
        failures.add(who);
        throw Error(Cause::unauthenticated, say("sign_in.e_mail_address_or_key"));
    }
    failures.clear(who);
    note_use(engine, key);
    return *user;
}

void list_api_keys(Engine& engine, const Actor& actor, std::string& out)
{
    store::Statement statement;
    statement.sql = R"(SELECT "id", "label", "user", "created_at", "last_used_at" FROM "api_key")";
    if (!actor.is_administrator()) {
        statement.sql += R"( WHERE "user" = ?)";
        statement.values.push_back(actor.user);
    }
    statement.sql += R"( ORDER BY "id" DESC LIMIT 500)";
    JsonWriter json(out);
    json.begin_object();
    json.key("keys");
    json.begin_array();
    engine.database().read([&](store::Connection& connection) {
        connection.query(statement, [&](const store::Row& row) { write_key(json, row); });
    });
    json.end_array();
    json.end_object();
}

void remove_api_key(Engine& engine, const Actor& actor, const Id& key)
{
    std::int64_t removed = 0;
    engine.database().write([&](store::Connection& connection) {
        removed = actor.is_administrator()
                      ? connection.execute(R"(DELETE FROM "api_key" WHERE "id" = ?)", {key})
                      : connection.execute(R"(DELETE FROM "api_key" WHERE "id" = ? AND "user" = ?)",
                                           {key, actor.user});
    });
    if (removed == 0)
        throw Error(Cause::not_found, say("sign_in.no_such_key"));
    engine.part<SignInMemory>().keys.clear();
}

} // namespace comity::record
