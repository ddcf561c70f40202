#pragma once
// Insights in the OpenAPI document: an operation each, with its inputs, and the shape of an answer.

#include "base/json.h"
#include "record/object/shelf.h"

namespace comity::api {

void add_insight_paths(Json& paths, const record::Shelf& shelf);
// InsightList, InsightAnswer and what they are made of.
void add_insight_schemas(Json& schemas);

} // namespace comity::api
