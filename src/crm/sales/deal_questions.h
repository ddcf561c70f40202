#pragma once
// What the insights about deals have in common: which deals they count, and what they may be
// narrowed to.

#include "record/object/insight.h"

#include <string>
#include <vector>

namespace comity::crm {

inline const std::string open_deals = "status = \"open\"";
inline const std::string won_deals = "status = \"won\"";
inline const std::string lost_deals = "status = \"lost\"";
inline const std::string closed_deals = "(status = \"won\" OR status = \"lost\")";

// A pipeline, an owner, a team.
std::vector<record::InsightInput> deal_inputs();

// Won deals by one of their fields, the most valuable first; by a period of closed_on, in order.
record::Insight won_deals_by(record::InsightColumn group);

} // namespace comity::crm
