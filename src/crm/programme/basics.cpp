#include "crm/programme/basics.h"

#include "base/error.h"
#include "base/words/tongue.h"
#include "record/find/find.h"
#include "record/object/catalog.h"
#include "record/save/save.h"
#include "record/save/single.h"
#include "record/settings.h"

#include <algorithm>
#include <array>

namespace comity::crm {

using namespace record;

namespace {

struct BuiltInRole {
    const char* key;
    const char* name; // a key of words/server/setup.txt
    const char* permissions;
};

// A rep sees the team's work and all accounts, contacts and products (so that nobody makes them
// twice), and changes what is his own; a manager changes what his people own.
constexpr std::array<BuiltInRole, 4> roles = {{
    {"administrator", "setup.role_administrator",
     R"({"*":{"read":"all","create":"all","update":"all","delete":"all","export":"all"}})"},
    {"manager", "setup.role_manager",
     R"({"*":{"read":"all","create":"all","update":"team_below","delete":"team_below",
              "export":"all"}})"},
    {"rep", "setup.role_rep",
     R"({"*":{"read":"team","create":"own","update":"own","delete":"own","export":"own"},
         "account":{"read":"all","create":"own","update":"own","delete":"own","export":"own"},
         "contact":{"read":"all","create":"own","update":"own","delete":"own","export":"own"},
         "product":{"read":"all","create":"none","update":"none","delete":"none",
                    "export":"all"}})"},
    {"read_only", "setup.role_read_only",
     R"({"*":{"read":"all","create":"none","update":"none","delete":"none","export":"none"}})"},
}};

struct BuiltInStage {
    const char* key;
    const char* name; // a key of words/server/setup.txt
    const char* status;
    int probability;
};

constexpr std::array<BuiltInStage, 6> stages = {
    {{"prospecting", "setup.stage_prospecting", "open", 10},
     {"qualification", "setup.stage_qualification", "open", 25},
     {"proposal", "setup.stage_proposal", "open", 50},
     {"negotiation", "setup.stage_negotiation", "open", 75},
     {"won", "setup.stage_won", "won", 100},
     {"lost", "setup.stage_lost", "lost", 0}}};

constexpr const char* pipeline_name = "setup.pipeline";

void create_roles(Transaction& transaction, const Tongue& tongue)
{
    const Object& object = transaction.catalog().load("role");
    for (const BuiltInRole& role : roles)
        transaction.create(object, Json()
                                       .set("name", tongue.tell(say(role.name)))
                                       .set("key", role.key)
                                       .set("permissions", parse_json(role.permissions)));
}

void create_pipeline(Transaction& transaction, const Tongue& tongue)
{
    const Saved pipeline = transaction.create(transaction.catalog().load("pipeline"),
                                              Json()
                                                  .set("name", tongue.tell(say(pipeline_name)))
                                                  .set("is_default", true)
                                                  .set("lost_reason_required", true)
                                                  .set("position", 1));
    int position = 0;
    for (const BuiltInStage& stage : stages)
        transaction.create(transaction.catalog().load("stage"),
                           Json()
                               .set("name", tongue.tell(say(stage.name)))
                               .set("key", stage.key)
                               .set("pipeline", format_id(pipeline.id))
                               .set("status", stage.status)
                               .set("probability", stage.probability)
                               .set("position", ++position));
}

// Whether a record still has the name that it was made with, in whatever language.
bool is_as_made(const Record& record, const char* name)
{
    return std::ranges::any_of(languages, [&](std::string_view language) {
        return record.text("name") == Tongue(language).tell(say(name));
    });
}

// The records of an object that set-up made: by their keys, or the only one of its name.
void name_made(Transaction& transaction, const char* object, std::string_view key, const char* name,
               const Tongue& tongue)
{
    const Object& of = transaction.catalog().load(object);
    for (const Record& record : transaction.find_all(of, "", 200)) {
        const bool is_meant = key.empty() || record.text("key") == key;
        if (is_meant && is_as_made(record, name) && record.text("name") != tongue.tell(say(name)))
            transaction.update(of, record.id(), Json().set("name", tongue.tell(say(name))));
    }
}

bool is_empty(Engine& engine, const char* object)
{
    const Actor actor = Actor::program("Comity", Origin::automation);
    bool empty = true;
    each_page(engine, actor, engine.catalog()->load(object), {}, 1, [&](std::vector<Record>&) {
        empty = false;
        return false;
    });
    return empty;
}

} // namespace

void ensure_basics(Engine& engine)
{
    const Settings settings = engine.settings();
    ensure_single(engine, company_object,
                  Json()
                      .set("name", settings.company)
                      .set("currency", settings.currency)
                      .set("zone", settings.zone)
                      .set("language", settings.language));
    const bool needs_roles = is_empty(engine, "role");
    const bool needs_pipeline = is_empty(engine, "pipeline");
    if (!needs_roles && !needs_pipeline)
        return;
    const Actor actor = Actor::program("Comity", Origin::automation);
    const Tongue tongue(engine.settings().language);
    write_change_set(engine, actor, {.label = say("log.set_up")}, [&](Transaction& transaction) {
        if (needs_roles)
            create_roles(transaction, tongue);
        if (needs_pipeline)
            create_pipeline(transaction, tongue);
    });
    engine.forget_people();
}

void name_basics(Engine& engine)
{
    const Actor actor = Actor::program("Comity", Origin::automation);
    const Tongue tongue(engine.settings().language);
    write_change_set(engine, actor, {.label = say("log.set_up")}, [&](Transaction& transaction) {
        for (const BuiltInRole& role : roles)
            name_made(transaction, "role", role.key, role.name, tongue);
        name_made(transaction, "pipeline", "", pipeline_name, tongue);
        for (const BuiltInStage& stage : stages)
            name_made(transaction, "stage", stage.key, stage.name, tongue);
    });
    engine.forget_people();
}

Id load_role(Engine& engine, std::string_view key)
{
    const Actor actor = Actor::program("Comity", Origin::automation);
    std::optional<Id> role;
    each_page(engine, actor, engine.catalog()->load("role"), {}, 200,
              [&](std::vector<Record>& page) {
                  for (const Record& record : page)
                      if (record.text("key") == key || record.text("name") == key)
                          role = record.id();
                  return !role;
              });
    if (role)
        return *role;
    throw Error(Cause::not_found, say("business.no_role_key_there_are", {{"key", key}}));
}

} // namespace comity::crm
