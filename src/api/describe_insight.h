#pragma once
// Insights and their answers as clients need them (docs/wire.md "Insights"), in the person's
// language.

#include "api/describe.h"
#include "record/insights/asking.h"

#include <string>

namespace comity::api {

// What can be asked, as far as the person may see it.
void write_insight(JsonWriter& json, const Call& call, const record::Insight& insight,
                   const record::SeenInsight& seen, const Tongue& tongue);
void write_insight_answer(JsonWriter& json, Call& call, const record::Insight& insight,
                          const record::InsightAnswer& answer, const Tongue& tongue);
// Appends the table as CSV, or the figures where there is none.
void append_insight_csv(std::string& out, const record::InsightAnswer& answer,
                        const Tongue& tongue);

} // namespace comity::api
