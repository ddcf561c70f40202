#pragma once
// Figures about deals, each row with the path that opens its records.

#include "record/find/find.h"
#include "record/object/shelf.h"

namespace comity::crm {

struct Figures {
    std::vector<std::string> groups;
    std::vector<std::string> measures;
    std::string filter; // beside what `input` asks for
    std::string sort;
};

// Runs the aggregate for the `pipeline`, `owner` and `as_of` of the input and turns its rows into
// an insight's: each group under its own name, each measure under `names`.
record::InsightRows figures_of_deals(record::Engine& engine, const record::Actor& actor,
                                     const Json& input, const Figures& figures);

// pipeline and owner: what every insight about deals may be narrowed to.
std::vector<record::Field> deal_inputs();

} // namespace comity::crm
