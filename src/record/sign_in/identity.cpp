#include "record/sign_in/identity.h"

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"
#include "record/sign_in/identity_cache.h"
#include "store/database.h"

#include <array>

namespace comity::record {
namespace {

constexpr std::int64_t us_per_day = 86'400'000'000;
constexpr std::int64_t session_days = 30;
constexpr std::int64_t invitation_days = 7;
constexpr std::size_t shortest_password = 10;

// What is tried first by whoever guesses.
constexpr std::array<std::string_view, 8> common_passwords = {
    "password12", "1234567890",    "qwertyuiop", "password123",
    "iloveyou12", "administrator", "0123456789", "passwordpassword"};

// Verified when there is no such user, so that the answer takes as long.
const std::string& some_hash()
{
    static const std::string hash = hash_password(make_token());
    return hash;
}

std::optional<std::string> find_hash(Engine& engine, const Id& user)
{
    std::optional<std::string> hash;
    engine.database().read([&](store::Connection& connection) {
        connection.query({R"(SELECT "password_hash" FROM "credential" WHERE "user" = ?)", {user}},
                         [&](const store::Row& row) { hash = std::string(row.text(0)); });
    });
    return hash;
}

Session make_session(const Id& user)
{
    return {user, make_token(), make_token(18)};
}

void put_session(store::Connection& connection, const Session& session)
{
    const Instant at = now();
    connection.execute(R"(DELETE FROM "session" WHERE "expires_at" < ?)", {at});
    connection.execute(
        R"(INSERT INTO "session" ("token_hash", "user", "csrf", "created_at", "expires_at")
           VALUES (?, ?, ?, ?, ?))",
        {sha256_hex(session.token), session.user, session.csrf, at,
         Instant{at.us + session_days * us_per_day}});
}

[[noreturn]] void refuse_invitation()
{
    throw Error(Cause::invalid, say("sign_in.this_invitation_was_used_or"),
                {{"code", "stale", say("sign_in.this_invitation_was_used_or_is")}});
}

std::optional<Id> find_invited(store::Connection& connection, std::string_view code)
{
    std::optional<Id> user;
    connection.query(
        {R"(SELECT "user" FROM "invitation" WHERE "code_hash" = ? AND "expires_at" > ?)",
         {sha256_hex(code), now()}},
        [&](const store::Row& row) { user = row.id(0); });
    return user;
}

} // namespace

void check_password(std::string_view password)
{
    Sentence message;
    if (length_of(password) < shortest_password)
        message = say("sign_in.password_too_short");
    else if (password.size() > 1000)
        message = say("sign_in.password_too_long");
    for (const std::string_view common : common_passwords)
        if (lower_ascii(password) == common)
            message = say("sign_in.password_is_guessed");
    if (!message.is_empty())
        throw Error(Cause::invalid, message, {{"password", "length", message}});
}

namespace {

std::vector<store::Table> identity_tables()
{
    using store::Type;
    return {
        {"credential",
         {{"user", Type::uuid, true},
          {"password_hash", Type::text, true},
          {"changed_at", Type::instant, true}},
         {"user"},
         {}},
        {"session",
         {{"token_hash", Type::text, true},
          {"user", Type::uuid, true},
          {"csrf", Type::text, true},
          {"created_at", Type::instant, true},
          {"expires_at", Type::instant, true}},
         {"token_hash"},
         {{{"user"}}}},
        {"api_key",
         {{"id", Type::uuid, true},
          {"key_hash", Type::text, true},
          {"user", Type::uuid, true},
          {"label", Type::text},
          {"created_at", Type::instant, true},
          {"last_used_at", Type::instant}},
         {"id"},
         {{{"key_hash"}, true}, {{"user"}}}},
        {"invitation",
         {{"code_hash", Type::text, true},
          {"user", Type::uuid, true},
          {"expires_at", Type::instant, true}},
         {"code_hash"},
         {{{"user"}}}},
    };
}

} // namespace

Mechanism sign_in_mechanism()
{
    return {.name = "sign_in", .tables = identity_tables(), .begin = [](Engine&, OneOfEach& parts) {
                parts.make<SignInMemory>();
            }};
}

std::optional<Id> find_user_by_email(Engine& engine, std::string_view email)
{
    std::optional<Id> user;
    const std::string folded = lower_ascii(trim(email));
    if (folded.empty())
        return user;
    engine.database().read([&](store::Connection& connection) {
        connection.query(
            {R"(SELECT "id" FROM "users" WHERE "email" = ? AND "deleted_at" IS NULL)", {folded}},
            [&](const store::Row& row) { user = row.id(0); });
    });
    return user;
}

Session sign_in(Engine& engine, std::string_view email, std::string_view password,
                std::string_view remote_address)
{
    FailureBook& failures = engine.part<SignInMemory>().failures;
    const std::string by_email = "e " + lower_ascii(trim(email));
    const std::string by_address = "a " + std::string(remote_address);
    failures.check(by_email);
    failures.check(by_address);
    const auto user = find_user_by_email(engine, email);
    const auto hash = user ? find_hash(engine, *user) : std::nullopt;
    const bool is_right = verify_password(hash ? *hash : some_hash(), password);
    if (!is_right || !hash) {
        failures.add(by_email);
        failures.add(by_address);
        throw Error(Cause::unauthenticated, say("sign_in.e_mail_address_or_password"));
    }
    failures.clear(by_email);
    return open_session(engine, *user);
}

Session open_session(Engine& engine, const Id& user)
{
    const Session session = make_session(user);
    engine.database().write(
        [&](store::Connection& connection) { put_session(connection, session); });
    return session;
}

std::optional<Session> find_session(Engine& engine, std::string_view token)
{
    const std::string hash = sha256_hex(token);
    auto& known = engine.part<SignInMemory>().sessions;
    if (const auto cached = known.find(hash))
        return *cached;
    std::optional<Session> session;
    engine.database().read([&](store::Connection& connection) {
        connection.query(
            {R"(SELECT "user", "csrf" FROM "session" WHERE "token_hash" = ? AND "expires_at" > ?)",
             {hash, now()}},
            [&](const store::Row& row) {
                session = Session{row.id(0), "", std::string(row.text(1))};
            });
    });
    if (session)
        known.put(hash, *session);
    return session;
}

void end_session(Engine& engine, std::string_view token)
{
    const std::string hash = sha256_hex(token);
    engine.database().write([&](store::Connection& connection) {
        connection.execute(R"(DELETE FROM "session" WHERE "token_hash" = ?)", {hash});
    });
    engine.part<SignInMemory>().sessions.forget(hash);
}

NewPassword make_new_password(std::string_view password)
{
    check_password(password);
    return {hash_password(password)};
}

void put_password(store::Connection& connection, const Id& user, const NewPassword& password,
                  std::string_view token_to_keep)
{
    connection.execute(R"(INSERT INTO "credential" ("user", "password_hash", "changed_at")
                          VALUES (?, ?, ?) ON CONFLICT ("user") DO UPDATE
                          SET "password_hash" = excluded."password_hash",
                              "changed_at" = excluded."changed_at")",
                       {user, password.hash, now()});
    // Whoever was signed in with the old password is so no longer.
    connection.execute(R"(DELETE FROM "session" WHERE "user" = ? AND "token_hash" <> ?)",
                       {user, sha256_hex(token_to_keep)});
    connection.execute(R"(DELETE FROM "invitation" WHERE "user" = ?)", {user});
}

void forget_sessions(Engine& engine)
{
    engine.part<SignInMemory>().sessions.clear();
}

void set_password(Engine& engine, const Id& user, std::string_view password,
                  std::string_view token_to_keep)
{
    const NewPassword made = make_new_password(password);
    engine.database().write([&](store::Connection& connection) {
        put_password(connection, user, made, token_to_keep);
    });
    forget_sessions(engine);
}

void change_password(Engine& engine, const Id& user, std::string_view current,
                     std::string_view password, std::string_view token_to_keep)
{
    const auto hash = find_hash(engine, user);
    if (!hash || !verify_password(*hash, current))
        throw Error(Cause::invalid, say("sign_in.current_password_is_wrong"),
                    {{"current", "password", say("sign_in.current_password_is_wrong")}});
    set_password(engine, user, password, token_to_keep);
}

std::string make_invitation(Engine& engine, const Id& user)
{
    const std::string code = make_token(18);
    engine.database().write([&](store::Connection& connection) {
        connection.execute(R"(DELETE FROM "invitation" WHERE "user" = ?)", {user});
        connection.execute(
            R"(INSERT INTO "invitation" ("code_hash", "user", "expires_at") VALUES (?, ?, ?))",
            {sha256_hex(code), user, Instant{now().us + invitation_days * us_per_day}});
    });
    return code;
}

Session accept_invitation(Engine& engine, std::string_view code, std::string_view password)
{
    check_password(password);
    std::optional<Id> user;
    engine.database().read(
        [&](store::Connection& connection) { user = find_invited(connection, code); });
    if (!user)
        refuse_invitation();
    const NewPassword made = make_new_password(password);
    const Session session = make_session(*user);
    // The code is used up only when its user is signed in, and only once.
    engine.database().write([&](store::Connection& connection) {
        if (find_invited(connection, code) != user)
            refuse_invitation();
        put_password(connection, *user, made);
        put_session(connection, session);
    });
    forget_sessions(engine);
    return session;
}

bool is_setup_needed(Engine& engine)
{
    bool needed = true;
    engine.database().read([&](store::Connection& connection) {
        connection.query({R"(SELECT 1 FROM "credential" LIMIT 1)", {}},
                         [&](const store::Row&) { needed = false; });
    });
    return needed;
}

const std::string& setup_code(Engine& engine)
{
    return engine.part<SignInMemory>().setup_code;
}

} // namespace comity::record
