#include "record/explain/sharing.h"

#include "base/error.h"
#include "record/object/catalog.h"
#include "record/save/many.h"

namespace comity::record {
namespace {

std::string this_one(const Object& object)
{
    return "This " + object.name;
}

// The record as whoever shares it must be able to change it.
void check_may_share(Transaction& transaction, const Object& object, const Id& record)
{
    const auto loaded = load_many(transaction, object, {&record, 1}, Verb::update);
    if (loaded.empty())
        throw Error(Cause::not_found,
                    say("common.no_object_with_that_id", {{"object", within(object.label)}}));
    if (loaded[0].record.is_in_bin())
        throw Error(Cause::conflict,
                    say("access.what_is_in_bin_take", {{"title", this_one(object)}}));
    const bool is_allowed =
        loaded[0].may_write && transaction.actor().reach(object, Verb::update) != Reach::none;
    if (!is_allowed)
        throw Error(Cause::forbidden,
                    say("access.only_who_may_change_this", {{"object", within(object.label)}}));
}

std::string quoted(const Id& id)
{
    return "\"" + format_id(id) + "\"";
}

std::optional<Record> find_share(Transaction& transaction, const Object& shares, const Id& record,
                                 const ShareWish& wish)
{
    const std::string to =
        wish.person.is_nil() ? "team = " + quoted(wish.team) : "person = " + quoted(wish.person);
    auto found = transaction.find_all(shares, "record = " + quoted(record) + " AND " + to, 1);
    return found.empty() ? std::nullopt : std::optional(std::move(found[0]));
}

Json fields_of(const ShareWish& wish)
{
    Json fields;
    fields.set("level", wish.to_change ? "change" : "read");
    fields.set("ends_at", wish.ends_at ? Json(format_instant(*wish.ends_at)) : Json());
    return fields;
}

} // namespace

ShareMade share_record(Engine& engine, const Actor& actor, const Object& object, const Id& record,
                       const ShareWish& wish)
{
    ShareMade made;
    made.change_set = write_change_set(engine, actor, {}, [&](Transaction& transaction) {
        const Object& shares = transaction.catalog().load("share");
        check_may_share(transaction, object, record);
        transaction.as_program([&] {
            Json fields = fields_of(wish);
            if (const auto known = find_share(transaction, shares, record, wish)) {
                made.share = transaction.update(shares, known->id(), fields).id;
                made.is_new = false;
                return;
            }
            fields.set("record", Json().set("object", object.name).set("id", format_id(record)));
            fields.set(wish.person.is_nil() ? "team" : "person",
                       format_id(wish.person.is_nil() ? wish.team : wish.person));
            if (!transaction.actor().user.is_nil())
                fields.set("owner", format_id(transaction.actor().user));
            made.share = transaction.create(shares, fields).id;
            made.is_new = true;
        });
    });
    return made;
}

Id end_share(Engine& engine, const Actor& actor, const Object& object, const Id& record,
             const Id& share)
{
    return write_change_set(engine, actor, {}, [&](Transaction& transaction) {
        const Object& shares = transaction.catalog().load("share");
        check_may_share(transaction, object, record);
        transaction.as_program([&] {
            const auto found = transaction.find(shares, share);
            if (!found || found->reference("record") != record)
                throw Error(Cause::not_found,
                            say("access.what_has_no_such_share", {{"title", this_one(object)}}));
            transaction.remove(shares, share);
        });
    });
}

void list_shares(Engine& engine, const Actor& actor, const Object& object, const Id& record,
                 int limit, const std::string& after, std::string& out)
{
    std::string ignored;
    ListQuery title_only;
    title_only.fields = {"id"};
    read_record(engine, actor, object, record, title_only, ignored);
    ListQuery query;
    query.filter = "record = " + quoted(record);
    query.expand = {"person", "team", "owner"};
    query.limit = limit;
    query.after = after;
    const auto catalog = engine.catalog();
    list_records(engine, Actor::program("Comity", actor.origin), catalog->load("share"), query,
                 out);
}

} // namespace comity::record
