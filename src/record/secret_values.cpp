#include "record/secret_values.h"

#include "record/engine.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/secrets.h"
#include "store/database.h"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>

namespace comity::record {
namespace {

bool is_given_secret(std::span<const Field> fields, std::string_view name, const Json& value)
{
    return !value.is_null() && std::ranges::any_of(fields, [&](const Field& field) {
        return field.name == name && facts_of(field).is_secret;
    });
}

bool has_secrets(std::span<const Field> fields, const Json& values)
{
    const Json::Object* members = values.if_object();
    return members && std::ranges::any_of(*members, [&](const auto& member) {
               return is_given_secret(fields, member.first, member.second);
           });
}

Json changed(std::span<const Field> fields, const Json& values,
             const std::function<Json(const Json&)>& change)
{
    Json::Object members;
    for (const auto& [name, value] : *values.if_object())
        members.emplace_back(name, is_given_secret(fields, name, value) ? change(value) : value);
    return members;
}

} // namespace

Json seal_secret_values(Engine& engine, std::span<const Field> fields, const Json& values)
{
    if (!has_secrets(fields, values))
        return values;
    Json sealed;
    engine.database().write([&](store::Connection& connection) {
        sealed = changed(fields, values, [&](const Json& value) {
            return engine.part<Secrets>().seal(connection, format_json(value));
        });
    });
    return sealed;
}

Json open_secret_values(Engine& engine, std::span<const Field> fields, const Json& sealed)
{
    if (!has_secrets(fields, sealed))
        return sealed;
    Json values;
    engine.database().read([&](store::Connection& connection) {
        values = changed(fields, sealed, [&](const Json& value) {
            const std::string* text = value.if_string();
            return parse_json(
                engine.part<Secrets>().open(connection, text ? *text : std::string()));
        });
    });
    return values;
}

std::int64_t count_secrets_under(Engine& engine, std::span<const Id> keys)
{
    std::int64_t count = 0;
    if (keys.empty())
        return count;
    const auto catalog = engine.catalog();
    engine.database().read([&](store::Connection& connection) {
        for (const Object& object : catalog->objects())
            for (const Field& field : object.fields)
                for (const Id& key : facts_of(field).is_secret ? keys : std::span<const Id>())
                    connection.query({"SELECT COUNT(*) FROM " +
                                          store::quote(Catalog::table_of(object)) +
                                          R"( WHERE "deleted_at" IS NULL AND )" +
                                          store::quote(field.name) + " LIKE ?",
                                      {Secrets::mark_of(key) + "%"}},
                                     [&](const store::Row& row) { count += row.integer(0); });
    });
    return count;
}

} // namespace comity::record
