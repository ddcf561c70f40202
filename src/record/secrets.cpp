#include "record/secrets.h"

#include "base/error.h"
#include "base/text.h"
#include "record/engine.h"
#include "store/database.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace comity::record {
namespace {

constexpr std::string_view secret_mark = "secret:";
constexpr std::size_t id_text_length = 36;
constexpr std::size_t token_bytes = 32;

store::Table secret_key_table()
{
    return {"secret_key",
            {{"id", store::Type::uuid, true},
             {"sealed", store::Type::text, true},
             {"made_at", store::Type::instant, true}},
            {"id"}};
}

struct KeyRow {
    Id id;
    std::string sealed;
};

std::vector<KeyRow> read_keys(store::Connection& connection)
{
    std::vector<KeyRow> keys;
    connection.query({R"(SELECT "id", "sealed" FROM "secret_key" ORDER BY "made_at", "id")", {}},
                     [&](const store::Row& row) {
                         keys.push_back({row.id(0), std::string(row.text(1))});
                     });
    return keys;
}

} // namespace

Secrets::Secrets(store::Database& database, std::string key_file)
    : m_database(database), m_file(std::move(key_file))
{
}

Id Secrets::add_key(store::Connection& connection)
{
    const Id id = make_id();
    connection.execute(R"(INSERT INTO "secret_key" ("id", "sealed", "made_at") VALUES (?, ?, ?))",
                       {id, m_file.seal(make_token(token_bytes)), now()});
    return id;
}

bool Secrets::is_open(const Id& id)
{
    std::lock_guard lock(m_mutex);
    return m_open.contains(id);
}

SealKey Secrets::key_of(store::Connection& connection, const Id& id)
{
    {
        std::lock_guard lock(m_mutex);
        if (const auto found = m_open.find(id); found != m_open.end())
            return found->second;
    }
    std::string sealed;
    connection.query({R"(SELECT "sealed" FROM "secret_key" WHERE "id" = ?)", {id}},
                     [&](const store::Row& row) { sealed = row.text(0); });
    if (sealed.empty())
        throw Error(Cause::broken, "The key of a secret is not in the database: enter the secret "
                                   "anew.");
    const SealKey key = seal_key_of(m_file.open(sealed));
    std::lock_guard lock(m_mutex);
    return m_open.emplace(id, key).first->second;
}

std::string Secrets::seal(store::Connection& connection, std::string_view secret)
{
    const std::vector<KeyRow> keys = read_keys(connection);
    // Where the newest key's own key is lost, what is entered anew gets another; one that is open
    // already needs no file.
    const bool is_usable =
        !keys.empty() && (is_open(keys.back().id) || m_file.has_key_of(keys.back().sealed));
    const Id id = is_usable ? keys.back().id : add_key(connection);
    return mark_of(id) + comity::seal(secret, key_of(connection, id));
}

std::string Secrets::open(store::Connection& connection, std::string_view sealed)
{
    const bool has_shape =
        sealed.starts_with(secret_mark) && sealed.size() > secret_mark.size() + id_text_length;
    const auto id =
        has_shape ? parse_id(sealed.substr(secret_mark.size(), id_text_length)) : std::nullopt;
    if (!id)
        throw Error(Cause::broken, "A secret is not sealed as it should be.");
    auto secret =
        unseal(sealed.substr(secret_mark.size() + id_text_length + 1), key_of(connection, *id));
    if (!secret)
        throw Error(Cause::broken, "A secret was altered: enter it anew.");
    return *std::move(secret);
}

void Secrets::exchange_keys()
{
    std::lock_guard one_at_a_time(m_exchanging);
    const bool is_ours = m_file.is_file();
    if (!is_ours)
        return seal_anew();
    const KeyFile::Held held = m_file.hold();
    m_file.add_key();
    seal_anew();
    // What another key still seals keeps it, whoever sealed it meanwhile.
    std::vector<std::string> sealed;
    m_database.read([&](store::Connection& connection) {
        for (KeyRow& key : read_keys(connection))
            sealed.push_back(std::move(key.sealed));
    });
    m_file.forget_all_but(sealed);
}

void Secrets::seal_anew()
{
    m_database.write([&](store::Connection& connection) {
        for (const KeyRow& key : read_keys(connection))
            // Where its key is lost its secrets are entered anew; others go on.
            if (m_file.has_key_of(key.sealed))
                connection.execute(R"(UPDATE "secret_key" SET "sealed" = ? WHERE "id" = ?)",
                                   {m_file.seal(m_file.open(key.sealed)), key.id});
        add_key(connection);
    });
}

Secrets::Standing Secrets::standing()
{
    Standing standing;
    standing.is_in_file = m_file.is_file();
    m_database.read([&](store::Connection& connection) {
        const std::vector<KeyRow> keys = read_keys(connection);
        standing.keys = static_cast<std::int64_t>(keys.size());
        standing.old = std::ranges::count_if(
            keys, [&](const KeyRow& key) { return !m_file.is_current(key.sealed); });
        for (const KeyRow& key : keys)
            if (!m_file.has_key_of(key.sealed))
                standing.lost.push_back(key.id);
    });
    return standing;
}

std::string Secrets::mark_of(const Id& key)
{
    return std::string(secret_mark) + format_id(key) + ":";
}

Mechanism secrets_mechanism()
{
    return {.name = "secrets",
            .tables = {secret_key_table()},
            .begin = [](Engine& engine, OneOfEach& parts) {
                parts.make<Secrets>(engine.database(), secrets_file_in(engine.data_folder()));
            }};
}

} // namespace comity::record
