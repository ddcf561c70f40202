#include "crm/programme/demo.h"

#include "base/error.h"
#include "base/secret.h"
#include "crm/programme/demo_story.h"
#include "record/find/find.h"
#include "record/object/catalog.h"
#include "record/save/single.h"
#include "record/settings.h"
#include "record/sign_in/identity.h"

namespace comity::crm {

using namespace record;

namespace {

bool has_customers(Engine& engine)
{
    const Actor actor = Actor::program("Demo", Origin::automation);
    bool found = false;
    for (const char* object : {"account", "contact", "lead", "deal"})
        each_page(engine, actor, engine.catalog()->load(object), {}, 1, [&](std::vector<Record>&) {
            found = true;
            return false;
        });
    return found;
}

} // namespace

DemoFirm make_demo_firm(Engine& engine)
{
    if (has_customers(engine))
        throw Error(Cause::conflict,
                    "There are customers in this database already; the demo wants an "
                    "empty one. Nothing was changed.");
    const std::string company = "Halden Instruments";
    update_single(engine, Actor::program("Demo", Origin::automation), company_object,
                  Json().set("name", company).set("currency", "EUR"));
    demo::Story story(engine);
    DemoFirm firm;
    const Id administrator = story.tell();
    firm.company = company;
    firm.summary = story.summary();
    firm.email = "ada@halden.example";
    firm.password = make_password();
    set_password(engine, administrator, firm.password);
    return firm;
}

} // namespace comity::crm
