// "Not a duplicate": a record of its own, so that the change log has it, with who and when, and it
// can be undone.
#include "record/duplicates/ask.h"
#include "record/duplicates/duplicates.h"
#include "record/duplicates/pairs.h"
#include "record/save/save.h"

#include "base/error.h"
#include "record/object/catalog.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {
namespace {

Json link_to(const Object& object, const Id& id)
{
    return Json().set("object", object.name).set("id", format_id(id));
}

} // namespace

Id dismiss_duplicate(Engine& engine, const Actor& actor, const Object& asked, const Id& one,
                     const Id& another)
{
    if (one == another)
        throw Error(Cause::invalid, say("merge.record_is_always_itself"),
                    {{"b", "same", say("merge.name_two_records")}});
    actor.require(asked, Verb::update);
    const Id a = std::min(one, another), b = std::max(one, another);
    // Read first: it names both in the label.
    std::string titles[2];
    bool is_known = false;
    const auto catalog = engine.catalog();
    const Object& object = catalog->load(asked.name);
    const Object& distinct = catalog->load(distinct_pair_object);
    for (const auto& [id, title] : titles_of(engine, actor, object, {a, b}))
        titles[id == a ? 0 : 1] = title;
    engine.database().read([&](store::Connection& connection) {
        const auto matched = find_matched(*catalog, object, &actor);
        const Id both[] = {a, b};
        if (!matched || read_matched(connection, *catalog, actor, *matched, both).size() != 2)
            throw Error(Cause::not_found,
                        say("merge.no_such_objects", {{"objects", as_label(object.label_plural)}}));
        const auto others = distinct_from(connection, *catalog, a);
        is_known = std::ranges::find(others, b) != others.end();
    });
    if (is_known)
        return {};
    return write_change_set(
        engine, actor, {say("log.not_same", {{"one", titles[0]}, {"other", titles[1]}}), {}},
        [&](Transaction& transaction) {
            transaction.as_program([&] {
                Json fields;
                fields.set("name", format_id(a) + " " + format_id(b));
                fields.set("object", object.name);
                fields.set("a", link_to(object, a)).set("b", link_to(object, b));
                if (!actor.user.is_nil())
                    fields.set("owner", format_id(actor.user));
                transaction.create(distinct, fields);
            });
            forget_pair(transaction.connection(), a, b);
        });
}

} // namespace comity::record
