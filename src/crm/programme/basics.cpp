#include "crm/programme/basics.h"

#include "base/error.h"
#include "record/find/find.h"
#include "record/object/catalog.h"
#include "record/save/save.h"
#include "record/save/single.h"
#include "record/settings.h"

#include <array>

namespace comity::crm {

using namespace record;

namespace {

struct BuiltInRole {
    const char* key;
    const char* name;
    const char* permissions;
};

// A rep sees the team's work and all accounts, contacts and products (so that nobody makes them
// twice), and changes what is his own; a manager changes what his people own.
constexpr std::array<BuiltInRole, 4> roles = {{
    {"administrator", "Administrator",
     R"({"*":{"read":"all","create":"all","update":"all","delete":"all","export":"all"}})"},
    {"manager", "Manager",
     R"({"*":{"read":"all","create":"all","update":"team_below","delete":"team_below",
              "export":"all"}})"},
    {"rep", "Sales rep",
     R"({"*":{"read":"team","create":"own","update":"own","delete":"own","export":"own"},
         "account":{"read":"all","create":"own","update":"own","delete":"own","export":"own"},
         "contact":{"read":"all","create":"own","update":"own","delete":"own","export":"own"},
         "product":{"read":"all","create":"none","update":"none","delete":"none",
                    "export":"all"}})"},
    {"read_only", "Read only",
     R"({"*":{"read":"all","create":"none","update":"none","delete":"none","export":"none"}})"},
}};

struct BuiltInStage {
    const char* key;
    const char* name;
    const char* status;
    int probability;
};

constexpr std::array<BuiltInStage, 6> stages = {{{"prospecting", "Prospecting", "open", 10},
                                                 {"qualification", "Qualification", "open", 25},
                                                 {"proposal", "Proposal", "open", 50},
                                                 {"negotiation", "Negotiation", "open", 75},
                                                 {"won", "Won", "won", 100},
                                                 {"lost", "Lost", "lost", 0}}};

void create_roles(Transaction& transaction)
{
    const Object& object = transaction.catalog().load("role");
    for (const BuiltInRole& role : roles)
        transaction.create(object, Json()
                                       .set("name", role.name)
                                       .set("key", role.key)
                                       .set("permissions", parse_json(role.permissions)));
}

void create_pipeline(Transaction& transaction)
{
    const Saved pipeline = transaction.create(transaction.catalog().load("pipeline"),
                                              Json()
                                                  .set("name", "Sales")
                                                  .set("is_default", true)
                                                  .set("lost_reason_required", true)
                                                  .set("position", 1));
    int position = 0;
    for (const BuiltInStage& stage : stages)
        transaction.create(transaction.catalog().load("stage"),
                           Json()
                               .set("name", stage.name)
                               .set("key", stage.key)
                               .set("pipeline", format_id(pipeline.id))
                               .set("status", stage.status)
                               .set("probability", stage.probability)
                               .set("position", ++position));
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
    write_change_set(engine, actor, {.label = "Set up Comity"}, [&](Transaction& transaction) {
        if (needs_roles)
            create_roles(transaction);
        if (needs_pipeline)
            create_pipeline(transaction);
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
    throw Error(Cause::not_found, "There is no role \"" + std::string(key) +
                                      "\"; there are administrator, manager, rep, read_only "
                                      "and those that you made.");
}

} // namespace comity::crm
