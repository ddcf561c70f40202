#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A stage: one step of a pipeline. Deals carry its key, so that renaming it breaks no history.
Object stage()
{
    return {
        .name = "stage",
        .icon = "step",
        .group = "settings",
        .place = {.is_sought = false},
        .fields =
            {
                text("name").required(),
                reference("pipeline", "pipeline").required(),
                text("key").required().indexed().explained(
                    "What deals and filters call it; stays when the name changes."),
                choice("status",
                       {{"open", "Open", ""}, {"won", "Won", "good"}, {"lost", "Lost", "bad"}})
                    .starts_as("open")
                    .required(),
                percent("probability"),
                number("position", 0),
                number("rotting_days", 0)
                    .at_least(1)
                    .explained("Deals that stay longer are marked."),
                long_text("entry_criteria"),
                long_text("exit_criteria"),
            },
        .list = {"name", "pipeline", "status", "probability", "position"},
        .sort = "position,name",
        .is_setting = true,
    };
}

} // namespace comity::crm::objects
