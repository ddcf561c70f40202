#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A deal: an opportunity to sell something to somebody, on its way through a pipeline.
Object deal()
{
    return {
        .name = "deal",
        .icon = "coin",
        .group = "sales",
        .place = {.rank = 4, .letter = "d", .is_at_hand = true},
        .fields =
            {
                text("name").required().searched().indexed(),
                reference("account", "account"),
                reference("primary_contact", "contact"),
                reference("product", "product"),
                reference("pipeline", "pipeline").required(),
                choice("stage").from("stage", "pipeline").required().indexed(),
                choice("status",
                       {{"open", "Open", ""}, {"won", "Won", "good"}, {"lost", "Lost", "bad"}})
                    .read_only()
                    .indexed(),
                money("amount").indexed(),
                percent("probability"),
                date("started_on"),
                date("expected_close").indexed(),
                date("closed_on").indexed(),
                reference("owner", "user").starts_as("me"),
                text("lost_reason").indexed(),
                text("competitor"),
                text("next_step"),
                instant("next_activity_at").read_only().indexed(),
                instant("stage_since").read_only().indexed(),
                text("forecast_category"),
                long_text("description").searched(),
                choices("tags"),
                text("external_id").unique().searched(),
                money("weighted_amount").formula("amount * probability / 100"),
            },
        .list = {"name", "account", "stage", "amount", "owner", "expected_close"},
        .layout = {{"Deal",
                    {"name", "account", "primary_contact", "product", "amount", "owner", "tags"}},
                   {"Progress",
                    {"pipeline", "stage", "probability", "started_on", "weighted_amount",
                     "expected_close", "next_step"}},
                   {"Outcome", {"closed_on", "lost_reason", "competitor"}},
                   {"Details", {"description", "external_id"}}},
        .board = Board{"stage", "amount"},
    };
}

} // namespace comity::crm::objects
