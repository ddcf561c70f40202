#include "record/save/single.h"

#include "base/error.h"
#include "record/engine.h"
#include "record/object/catalog.h"
#include "record/save/save.h"
#include "store/database.h"

namespace comity::record {

std::optional<Id> find_single(Engine& engine, std::string_view object)
{
    const auto catalog = engine.catalog();
    const Object& of = catalog->load(object);
    CHECK(of.is_single);
    std::optional<Id> id;
    engine.database().read([&](store::Connection& connection) {
        connection.query({"SELECT \"id\" FROM " + store::quote(Catalog::table_of(of)) +
                              " WHERE \"deleted_at\" IS NULL ORDER BY \"id\" LIMIT 1",
                          {}},
                         [&](const store::Row& row) { id = row.id(0); });
    });
    return id;
}

Id ensure_single(Engine& engine, std::string_view object, const Json& fields)
{
    if (const auto id = find_single(engine, object))
        return *id;
    Id made;
    const Actor program = Actor::program("Comity", Origin::automation);
    try {
        write_change_set(
            engine, program, {.label = say("log.set_up")}, [&](Transaction& transaction) {
                made = transaction.create(transaction.catalog().load(object), fields).id;
            });
    } catch (const Error&) {
        // Another server that started at the same moment may have made it.
        const auto theirs = find_single(engine, object);
        if (!theirs)
            throw;
        return *theirs;
    }
    return made;
}

Id update_single(Engine& engine, const Actor& actor, std::string_view object, const Json& fields)
{
    const auto id = find_single(engine, object);
    if (!id)
        throw Error(Cause::not_found, say("setup.not_yet"));
    return write_change_set(engine, actor, {}, [&](Transaction& transaction) {
        transaction.update(transaction.catalog().load(object), *id, fields);
    });
}

} // namespace comity::record
