#include "base/text.h"
#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// The firm that works with Comity: what it is called, what its money is in, when its year begins.
Object company()
{
    std::vector<Choice> months;
    for (const char* month : {"January", "February", "March", "April", "May", "June", "July",
                              "August", "September", "October", "November", "December"})
        months.push_back({make_key(month), month, ""});
    return {
        .name = "company",
        .plural = "companies",
        .icon = "building",
        .group = "settings",
        .fields =
            {
                text("name"),
                file("logo"),
                address("address"),
                text("phone"),
                text("email"),
                web("website"),
                text("currency")
                    .required()
                    .longest(3)
                    .starts_as("EUR")
                    .explained(
                        "What sums are in. Rates of other currencies say what one unit is worth in "
                        "it."),
                text("zone").required().starts_as("UTC").explained(
                    "Of those who chose none themselves: where days begin and end."),
                choice("language", {{"en", "English", ""}, {"de", "Deutsch", ""}})
                    .required()
                    .starts_as("en"),
                choice("fiscal_year_begins", std::move(months)).required().starts_as("january"),
                choice("week_begins",
                       {{"monday", "", ""}, {"sunday", "", ""}, {"saturday", "", ""}})
                    .required()
                    .starts_as("monday"),
                reference("calendar", "business_calendar")
                    .explained("When the firm works: what clocks and deadlines go by."),
            },
        .list = {"name", "currency", "zone", "language"},
        .sort = "name",
        .layout = {{"Company", {"name", "logo", "address", "phone", "email", "website"}},
                   {"Language and money", {"language", "zone", "currency"}},
                   {"Year and hours", {"fiscal_year_begins", "week_begins", "calendar"}}},
        .is_setting = true,
        .is_single = true,
        .has_import = false,
    };
}

} // namespace comity::crm::objects
