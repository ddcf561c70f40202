#pragma once
// The stages of pipelines as deals see them, read once for each change set and not once a deal.

#include "record/save/save.h"

#include <optional>
#include <string>
#include <vector>

namespace comity::crm {

struct Stage {
    std::string key;
    std::string name;
    std::string status; // open, won, lost
    std::optional<double> probability;
};

// In the order of the board. Read again when `wanted_key` is not among what is known.
const std::vector<Stage>& stages_of(record::Transaction& transaction, const Id& pipeline,
                                    const std::string& wanted_key = {});
const Stage* find_stage(record::Transaction& transaction, const Id& pipeline,
                        const std::string& key);

std::optional<Id> default_pipeline(record::Transaction& transaction);
bool wants_lost_reason(record::Transaction& transaction, const Id& pipeline);

// What a record is called; remembered for the length of the change set.
std::string title_of(record::Transaction& transaction, std::string_view object, const Id& id);

} // namespace comity::crm
