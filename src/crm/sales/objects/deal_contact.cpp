#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A deal's contact: who has a say in it, and how.
Object deal_contact()
{
    return {
        .name = "deal_contact",
        .label = "Buying centre",
        .label_plural = "Buying centre",
        .icon = "users",
        .group = "",
        .title = "role",
        .fields =
            {
                reference("deal", "deal").required(),
                reference("contact", "contact").required(),
                choice("role", {{"decides", "Decides", ""},
                                {"influences", "Influences", ""},
                                {"uses", "Uses", ""},
                                {"pays", "Pays", ""},
                                {"blocks", "Blocks", "bad"},
                                {"champions", "Champions us", "good"}})
                    .required(),
                long_text("goals"),
                long_text("challenges"),
            },
        .owner = "",
        .parent = "deal",
        .list = {"contact", "role", "goals", "challenges"},
        .has_import = true,
    };
}

} // namespace comity::crm::objects
