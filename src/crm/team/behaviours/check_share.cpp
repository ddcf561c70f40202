#include "base/error.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/save/many.h"

namespace comity::crm::behaviours {

using namespace record;

namespace {

using Problems = std::vector<Problem>;

bool can_be_shared(const Object& object)
{
    const bool is_ours = object.is_setting || !object.readers.empty() || !object.parent.empty();
    return !is_ours && !object.owner.empty();
}

// Whoever may change a record shares it; nobody shares what is in the bin.
void check_record(Moment& moment, Problems& problems)
{
    const auto id = moment.after.reference("record");
    if (!id)
        return;
    Transaction& transaction = moment.transaction;
    const Json link = moment.after.json("record");
    const Object* object = transaction.catalog().find(link.text("object"));
    if (!object)
        return; // told with the other references
    if (!can_be_shared(*object)) {
        problems.push_back({"record", "kind",
                            say("business.objects_are_not_shared_one",
                                {{"objects", as_label(object->label_plural)}})});
        return;
    }
    const auto loaded = load_many(transaction, *object, {&*id, 1}, Verb::update);
    if (loaded.empty())
        return; // as above
    if (loaded[0].record.is_in_bin())
        problems.push_back(
            {"record", "state",
             say("business.this_object_is_in_bin", {{"object", within(object->label)}})});
    if (!loaded[0].may_write)
        problems.push_back(
            {"record", "forbidden",
             say("business.only_who_may_change_this", {{"object", within(object->label)}})});
}

void check_people(Moment& moment, Problems& problems)
{
    const bool has_person = moment.after.has("person");
    const bool has_team = moment.after.has("team");
    if (!has_person && !has_team)
        problems.push_back({"person", "required", say("business.name_person_or_team_to")});
    if (has_person && has_team)
        problems.push_back({"team", "choice", say("business.share_with_person_or_with")});
    if (moment.is_new())
        return;
    for (const char* field : {"record", "person", "team"})
        if (moment.changed(field))
            problems.push_back({field, "read_only", say("business.share_stays_with_whom_it")});
}

void check_end(Moment& moment, Problems& problems)
{
    const auto ends_at = moment.after.instant("ends_at");
    if (ends_at && moment.changed("ends_at") && *ends_at <= moment.transaction.at())
        problems.push_back({"ends_at", "range", say("business.share_ends_in_future_or")});
}

void name_it(Moment& moment)
{
    std::string title;
    for (const auto& [field, object] : {std::pair{"person", "user"}, std::pair{"team", "team"}})
        if (const auto id = moment.after.reference(field))
            if (const auto found =
                    moment.transaction.find(moment.transaction.catalog().load(object), *id))
                title = found->title();
    moment.set("title", title.empty() ? Json() : Json(title));
}

void check(Moment& moment)
{
    Problems problems;
    check_people(moment, problems);
    check_record(moment, problems);
    check_end(moment, problems);
    if (!problems.empty()) {
        const Sentence message = problems[0].message.then("Nothing was shared.");
        throw Error(Cause::invalid, message, std::move(problems));
    }
    name_it(moment);
}

} // namespace

Behaviour check_share()
{
    return {
        .name = "check_share",
        .label = "Whoever may change a record shares it, with one person or one team",
        .when = written("share"),
        .before_write = check,
    };
}

} // namespace comity::crm::behaviours
