#include "record/object/shelf.h"

namespace comity::crm::objects {

using namespace record;

// A distinct pair: two records of which somebody said that they are not the same.
Object distinct_pair()
{
    return {
        .name = "distinct_pair",
        .label = "Not a duplicate",
        .label_plural = "Not duplicates",
        .icon = "users",
        .group = "",
        .place = {.is_sought = false, .is_related = false, .has_bin = false},
        .fields =
            {
                text("name").read_only().unique(),
                text("object").read_only().indexed(),
                reference("a").read_only().labelled("One"),
                reference("b").read_only().labelled("The other"),
                reference("owner", "user"),
            },
        .list = {"object", "a", "b", "owner", "created_at"},
        .has_import = false,
        .is_kept_by_program = true,
    };
}

} // namespace comity::crm::objects
