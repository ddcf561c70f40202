// What depends on an order says so: with names in the reverse order nothing else may come of it.

#include "crm/shelf.h"
#include "record/fixtures/scratch_fixture.h"
#include "record/mechanism.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"
#include "record/save/save.h"
#include "store/database.h"

#include <algorithm>
#include <functional>
#include <map>

namespace comity::crm {
namespace {

using namespace record;

Shelf with_names_reversed(Shelf shelf)
{
    auto& behaviours = shelf.behaviours;
    std::ranges::sort(behaviours, std::greater(), &Behaviour::name);
    std::map<std::string, std::string> names;
    for (const Behaviour& behaviour : behaviours)
        names.emplace(behaviour.name, std::to_string(1'000 + names.size()) + "_" + behaviour.name);
    for (Behaviour& behaviour : behaviours) {
        behaviour.name = names.at(behaviour.name);
        for (std::string& name : behaviour.after)
            name = names.at(name);
    }
    return shelf;
}

class SettleStageTest : public testing::Test {
protected:
    void write(const std::function<void(Transaction&, const Catalog&)>& body)
    {
        write_change_set(
            m_engine, Actor::program("test", Origin::api), {},
            [&](Transaction& transaction) { body(transaction, transaction.catalog()); });
    }

    Id add_pipeline(const char* stage, const char* status, bool is_default)
    {
        Id pipeline;
        write([&](Transaction& transaction, const Catalog& catalog) {
            pipeline = transaction
                           .create(catalog.load("pipeline"),
                                   Json().set("name", stage).set("is_default", is_default))
                           .id;
            transaction.create(catalog.load("stage"), Json()
                                                          .set("name", stage)
                                                          .set("pipeline", format_id(pipeline))
                                                          .set("status", status)
                                                          .set("position", 1));
        });
        return pipeline;
    }

    std::string told_of(const Id& id)
    {
        std::string told;
        write([&](Transaction& transaction, const Catalog& catalog) {
            const Record deal = transaction.load(catalog.load("deal"), id);
            told = deal.text("stage") + ", " + deal.text("status") + ", " +
                   (deal.has("stage_since") ? "since" : "never");
        });
        return told;
    }

private:
    ScratchStore m_place{false};
    std::unique_ptr<store::Database> m_database = store::Database::open(m_place.options());
    Engine m_engine{*m_database, with_names_reversed(shelf()), all_mechanisms(), m_place.folder()};
};

TEST_F(SettleStageTest, IsBehindPlaceDealWhateverTheirNames)
{
    add_pipeline("Begun", "open", true);
    const Id other = add_pipeline("Signed", "won", false);
    Id deal;
    write([&](Transaction& transaction, const Catalog& catalog) {
        deal = transaction.create(catalog.load("deal"), Json().set("name", "Roof")).id;
    });
    EXPECT_EQ(told_of(deal), "begun, open, since");
    write([&](Transaction& transaction, const Catalog& catalog) {
        transaction.update(catalog.load("deal"), deal, Json().set("pipeline", format_id(other)));
    });
    EXPECT_EQ(told_of(deal), "signed, won, since");
}

} // namespace
} // namespace comity::crm
