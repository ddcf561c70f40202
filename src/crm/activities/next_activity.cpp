#include "crm/activities/next_activity.h"
#include "record/object/catalog.h"
#include "record/object/shelf.h"

#include <set>

namespace comity::crm {

using namespace record;

namespace {

std::optional<Id> deal_of(const Record& activity)
{
    const Json about = activity.json("about");
    return about.text("object") == "deal" ? parse_id(about.text("id")) : std::nullopt;
}

void refresh(Transaction& transaction, const Object& activities, const Id& deal_id)
{
    const Object& deals = transaction.catalog().load("deal");
    const auto deal = transaction.find(deals, deal_id);
    if (!deal || deal->is_in_bin())
        return;
    std::optional<Instant> next;
    const std::string open =
        "about = \"" + format_id(deal_id) + "\" AND NOT done_at:* AND due_at:*";
    for (const Record& activity : transaction.find_all(activities, open, 500))
        if (const auto due = activity.instant("due_at"); due && (!next || *due < *next))
            next = due;
    if (deal->instant("next_activity_at") != next)
        transaction.update(
            deals, deal_id,
            Json().set("next_activity_at", next ? Json(format_instant(*next)) : Json()));
}

} // namespace

void refresh_next_activity(Moment& moment)
{
    const bool matters = moment.is_new() || moment.changed("about") || moment.changed("due_at") ||
                         moment.changed("done_at") ||
                         moment.before->is_in_bin() != moment.after.is_in_bin();
    if (!matters)
        return;
    std::set<Id> deals;
    if (const auto deal = deal_of(moment.after))
        deals.insert(*deal);
    if (const auto deal = moment.before ? deal_of(*moment.before) : std::nullopt)
        deals.insert(*deal);
    if (deals.empty())
        return;
    moment.transaction.as_program([&] {
        for (const Id& deal : deals)
            refresh(moment.transaction, *moment.after.object, deal);
    });
}

} // namespace comity::crm
