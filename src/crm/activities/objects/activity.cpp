#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// An activity: something done or to be done with or about a customer.
Object activity()
{
    return {
        .name = "activity",
        .icon = "check",
        .group = "day",
        .place = {.rank = 5, .letter = "t", .is_at_hand = true},
        .title = "subject",
        .fields =
            {
                text("subject").required().searched(),
                choice("kind", {{"task", "Task", ""},
                                {"call", "Call", ""},
                                {"meeting", "Meeting", ""},
                                {"visit", "Visit", ""},
                                {"letter", "Letter", ""},
                                {"note", "Note", ""},
                                {"mail", "E-mail", ""}})
                    .required()
                    .starts_as("task")
                    .indexed(),
                reference("about"),
                instant("due_at").indexed(),
                instant("done_at").indexed(),
                number("duration_minutes", 0).at_least(0),
                reference("owner", "user").starts_as("me"),
                reference("contact", "contact"),
                choice("priority",
                       {{"high", "High", "warning"}, {"normal", "Normal", ""}, {"low", "Low", ""}}),
                text("outcome"),
                text("location"),
                long_text("body").searched(),
                yes_no("private").explained("Only its owner sees it, and whom it is shared with."),
                text("external_id").unique(),
            },
        .list = {"subject", "kind", "about", "due_at", "done_at", "owner"},
        .sort = "due_at",
        .layout = {{"Activity", {"subject", "kind", "about", "contact", "owner", "priority"}},
                   {"When", {"due_at", "done_at", "duration_minutes", "location"}},
                   {"What", {"outcome", "body", "private"}}},
        .timeline = {.on = {"about", "contact"}},
        .private_field = "private",
    };
}

} // namespace comity::crm::objects
