#include "api/me.h"

#include "base/money.h"
#include "record/access/people.h"
#include "record/find/find.h"
#include "record/object/catalog.h"
#include "record/save/save.h"
#include "record/settings.h"
#include "record/sign_in/identity.h"

namespace comity::api {

using namespace record;

namespace {

// What the actor's own user record says, asked as the program: everybody may know that of himself.
Json own_record(Engine& engine, const Actor& actor)
{
    std::string text;
    const Actor program = Actor::program("Comity", Origin::automation);
    ListQuery query;
    query.fields = {"email", "preferences"};
    read_record(engine, program, engine.catalog()->load("user"), actor.user, query, text);
    return parse_json(text);
}

Id role_of(Transaction& transaction, std::string_view role)
{
    for (const Record& record : transaction.find_all(transaction.catalog().load("role"), "", 200))
        if (record.text("key") == role || record.text("name") == role)
            return record.id();
    throw Error(Cause::invalid, say("request.no_role_role", {{"role", role}}),
                {{"role", "reference", say("request.there_are_administrator_manager_rep")}});
}

} // namespace

void write_me(JsonWriter& json, Engine& engine, const Actor& actor)
{
    const Settings settings = engine.settings();
    const Json user = own_record(engine, actor);
    json.begin_object();
    json.member("id", format_id(actor.user));
    json.member("name", actor.name);
    json.member("email", user.text("email"));
    if (!actor.viewer.is_nil()) {
        const Person* viewer = engine.people()->find(actor.viewer);
        json.key("viewed_by");
        json.begin_object();
        json.member("id", format_id(actor.viewer));
        json.member("name", viewer ? viewer->name : std::string());
        json.end_object();
    }
    json.member("role", actor.role ? actor.role->key : std::string());
    json.member("role_name", actor.role ? actor.role->name : std::string());
    json.key("team");
    if (actor.team.is_nil())
        json.null();
    else
        json.value(format_id(actor.team));
    json.member("language", actor.language);
    json.member("zone", actor.zone);
    json.member("company", settings.company);
    json.member("currency", settings.currency);
    json.key("preferences");
    const Json* preferences = user.find("preferences");
    if (preferences && preferences->if_object())
        json.value(*preferences);
    else
        json.raw("{}");
    json.end_object();
}

void check_settings(const Settings& settings, std::vector<Problem>& problems)
{
    if (!is_currency(settings.currency))
        problems.push_back(
            {"currency", "currency", say("common.currency_is_three_capital_letters")});
    if (!is_zone(settings.zone))
        problems.push_back({"zone", "zone", say("common.time_zone_is_name_such")});
    if (settings.language != "en" && settings.language != "de")
        problems.push_back({"language", "choice", say("request.there_are_en_and_de")});
    if (settings.company.size() > 200)
        problems.push_back({"company", "length", say("request.company_name_is_too_long")});
}

Id create_user(Engine& engine, const Actor& actor, std::string_view email, std::string_view name,
               std::string_view role, std::string_view password)
{
    std::optional<NewPassword> made;
    if (!password.empty())
        made = make_new_password(password);
    Id user;
    write_change_set(engine, actor, {.label = say("log.person_added", {{"name", name}})},
                     [&](Transaction& transaction) {
                         Json fields;
                         fields.set("name", name).set("email", email);
                         if (!role.empty())
                             fields.set("role", format_id(role_of(transaction, role)));
                         user = transaction.create(transaction.catalog().load("user"), fields).id;
                         if (made)
                             put_password(transaction.connection(), user, *made);
                     });
    engine.forget_people();
    return user;
}

} // namespace comity::api
